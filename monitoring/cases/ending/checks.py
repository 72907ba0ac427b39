"""Evidence of this slice: every condition of an elimination; the ground of another end."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from monitoring.cases.casework import evidence
from monitoring.cases.casework.models import Case, CaseFile
from monitoring.cases.ending.conditions import of_cases


def declare() -> None:
    evidence.declare("conditions", conditions, page="endings:conditions")
    evidence.declare("end_evidence", end_evidence, page="cases:case")


def conditions(cases: Sequence[Case]) -> dict[int, str]:
    said = _("Not met yet: %(conditions)s.")
    unmet = {
        pk: [each.name for each in conditions if not each.is_met]
        for pk, conditions in of_cases(cases).items()
    }
    return {pk: said % {"conditions": "、".join(names)} for pk, names in unmet.items() if names}


def end_evidence(cases: Sequence[Case]) -> dict[int, str]:
    proved = set(CaseFile.objects.filter(case__in=cases).values_list("case_id", flat=True))
    sentence = _("Attach the paper or the photo that proves it.")
    return {case.pk: sentence for case in cases if case.pk not in proved}
