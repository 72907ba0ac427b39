"""From clue to monitored: an episode begins with its case, and what its decision writes."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.events import Event
from accounts.models import User
from monitoring.cases.casework import outcomes
from monitoring.cases.casework.models import Case, Episode
from monitoring.cases.casework.workflow import open_case
from monitoring.cases.procedures.models import Process
from monitoring.registry.act import begin, finish, update_row
from monitoring.registry.models import Household, Source


@transaction.atomic
def begin_identification(household: Household, *, by: User | None, on: date | None = None) -> Case:
    """A new episode of the household and its case; the clock runs from `on`, or today.

    ValidationError where one is running already: further evidence joins that one.
    """
    # Not the key: a screening that adds a flag to the household does not have to wait.
    locked = Household.objects.select_for_update(no_key=True).get(pk=household.pk)
    if locked.status != Household.Status.ACTIVE:
        raise ValidationError(_("This household has ended; its record can only be read."))
    episode = Episode(
        household=locked,
        division=locked.division,
        number=locked.episodes.count() + 1,
        opened_on=on or timezone.localdate(),
    )
    episode.validate_constraints()
    episode.save(force_insert=True)
    return open_case(episode, by=by, process=Process.IDENTIFICATION, on=on)


def declare() -> None:
    outcomes.declare(Process.IDENTIFICATION, completed=_monitored, refused=_not_included)


def _monitored(case: Case) -> None:
    """The household is monitored from today; the registry says so, with the decision as source."""
    today = timezone.localdate()
    episode = case.episode
    episode.state, episode.monitored_on = Episode.State.MONITORED, today
    episode.save(update_fields=["state", "monitored_on"])
    note = _("Identified as a monitored household")
    source = begin(case.household, by=case.decided_by, note=note, kind=Source.Kind.DECISION)
    risks = [each["risk"] for each in episode.risks] + [None] * 5
    update_row(
        case.household,
        source=source,
        monitored_type=episode.type or None,
        identified_month=f"{today:%Y%m}",
        risk_eliminated=False,
        eliminated_month="",
        elimination_method=None,
        **{f"risk{number}": risks[number - 1] for number in range(1, 6)},
    )
    finish(Event.HOUSEHOLD_CHANGED, source, case.household, case=case.pk)


def _not_included(case: Case) -> None:
    episode = case.episode
    episode.state = Episode.State.NOT_INCLUDED
    episode.closed_on, episode.end_reason = case.closed_on, case.reason[:200]
    episode.save(update_fields=["state", "closed_on", "end_reason"])
