"""Enrolling a student, leave and return, and the end of the stage; each with its measures."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from accounts.races import save_or_say
from assistance.awards import actions as awards
from assistance.awards.models import Award
from assistance.awards.querysets import AwardQuerySet
from assistance.catalogue.models import Measure
from assistance.deliveries.models import PaymentList
from assistance.deliveries.payments import actions as payments
from assistance.funds.models import Fund
from assistance.schemes.students import terms
from assistance.schemes.students.models import Enrolment, Leave
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Household, Member

KEEP = "students.keep"
Programme = Enrolment.Programme
MEASURES = {
    Programme.RAIN_DEW: ("rain-dew",),
    Programme.TWO_AFTER: ("study-grant", "fee-waiver"),
}


@transaction.atomic
def enrol(
    member: Member, *, by: User, programme: str, school: str, starts_on: date, ends_on: date
) -> Enrolment:
    """With the measures of the programme, until the stage ends."""
    require(by, KEEP, member.division_id)
    refuse_if(ends_on < starts_on, _("The last day comes before the first."))
    _refuse_unfit(member, programme)
    made = Enrolment(
        programme=programme, member=member, household=member.household,
        division_id=member.division_id, school=school, starts_on=starts_on, ends_on=ends_on,
        made_by=by,
    )  # fmt: skip
    made.full_clean()
    save_or_say(made)
    _award(made, starts_on, by)
    _record(Event.STUDENT_ENROLLED, made, by)
    return made


@transaction.atomic
def enrol_many(members: Iterable[Member], *, by: User, **said: Any) -> int:
    """All or none."""
    return len([enrol(member, by=by, **said) for member in members])


@transaction.atomic
def suspend(enrolment: Enrolment, *, by: User, on: date, reason: str) -> None:
    """`on` is the first day of leave; from then on nothing is given."""
    enrolment = _locked(enrolment, by)
    refuse_if(not reason.strip(), _("Say why."))
    refuse_if(enrolment.leave, _("This person is on leave already."))
    refuse_if(
        not enrolment.starts_on < on <= enrolment.ends_on,
        _("Choose a day after the first and until the last day of the stage."),
    )
    Leave.objects.create(enrolment=enrolment, starts_on=on, reason=reason.strip(), by=by)
    _end_awards(enrolment, on - timedelta(days=1), _("On leave from school"), by)
    _record(Event.STUDENT_SUSPENDED, enrolment, by)


@transaction.atomic
def resume(enrolment: Enrolment, *, by: User, on: date) -> None:
    """`on` is the first day back at school."""
    enrolment = _locked(enrolment, by)
    leave = enrolment.leave
    if leave is None:
        raise ValidationError(_("This person is not on leave."))
    refuse_if(on <= leave.starts_on, _("The return comes after the first day of leave."))
    refuse_if(on > enrolment.ends_on, _("The stage has ended by then."))
    leave.ends_on = on - timedelta(days=1)
    leave.save(update_fields=("ends_on",))
    _award(enrolment, on, by)
    _record(Event.STUDENT_RETURNED, enrolment, by)


@transaction.atomic
def finish(enrolment: Enrolment, *, by: User, on: date, reason: str) -> None:
    """Earlier than planned: graduated, or left the school."""
    enrolment = _locked(enrolment, by)
    refuse_if(not reason.strip(), _("Say why."))
    refuse_if(
        not enrolment.starts_on <= on < enrolment.ends_on,
        _("Choose a day before the last day of the stage."),
    )
    if leave := enrolment.leave:
        leave.ends_on = max(on, leave.starts_on)
        leave.save(update_fields=("ends_on",))
    enrolment.ends_on, enrolment.end_reason = on, reason.strip()
    enrolment.save(update_fields=("ends_on", "end_reason"))
    _end_awards(enrolment, on, reason, by)
    _record(Event.STUDENT_FINISHED, enrolment, by)


def list_part(
    measure: Measure, division: Division, *, by: User, fund: Fund, year: int, part: str
) -> PaymentList:
    """Who is owed a measure for a term or a school year, as a payment list."""
    starts_on, ends_on = terms.days_of(year, part)
    return payments.make(
        measure, division, by=by, fund=fund, starts_on=starts_on, ends_on=ends_on
    )  # fmt: skip


def _refuse_unfit(member: Member, programme: str) -> None:
    household = member.household
    gone = member.status != Member.Status.ACTIVE or household.status != Household.Status.ACTIVE
    refuse_if(gone, _("This person does not live in a household of the village any more."))
    meant = household.is_ex_poor if programme == Programme.TWO_AFTER else household.is_watched
    refuse_if(
        not meant,
        _("%(name)s: this programme is for ex-poor households; the rain and dew plan also for "
          "monitored ones.") % {"name": member},
    )  # fmt: skip


def _locked(enrolment: Enrolment, by: User) -> Enrolment:
    require(by, KEEP, enrolment.division_id)
    return Enrolment.objects.select_for_update().get(pk=enrolment.pk)


def _award(enrolment: Enrolment, starts_on: date, by: User) -> None:
    for code in MEASURES[Programme(enrolment.programme)]:
        awards.award(
            Measure.objects.get(code=code), enrolment.household, member=enrolment.member, by=by,
            starts_on=starts_on, ends_on=enrolment.ends_on, origin=Award.Origin.APPLICATION,
            note=enrolment.school,
        )  # fmt: skip


def _end_awards(enrolment: Enrolment, on: date, reason: str, by: User) -> None:
    for award in _awards(enrolment).filter(ends_on__gt=on).order_by("pk"):
        awards.end(award, by=by, on=max(on, award.starts_on), reason=reason)


def _awards(enrolment: Enrolment) -> AwardQuerySet:
    codes = MEASURES[Programme(enrolment.programme)]
    return Award.objects.filter(member=enrolment.member_id, measure__code__in=codes)


def _record(event: Event, enrolment: Enrolment, by: User) -> None:
    audit.record(
        event, by=by, division_code=enrolment.division_id, subject=enrolment.household,
        enrolment=enrolment.pk,
    )  # fmt: skip
