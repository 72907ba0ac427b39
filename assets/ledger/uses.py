"""In use, idle, out of order or unknown: what is said of the state of assets, while it is known.

A state that nobody confirmed for a year is unknown: once a year each asset is looked at.
"""

from datetime import date, timedelta

from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assets.ledger.models import Asset
from assets.ledger.querysets import AssetQuerySet

KNOWN_FOR = timedelta(days=365)
State = Asset.State
STATES = {
    "used": (State.IN_USE, State.LET),
    "idle": (State.IDLE, State.POOR),
    "broken": (State.DAMAGED, State.SCRAPPED),
}
UNKNOWN = "unknown"
CHOICES = [
    ("used", _("In use or let")),
    ("idle", _("Idle or poorly used")),
    ("broken", _("Damaged or scrapped")),
    (UNKNOWN, pgettext_lazy("asset", "Not confirmed for a year")),
]


def known(day: date) -> Q:
    """Whether somebody said or saw the state within the year before the day."""
    return Q(confirmed_on__gte=day - KNOWN_FOR)


def use_on(day: date) -> Case:
    """The use of a row, by its code."""
    told = (When(state__in=states, then=Value(use)) for use, states in STATES.items())
    return Case(When(~known(day), then=Value(UNKNOWN)), *told, default=Value(UNKNOWN))


def only(rows: AssetQuerySet, use: str, day: date) -> AssetQuerySet:
    if use == UNKNOWN:
        return rows.exclude(known(day))
    return rows.filter(known(day), state__in=STATES[use])
