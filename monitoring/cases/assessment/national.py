"""录入全国系统: who waits for it, in its own columns, and what it answered."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from django.db.models import F, FilteredRelation, Q, Value
from django.utils import timezone

from accounts.models import User
from accounts.permissions import MAY
from accounts.personal import keyed_hash
from accounts.scope import NOTHING, areas, inside, visible
from monitoring.cases.assessment.models import Assessment
from monitoring.cases.casework.models import CaseStep
from monitoring.cases.casework.querysets import CaseStepQuerySet
from monitoring.cases.procedures.models import Level
from monitoring.exchange.writing import Table
from monitoring.lists.places import Viewer
from monitoring.registry import export
from monitoring.registry.cleaning import digits, identity_number, sentence, text
from monitoring.registry.findings import Problem
from monitoring.registry.models import Household, Member
from monitoring.registry.readback import Headers, Record, records

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

HEADERS: Headers = {
    "code": ("户编号", "户编码", "全国系统户编号"),
    "person": (
        "户主证件号码", "户主身份证号", "户主身份证号码", "户主证件号", "证件号码", "身份证号",
        "身份证号码",
    ),
    "error": ("错误信息", "错误原因", "错误说明", "失败原因", "校验结果", "导入结果", "处理结果"),
}  # fmt: skip
FINE = frozenset({"", "无", "成功", "导入成功", "录入成功", "通过", "校验通过", "正确", "正常"})


@dataclass
class Answer:
    code: str = ""
    errors: list[str] = field(default_factory=list)


@dataclass
class Answers:
    by_case: dict[int, Answer] = field(default_factory=dict)
    unmatched: list[Record] = field(default_factory=list)


def seen(user: Viewer) -> CaseStepQuerySet:
    """Open steps that end with the entry, of the user's area."""
    rows = cast("CaseStepQuerySet", visible(CaseStep, user)).open()
    return rows.filter(step__evidence__contains=["national_entry"])


def with_entries(steps: CaseStepQuerySet) -> CaseStepQuerySet:
    return steps.select_related(
        "household", "division__parent", "case__episode", "case__national_entry"
    )


def waiting(user: User) -> CaseStepQuerySet:
    """Those that the user may take."""
    mine = NOTHING
    for level in Level.values:
        mine |= Q(level=level) & inside(areas(user, MAY[f"cases.{level}"]))
    return with_entries(seen(user)).filter(mine).order_by("division_id", "pk")


def tables(steps: CaseStepQuerySet) -> list[Table]:
    """The census workbook's sheets, with what the cases say in place of what the census said."""
    cases = list(steps.values_list("case_id", flat=True))
    kept = Assessment.objects.filter(case__in=cases).values_list("statement_id", flat=True)
    theirs = Q(statements__pk__in=[0, *kept])  # an empty list would take the households away
    households = Household.objects.filter(cases__in=cases).annotate(
        now=FilteredRelation(
            "episodes", condition=Q(episodes__state__in=("candidate", "monitored"))
        ),
        month_now=Value(f"{timezone.localdate():%Y%m}"),
        eliminated_now=Value(value=False),
        type_now=F("now__type"),
        **{f"risk{n}_now": F(f"now__risks__{n - 1}__risk") for n in range(1, 6)},
    )
    instead = {
        "year": "yearly__year",
        "monitored_type": "type_now",
        "identified_month": "month_now",
        "risk_eliminated": "eliminated_now",
        **{f"risk{n}": f"risk{n}_now" for n in range(1, 6)},
    }
    return export.tables(
        households,
        in_full=True,
        tick=lambda done: None,
        statements=theirs,
        instead=instead,
    )


def answers(file: "UploadedFile[bytes]", steps: Sequence[CaseStep]) -> Answers:
    """Each row goes to the household of its person, else of its code."""
    found = Answers()
    people, codes = _known(steps)
    for row in records(file, HEADERS, needed=("code",)):
        case = _case_of(row, people, codes)
        if case is None:
            found.unmatched.append(row)
            continue
        answer = found.by_case.setdefault(case, Answer())
        answer.code = answer.code or digits(row.cells.get("code"))
        answer.errors += _errors(row)
    return found


def _known(steps: Iterable[CaseStep]) -> tuple[Mapping[bytes, int], Mapping[str, int]]:
    """Cases by the hash of a person of theirs, and by the code of their household."""
    by_household = {step.household_id: step.case_id for step in steps}
    members = Member.objects.active().filter(household__in=by_household)
    members = members.exclude(id_number_hash=None)
    people = {
        bytes(number or b""): by_household[household]
        for number, household in members.values_list("id_number_hash", "household_id")
    }
    codes = {}
    for household in Household.objects.filter(pk__in=by_household):
        codes[household.code] = by_household[household.pk]
        if household.head_id_hash:
            people[bytes(household.head_id_hash)] = by_household[household.pk]
    return people, codes


def _case_of(row: Record, people: Mapping[bytes, int], codes: Mapping[str, int]) -> int | None:
    number = _person(row.cells.get("person"))
    if number and keyed_hash(number) in people:
        return people[keyed_hash(number)]
    return codes.get(digits(row.cells.get("code")))


def _person(cell: Any) -> str:
    try:
        found = identity_number(cell)
    except Problem:
        return ""
    return found.person if found else ""


def _errors(row: Record) -> Iterator[str]:
    said = row.cells.get("error")
    if text(said) not in FINE:
        yield sentence(said)[:200]
