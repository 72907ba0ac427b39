"""Every check of evidence says the same of one case and of many, and asks as often."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from monitoring.cases.assessment.models import Assessment, NationalEntry
from monitoring.cases.casework import evidence
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case, CaseFile, CaseStep, Episode
from monitoring.cases.casework.workflow import open_case
from monitoring.cases.comparison.models import (
    Authorisation,
    ComparedItem,
    Exemption,
    Hit,
    Person,
    RelativesAsked,
)
from monitoring.cases.ending.models import Attestation, Ending
from monitoring.cases.meetings.models import Announcement, Meeting, Notice, Objection, Vote
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

TODAY = timezone.localdate()
PAPER = "申请及承诺授权书"
STEP = (1, "everything", "township")


@pytest.fixture(autouse=True)
def _procedures(divisions: None) -> None:
    """Steps that ask for everything there is."""
    for process in ("identification", "elimination"):
        step = factories.procedure(STEP, process=process).steps.get()
        step.evidence, step.papers = evidence.codes(), [PAPER]
        step.save()


@pytest.fixture
def by(divisions: None) -> User:
    return factories.user("village", factories.VILLAGE)


def new(days: int = 0, place: str = factories.VILLAGE) -> Case:
    """Of a household with one member, begun so many days ago."""
    household = factories.household(place)
    factories.member(household)
    return begin_identification(household, by=None, on=TODAY - timedelta(days=days))


def check(case: Case, **fields: object) -> None:
    factories.visit(case.household, id=uuid.uuid4(), case=case, purpose="check", **fields)


def vote(case: Case, by: User, agree: int) -> None:
    meeting = Meeting.objects.create(division=case.division, by=by)
    Vote.objects.create(meeting=meeting, case=case, agree=agree, disagree=5)


def notice(case: Case, by: User, *, ago: int = 6, **objection: object) -> None:
    day = TODAY - timedelta(days=ago)
    posted = Notice.objects.create(
        division=case.division, by=by, posted_on=day, until=day + timedelta(days=5)
    )
    posted.cases.add(case)
    if objection:
        Objection.objects.create(notice=posted, case=case, by=by, **objection)


def compared(case: Case, **fields: object) -> Person:
    RelativesAsked.objects.create(case=case, by=factories.user())
    return Person.objects.create(
        case=case, kind="member", member=case.household.members.get(), id_number_cipher=b"",
        id_number_hash=b"", **fields,
    )  # fmt: skip


def answered(case: Case, by: User) -> Person:
    signed = Authorisation.objects.create(case=case, by=by, signed_on=TODAY)
    return compared(case, authorisation=signed, answered_on=TODAY)


def itemised(case: Case, wage: int, risk: str = "因病", kind: str = "") -> None:
    statement = factories.statement(case.household, people=1, wage_income=Decimal(wage))
    Assessment.objects.create(case=case, statement=statement, source=statement.source)
    Episode.objects.filter(pk=case.episode_id).update(risks=[{"risk": risk}], type=kind)


def leaving(by: User, kind: str = "help", **episode: object) -> Case:
    """An elimination that is asked for."""
    household = factories.household()
    monitored = Episode.objects.create(
        household=household, division=household.division, number=1, state="monitored",
        monitored_on=TODAY - timedelta(days=300), **episode,
    )  # fmt: skip
    case = open_case(monitored, by=by, process="elimination")
    Ending.objects.create(case=case, kind=kind, ground="收入稳定")
    return case


def visited(by: User) -> Iterator[Case]:
    yield new()
    check(case := new())
    yield case
    check(case := new(), refusal="不愿签字")
    yield case
    check(case := new(), householder_signature="a.png")
    check(case, at=timezone.now() + timedelta(minutes=1))
    yield case


def met(by: User) -> Iterator[Case]:
    for votes in ((9,), (1,), (1, 9), (9, 1)):
        case = new()
        for agree in votes:
            vote(case, by, agree)
        yield case
    objections: list[dict[str, Any]] = [
        {},
        {"said": "不符"},
        {"answered_on": TODAY, "is_upheld": True},
        {"answered_on": TODAY, "is_upheld": False},
    ]
    for objection in objections:
        notice(case := new(), by, **objection)
        yield case
    notice(case := new(), by, ago=20, said="不符")
    notice(case, by, ago=1)
    yield case
    announced = Announcement.objects.create(division=case.division, by=by)
    announced.cases.add(case := new())
    yield case


def asked(by: User) -> Iterator[Case]:
    Exemption.objects.create(case=(case := new()), ground="低保核对", by=by)
    yield case
    compared(case := new())
    factories.member(case.household)
    yield case
    compared(case := new())
    RelativesAsked.objects.filter(case=case).delete()
    yield case
    compared(case := new(), refused_on=TODAY)
    yield case
    compared(case := new())
    yield case
    answered(case := new(), by)
    yield case
    item = ComparedItem.objects.order_by("pk")[0]
    for explanation in ("", "已核实"):
        Hit.objects.create(person=answered(case := new(), by), item=item, explanation=explanation)
        yield case


def counted(by: User) -> Iterator[Case]:
    itemised(case := new(3), 1_000, kind="边缘易致贫户")
    yield case
    itemised(case := new(40), 1_000, kind="突发严重困难户")
    yield case
    itemised(case := new(400, factories.FAR_VILLAGE), 90_000, "缺劳动力")
    yield case
    NationalEntry.objects.create(case=(case := new()), by=by, code="9900112233")
    yield case
    NationalEntry.objects.create(case=(case := new()), by=by, errors=["银行卡号有误"])
    yield case
    CaseFile.objects.create(case=(case := new()), name=PAPER, file=ContentFile(b"1", "a"), by=by)
    yield case


def ending(by: User) -> Iterator[Case]:
    yield leaving(by)
    yield leaving(by, kind="natural")
    itemised(case := leaving(by), 100)
    yield case
    factories.flag((case := leaving(by)).household)
    for code in Attestation.Code:
        Attestation.objects.create(case=case, code=code, note="查看了台账", by=by)
    yield case
    check(case := leaving(by), householder_signature="a.png")
    yield case


def made(by: User) -> list[CaseStep]:
    cases = [case for kind in (visited, met, asked, counted, ending) for case in kind(by)]
    return list(CaseStep.objects.open().filter(case__in=cases).for_review().order_by("pk"))


def test_of_many_it_says_what_it_says_of_each(by):
    steps = made(by)
    together = evidence.missing(steps)
    assert together == {step.pk: evidence.missing([step])[step.pk] for step in steps}
    said = {each.sentence for lacking in together.values() for each in lacking}
    assert len(said) >= 25, "the cases lack too little to compare much"


def test_twice_as_many_cost_the_same_queries(by):
    steps = made(by)
    with CaptureQueriesContext(connection) as once:
        evidence.missing(steps)
    more = steps + made(by)
    with CaptureQueriesContext(connection) as twice:
        evidence.missing(more)
    assert len(twice) == len(once)
