"""What departments tell of a household, as indicators: each declared once, never missing.

The SQL of one is about one person, over alias `t`: the person's records that count on the day
(refresh.py), with `t.d` what a record says, `t.newest` whether it is the newest of its feed and
topic, and `t.alive` whether the person still belongs to the household. What a person who died
leaves behind (costs, debts, the accident itself) still weighs on the household.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from monitoring.feeds.catalogue.people import (
    DROPPED_OUT,
    EXTREME,
    LOW_INCOME,
    OFF_ROLL,
    ON_ROLL,
    PERHAPS,
    ROLLS,
)
from monitoring.indicators.catalogue import YUAN_PER_PERSON, Indicator, Kind

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


def _any(code: str, label: "Text", feed: str, condition: str) -> Told:
    """Whether some person has such a record."""
    sql = f"bool_or({condition}) FILTER (WHERE t.feed = '{feed}')"
    return Told(Indicator(code, label, Kind.BOOLEAN, SOURCE), (feed,), sql)


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
    _any("disaster", _("Hit by a disaster"), "disasters", "true"),
    _any("accident", _("A member had an accident"), "accidents", "true"),
    _any(
        "overdue_loan", _("A member has an overdue loan"), "overdue-loans",
        "t.newest AND (t.d ->> 'overdue')::numeric > 0",
    ),
    _any(
        "newly_disabled", _("A member is newly certified as severely disabled"),
        "disability-certificates", f"t.newest AND t.alive AND {_one_of('grade', SEVERE)}",
    ),
    Told(
        Indicator(
            "dropped_from_allowance", _("A member was dropped from 低保 or 特困"),
            Kind.BOOLEAN, SOURCE,
        ),
        ("assistance-rolls",), DROPPED,
    ),
    _any(
        "lost_work", _("A member lost their work"), "work",
        "t.newest AND t.alive AND t.d ->> 'status' = '失业'",
    ),
    _any(
        "school_dropout_told", _("The education bureau tells that a member dropped out"),
        "school-status", f"t.newest AND t.alive AND {_one_of('status', (DROPPED_OUT, PERHAPS))}",
    ),
    _any(
        "platform_warning", _("A platform of the province or state warned"),
        "platform-warnings", "true",
    ),
)  # fmt: skip

FEEDS = tuple(dict.fromkeys(feed for each in TOLD for feed in each.feeds))
