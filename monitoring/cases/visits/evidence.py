"""What casework asks of visits: the check by two, the householder's signature, who took part."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from monitoring.cases.casework import evidence
from monitoring.cases.casework.models import Case
from monitoring.cases.visits.models import Visit


def declare() -> None:
    evidence.declare("visit", visited, page="visits:of-case", opened_by="cases.visit")
    evidence.declare("signature", signed, page="visits:of-case", opened_by="cases.visit")
    evidence.involved.append(checkers)


def visited(cases: Sequence[Case]) -> dict[int, str]:
    seen = set(Visit.objects.checks_of(*cases).values_list("case_id", flat=True))
    sentence = _("Visit the household first: two checkers, at home.")
    return {case.pk: sentence for case in cases if case.pk not in seen}


def signed(cases: Sequence[Case]) -> dict[int, str]:
    """The newest check decides: the householder signed, or it says why not."""
    newest = Visit.objects.newest_checks_of(*cases)
    settled = {check.case_id for check in newest if check.householder_signature or check.refusal}
    sentence = _(
        "Let the householder sign the application and authorisation, or record the refusal."
    )
    return {case.pk: sentence for case in cases if case.pk not in settled}


def checkers(case: Case) -> set[int]:
    """Where several accounts bear the second checker's name, it may have been any of them."""
    checks = Visit.objects.checks_of(case)
    pairs = checks.values_list("by_id", "second_by_id")
    names = [name for name in checks.values_list("second_name", flat=True) if name]
    namesakes = User.objects.filter(full_name__in=names).values_list("pk", flat=True)
    return {person for pair in pairs for person in pair if person is not None} | set(namesakes)
