from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.divisions import load_divisions
from monitoring.cases.casework import workflow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case, CaseFile, Episode
from monitoring.cases.ending import actions, candidates, checks, conditions
from monitoring.cases.ending.models import Candidate
from monitoring.criteria.sentences import Verdict
from monitoring.indicators.refresh import refresh
from tests import factories
from tests.monitoring.cases.lacking import lacking

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LONG_AGO = TODAY - timedelta(days=300)


@pytest.fixture(autouse=True)
def _divisions(db: None) -> None:
    load_divisions()


@pytest.fixture
def village():
    return factories.user("village", factories.VILLAGE)


@pytest.fixture
def township():
    return factories.user("township", factories.PINGSHAN_TOWN)


@pytest.fixture
def county():
    return factories.user("county", factories.PINGSHAN)


def monitored(since: date = LONG_AGO, **facts) -> Episode:
    """A household that has everything, but for what `facts` says otherwise."""
    home = factories.household(
        monitored_type="边缘易致贫户", risk_eliminated=False, **facts.get("household", {})
    )
    person = {
        "labour": "普通劳动力", "resident_insurance": True, "health": ["健康"], "relation": "户主",
    } | facts.get("member", {})  # fmt: skip
    factories.member(home, **person)
    if child := facts.get("child"):
        factories.member(home, **child)
    factories.statement(home, TODAY.year, **({"people": 1} | facts.get("statement", {})))
    factories.conditions(
        home, **({"dangerous_house": False, "safe_water": True} | facts.get("conditions", {}))
    )
    refresh(as_of=TODAY, household_ids=[home.pk])
    if facts.get("helped", True):
        factories.delivery(factories.award(home))
    return Episode.objects.create(
        household=home, division=home.division, number=1, state="monitored", monitored_on=since
    )


def unmet(episode: Episode) -> set[str]:
    return {
        each.code
        for each in conditions.of_episodes([episode])[episode.pk]
        if each.verdict != Verdict.YES
    }


def procedure(process: str) -> None:
    factories.procedure((1, "verify", "village"), (2, "confirm", "county"), process=process)


def through(case: Case, *people) -> Case:
    for by in people:
        workflow.pass_on(case.steps.open().get(), by=by)
    case.refresh_from_db()
    return case


OUT_OF_SCHOOL = {
    "birth_date": date(TODAY.year - 10, 1, 1), "school_stage": "非在校生", "relation": "之子",
    "labour": "无劳动力", "health": ["健康"], "resident_insurance": True,
}  # fmt: skip
NOT_READY = [
    ({"statement": {"wage_income": "0", "business_income": "0"}}, "income"),
    ({"statement": {"out_of_pocket": "35000"}}, "rigid"),
    ({"member": {"resident_insurance": False, "employee_insurance": False}}, "insurance"),
    ({"conditions": {"dangerous_house": True}}, "house"),
    ({"conditions": {"safe_water": False}}, "water"),
    ({"conditions": {"safe_water": None}}, "water"),
    ({"member": {"labour": "无劳动力"}}, "labour"),
    ({"child": OUT_OF_SCHOOL}, "school"),
    ({"helped": False}, "measures"),
]


def test_a_household_that_meets_everything_is_found_once_and_others_are_not():
    ready = monitored()
    for facts, _code in NOT_READY:
        monitored(**facts)
    monitored(since=TODAY - timedelta(days=100))
    assert candidates.refresh(TODAY) == 1
    assert candidates.refresh(TODAY) == 0
    assert Candidate.objects.get().episode == ready
    assert unmet(ready) == set()


@pytest.mark.parametrize(("facts", "code"), NOT_READY)
def test_what_is_not_met_is_named(facts, code):
    assert code in unmet(monitored(**facts))


def test_the_job_and_the_page_say_the_same():
    made = [monitored(), *(monitored(**facts) for facts, _ in NOT_READY)]
    factories.flag(monitored().household, "serious-illness")
    candidates.refresh(TODAY)
    found = set(Candidate.objects.values_list("episode_id", flat=True))
    assert found == {episode.pk for episode in made if not unmet(episode)}


def test_income_that_was_flagged_within_half_a_year_is_not_stable():
    episode = monitored()
    factories.flag(
        episode.household,
        cleared_on=TODAY - timedelta(days=30),
        last_seen=TODAY - timedelta(days=31),
    )
    assert unmet(episode) == {"stable"}
    assert candidates.refresh(TODAY) == 0


def test_a_candidate_with_a_new_risk_is_one_no_longer():
    episode = monitored()
    candidates.refresh(TODAY)
    factories.flag(episode.household, "unsafe-water")
    candidates.refresh(TODAY)
    assert not Candidate.objects.exists()


def test_eliminated_by_help_with_everything_vouched_for(village, county):
    procedure("elimination")
    episode = monitored()
    candidates.refresh(TODAY)
    case = actions.ask(episode, by=village, kind="help", ground="收入稳定", on=TODAY)
    assert not Candidate.objects.exists()
    assert {each.code for each in conditions.of_cases([case])[case.pk] if not each.is_met} == {
        "signature",
    }  # fmt: skip
    actions.attest(case, by=village, code="signature", note="当面签字")
    assert all(each.is_met for each in conditions.of_cases([case])[case.pk])
    through(case, village, county)
    episode.refresh_from_db()
    home = episode.household
    home.refresh_from_db()
    assert (episode.state, episode.method) == ("eliminated", "帮扶消除")
    assert (home.risk_eliminated, home.elimination_method) == (True, "帮扶消除")
    assert home.eliminated_month == f"{TODAY:%Y%m}"


def test_the_shipped_procedure_holds_the_village_until_everything_is_met(village):
    case = actions.ask(monitored(), by=village, kind="natural", ground="恢复", on=TODAY)
    assert "户主签字" in (lacking(checks.conditions, case) or "")
    actions.attest(case, by=village, code="signature", note="当面签字")
    assert lacking(checks.conditions, case) is None


@pytest.mark.parametrize(("facts", "_code"), NOT_READY[:5])
def test_a_no_stops_the_elimination_with_its_reason(village, facts, _code):
    with pytest.raises(ValidationError):
        actions.ask(monitored(**facts), by=village, kind="help", ground="收入稳定", on=TODAY)
    assert not Case.objects.exists()


def test_a_new_risk_after_elimination_opens_a_second_episode(village, county):
    procedure("elimination")
    case = actions.ask(monitored(), by=village, kind="help", ground="收入稳定", on=TODAY)
    through(case, village, county)
    again = begin_identification(case.household, by=None)
    assert [episode.number for episode in case.household.episodes.order_by("number")] == [1, 2]
    assert again.episode.state == "candidate"


@pytest.mark.parametrize(
    ("kind", "status"),
    [("died_out", "died_out"), ("moved_away", "moved_away"), ("mistaken", "active")],
)
def test_other_ends_with_their_evidence(village, county, kind, status):
    procedure("ending")
    case = actions.ask(monitored(), by=village, kind=kind, ground="村委会证明", on=TODAY)
    through(case, village, county)
    home = case.household
    home.refresh_from_db()
    assert (home.status, case.episode.state) == (status, "ended")
    assert (home.monitored_type is None) == (kind == "mistaken")


def test_another_end_needs_a_paper(village):
    case = actions.ask(monitored(), by=village, kind="moved_away", ground="迁出", on=TODAY)
    assert lacking(checks.end_evidence, case)
    CaseFile.objects.create(case=case, name="证明", by=village, file=ContentFile(b"x", "a.pdf"))
    assert lacking(checks.end_evidence, case) is None


def test_an_elimination_is_taken_back(village, township, county):
    procedure("elimination")
    procedure("reversal")
    case = actions.ask(monitored(), by=village, kind="help", ground="收入稳定", on=TODAY)
    through(case, village, county)
    back = actions.ask(case.episode, by=township, kind="reversal", ground="核查发现不实", on=TODAY)
    through(back, village, county)
    episode = Episode.objects.get()
    episode.household.refresh_from_db()
    assert (episode.state, episode.household.risk_eliminated) == ("monitored", False)


def test_an_elimination_before_a_later_episode_is_not_taken_back(village):
    first = monitored()
    Episode.objects.filter(pk=first.pk).update(state="eliminated", closed_on=TODAY)
    again = {"household": first.household, "division": first.division, "number": 2}
    Episode.objects.create(state="monitored", monitored_on=TODAY, **again)
    procedure("reversal")
    with pytest.raises(ValidationError):
        actions.ask(first, by=village, kind="reversal", ground="核查发现不实", on=TODAY)
    assert Case.objects.count() == 0


def test_refused_the_household_stays_monitored(village):
    procedure("elimination")
    case = actions.ask(monitored(), by=village, kind="help", ground="收入稳定", on=TODAY)
    workflow.refuse(case.steps.open().get(), by=village, reason="收入不稳定")
    case.episode.refresh_from_db()
    assert case.episode.state == "monitored"


def test_who_may_ask(county):
    episode = monitored()
    far = factories.user("village", factories.OTHER_VILLAGE)
    for by in (county, far, factories.user("auditor", factories.PINGSHAN)):
        with pytest.raises(PermissionDenied):
            actions.ask(episode, by=by, kind="help", ground="收入稳定", on=TODAY)


def test_the_pages_say_what_is_met_and_begin(client, village):
    episode = monitored()
    candidates.refresh(TODAY)
    client.force_login(village, "django.contrib.auth.backends.ModelBackend")
    assert episode.household.head_name in client.get("/endings/").content.decode()
    page = f"/endings/episode/{episode.pk}/"
    assert "收入稳定" in client.get(page).content.decode()
    answer = client.post(page, {"kind": "help", "ground": "收入稳定", "on": TODAY})
    case = Case.objects.get()
    assert answer.headers["Location"] == case.get_absolute_url()
    conditions_page = f"/endings/case/{case.pk}/"
    client.post(conditions_page, {"code": "signature", "note": "当面签了字"})
    assert "当面签了字" in client.get(conditions_page).content.decode()
