"""From every state, every act of every role, inside and outside its area."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import AuditEvent
from monitoring.feeds.tasks import actions
from monitoring.feeds.tasks.models import Task, TaskStep
from monitoring.feeds.tasks.workflow import MovedError, open_to
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

STATES = list(Task.State.values)
SAID: dict[str, dict[str, str]] = {"take": {}, "confirm": {}, "drop": {}}
REPLY = {"text": "已鉴定为 C 级", "number": "平住建〔2026〕12号", "dated_on": date(2026, 11, 2)}

# By role: from which states it can do what. Everything else is refused.
TABLE = {
    "office": {
        "given": {"take", "reply", "refuse"},
        "taken": {"reply", "refuse"},
        "sent_back": {"take", "reply", "refuse"},
    },
    "village": {"replied": {"confirm", "send_back"}, "refused": {"contest", "drop"}},
    "township": {"replied": {"confirm", "send_back"}, "refused": {"contest", "drop"}},
    "county": {"contested": {"send_back", "drop"}},
    "other office": {},
    "helper": {},
    "city": {},
    "auditor": {},
    "admin": {},
}
INSIDE = {
    "village": factories.VILLAGE,
    "helper": factories.VILLAGE,
    "township": factories.PINGSHAN_TOWN,
    "county": factories.PINGSHAN,
    "city": factories.CITY,
    "auditor": factories.PINGSHAN,
    "admin": None,
}
OUTSIDE = INSIDE | {
    "village": factories.OTHER_VILLAGE,
    "township": "130131101000",
    "county": factories.ZANHUANG,
}


def person(role, places):
    if "office" in role:
        away = places is OUTSIDE
        return factories.office(
            "住建局" if role == "office" else "水利局",
            factories.ZANHUANG if away else factories.PINGSHAN,
        )
    return factories.user(role, places[role])


def act(task, name, by):
    said = REPLY if name == "reply" else SAID.get(name, {"text": "理由"})
    getattr(actions, name)(task, by=by, **said)


@pytest.fixture
def task():
    return factories.task(factories.household())


@pytest.mark.parametrize("role", TABLE)
def test_who_can_do_what_from_which_state(task, role):
    by = person(role, INSIDE)
    for state in STATES:
        Task.objects.filter(pk=task.pk).update(state=state, closed_on=None)
        task.refresh_from_db()
        assert set(open_to(by, task)) == TABLE[role].get(state, set()), state


@pytest.mark.parametrize("role", TABLE)
def test_every_act_that_is_not_open_is_refused_and_changes_nothing(task, role):
    by = person(role, INSIDE)
    for state in STATES:
        for name in ("take", "reply", "refuse", "confirm", "send_back", "contest", "drop"):
            if name in TABLE[role].get(state, ()):
                continue
            Task.objects.filter(pk=task.pk).update(state=state)
            task.refresh_from_db()
            with pytest.raises((PermissionDenied, MovedError)):
                act(task, name, by)
            task.refresh_from_db()
            assert task.state == state
    assert task.steps.count() == 1


@pytest.mark.parametrize("role", ["office", "village", "township", "county"])
def test_outside_the_area_nothing_is_open(task, role):
    by = person(role, OUTSIDE)
    for state in STATES:
        Task.objects.filter(pk=task.pk).update(state=state)
        task.refresh_from_db()
        assert open_to(by, task) == []


def test_from_giving_to_confirming(task):
    office, village = factories.office("住建局"), task.given_by
    actions.take(task, by=office)
    actions.reply(task, by=office, **REPLY)
    actions.send_back(task, by=village, text="只看了外墙")
    actions.reply(task, by=office, **REPLY)
    actions.confirm(task, by=village)
    assert (task.state, bool(task.closed_on)) == ("confirmed", True)
    acts = list(task.steps.values_list("act", flat=True))
    assert acts == ["give", "take", "reply", "send_back", "reply", "confirm"]
    told = AuditEvent.objects.filter(event__startswith="tasks.").order_by("pk")
    assert [each.event for each in told] == [
        "tasks.given", "tasks.taken", "tasks.replied", "tasks.sent_back", "tasks.replied",
        "tasks.confirmed",
    ]  # fmt: skip
    assert {each.subject_id for each in told} == {str(task.pk)}


def test_a_refusal_that_the_county_does_not_share_goes_back(task):
    office, county = factories.office("住建局"), factories.user("county", factories.PINGSHAN)
    actions.refuse(task, by=office, text="不在改造范围")
    actions.contest(task, by=task.given_by, text="属六类对象")
    assert task.escalated_on
    actions.send_back(task, by=county, text="属改造范围，请办理")
    assert (task.state, task.escalated_on) == ("sent_back", None)


def test_a_refusal_that_is_accepted_closes_the_task(task):
    actions.refuse(task, by=factories.office("住建局"), text="已拆除")
    actions.drop(task, by=task.given_by)
    assert (task.state, bool(task.closed_on)) == ("dropped", True)


def test_of_two_people_who_decide_at_once_one_is_told(task):
    office = factories.office("住建局")
    seen_by_another = Task.objects.get(pk=task.pk)
    actions.reply(task, by=office, **REPLY)
    with pytest.raises(MovedError):
        actions.refuse(seen_by_another, by=office, text="不在改造范围")
    assert Task.objects.get(pk=task.pk).state == "replied"
    assert TaskStep.objects.filter(task=task).count() == 2


def test_a_city_office_answers_in_its_counties_a_nameless_post_nowhere(task):
    city = factories.office("住建局", factories.CITY)
    assert "reply" in open_to(city, task)
    assert open_to(factories.user("department", factories.PINGSHAN), task) == []
