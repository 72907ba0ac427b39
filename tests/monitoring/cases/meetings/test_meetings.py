from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.divisions import load_divisions
from accounts.models import Division
from monitoring.cases.casework import workflow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import CaseStep
from monitoring.cases.meetings import actions
from monitoring.cases.meetings.models import Announcement, Meeting, Notice
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
SAID = {
    "place": "村委会", "chair": "王强", "recorder": "赵敏", "minutes": "逐户评议",
    "present": "\n".join(f"代表{number}" for number in range(20)),
}  # fmt: skip
POSTED = {"place": "村务公开栏", "phone": "0311-82900000"}


@pytest.fixture(autouse=True)
def _procedure(db: None) -> None:
    load_divisions()
    procedure = factories.procedure(
        (1, "appraise", "village"), (2, "notice", "village"), (3, "announce", "township")
    )
    for code, evidence in (
        ("appraise", "appraisal"), ("notice", "notice"), ("announce", "announcement"),
    ):  # fmt: skip
        procedure.steps.filter(code=code).update(evidence=[evidence])


@pytest.fixture
def village():
    return factories.user("village", factories.VILLAGE)


@pytest.fixture
def township():
    return factories.user("township", factories.PINGSHAN_TOWN)


def place(code: str = factories.VILLAGE) -> Division:
    return Division.objects.get(code=code)


def cases(number: int) -> list[CaseStep]:
    begun = TODAY - timedelta(days=9)
    made = [begin_identification(factories.household(), by=None, on=begun) for _ in range(number)]
    return [case.steps.open().get() for case in made]


def codes(step: CaseStep) -> set[str]:
    return set(step.case.steps.open().values_list("step__code", flat=True))


def on_notice(village, number: int = 1) -> tuple[Notice, list[CaseStep]]:
    steps = cases(number)
    actions.hold_meeting(place(), {step.pk: (15, 2, 1) for step in steps}, by=village, **SAID)
    waiting = [step.case.steps.open().get() for step in steps]
    posted = actions.post_notice(
        place(), [step.pk for step in waiting], by=village,
        posted_on=TODAY - timedelta(days=5), **POSTED,
    )  # fmt: skip
    return posted, waiting


def test_one_meeting_passes_on_every_case_it_agreed_to(village):
    first, second, untouched = cases(3)
    votes = {first.pk: (15, 2, 1), second.pk: (5, 9, 4)}
    meeting, results = actions.hold_meeting(place(), votes, by=village, **SAID)
    assert [result.is_done for result in results] == [True]
    assert (codes(first), codes(second), codes(untouched)) == (
        {"notice"}, {"appraise"}, {"appraise"},
    )  # fmt: skip
    with pytest.raises(ValidationError):
        workflow.pass_on(second, by=village)
    workflow.refuse(second, by=village, reason="评议未通过")
    assert meeting.votes.count() == 2


def test_a_meeting_pressed_twice_is_one(village):
    (step,) = cases(1)
    actions.hold_meeting(place(), {step.pk: (5, 9, 4)}, by=village, **SAID)
    with pytest.raises(ValidationError):
        actions.hold_meeting(place(), {step.pk: (5, 9, 4)}, by=village, **SAID)
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("day", [date.min, TODAY - timedelta(days=10), TODAY + timedelta(days=1)])
def test_a_day_before_the_case_began_or_to_come_is_refused(village, day):
    (step,) = cases(1)
    with pytest.raises(ValidationError):
        actions.hold_meeting(place(), {step.pk: (15, 2, 1)}, by=village, held_on=day, **SAID)
    actions.hold_meeting(place(), {step.pk: (15, 2, 1)}, by=village, **SAID)
    waiting = step.case.steps.open().get()
    with pytest.raises(ValidationError):
        actions.post_notice(place(), [waiting.pk], by=village, posted_on=day, **POSTED)
    assert Notice.objects.count() == 0


@pytest.mark.parametrize("votes", [(0, 0, 0), (15, 5, 1)])
def test_more_votes_than_persons_are_refused_and_nothing_is_kept(village, votes):
    (step,) = cases(1)
    with pytest.raises(ValidationError):
        actions.hold_meeting(place(), {step.pk: votes}, by=village, **SAID)
    assert (Meeting.objects.count(), codes(step)) == (0, {"appraise"})


def test_the_notice_stands_five_days(village):
    posted, (step,) = on_notice(village)
    Notice.objects.update(posted_on=TODAY - timedelta(days=4), until=TODAY + timedelta(days=1))
    (result,) = actions.end_notice(posted, by=village)
    assert str(posted.until) in result.sentence or not result.is_done
    assert codes(step) == {"notice"}
    Notice.objects.update(until=TODAY)
    assert [result.is_done for result in actions.end_notice(posted, by=village)] == [True]
    assert codes(step) == {"announce"}


def test_an_objection_holds_its_own_case_until_it_is_answered(village):
    posted, (calm, disputed) = on_notice(village, 2)
    objection = actions.record_objection(posted, disputed.case, by=village, said="他家有车")
    actions.end_notice(posted, by=village)
    assert (codes(calm), codes(disputed)) == ({"announce"}, {"notice"})
    actions.answer_objection(objection, by=village, answer="车是亲戚的", is_upheld=False)
    with pytest.raises(ValidationError):
        actions.answer_objection(objection, by=village, answer="再答一次", is_upheld=True)
    actions.end_notice(posted, by=village)
    assert codes(disputed) == {"announce"}


def test_an_objection_that_is_right_stops_the_case(village):
    posted, (step,) = on_notice(village)
    objection = actions.record_objection(posted, step.case, by=village, said="他家有车")
    actions.answer_objection(objection, by=village, answer="属实", is_upheld=True)
    (result,) = actions.end_notice(posted, by=village)
    assert not result.is_done
    workflow.refuse(step, by=village, reason="异议成立")


def test_one_announcement_of_the_township_covers_its_villages(village, township):
    posted, (step,) = on_notice(village)
    actions.end_notice(posted, by=village)
    waiting = step.case.steps.open().get()
    made, results = actions.announce(
        place(factories.PINGSHAN_TOWN), [waiting.pk], by=township, number="平镇〔2026〕3号"
    )
    assert made.cases.get() == step.case
    assert [result.is_done for result in results] == [True]


def test_a_household_of_another_village_cannot_be_put_on_the_notice(village):
    far = begin_identification(factories.household(factories.OTHER_VILLAGE), by=None)
    with pytest.raises(ValidationError):
        actions.hold_meeting(place(), {far.steps.get().pk: (9, 0, 0)}, by=village, **SAID)
    with pytest.raises(PermissionDenied):
        actions.hold_meeting(
            place(factories.OTHER_VILLAGE), {far.steps.get().pk: (9, 0, 0)}, by=village, **SAID
        )


def test_the_pages_hold_a_meeting_post_a_notice_and_announce(client, village, township):
    (step,) = cases(1)
    client.force_login(village, "django.contrib.auth.backends.ModelBackend")
    assert "待评议" in client.get("/meetings/").content.decode()
    page = f"/meetings/case/{step.case_id}"
    answer = client.post(
        f"{page}/meeting/",
        SAID | {"kind": "representatives", "held_on": TODAY, f"step-{step.pk}-agree": "15"},
    )
    assert answer.status_code == 302
    chosen = step.case.steps.open().get().pk
    client.post(
        f"{page}/notice/new/", POSTED | {"posted_on": TODAY - timedelta(days=5), "steps": chosen}
    )
    client.post(f"/meetings/notices/{Notice.objects.get().pk}/end/")
    client.force_login(township, "django.contrib.auth.backends.ModelBackend")
    assert "待公告" in client.get("/meetings/").content.decode()
    chosen = step.case.steps.open().get().pk
    client.post(f"{page}/announcement/", {"announced_on": TODAY, "number": "", "steps": chosen})
    assert Announcement.objects.count() == 1
    step.case.refresh_from_db()
    assert step.case.status == "done"
