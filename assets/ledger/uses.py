"""In use, idle, out of order or unknown: what is said of the state of assets, while it is known.

A state that nobody confirmed for a year is unknown: once a year each asset is looked at.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assets.ledger.models import Asset
from assets.ledger.querysets import AssetQuerySet
from assets.ledger.states import StateEntry

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

# From that day on, who saw an asset beside those who say its state; filled in assets/wiring.py.
sightings: list[Callable[[date], Exists]] = []


def known(day: date) -> Q:
    """Whether somebody said or saw the state within the year before the day."""
    since = day - KNOWN_FOR
    seen = Q(Exists(StateEntry.objects.filter(asset=OuterRef("pk"), at__date__gte=since)))
    for sighting in sightings:
        seen |= Q(sighting(since))
    return seen


def of(state: str, *, is_known: bool) -> str:
    uses = (use for use, states in STATES.items() if state in states)
    return next(uses, UNKNOWN) if is_known else UNKNOWN


def only(rows: AssetQuerySet, use: str, day: date) -> AssetQuerySet:
    if use == UNKNOWN:
        return rows.exclude(known(day))
    return rows.filter(known(day), state__in=STATES[use])
