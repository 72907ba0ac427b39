"""What one check of evidence says of one case."""

from monitoring.cases.casework.evidence import Check
from monitoring.cases.casework.models import Case


def lacking(check: Check, case: Case) -> str | None:
    """The sentence, or None where nothing is missing."""
    return check([Case.objects.get(pk=case.pk)]).get(case.pk)
