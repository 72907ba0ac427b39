"""When a risk counts as eliminated (domain.md 6): each condition with its verdict and its ground.

What the indicators tell is written in the grammar of the criteria, once: the nightly job compiles
it for everybody, a page says it of one household. What only an application above knows it registers
in `preconditions`.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg2.sql import Composable

from monitoring.cases.casework.models import Case, Episode
from monitoring.cases.ending.models import Attestation, Ending
from monitoring.cases.procedures.models import Procedure, Process
from monitoring.cases.visits.models import Visit
from monitoring.criteria.models import Criterion
from monitoring.criteria.packs import ParameterInForce, parameters_in_force
from monitoring.criteria.querysets import county_code
from monitoring.criteria.sentences import Verdict, clauses
from monitoring.indicators import wide
from monitoring.registry.months import shifted
from monitoring.screening.models import Flag

if TYPE_CHECKING:
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
    of_help: bool = False  # asked only where help is said to have done it

    @property
    def is_met(self) -> bool:
        return self.verdict == Verdict.YES


@dataclass(frozen=True)
class Precondition:
    """What an application above knows of the end, the same on a page and for everybody at night."""

    of: Callable[[Sequence[Episode]], Mapping[int, Sequence[Condition]]]  # one statement
    met: Callable[[date], Composable]  # in SQL, over the episode `e`, on that day


preconditions: list[Precondition] = []


@dataclass(frozen=True)
class _Rules:
    """What one county asks for."""

    since: date  # from when at the latest the household was monitored, and its income stable
    parameters: Mapping[str, ParameterInForce]


def of_episodes(episodes: Sequence[Episode]) -> dict[int, list[Condition]]:
    """What facts and time say today of monitored households, by episode."""
    today = timezone.localdate()
    rules = {county: _rules(county, today) for county in {_county(each) for each in episodes}}
    households = [episode.household_id for episode in episodes]
    facts = wide.known(households)
    flags, risks = _flags_about_income(households), _open_clues(households)
    above = [each.of(episodes) for each in preconditions]
    return {
        each.pk: [
            *_factual(facts.get(each.household_id, {}), rules[_county(each)].parameters),
            _long_enough(each, rules[_county(each)].since),
            _stable(flags[each.household_id], rules[_county(each)].since),
            _no_new_risk(risks.get(each.household_id, 0)),
            *(condition for known in above for condition in known.get(each.pk, ())),
        ]
        for each in episodes
    }


def of_cases(cases: Sequence[Case]) -> dict[int, list[Condition]]:
    """The same by case, and what has to be vouched for."""
    factual = of_episodes([case.episode for case in cases])
    visits = Visit.objects.exclude(householder_signature="").newest_checks_of(*cases)
    signed = {visit.case_id: visit for visit in visits.select_related("household")}
    kinds = dict(Ending.objects.filter(case__in=cases).values_list("case_id", "kind"))
    attestations: defaultdict[int, dict[str, Attestation]] = defaultdict(dict)
    for row in Attestation.objects.filter(case__in=cases).select_related("by"):
        attestations[row.case_id][row.code] = row
    return {
        case.pk: [
            *_asked(factual[case.episode_id], kinds.get(case.pk), attestations[case.pk]),
            _signed(attestations[case.pk], signed.get(case.pk)),
        ]
        for case in cases
    }


def of_kind(conditions: Iterable[Condition], kind: str | None) -> list[Condition]:
    """Those asked where the risk ended in that way."""
    return [each for each in conditions if kind == Ending.Kind.HELP or not each.of_help]


def _county(episode: Episode) -> str:
    return county_code(episode.division_id)


def _rules(county: str, day: date) -> _Rules:
    procedure = Procedure.objects.in_force(Process.ELIMINATION, county, day)
    since = shifted(day, -procedure.stable_months)
    return _Rules(since, parameters_in_force(day, county))


def _flags_about_income(households: Collection[int]) -> defaultdict[int, list[Flag]]:
    """By household, the one seen last first."""
    found = defaultdict(list)
    flags = Flag.objects.filter(household__in=households, criterion__in=INCOME)
    for flag in flags.order_by("-last_seen"):
        found[flag.household_id].append(flag)
    return found


def _open_clues(households: Collection[int]) -> dict[int, int]:
    """By household, how many flags wait to be judged."""
    clues = Flag.objects.open().filter(household__in=households, effect=Criterion.Effect.CLUE)
    counted = clues.order_by().values("household_id").annotate(n=Count("pk"))
    return dict(counted.values_list("household_id", "n"))


def _factual(
    known: Mapping[str, Any], parameters: Mapping[str, ParameterInForce]
) -> list[Condition]:
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


def _stable(flags: Sequence[Flag], since: date) -> Condition:
    """No flag about income was open at any time since then."""
    counting = (flag for flag in flags if flag.cleared_on is None or flag.cleared_on > since)
    last = next(counting, None)
    ground = _("No flag about income since %(since)s.") % {"since": since}
    if last:
        ground = _("A flag about income was open until %(day)s.") % {"day": last.last_seen}
    return Condition("stable", _("Income stable"), Verdict.of(last is None), ground)


def _no_new_risk(found: int) -> Condition:
    ground = _("%(count)s open flags.") % {"count": found}
    return Condition("new-risk", _("No new risk"), Verdict.of(not found), ground)


def _asked(
    factual: Sequence[Condition], kind: str | None, given: Mapping[str, Attestation]
) -> Iterator[Condition]:
    """A person vouches for what no fact tells, and never against one."""
    for each in of_kind(factual, kind):
        vouched = each.verdict == Verdict.MISSING and given.get(each.code)
        yield _vouched(vouched) if vouched else each


def _signed(given: Mapping[str, Attestation], signed: Visit | None) -> Condition:
    """Who signed at the visit need not sign again."""
    code = Attestation.Code.SIGNATURE
    if signed is not None:
        return Condition(code, str(code.label), Verdict.YES, str(signed))
    if found := given.get(code):
        return _vouched(found)
    return Condition(code, str(code.label), Verdict.MISSING, _("Not confirmed yet."))


def _vouched(found: Attestation) -> Condition:
    ground = f"{found.note} · {found.by} {found.at:%Y-%m-%d}"
    return Condition(found.code, found.get_code_display(), Verdict.YES, ground)
