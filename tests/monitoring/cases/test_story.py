"""From flag to safety and back again, by the procedures that ship with the application."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Division
from accounts.permissions import MAY
from monitoring.cases.assessment import actions as assessment
from monitoring.cases.casework import evidence, workflow
from monitoring.cases.casework.models import Case, CaseStep, Episode
from monitoring.cases.clues import actions as clues
from monitoring.cases.clues.models import Clue
from monitoring.cases.comparison import actions as comparison
from monitoring.cases.comparison import requests
from monitoring.cases.comparison.models import Person
from monitoring.cases.ending import actions as endings
from monitoring.cases.ending import candidates
from monitoring.cases.meetings import actions as meetings
from monitoring.cases.meetings.models import Notice
from monitoring.cases.procedures.models import Procedure
from monitoring.cases.visits.actions import submit_visit
from monitoring.screening.actions import screen
from monitoring.screening.models import Run
from tests import factories
from tests.monitoring.cases.comparison import world
from tests.monitoring.cases.visits.submissions import check

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

TODAY = timezone.localdate()
MEETING = {
    "place": "村委会", "chair": "王强", "recorder": "赵敏", "minutes": "逐户评议",
    "present": "\n".join(f"代表{number}" for number in range(9)),
}  # fmt: skip


@pytest.fixture
def people():
    places = {
        "village": factories.VILLAGE,
        "township": factories.PINGSHAN_TOWN,
        "county": factories.PINGSHAN,
    }
    return {role: factories.user(role, place) for role, place in places.items()}


def screened() -> None:
    screen(as_of=TODAY, by=None, trigger=Run.Trigger.NIGHTLY)


def poor_household():
    home = factories.household(head_name="赵大山")
    factories.member(
        home, name="赵大山", relation="户主", labour="普通劳动力", health=["患有大病"],
        resident_insurance=True, id_number=world.number(1),
    )  # fmt: skip
    factories.statement(home, TODAY.year, people=1, wage_income=5000, business_income=0)
    factories.conditions(home, dangerous_house=False, safe_water=True)
    return home


def at(case: Case, code: str) -> CaseStep:
    return case.steps.open().get(step__code=code)


def lacking(case: Case, code: str) -> list[str]:
    step = at(case, code)
    return [each.sentence for each in evidence.missing([step])[step.pk]]


def village_of(case: Case) -> Division:
    return Division.objects.get(code=case.division_id)


def visited_and_compared(case: Case, people) -> None:
    workflow.pass_on(at(case, "accept"), by=people["township"])
    assert lacking(case, "visit")
    assert lacking(case, "compare")
    submit_visit(case.household, by=people["village"], submission=check())
    workflow.pass_on(at(case, "visit"), by=people["village"])
    world.list_everybody(case, people["village"])
    persons = tuple(Person.objects.filter(case=case))
    comparison.keep_authorisation(
        case, by=people["village"], persons=persons, signed_on=TODAY, paper=world.paper()
    )
    (request,) = requests.make_request(by=people["county"])
    reply = world.book((world.number(1), "无", ""))
    requests.read_reply(request, reply, by=people["county"])
    workflow.pass_on(at(case, "compare"), by=people["county"])


def appraised_and_on_notice(case: Case, people, step: str = "appraise") -> None:
    village = people["village"]
    votes = {at(case, step).pk: (8, 1, 0)}
    meetings.hold_meeting(village_of(case), votes, by=village, **MEETING)
    posted = meetings.post_notice(
        village_of(case), [at(case, "notice").pk], by=village, place="公开栏", phone="0311-8290"
    )
    with pytest.raises(ValidationError, match="公示期到"):
        workflow.pass_on(at(case, "notice"), by=village)
    Notice.objects.filter(pk=posted.pk).update(posted_on=TODAY - timedelta(days=5), until=TODAY)
    meetings.end_notice(posted, by=village)


def announced(case: Case, people) -> None:
    township = Division.objects.get(code=factories.PINGSHAN_TOWN)
    meetings.announce(township, [at(case, "announce").pk], by=people["township"], number="3号")


def test_a_flag_becomes_a_monitored_household_and_its_risk_is_eliminated_and_returns(people):
    home = poor_household()
    screened()
    clue = Clue.objects.get(household=home)
    clues.judge([clue], "check", by=people["village"])
    case = Case.objects.get()

    visited_and_compared(case, people)
    assessment.keep_statement(
        case, by=people["village"], people=1, amounts={"wage_work": Decimal(5000)}
    )
    assessment.name_risks(
        case, by=people["village"], named=[{"risk": "因病", "sub_item": "", "remark": ""}]
    )
    appraised_and_on_notice(case, people)
    workflow.pass_on(at(case, "review"), by=people["township"])
    workflow.pass_on(at(case, "decide"), by=people["county"])
    announced(case, people)
    assessment.confirm_entry(at(case, "enter"), by=people["township"], code="1301310000009")
    workflow.pass_on(at(case, "enter"), by=people["township"])

    home.refresh_from_db()
    episode = Episode.objects.get()
    assert (episode.state, home.monitored_type, home.risk1) == ("monitored", "边缘易致贫户", "因病")
    clue.refresh_from_db()
    assert clue.state == "confirmed"

    recover(home, episode)
    factories.delivery(factories.award(home))
    assert candidates.refresh(TODAY) == 1
    ending = endings.ask(episode, by=people["village"], kind="help", ground="收入稳定", on=TODAY)
    submit_visit(home, by=people["village"], submission=check(finding="not_so"))
    workflow.pass_on(at(ending, "verify"), by=people["village"])
    assert lacking(ending, "appraise")
    assessment.keep_statement(
        ending, by=people["village"], people=1, amounts={"wage_work": Decimal(60_000)}
    )
    appraised_and_on_notice(ending, people)
    workflow.pass_on(at(ending, "review"), by=people["township"])
    workflow.pass_on(at(ending, "confirm"), by=people["county"])
    announced(ending, people)
    workflow.pass_on(at(ending, "mark"), by=people["township"])
    home.refresh_from_db()
    assert (home.risk_eliminated, home.elimination_method) == (True, "帮扶消除")

    home.statements.filter(kind="yearly").update(wage_income=1000)
    screened()
    again = Clue.objects.waiting().get()
    assert "relapse" in again.criteria
    clues.judge([again], "check", by=people["village"])
    assert [each.number for each in home.episodes.order_by("number")] == [1, 2]


def recover(home, episode: Episode) -> None:
    """Half a year later the household earns enough, and no flag says otherwise."""
    home.statements.filter(kind="yearly").update(wage_income=60_000)
    screened()
    home.flags.update(
        first_seen=TODAY - timedelta(days=400),
        last_seen=TODAY - timedelta(days=300),
        cleared_on=TODAY - timedelta(days=300),
    )
    Episode.objects.filter(pk=episode.pk).update(monitored_on=TODAY - timedelta(days=300))
    episode.refresh_from_db()


def test_every_evidence_that_a_shipped_step_names_is_declared():
    named = {code for procedure in Procedure.objects.all() for step in procedure.steps.all()
             for code in step.evidence}  # fmt: skip
    assert named <= set(evidence.codes())


def test_every_level_of_a_step_has_somebody_who_decides_it():
    levels = {step.level for procedure in Procedure.objects.all() for step in procedure.steps.all()}
    assert all(MAY[f"cases.{level}"] for level in levels)
