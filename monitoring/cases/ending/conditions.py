"""When a risk counts as eliminated (domain.md 6): each condition with its verdict and its ground.

What the indicators tell is written in the grammar of the criteria, once: the nightly job compiles
it for everybody, a page says it of one household.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.cases.casework.models import Case, Episode
from monitoring.cases.ending.models import Attestation, Ending
from monitoring.cases.procedures.models import Procedure, Process
from monitoring.cases.visits.models import Visit
from monitoring.criteria.models import Criterion
from monitoring.criteria.rules import rules_of
from monitoring.criteria.sentences import Verdict, clauses
from monitoring.indicators.models import HouseholdIndicators
from monitoring.screening.models import Flag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

_LINE = {"parameter": "monitoring_line"}


def _not(indicator: str) -> dict[str, Any]:
    return {"not": {"indicator": indicator}}


@dataclass(frozen=True)
class Declared:
    code: str
    name: "_StrPromise"
    tree: dict[str, Any]  # yes where the condition holds


FACTUAL = (
    Declared(
        "income",
        gettext_lazy("Income above this year's line"),
        {">=": [{"indicator": "net_income_pc"}, _LINE]},
    ),
    Declared(
        "rigid",
        gettext_lazy("Rigid spending solved"),
        {">=": [{"indicator": "reference_income_pc"}, _LINE]},
    ),
    Declared("school", gettext_lazy("Compulsory education"), _not("dropout")),
    Declared("insurance", gettext_lazy("Basic medical insurance"), _not("uninsured")),
    Declared("house", gettext_lazy("Safe housing"), _not("unsafe_house")),
    Declared("water", gettext_lazy("Safe drinking water"), _not("unsafe_water")),
    # 整户无劳动力: not marked eliminated, kept under long watch (domain.md 6).
    Declared("labour", gettext_lazy("Somebody can work"), {"indicator": "has_labour"}),
)

# Criteria about income: while one of them flagged the household, its income was not stable.
INCOME = ("income-below-line", "spending-breaks-line")


@dataclass(frozen=True)
class Condition:
    code: str
    name: str
    verdict: Verdict
    ground: str

    @property
    def is_met(self) -> bool:
        return self.verdict == Verdict.YES


def of_episode(episode: Episode) -> list[Condition]:
    """What facts and time say today of a monitored household."""
    today = timezone.localdate()
    procedure = Procedure.objects.in_force(Process.ELIMINATION, episode.division_id, today)
    since = months_before(today, procedure.stable_months)
    return [*_factual(episode, today), _long_enough(episode, since), _stable(episode, since),
            _no_new_risk(episode)]  # fmt: skip


def of_case(case: Case) -> list[Condition]:
    """The same, and what has to be vouched for; help is only asked about where it did it."""
    asked = [Attestation.Code.SIGNATURE]
    if case.ending.kind == Ending.Kind.HELP:
        asked.append(Attestation.Code.MEASURES)
    given = {row.code: row for row in case.attestations.select_related("by")}
    vouched = [_vouched(code, given.get(code)) for code in asked]
    signed = _signed_at_the_visit(case)
    return [*of_episode(case.episode), *vouched[1:], signed or vouched[0]]


def months_before(day: date, months: int) -> date:
    """The same day some months ago, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _factual(episode: Episode, day: date) -> list[Condition]:
    row = HouseholdIndicators.objects.filter(pk=episode.household_id).values().first()
    known: Mapping[str, Any] = row or {}
    parameters = rules_of(day, episode.division_id).parameters
    said = [(each, clauses(each.tree, known, parameters)[0]) for each in FACTUAL]
    return [
        Condition(each.code, str(each.name), clause.verdict, clause.sentence)
        for each, clause in said
    ]


def _long_enough(episode: Episode, since: date) -> Condition:
    monitored = episode.monitored_on
    long_enough = monitored is not None and monitored <= since
    ground = _("Monitored since %(day)s; needed: since %(since)s or before.")
    said = {"day": monitored, "since": since}
    return Condition("duration", _("Monitored long enough"), Verdict.of(long_enough), ground % said)


def _stable(episode: Episode, since: date) -> Condition:
    """No flag about income was open at any time since then."""
    flags = Flag.objects.filter(household=episode.household_id, criterion__in=INCOME)
    last = flags.filter(Q(cleared_on=None) | Q(cleared_on__gt=since)).order_by("-last_seen").first()
    ground = _("No flag about income since %(since)s.") % {"since": since}
    if last:
        ground = _("A flag about income was open until %(day)s.") % {"day": last.last_seen}
    return Condition("stable", _("Income stable"), Verdict.of(last is None), ground)


def _no_new_risk(episode: Episode) -> Condition:
    clues = Flag.objects.open().filter(household=episode.household_id)
    found = clues.filter(effect=Criterion.Effect.CLUE).count()
    ground = _("%(count)s open flags.") % {"count": found}
    return Condition("new-risk", _("No new risk"), Verdict.of(not found), ground)


def _signed_at_the_visit(case: Case) -> Condition | None:
    visit = Visit.objects.checks_of(case).exclude(householder_signature="").first()
    if visit is None:
        return None
    label = str(Attestation.Code.SIGNATURE.label)
    return Condition(Attestation.Code.SIGNATURE, label, Verdict.YES, str(visit))


def _vouched(code: Attestation.Code, given: Attestation | None) -> Condition:
    if given is None:
        return Condition(code, str(code.label), Verdict.MISSING, _("Not confirmed yet."))
    ground = f"{given.note} · {given.by} {given.at:%Y-%m-%d}"
    return Condition(code, str(code.label), Verdict.YES, ground)
