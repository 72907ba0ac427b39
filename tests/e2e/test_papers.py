"""Papers as the printer gives them: A4, one page where one will do, no secret on a wall."""

import re
import unicodedata
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from pypdf import PageObject, PdfReader

from accounts.models import Division, Post, User
from monitoring.cases.casework import workflow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case, Episode
from monitoring.cases.ending.models import Ending
from monitoring.cases.meetings.models import Announcement, Meeting, Notice, Vote
from monitoring.cases.papers import actions
from monitoring.cases.papers.models import Kind, Paper
from tests import factories
from tests.e2e.county import LONGEST_NAME
from tests.e2e.pages import Visitor
from tests.monitoring.cases.comparison import world

TODAY = timezone.localdate()
A4 = (595, 842)  # points
PHONE = "13832110001"
SECRET = re.compile(r"\d{17}|1[3-9]\d{9}|\*{4}|大病|因病|6228")
HOUSEHOLDS = 12  # on one notice


@pytest.fixture
def officer(visitor: Visitor) -> User:
    return factories.user(Post.Role.COUNTY, factories.PINGSHAN, full_name="王主任")


@pytest.mark.parametrize("kind", Kind)
def test_every_paper_is_a_page_of_a4(visitor: Visitor, officer: User, tmp_path: Path, kind: Kind):
    given = {"day": TODAY, "site": "http://testserver"}
    paper = actions.make(kind, subject_of(kind, officer), by=officer, **given)
    visitor.enter(officer)
    pdf = printed(visitor, paper, tmp_path / "paper.pdf")
    assert len(pdf.pages) == 1
    text = text_of(pdf.pages[0])
    assert paper.number in text
    assert "退出登录" not in text
    if kind in {Kind.NOTICE, Kind.ANNOUNCEMENT}:
        assert "王建国0" in text
        assert not SECRET.search(text.replace(paper.number, ""))


def test_a_long_list_goes_on_with_its_heading(visitor: Visitor, officer: User, tmp_path: Path):
    posted = notice([being_identified(n, f"{LONGEST_NAME[:50]}{n}") for n in range(40)], officer)
    paper = actions.make(Kind.NOTICE, posted, by=officer)
    visitor.enter(officer)
    pdf = printed(visitor, paper, tmp_path / "paper.pdf")
    assert len(pdf.pages) > 1
    assert all("所在村" in text_of(page) for page in pdf.pages[:-1])


def text_of(page: PageObject) -> str:
    """With common characters for the radicals that the fonts name."""
    return unicodedata.normalize("NFKC", page.extract_text())


def printed(visitor: Visitor, paper: Paper, path: Path) -> PdfReader:
    visitor.page.goto(reverse("papers:paper", args=[paper.pk]))
    visitor.check()
    visitor.picture(f"paper-{paper.kind}-desktop")
    visitor.page.pdf(path=path, prefer_css_page_size=True)
    pdf = PdfReader(path)
    for page in pdf.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4
    visitor.phone()
    visitor.check()
    visitor.desktop()
    return pdf


def subject_of(kind: Kind, by: User) -> Model:
    cases = [being_identified(n, f"王建国{n}") for n in range(HOUSEHOLDS)]
    first = cases[0]
    match kind:
        case Kind.VISIT_SHEET:
            return factories.visit(first.household, second_name="王会计", by=by)
        case Kind.MINUTES:
            return meeting(cases, by)
        case Kind.NOTICE:
            return notice(cases, by)
        case Kind.ANNOUNCEMENT:
            made = Announcement.objects.create(division=township(), number="3号", by=by)
            made.cases.set(cases)
            return made
        case Kind.APPROVAL:
            return Division.objects.get(code=factories.PINGSHAN)
        case Kind.REFUSAL:
            workflow.refuse(first.steps.get(), by=officer_of_the_township(), reason="收入高于标准")
            first.refresh_from_db()
            return first
        case Kind.ELIMINATION:
            return elimination(first)
        case Kind.HELP_CARD | Kind.HOUSEHOLD_FILE:
            return first.household
        case Kind.LEAFLETS:
            return first.division
    return first


def being_identified(number: int, head_name: str) -> Case:
    home = factories.household(head_name=head_name, phone=PHONE, bank_card_masked="6228****9999")
    factories.member(home, name=head_name, relation="户主", health=["患有大病"], phone=PHONE)
    factories.member(home, name="王小明", relation="之子", id_number=world.number(number))
    factories.statement(home)
    made = begin_identification(home, by=None)
    Episode.objects.filter(pk=made.episode_id).update(
        type="边缘易致贫户", risks=[{"risk": "因病", "sub_item": "", "remark": ""}]
    )
    return made


def notice(cases: list[Case], by: User) -> Notice:
    made = Notice.objects.create(
        division=cases[0].division, posted_on=TODAY, until=TODAY + timedelta(days=5),
        place="村务公开栏", phone="0311-82900000", by=by,
    )  # fmt: skip
    made.cases.set(cases)
    return made


def meeting(cases: list[Case], by: User) -> Meeting:
    made = Meeting.objects.create(
        division=cases[0].division, place="村委会会议室", chair="刘书记", recorder="王会计", by=by,
        present="\n".join(f"代表{n}" for n in range(25)), minutes="逐户介绍情况后投票表决。",
    )  # fmt: skip
    Vote.objects.bulk_create(Vote(meeting=made, case=each, agree=20, disagree=5) for each in cases)
    return made


def elimination(identified: Case) -> Case:
    Case.objects.filter(pk=identified.pk).update(status="done", closed_on=TODAY)
    Episode.objects.filter(pk=identified.episode_id).update(state="monitored", monitored_on=TODAY)
    episode = Episode.objects.get(pk=identified.episode_id)
    made = workflow.open_case(episode, by=None, process="elimination")
    Ending.objects.create(case=made, kind="help", ground="公益岗位稳定")
    return made


def township() -> Division:
    return Division.objects.get(code=factories.PINGSHAN_TOWN)


def officer_of_the_township() -> User:
    return factories.user(Post.Role.TOWNSHIP, factories.PINGSHAN_TOWN)
