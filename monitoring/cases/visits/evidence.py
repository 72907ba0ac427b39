"""What casework asks of visits: the check by two, the householder's signature, who took part."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from monitoring.cases.casework import evidence
from monitoring.cases.casework.models import Case
from monitoring.cases.visits.models import Visit


def declare() -> None:
    evidence.declare("visit", visited, page="visits:of-case")
    evidence.declare("signature", signed, page="visits:of-case")
    evidence.involved.append(checkers)


def visited(case: Case) -> str | None:
    if Visit.objects.checks_of(case).exists():
        return None
    return _("Visit the household first: two checkers, at home.")


def signed(case: Case) -> str | None:
    """The newest check decides: the householder signed, or it says why not."""
    newest = Visit.objects.checks_of(case).first()
    if newest and (newest.householder_signature or newest.refusal):
        return None
    return _("Let the householder sign the application and authorisation, or record the refusal.")


def checkers(case: Case) -> set[int]:
    pairs = Visit.objects.checks_of(case).values_list("by_id", "second_by_id")
    return {person for pair in pairs for person in pair if person is not None}


def panel(case: Case, user: User) -> tuple[str, dict[str, Any]]:
    """For `casework.panels`."""
    visits = Visit.objects.filter(household=case.household_id, visited_on__gte=case.opened_on)
    shown = visits.latest_first().select_related("by")
    return "monitoring/visits/of_case.html", {"case": case, "visits": shown}
