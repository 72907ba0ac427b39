import io
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.divisions import load_divisions
from accounts.models import AuditEvent, Division
from monitoring.cases.casework import workflow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case
from monitoring.cases.ending.models import Ending
from monitoring.cases.meetings.models import Announcement, Meeting, Notice, Vote
from monitoring.cases.papers import actions, docx, kinds
from monitoring.cases.papers.models import Kind, Leaflet, Paper
from monitoring.cases.procedures.models import Process
from monitoring.registry.choices import Health, Risk
from tests import factories

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
TODAY = timezone.localdate()
FIRST_NUMBER = f"130131-{TODAY.year}-00001"
POSTS = (("township", factories.PINGSHAN_TOWN), ("county", factories.PINGSHAN))
ID_NUMBER = "130131195603121234"


@pytest.fixture(autouse=True)
def _divisions(db: None) -> None:
    load_divisions()
    factories.procedure((1, "accept", "township"), (2, "decide", "county"))


@pytest.fixture
def village():
    return factories.user("village", factories.VILLAGE, full_name="王村")


@pytest.fixture
def township():
    return factories.user("township", factories.PINGSHAN_TOWN)


@pytest.fixture
def county():
    return factories.user("county", factories.PINGSHAN)


def case(**household) -> Case:
    home = factories.household(**household)
    factories.member(home, name=home.head_name, relation="户主")
    made = begin_identification(home, by=None)
    made.episode.type, made.episode.risks = "边缘易致贫户", [{"risk": "因病"}]
    made.episode.save()
    return made


def text(paper: Paper) -> str:
    said = [block.get("paragraph", "") for block in paper.blocks]
    cells = [cell for block in paper.blocks for row in block.get("rows", ()) for cell in row]
    return "\n".join([paper.title, *said, *cells])


def notice(cases: list[Case], by) -> Notice:
    made = Notice.objects.create(
        division=cases[0].division, posted_on=TODAY, until=TODAY + timedelta(days=5),
        place="公开栏", phone="0311-82900000", by=by,
    )  # fmt: skip
    made.cases.set(cases)
    return made


def test_a_paper_has_number_date_and_maker_and_is_kept_as_it_was(village):
    made = case(head_name="赵一")
    first = actions.make(Kind.APPLICATION, made, by=village)
    assert (first.number, first.by) == (FIRST_NUMBER, village)
    made.household.head_name = "改名"
    made.household.save()
    first.refresh_from_db()
    assert "赵一" in text(first)
    second = actions.make(Kind.APPLICATION, made, by=village)
    assert second.serial == 2
    assert AuditEvent.objects.filter(event="cases.paper_made").count() == 2


def test_the_same_paper_asked_for_twice_is_one(village):
    made = case()
    first = actions.make(Kind.APPLICATION, made, by=village)
    assert actions.make(Kind.APPLICATION, made, by=village) == first
    assert Paper.objects.count() == 1


def test_an_application_names_everybody_with_masked_numbers(village):
    made = case()
    factories.member(made.household, name="李小四", id_number=ID_NUMBER)
    paper = actions.make(Kind.APPLICATION, made, by=village)
    assert "李小四" in text(paper)
    assert "130131********1234" in text(paper)
    assert ID_NUMBER not in text(paper)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_nothing_hangs_on_a_wall_that_must_not(data, village, township):
    """Whatever a household says of itself: no number, phone, account or health is on the village's
    notice or on the township's announcement.
    """
    secret = data.draw(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
    health = data.draw(st.lists(st.sampled_from(Health.values), min_size=1, unique=True))
    risks = data.draw(st.lists(st.sampled_from(Risk.values), max_size=5, unique=True))
    Case.objects.update(status="refused")
    home = factories.household(
        phone=secret, bank_name="农商银行", bank_card_masked="6228****9999",
        contact_name="联系人", contact_phone=secret[::-1], risk1=risks[0] if risks else None,
        head_id_masked="130131********1234",
    )  # fmt: skip
    factories.member(
        home, health=health, disability_type="肢体", phone=secret, id_number_masked="x"
    )
    made = begin_identification(home, by=None)
    made.episode.risks = [{"risk": risk, "remark": "患重病"} for risk in risks]
    made.episode.save()
    announced = Announcement.objects.create(
        division=made.division.parent, number="1", announced_on=TODAY, by=village
    )
    announced.cases.add(made)
    hung = [
        actions.make(Kind.NOTICE, notice([made], village), by=village),
        actions.make(Kind.ANNOUNCEMENT, announced, by=township),
    ]
    said = "\n".join(text(paper) for paper in hung)
    assert said.count(home.head_name) == len(hung)
    for word in (secret, secret[::-1], "6228", "农商银行", "联系人", "患重病", *health, *risks):
        if word not in ("其他", "健康"):
            assert word not in said
    assert not re.search(r"\d{11,}|\*{4}", said)


def test_minutes_tell_who_attended_and_how_they_voted(village):
    made = case(head_name="钱二")
    meeting = Meeting.objects.create(
        division=made.division, place="村委会", chair="主持", recorder="记录",
        present="甲\n乙\n丙", minutes="同意纳入", by=village,
    )  # fmt: skip
    Vote.objects.create(meeting=meeting, case=made, agree=3)
    said = text(actions.make(Kind.MINUTES, meeting, by=village))
    assert all(word in said for word in ("甲、乙、丙", "参会 3 人", "钱二", "通过", "同意纳入"))


def test_a_refused_household_gets_a_letter_with_the_reason(township):
    made = case(head_name="孙三")
    workflow.refuse(made.steps.open().get(), by=township, reason="收入高于标准")
    said = text(actions.make(Kind.REFUSAL, Case.objects.get(), by=township))
    assert all(word in said for word in ("孙三", "收入高于标准", "12317"))


@pytest.mark.parametrize("process", Process.values)
def test_the_letter_that_somebody_is_not_included_is_of_identifications_only(process):
    refused = Case(process=process, status=Case.Status.REFUSED)
    assert (Kind.REFUSAL in kinds.of_case(refused)) == (process == "identification")


def test_the_approval_list_has_every_case_of_the_day(township, county):
    made = case(head_name="李四")
    workflow.pass_on(made.steps.open().get(), by=township)
    workflow.pass_on(made.steps.open().get(), by=county)
    place = Division.objects.get(code=factories.PINGSHAN)
    said = text(actions.make(Kind.APPROVAL, place, by=county, day=TODAY))
    assert "李四" in said
    other = actions.make(Kind.APPROVAL, place, by=county, day=TODAY - timedelta(days=1))
    assert "共 0 户" in text(other)


def test_the_file_of_a_household_tells_everything_in_time(township, village):
    made = case()
    workflow.pass_on(made.steps.open().get(), by=township, note="材料齐全")
    actions.make(Kind.APPLICATION, made, by=village)
    paper = actions.make(Kind.HOUSEHOLD_FILE, made.household, by=village)
    said = text(paper)
    assert "材料齐全" in said
    assert FIRST_NUMBER in said


def test_the_file_of_a_household_asked_for_again_is_the_same(village):
    home = case().household
    first = actions.make(Kind.HOUSEHOLD_FILE, home, by=village)
    assert actions.make(Kind.HOUSEHOLD_FILE, home, by=village) == first


def subject_of(kind: str, by) -> models.Model:
    """What a paper of that kind is about, of a household whose head is 周五."""
    made = case(head_name="周五")
    meeting = Meeting.objects.create(division=made.division, place="村委会", by=by)
    Vote.objects.create(meeting=meeting, case=made, agree=3)
    announced = Announcement.objects.create(division_id=factories.PINGSHAN_TOWN, by=by)
    announced.cases.add(made)
    Leaflet.objects.create(household=made.household, division=made.division, topic="help", by=by)
    if kind == Kind.REFUSAL:
        refused = factories.user("township", factories.PINGSHAN_TOWN)
        workflow.refuse(made.steps.open().get(), by=refused, reason="收入高于标准")
        made.refresh_from_db()
    if kind == Kind.APPROVAL:
        officers = [factories.user(*post) for post in POSTS]
        for officer in officers:
            workflow.pass_on(made.steps.open().get(), by=officer)
    if kind == Kind.ELIMINATION:
        made.episode.state, made.episode.monitored_on = "monitored", TODAY
        made.episode.save()
        Case.objects.update(status="ended")
        factories.procedure((1, "verify", "village"), process="elimination")
        made = workflow.open_case(made.episode, by=None, process="elimination")
        Ending.objects.create(case=made, kind="help", ground="收入稳定")
    about: dict[str, models.Model] = {
        Kind.VISIT_SHEET: factories.visit(made.household),
        Kind.MINUTES: meeting,
        Kind.NOTICE: notice([made], by),
        Kind.ANNOUNCEMENT: announced,
        Kind.APPROVAL: Division.objects.get(code=factories.PINGSHAN),
        Kind.HELP_CARD: made.household,
        Kind.HOUSEHOLD_FILE: made.household,
        Kind.LEAFLETS: made.division,
    }
    return about.get(kind, made)


@pytest.mark.parametrize("kind", Kind.values)
def test_the_word_file_says_what_the_page_says(kind):
    by = factories.user("county", factories.PINGSHAN)
    paper = actions.make(kind, subject_of(kind, by), by=by, day=TODAY, site="https://x")
    document = Document(io.BytesIO(docx.write(paper).read()))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert paragraphs[0] == paper.title
    assert "周五" in "\n".join([*paragraphs, *cells])
    for block in paper.blocks:
        assert block.get("paragraph", "") in paragraphs or "paragraph" not in block
        for row in block.get("rows", ()):
            assert set(row) <= set(cells)


def test_a_village_prints_who_was_given_which_leaflet(client, village):
    mine, other = (
        factories.household(head_name="吴六"),
        factories.household(factories.OTHER_VILLAGE),
    )
    for home in (mine, other):
        Leaflet.objects.create(household=home, division=home.division, topic="help", by=village)
    client.force_login(village, BACKEND)
    assert "明白纸发放登记表" in client.get("/papers/leaflets/").content.decode()
    data = {"kind": "leaflets", "subject": factories.VILLAGE}
    client.post("/papers/make/", data)
    paper = Paper.objects.get()
    [block] = [block for block in paper.blocks if "rows" in block]
    assert [row[1] for row in block["rows"]] == ["吴六"]


def test_nobody_makes_a_paper_of_another_area(client):
    made = case()
    far = factories.user("village", factories.OTHER_VILLAGE)
    with pytest.raises(PermissionDenied):
        actions.make(Kind.APPLICATION, made, by=far)
    client.force_login(far, BACKEND)
    data = {"kind": "application", "subject": str(made.pk)}
    assert client.post("/papers/make/", data).status_code == 404
    for subject in ("abc", "", "9" * 30):
        data = {"kind": "application", "subject": subject}
        assert client.post("/papers/make/", data).status_code == 404


def test_leaflets_are_noted_once_and_only_in_the_own_village(client, village):
    mine, other = factories.household(), factories.household(factories.OTHER_VILLAGE)
    client.force_login(village, BACKEND)
    data = {"household": [mine.pk, other.pk, "x"]}
    for _ in range(2):
        client.post("/papers/leaflets/?topic=", data)
    leaflet = Leaflet.objects.get()
    assert (leaflet.household, leaflet.topic) == (mine, "applying")
    assert "0 户" in client.get("/papers/leaflets/?topic=").content.decode()


def test_the_help_card_leads_to_the_page_of_the_village(client, village):
    home = factories.household(contact_name="陈联系", contact_phone="13800000000")
    client.force_login(village, BACKEND)
    data = {"kind": "help_card", "subject": str(home.pk)}
    page = client.post("/papers/make/", data, follow=True).content.decode()
    paper = Paper.objects.get()
    assert paper.blocks[-1]["code"] == f"http://testserver/declare/{factories.VILLAGE}/"
    assert "data:image/svg+xml" in page
    assert "陈联系" in page
    assert docx.write(paper).read()
