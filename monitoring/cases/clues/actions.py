"""Judge clues, give them to people, and say how much a township can check in a week."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import may, require
from monitoring.cases.clues.checking import take_up
from monitoring.cases.clues.models import Capacity, Clue, JudgementLimit, Verdict
from monitoring.cases.clues.putting_off import hindrance
from monitoring.cases.clues.querysets import ClueQuerySet
from monitoring.cases.clues.quiet import silence
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Household

State = Clue.State


@dataclass(frozen=True)
class Judged:
    """What became of one row of many."""

    clue: Clue
    refusal: str = ""  # empty: it was done


@transaction.atomic
def judge(
    clues: Sequence[Clue], verdict: str, *, by: User, reason: str = "", until: date | None = None
) -> list[Judged]:
    """The same verdict on many clues; what one of them hinders is said in its own row."""
    refuse_if(
        verdict == Verdict.KNOWN and not reason.strip(), _("Say what is known of the situation.")
    )
    if verdict == Verdict.DEFER and (hindered := hindrance(until)):
        raise ValidationError(hindered)
    for clue in clues:
        require(by, "clues.judge", clue.division_id)
    _lock_households(clues)
    said = {"judged_on": timezone.localdate(), "judged_by": by, "reason": reason.strip()}
    write = {Verdict.CHECK: _check, Verdict.KNOWN: _know, Verdict.DEFER: _defer}[Verdict(verdict)]
    ordered = sorted(clues, key=lambda clue: clue.pk)
    return [_judge(clue, verdict, write, said | {"deferred_until": until}, by) for clue in ordered]


@transaction.atomic
def assign(clues: ClueQuerySet, *, to: User, by: User) -> int:
    """Give open clues, hundreds at once, to somebody who visits there; how many."""
    for code in clues.open().order_by().values_list("division_id", flat=True).distinct():
        require(by, "clues.judge", code)
        refuse_if(
            not may(to, "cases.visit", code),
            _("%(person)s has no post in all of these villages. Choose fewer, or somebody else.")
            % {"person": to},
        )
    count = clues.open().update(assigned_to=to)
    if count:
        audit.record(Event.CLUES_ASSIGNED, by=by, subject=to, count=count)
    return count


@transaction.atomic
def set_capacity(township: Division, *, visits: int, by: User) -> None:
    require(by, "clues.capacity", township.code)
    said = {"visits": visits, "by": by, "at": timezone.now()}
    Capacity.objects.update_or_create(division=township, defaults=said)
    audit.record(Event.CAPACITY_SET, by=by, division_code=township.code, visits=visits)


@transaction.atomic
def set_limit(
    *, days: int, valid_from: date, document: str, by: User, county: Division | None = None
) -> None:
    """From that day on a clue has to be judged within so many days."""
    require(by, "procedures.change")
    limit = JudgementLimit(
        county=county, days=days, valid_from=valid_from, document=document, by=by
    )
    limit.full_clean()
    limit.save(force_insert=True)
    code = county.code if county else ""
    audit.record(Event.JUDGEMENT_LIMIT_SET, by=by, division_code=code, subject=limit, days=days)


@transaction.atomic
def bring_back(day: date) -> int:
    """What was put off until `day` waits again; how many."""
    put_off = Clue.objects.filter(state=State.DEFERRED, deferred_until__lte=day)
    count = put_off.update(state=State.WAITING)
    if count:
        audit.record(Event.CLUES_BACK, by=None, count=count, day=str(day))
    return count


@transaction.atomic
def _lock_households(clues: Sequence[Clue]) -> None:
    """In one order, as screening locks those that changed."""
    named = Household.objects.filter(pk__in={clue.household_id for clue in clues})
    list(named.order_by("pk").select_for_update(no_key=True).values_list("pk"))


Write = Callable[[Clue, dict[str, Any]], None]


def _judge(clue: Clue, verdict: str, write: Write, said: dict[str, Any], by: User) -> Judged:
    try:
        with transaction.atomic():
            write(clue, said)
            audit.record(
                Event.CLUE_JUDGED,
                by=by,
                division_code=clue.division_id,
                subject=clue,
                verdict=str(verdict),
            )
    except ValidationError as refused:
        return Judged(clue, " ".join(refused.messages))
    return Judged(clue)


def _check(clue: Clue, said: dict[str, Any]) -> None:
    today = said["judged_on"]
    refuse_if(
        clue.state == State.CHECKING, _("It is being checked already, with the running episode.")
    )
    _write(clue, said, state=State.CHECKING, checked_on=today, deferred_until=None)
    episode, case = take_up(clue.household, by=said["judged_by"], on=today)
    Clue.objects.filter(pk=clue.pk).update(episode=episode, case=case)


def _know(clue: Clue, said: dict[str, Any]) -> None:
    _write(clue, said, state=State.KNOWN, closed_on=said["judged_on"], deferred_until=None)
    silence([clue.household_id])


def _defer(clue: Clue, said: dict[str, Any]) -> None:
    """Its limit runs anew from the day it comes back."""
    until = said["deferred_until"]
    days = JudgementLimit.objects.days(until, clue.division_id)
    due_on = None if days is None else until + timedelta(days=days)
    _write(clue, said, state=State.DEFERRED, due_on=due_on)


def _write(clue: Clue, said: dict[str, Any], **values: Any) -> None:
    """One conditional UPDATE: of two people who judge, the second is told."""
    hit = Clue.objects.to_be_judged().filter(pk=clue.pk).update(**(said | values))
    refuse_if(hit != 1, _("Somebody else has judged this meanwhile."))
