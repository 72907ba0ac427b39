"""Giving a task, what a reply needs, the kinds, and the clock at night."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import AuditEvent, Division
from monitoring.cases.casework import following
from monitoring.cases.procedures.models import CalendarDay
from monitoring.feeds.tasks import actions, clocks
from monitoring.feeds.tasks.models import Task, TaskKind
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")


@pytest.fixture
def household():
    return factories.household()


@pytest.fixture
def village():
    return factories.user("village", factories.VILLAGE)


def kind(code="appraise-house"):
    return TaskKind.objects.get(code=code)


def give(household, by, code="appraise-house", asked="墙体开裂，请鉴定"):
    return actions.give(kind(code), household.division, by=by, asked=asked, household=household)


def test_every_kind_that_ships_says_where_its_limit_comes_from():
    kinds = TaskKind.objects.all()
    assert len(kinds) == 5
    assert all(each.days and each.document and each.department for each in kinds)


def test_a_task_goes_to_the_department_of_its_kind_with_a_limit(household, village):
    task = give(household, village)
    assert (task.department, task.state, task.division_id) == ("住建局", "given", factories.VILLAGE)
    assert task.due_on > timezone.localdate() + timedelta(days=15)
    assert task.steps.get().text == "墙体开裂，请鉴定"


@pytest.mark.parametrize("role", ["helper", "department", "city", "auditor"])
def test_others_give_no_task(household, role):
    place = {"helper": factories.VILLAGE, "city": factories.CITY}.get(role, factories.PINGSHAN)
    with pytest.raises(PermissionDenied):
        give(household, factories.user(role, place))


def test_nobody_gives_a_task_for_a_village_elsewhere(household):
    with pytest.raises(PermissionDenied):
        give(household, factories.user("village", factories.OTHER_VILLAGE))


def test_two_clicks_give_one_task(household, village):
    give(household, village)
    with pytest.raises(ValidationError, match="已有"):
        give(household, village)
    assert Task.objects.count() == 1
    give(household, village, "repair-water")


def test_another_may_be_given_once_the_first_is_closed(household, village):
    task = give(household, village)
    Task.objects.filter(pk=task.pk).update(state="confirmed")
    assert give(household, village).pk != task.pk


def test_no_id_number_stands_in_what_is_asked(household, village):
    with pytest.raises(ValidationError, match="身份证"):
        give(household, village, asked="为 130131 19560312 1234 参保")
    assert not Task.objects.exists()


def test_a_task_about_a_village(village):
    place = Division.objects.get(code=factories.VILLAGE)
    task = actions.give(kind("repair-water"), place, by=village, asked="全村停水")
    assert task.household is None
    for wrong, where in (("enrol-insurance", place), ("repair-water", place.parent)):
        by = factories.user("county", factories.PINGSHAN)
        with pytest.raises(ValidationError):
            actions.give(kind(wrong), where, by=by, asked="全村停水")
    with pytest.raises(ValidationError, match="已有"):
        actions.give(kind("repair-water"), place, by=village, asked="还在停水")


def test_a_reply_needs_the_evidence_of_its_kind(household):
    task, office = factories.task(household), factories.office("住建局")
    with pytest.raises(ValidationError) as refused:
        actions.reply(task, by=office, text="已鉴定")
    assert set(refused.value.message_dict) == {"number", "dated_on"}
    water = factories.task(household, "repair-water")
    with pytest.raises(ValidationError) as refused:
        actions.reply(water, by=factories.office("水利局"), text="已修好")
    assert set(refused.value.message_dict) == {"file"}
    assert set(Task.objects.values_list("state", flat=True)) == {"given"}


def test_a_document_is_not_of_the_future(household):
    task, office = factories.task(household), factories.office("住建局")
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError, match="晚于今天"):
        actions.reply(task, by=office, text="已鉴定", number="1", dated_on=tomorrow)


@pytest.mark.parametrize("act", ["refuse", "send_back", "contest"])
def test_a_no_needs_its_reason(household, act):
    task = factories.task(household)
    with pytest.raises(ValidationError):
        getattr(actions, act)(task, by=factories.office("住建局"), text="  ")
    assert task.steps.count() == 1


def test_a_changed_kind_leaves_what_was_given_alone(household):
    task = factories.task(household)
    changed = kind()
    changed.department, changed.days = "自然资源局", 3
    actions.keep_kinds([changed], by=factories.user("admin"))
    task.refresh_from_db()
    assert task.department == "住建局"
    with pytest.raises(PermissionDenied):
        actions.keep_kinds([changed], by=factories.user("county", factories.PINGSHAN))


def test_overdue_goes_before_the_county_once(household):
    today = timezone.localdate()
    late = factories.task(household, due_on=today - timedelta(days=1))
    in_time = factories.task(household, "repair-water", due_on=today)
    answered = factories.task(
        household, "return-to-school", due_on=today - timedelta(days=9), state="replied"
    )
    assert (clocks.escalate(today), clocks.escalate(today)) == (1, 0)
    assert list(Task.objects.escalated()) == [late]
    assert late.steps.last().act == "escalate"
    assert in_time.steps.count() == answered.steps.count() == 1
    assert AuditEvent.objects.get(event="tasks.escalated").count == 1


def test_what_was_sent_back_has_its_limit_anew(household):
    today = timezone.localdate()
    late = factories.task(household, due_on=today - timedelta(days=1), escalated_on=today)
    Task.objects.filter(pk=late.pk).update(state="replied")
    late.refresh_from_db()
    actions.send_back(late, by=late.given_by, text="只看了外墙")
    assert late.due_on > today
    assert not Task.objects.escalated().exists()


def test_a_limit_is_learnt_once_the_year_is_known(household):
    task = factories.task(household, "repair-water", due_on=None, runs_from=date(2030, 3, 1))
    assert clocks.learn_limits() == 0
    days = (date(2030, 3, 1) + timedelta(days=n) for n in range(1, 30))
    CalendarDay.objects.bulk_create(
        CalendarDay(day=day, is_working=day.weekday() < 5, document="国办发明电〔2029〕1号")
        for day in days
    )
    assert clocks.learn_limits() == 1
    task.refresh_from_db()
    assert task.due_on == date(2030, 3, 15)


def test_tasks_go_with_their_household(household):
    task = factories.task(household)
    household.division_id = factories.OTHER_VILLAGE
    household.save(update_fields=["division"])
    assert following.catch_up() >= 1
    task.refresh_from_db()
    assert task.division_id == factories.OTHER_VILLAGE
