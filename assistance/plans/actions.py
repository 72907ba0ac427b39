"""Write a plan, submit it, confirm it or send it back. Confirming gives its measures."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.races import save_or_say
from assistance.awards import actions as awards
from assistance.awards.models import Award
from assistance.plans.models import Plan, PlanItem
from assistance.plans.rules import may_be_helped, problems
from monitoring.cases.casework.models import Case, Episode
from monitoring.registry.act import refuse_if

State = Plan.State
RUNNING = (Episode.State.CANDIDATE, Episode.State.MONITORED)


@transaction.atomic
def draft(episode: Episode, *, by: User) -> Plan:
    """The next version of the episode's plan, with the contact person of the last, or `by`."""
    require(by, "plans.draft", episode.division_id)
    refuse_if(
        not may_be_helped(episode),
        _("This household is not monitored, and no green channel is open for it."),
    )
    last = episode.plans.order_by("version").last()
    plan = Plan(
        episode=episode, household_id=episode.household_id, division_id=episode.division_id,
        version=last.version + 1 if last else 1, made_by=by,
        contact=last.contact if last else str(by),
        contact_phone=last.contact_phone if last else by.phone,
    )  # fmt: skip
    plan.full_clean()
    save_or_say(plan, force_insert=True)
    _record(Event.PLAN_DRAFTED, plan, by)
    return plan


@transaction.atomic
def name_contact(plan: Plan, *, by: User, contact: str, contact_phone: str) -> None:
    plan = _to_change(plan, by)
    plan.contact, plan.contact_phone = contact, contact_phone
    plan.full_clean()
    plan.save(update_fields=("contact", "contact_phone"))
    _record(Event.PLAN_CHANGED, plan, by)


@transaction.atomic
def add(plan: Plan, *, by: User, **fields: Any) -> PlanItem:
    """A measure, for the household or one of its people as the measure asks."""
    plan = _to_change(plan, by)
    item = PlanItem(plan=plan, **fields)
    awards.fits(item.measure, plan.household, item.member)
    item.full_clean()
    item.save(force_insert=True)
    _record(Event.PLAN_CHANGED, plan, by, measure=item.measure.code)
    return item


@transaction.atomic
def change(item: PlanItem, *, by: User, **fields: Any) -> PlanItem:
    """Who sees to it, when, with how much."""
    plan = _to_change(item.plan, by)
    for name, value in fields.items():
        setattr(item, name, value)
    item.full_clean()
    item.save()
    _record(Event.PLAN_CHANGED, plan, by, measure=item.measure.code)
    return item


@transaction.atomic
def take_out(item: PlanItem, *, by: User) -> None:
    plan = _to_change(item.plan, by)
    item.delete()
    _record(Event.PLAN_CHANGED, plan, by, without=item.measure.code)


@transaction.atomic
def submit(plan: Plan, *, by: User) -> Plan:
    plan = _to_change(plan, by)
    if lacking := problems(plan):
        raise ValidationError(lacking)
    _move(plan, State.SUBMITTED, submitted_by=by, submitted_at=timezone.now())
    _record(Event.PLAN_SUBMITTED, plan, by)
    return plan


@transaction.atomic
def confirm(plan: Plan, *, by: User) -> list[Award]:
    """Its measures are given, all or none; the version before it gives way."""
    _decide(plan, State.CONFIRMED, by)
    if lacking := problems(plan):
        raise ValidationError(lacking)
    _record(Event.PLAN_CONFIRMED, plan, by)
    return [
        awards.award(
            item.measure, plan.household, by=by, member=item.member, starts_on=item.starts_on,
            ends_on=item.ends_on, origin=Award.Origin.PLAN, note=item.note,
        )
        for item in plan.items.select_related("measure", "member")
    ]  # fmt: skip


@transaction.atomic
def send_back(plan: Plan, *, by: User, reason: str) -> Plan:
    refuse_if(not reason.strip(), _("Write what has to be changed."))
    _decide(plan, State.RETURNED, by, reason=reason.strip())
    _record(Event.PLAN_SENT_BACK, plan, by)
    return plan


def close_with(case: Case) -> None:
    """When the episode ends, its plans end: measures that go on have their own last day."""
    if case.episode.state not in RUNNING:
        case.episode.plans.exclude(state=State.CLOSED).update(state=State.CLOSED)


def _to_change(plan: Plan, by: User) -> Plan:
    """The row itself, locked; a plan that was submitted stays as it is."""
    require(by, "plans.draft", plan.division_id)
    locked = Plan.objects.select_for_update().get(pk=plan.pk)
    refuse_if(
        not locked.is_open_to_changes,
        _("This plan is no longer a draft. Open it again to see where it stands."),
    )
    return locked


def _decide(plan: Plan, state: str, by: User, **values: Any) -> None:
    """Only what waits is decided, by another person than who submitted it, and once."""
    require(by, "plans.confirm", plan.division_id)
    refuse_if(
        plan.submitted_by_id == by.pk, _("You submitted this plan. Another person decides it.")
    )
    if state == State.CONFIRMED:
        confirmed = Plan.objects.filter(episode=plan.episode_id, state=State.CONFIRMED)
        confirmed.exclude(pk=plan.pk).update(state=State.CLOSED)
    _move(plan, state, decided_by=by, decided_at=timezone.now(), **values)


def _move(plan: Plan, state: str, **values: Any) -> None:
    """Conditional, so that of two people at the same moment one is told."""
    moved = Plan.objects.filter(pk=plan.pk, state__in=BEFORE[state]).update(state=state, **values)
    refuse_if(not moved, _("Somebody else was faster. Open the plan again to see where it stands."))
    plan.refresh_from_db()


BEFORE: dict[str, tuple[State, ...]] = {
    State.SUBMITTED: (State.DRAFT, State.RETURNED),
    State.CONFIRMED: (State.SUBMITTED,),
    State.RETURNED: (State.SUBMITTED,),
}


def _record(event: Event, plan: Plan, by: User, **detail: Any) -> None:
    audit.record(
        event, by=by, division_code=plan.division_id, subject=plan.household,
        plan=plan.pk, version=plan.version, **detail,
    )  # fmt: skip
