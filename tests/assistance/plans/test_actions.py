"""A plan: what it must hold, who confirms it, and the measures that it then gives."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.divisions import load_divisions
from accounts.models import AuditEvent, Division
from assistance.awards.models import Award
from assistance.catalogue import shipped
from assistance.catalogue.models import Measure
from assistance.plans import actions
from assistance.plans.models import Plan
from monitoring.cases.casework.models import Case
from tests import factories
from tests.assistance.plans import making
from tests.races import refusals

pytestmark = pytest.mark.django_db


def test_a_plan_goes_from_the_village_to_the_township_and_gives_its_measures() -> None:
    plan = making.submitted(None, "industry-support", "work")
    by = making.township(plan)
    awards = actions.confirm(plan, by=by)
    assert {(each.measure.code, each.origin) for each in awards} == {
        ("industry-support", "plan"),
        ("work", "plan"),
    }
    assert (plan.state, plan.decided_by) == (Plan.State.CONFIRMED, by)
    assert AuditEvent.objects.filter(event="plans.confirmed").count() == 1


def test_where_somebody_can_work_training_alone_is_not_enough() -> None:
    plan = making.plan(None, "skill-training", "industry-other")
    with pytest.raises(ValidationError, match="开发式"):
        actions.submit(plan, by=making.township(plan))
    assert Plan.objects.get().state == Plan.State.DRAFT
    making.add(plan, "work")
    assert actions.submit(plan, by=making.township(plan)).state == Plan.State.SUBMITTED


def test_a_development_measure_already_given_counts() -> None:
    plan = making.plan(None, "safe-water")
    _give("industry-support", plan)
    assert actions.submit(plan, by=making.township(plan)).state == Plan.State.SUBMITTED


def test_where_nobody_can_work_the_safety_net_is_needed() -> None:
    plan = making.plan(making.episode(has_labour=False), "industry-support")
    with pytest.raises(ValidationError, match="综合保障"):
        actions.submit(plan, by=making.township(plan))
    making.add(plan, "minimum-living")
    assert actions.submit(plan, by=making.township(plan)).state == Plan.State.SUBMITTED


def test_what_is_given_already_is_refused() -> None:
    plan = making.plan(None, "industry-support")
    _give("industry-support", plan)
    with pytest.raises(ValidationError, match="产业发展帮扶已在享受"):
        actions.submit(plan, by=making.township(plan))


def test_a_plan_names_its_contact_person_and_a_measure() -> None:
    plan = making.plan(contact="")
    with pytest.raises(ValidationError) as refused:
        actions.submit(plan, by=making.township(plan))
    assert len(refused.value.messages) == 2


def test_who_submitted_it_does_not_confirm_it() -> None:
    plan = making.plan(None, "industry-support")
    by = making.township(plan)
    actions.submit(plan, by=by)
    plan.refresh_from_db()
    with pytest.raises(ValidationError, match="您提交"):
        actions.confirm(plan, by=by)
    assert not Award.objects.exists()


def test_a_village_does_not_confirm() -> None:
    plan = making.submitted()
    with pytest.raises(PermissionDenied):
        actions.confirm(plan, by=factories.user("village", plan.division_id))


def test_what_was_sent_back_is_changed_and_submitted_again() -> None:
    plan = making.submitted()
    actions.send_back(plan, by=making.township(plan), reason="请写明金额")
    assert (plan.state, plan.reason) == (Plan.State.RETURNED, "请写明金额")
    making.add(plan, "safe-water")
    assert actions.submit(plan, by=making.township(plan)).state == Plan.State.SUBMITTED


def test_what_waits_is_not_changed() -> None:
    plan = making.submitted()
    with pytest.raises(ValidationError, match="不再是草稿"):
        making.add(plan, "safe-water")


def test_a_measure_given_meanwhile_stops_the_whole_plan() -> None:
    plan = making.submitted(None, "industry-support", "safe-water")
    _give("safe-water", plan)
    with pytest.raises(ValidationError, match="饮水"):
        actions.confirm(plan, by=making.township(plan))
    assert Plan.objects.get().state == Plan.State.SUBMITTED
    assert Award.objects.count() == 1


def test_by_the_green_channel_help_comes_before_identification_ends() -> None:
    fields: dict[str, Any] = {"state": "candidate", "monitored_on": None}
    with pytest.raises(ValidationError, match="绿色通道"):
        making.plan(making.episode(**fields))
    green = making.episode(green_since="2026-03-02", **fields)
    plan = making.submitted(green)
    assert actions.confirm(plan, by=making.township(plan))


def test_a_later_version_adds_and_takes_the_place_of_the_first() -> None:
    first = making.submitted()
    actions.confirm(first, by=making.township(first))
    second = making.submitted(first.episode, "safe-water")
    assert (second.version, second.contact) == (2, "王支书")
    actions.confirm(second, by=making.township(second))
    first.refresh_from_db()
    assert (first.state, Award.objects.count()) == (Plan.State.CLOSED, 2)


def test_only_one_plan_of_a_household_is_written_at_a_time() -> None:
    plan = making.plan()
    with pytest.raises(ValidationError, match="正在"):
        making.plan(plan.episode)
    assert Plan.objects.get() == plan


def test_a_plan_ends_with_its_episode() -> None:
    plan = making.submitted()
    episode = plan.episode
    episode.state = "ended"
    episode.save()
    actions.close_with(Case(episode=episode))
    plan.refresh_from_db()
    assert plan.state == Plan.State.CLOSED


@pytest.mark.django_db(transaction=True)
def test_of_two_who_confirm_at_once_exactly_one_does() -> None:
    if not Division.objects.exists():
        load_divisions()
    shipped.install()
    plan = making.submitted()
    people = [making.township(plan) for _ in range(4)]
    plans = [(Plan.objects.get(pk=plan.pk), by) for by in people]
    done, *told = refusals(*(lambda p=p, by=by: actions.confirm(p, by=by) for p, by in plans))
    assert done == ""
    assert all("他人" in each for each in told)
    assert Award.objects.count() == 1


def _give(code: str, plan: Plan) -> None:
    """Given to the household by somebody else meanwhile."""
    Award.objects.create(
        measure=Measure.objects.get(code=code), household=plan.household,
        division_id=plan.division_id, starts_on=date(2026, 1, 1), origin=Award.Origin.ROLL,
    )  # fmt: skip
