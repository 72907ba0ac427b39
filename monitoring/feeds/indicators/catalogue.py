"""What departments tell of a household, as indicators: each declared once, never missing.

The SQL of one is about one person, over alias `t`: the person's records that count on the day
(refresh.py), with `t.d` what a record says, `t.newest` whether it is the newest of its feed and
topic, and `t.alive` whether the person still belongs to the household. What a person who died
leaves behind (costs, debts, the accident itself) still weighs on the household. What was told of a
whole village counts like the record of one more person, in the households that the village called
affected.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from monitoring.feeds.catalogue.people import DROPPED_OUT, PERHAPS
from monitoring.feeds.catalogue.rolls import EXTREME, LOW_INCOME, OFF_ROLL, ON_ROLL, ROLLS
from monitoring.indicators.catalogue import DAYS, YUAN_PER_PERSON, Indicator, Kind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

SOURCE = _("Records of departments")
SEVERE = ("一级", "二级")


@dataclass(frozen=True)
class Told:
    """An indicator, the feeds that tell it, and what one person's records say of it."""

    indicator: Indicator
    feeds: tuple[str, ...]
    sql: str

    @property
    def code(self) -> str:
        return self.indicator.code


def _amount(code: str, label: "Text", feed: str, field: str, how: str) -> Told:
    """The largest of one person's."""
    sql = f"{how}((t.d ->> '{field}')::numeric) FILTER (WHERE t.feed = '{feed}')"
    indicator = Indicator(code, label, Kind.MONEY, SOURCE, unit=YUAN_PER_PERSON, of_one_person=True)
    return Told(indicator, (feed,), sql)


def _any(code: str, label: "Text", condition: str, *feeds: str) -> Told:
    """Whether there is such a record of some person, or of the village."""
    listed = ", ".join(f"'{feed}'" for feed in feeds)
    sql = f"bool_or({condition}) FILTER (WHERE t.feed IN ({listed}))"
    return Told(Indicator(code, label, Kind.BOOLEAN, SOURCE), feeds, sql)


def _one_of(field: str, values: Iterable[str]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"t.d ->> '{field}' IN ({listed})"


def _roll(status: str, rolls: Iterable[str]) -> str:
    """Whether the newest record of one of these rolls says so."""
    said = f"t.d ->> 'status' = '{status}' AND {_one_of('roll', rolls)}"
    return f"bool_or(t.newest AND t.alive AND {said}) FILTER (WHERE t.feed = 'assistance-rolls')"


DROPPED = f"{_roll(OFF_ROLL, (LOW_INCOME, EXTREME))} AND NOT {_roll(ON_ROLL, ROLLS)}"

TOLD = (
    _amount(
        "medical_burden", _("Largest own medical burden of one person this year"),
        "medical-costs", "own_burden", "sum",
    ),
    _amount(
        "education_cost", _("Largest own education cost of one person this school year"),
        "education-costs", "own_cost", "max",
    ),
    Told(
        Indicator(
            "water_stoppage_days", _("Days without water this year"), Kind.DAYS, SOURCE, unit=DAYS
        ),
        ("water-supply",),
        "max((t.d ->> 'stoppage_days')::int) FILTER (WHERE t.feed = 'water-supply')",
    ),
    _any("disaster", _("Hit by a disaster"), "true", "disasters", "village-disasters"),
    _any("accident", _("A member had an accident"), "true", "accidents"),
    _any(
        "overdue_loan", _("A member has an overdue loan"),
        "t.newest AND (t.d ->> 'overdue')::numeric > 0", "overdue-loans",
    ),
    _any(
        "newly_disabled", _("A member is newly certified as severely disabled"),
        f"t.newest AND t.alive AND {_one_of('grade', SEVERE)}", "disability-certificates",
    ),
    Told(
        Indicator(
            "dropped_from_allowance", _("A member was dropped from 低保 or 特困"),
            Kind.BOOLEAN, SOURCE,
        ),
        ("assistance-rolls",), DROPPED,
    ),
    _any(
        "lost_work", _("A member lost their work"),
        "t.newest AND t.alive AND t.d ->> 'status' = '失业'", "work",
    ),
    _any(
        "school_dropout_told", _("The education bureau tells that a member dropped out"),
        f"t.newest AND t.alive AND {_one_of('status', (DROPPED_OUT, PERHAPS))}", "school-status",
    ),
    _any(
        "platform_warning", _("A platform of the province or state warned"),
        "true", "platform-warnings",
    ),
)  # fmt: skip

FEEDS = tuple(dict.fromkeys(feed for each in TOLD for feed in each.feeds))
