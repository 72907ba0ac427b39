"""Bringing a county to what its rolls say, and what people do with the differences."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from accounts.scope import visible
from assistance.schemes.rolls import awarding, comparing, statements
from assistance.schemes.rolls.models import Roll, RollDifference
from assistance.schemes.rolls.querysets import FEEDS_OF_ROLLS
from monitoring.jobs.actions import enqueue
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Household, Source


@transaction.atomic
def compare(county: Division, *, by: User | None) -> None:
    """Differences, awards and yearly statements of this year and the last; twice is as once."""
    comparing.compare(county)
    awarding.follow(county)
    last_year = timezone.localdate().year - 1
    statements.bring(county, by=by, since=date(last_year, 1, 1))


def follow(source: Source, households: Sequence[int]) -> None:
    """Listens to changed households: rolls that came, or were taken back, are compared at once."""
    if source.feed not in FEEDS_OF_ROLLS:
        return
    counties = Household.objects.filter(pk__in=households).values_list("county", flat=True)
    for code in sorted(set(counties.order_by())):
        enqueue("rolls.compare", by=source.by, division_code=f"{code}000000")


@transaction.atomic
def settle(chosen: Collection[int], *, by: User, reason: str) -> int:
    """The department looked at these and says what it found; how many."""
    refuse_if(not reason.strip(), _("Say what you found."))
    refuse_if(not chosen, _("Choose at least one."))
    rows = visible(RollDifference, by).filter(pk__in=chosen, settled_on=None).select_for_update()
    places = set(rows.values_list("division_id", flat=True))
    for place in places:
        require(by, "rolls.settle", place)
    count = RollDifference.objects.filter(pk__in=[row.pk for row in rows]).update(
        settled_on=timezone.localdate(), settled_by=by, settled_reason=reason.strip()
    )
    refuse_if(not count, _("Somebody else has settled this meanwhile. Look at it again."))
    audit.record(
        Event.ROLLS_SETTLED, by=by, division_code=min(places), count=count, reason=reason.strip()
    )
    return count


@transaction.atomic
def set_roll(roll: Roll, *, by: User, **values: Any) -> None:
    """Which measure a roll gives, what its amounts are in a statement."""
    require(by, "procedures.change")
    for name, value in values.items():
        setattr(roll, name, value)
    roll.full_clean()
    roll.save(update_fields=list(values))
    audit.record(Event.ROLL_SET, by=by, subject=roll)
