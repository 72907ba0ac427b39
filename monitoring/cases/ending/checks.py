"""Evidence of this slice: every condition of an elimination; the ground of another end."""

from django.utils.translation import gettext as _

from monitoring.cases.casework import evidence
from monitoring.cases.casework.models import Case
from monitoring.cases.ending.conditions import of_case


def declare() -> None:
    evidence.declare("conditions", conditions, page="endings:conditions")
    evidence.declare("end_evidence", end_evidence, page="cases:case")


def conditions(case: Case) -> str | None:
    unmet = [each.name for each in of_case(case) if not each.is_met]
    if not unmet:
        return None
    return _("Not met yet: %(conditions)s.") % {"conditions": "、".join(unmet)}


def end_evidence(case: Case) -> str | None:
    if not case.files.exists():
        return _("Attach the paper or the photo that proves it.")
    return None
