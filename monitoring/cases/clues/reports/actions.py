"""Take a report in, hand it to the office in charge, find its household, answer it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from accounts.scope import areas
from monitoring.cases.clues.checking import take_up
from monitoring.cases.clues.filling import raise_reported
from monitoring.cases.clues.models import Clue
from monitoring.cases.clues.reports.models import HandOver, Report
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Household
from monitoring.registry.numbers import stored

State = Report.State


@transaction.atomic
def take_in(place: Division, *, by: User | None, id_number: str = "", **facts: Any) -> Report:
    """A report that reached the office of `place`; `by` is None where it came from outside."""
    if by:
        require(by, "clues.report", place.code)
    number = stored("id_number", id_number) if id_number else {}
    report = Report(division=place, by=by, **facts, **number)
    report.full_clean(exclude=["receipt_hash"])
    report.save(force_insert=True)
    _arrive(report, None, place, by)
    _record(Event.REPORT_TAKEN_IN, report, by, channel=report.channel)
    return report


@transaction.atomic
def hand_over(report: Report, *, to: Division, by: User, note: str = "") -> None:
    """To an office below, or back to the one above that knows better where it belongs."""
    require(by, "clues.report", report.division_id)
    origin = report.division
    above = origin.parent_id == to.code
    below = any(area.contains(to.code) for area in areas(by)) and to != origin
    refuse_if(not (above or below), _("Choose a place of your area, or the office above."))
    _write(report, division=to)
    _arrive(report, origin, to, by, note)
    _record(Event.REPORT_HANDED_OVER, report, by, to=to.code)


@transaction.atomic
def link(report: Report, household: Household, *, by: User) -> Clue:
    """The report is about this household: its clue is checked at once, from the day of receipt."""
    require(by, "clues.report", report.division_id)
    require(by, "clues.report", household.division_id)
    locked = Household.objects.select_for_update(no_key=True).get(pk=household.pk)
    refuse_if(
        locked.status != Household.Status.ACTIVE,
        _("This household has ended; its record can only be read."),
    )
    clue = _checked(locked, by=by, on=report.received_on)
    _write(report, state=State.CHECKING, household=household, clue=clue)
    _record(Event.REPORT_LINKED, report, by, household=household.pk)
    return clue


@transaction.atomic
def answer(report: Report, *, text: str, by: User) -> None:
    """The person was told this; the report is closed."""
    require(by, "clues.report", report.division_id)
    refuse_if(not text.strip(), _("Write what the person was told."))
    open_now = Report.objects.unanswered().filter(pk=report.pk)
    said = {"answer": text.strip(), "answered_on": timezone.localdate()}
    _refuse_late(open_now.update(state=State.ANSWERED, **said))
    _record(Event.REPORT_ANSWERED, report, by)


def _checked(household: Household, *, by: User, on: date) -> Clue:
    """The open clue of the household, being checked; what was waiting is judged by the report."""
    raise_reported(household, on=on)
    clue = Clue.objects.open().get(household=household)
    values: dict[str, Any] = {"reported": True}
    if clue.state != Clue.State.CHECKING:
        episode, case = take_up(household, by=by, on=on)
        today = timezone.localdate()
        values |= {
            "state": Clue.State.CHECKING,
            "deferred_until": None,
            "judged_on": today,
            "judged_by": by,
            "checked_on": today,
            "episode": episode,
            "case": case,
        }
    Clue.objects.filter(pk=clue.pk).update(**values)
    return clue


def _write(report: Report, **values: Any) -> None:
    """One conditional UPDATE: it lies where the person saw it, and is of no household yet."""
    here = Report.objects.unlinked().filter(pk=report.pk, division=report.division_id)
    _refuse_late(here.update(**values))


def _refuse_late(hit: int) -> None:
    refuse_if(hit != 1, _("Somebody else has dealt with this report meanwhile."))


def _arrive(
    report: Report, origin: Division | None, to: Division, by: User | None, note: str = ""
) -> None:
    HandOver.objects.create(report=report, origin=origin, to=to, by=by, note=note)


def _record(event: Event, report: Report, by: User | None, **detail: Any) -> None:
    audit.record(event, by=by, division_code=report.division_id, subject=report, **detail)
