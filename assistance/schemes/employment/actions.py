"""Keeping the register of work, offering jobs and courses, taking people into courses."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from accounts.races import save_or_say
from assistance.awards import actions as awards
from assistance.awards.models import Award
from assistance.catalogue.models import Measure
from assistance.schemes.employment.models import Offer, Training, TrainingPlace, Work, Workshop
from assistance.schemes.employment.people import able
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Member
from monitoring.registry.months import month_before

REGISTER, KEEP = "employment.register", "employment.keep"
CARRY_OVER = """
    INSERT INTO assistance_work
        (member_id, household_id, division_id, month, area, employer, workshop_id, wage, by_id)
    SELECT w.member_id, m.household_id, m.division_id, %(month)s, w.area, w.employer,
        w.workshop_id, w.wage, %(by)s
    FROM assistance_work w
    JOIN monitoring_member m ON m.id = w.member_id AND m.status = 'active'
    WHERE w.division_id = %(village)s AND m.division_id = %(village)s AND w.month = %(before)s
    ON CONFLICT (member_id, month) DO NOTHING
"""


@transaction.atomic
def carry_over(village: Division, month: date, *, by: User) -> int:
    """同上月: whoever worked the month before and of whom nobody said otherwise; how many."""
    _may_register(village, month, by)
    values: dict[str, Any] = {
        "month": month,
        "before": month_before(month),
        "village": village.code,
        "by": by.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(CARRY_OVER, values)
        count = int(cursor.rowcount)
    _registered(village, month, by, count)
    return count


@transaction.atomic
def register(
    village: Division, month: date, *, by: User, work: Mapping[int, Mapping[str, Any] | None]
) -> int:
    """By member: area, employer, workshop and wage, or None who did not work; how many work."""
    _may_register(village, month, by)
    people = able(Member.objects.filter(division=village)).in_bulk(list(work))
    refuse_if(len(people) < len(work), _("Somebody in the list is not able to work here."))
    rows = [
        Work(member=people[pk], household=people[pk].household, division=village, month=month,
             by=by, **said)
        for pk, said in work.items() if said
    ]  # fmt: skip
    for row in rows:
        row.clean_fields()
    _refuse_workshops(rows, village)
    gone = [pk for pk, said in work.items() if not said]
    Work.objects.filter(member__in=gone, month=month).delete()
    Work.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=("member", "month"),
        update_fields=("area", "employer", "workshop", "wage", "by"),
    )  # fmt: skip
    _registered(village, month, by, len(rows))
    return len(rows)


@transaction.atomic
def add_offer(place: Division, *, by: User, **said: Any) -> Offer:
    made = Offer(division=place, made_by=by, **said)
    refuse_if(made.until < timezone.localdate(), _("Choose today or a later day."))
    _add(made, Event.JOB_OFFERED, place, by)
    return made


@transaction.atomic
def add_workshop(place: Division, *, by: User, **said: Any) -> Workshop:
    made = Workshop(division=place, made_by=by, **said)
    _add(made, Event.WORKSHOP_ADDED, place, by)
    return made


@transaction.atomic
def add_training(place: Division, *, by: User, **said: Any) -> Training:
    made = Training(division=place, made_by=by, **said)
    _add(made, Event.TRAINING_ADDED, place, by)
    return made


@transaction.atomic
def take_in(training: Training, member: Member, *, by: User) -> TrainingPlace:
    """With the measure for the days of the course. Under lock, so that no place is given twice."""
    require(by, KEEP, training.division_id)
    training = Training.objects.select_for_update().get(pk=training.pk)
    refuse_if(
        not training.division.contains(member.division_id),
        _("This person lives outside the place of the course."),
    )
    refuse_if(
        training.taken.count() >= training.places,
        _("All %(places)s places of this course are taken.") % {"places": training.places},
    )
    refuse_if(training.taken.filter(member=member).exists(), _("This person takes part already."))
    award = awards.award(
        Measure.objects.get(code="skill-training"), member.household, member=member, by=by,
        starts_on=training.starts_on, ends_on=training.ends_on,
        origin=Award.Origin.APPLICATION, note=training.title,
    )  # fmt: skip
    place = TrainingPlace(training=training, member=member, award=award)
    save_or_say(place)
    audit.record(
        Event.TRAINING_TAKEN, by=by, division_code=member.division_id, subject=member.household,
        training=training.pk,
    )  # fmt: skip
    return place


def _add(made: Offer | Workshop | Training, event: Event, place: Division, by: User) -> None:
    require(by, KEEP, place.code)
    made.full_clean()
    made.save()
    audit.record(event, by=by, division_code=place.code, subject=made)


def _may_register(village: Division, month: date, by: User) -> None:
    require(by, REGISTER, village.code)
    refuse_if(month.day != 1, _("Choose a month."))
    refuse_if(month > timezone.localdate(), _("This month has not begun yet."))


def _refuse_workshops(rows: list[Work], village: Division) -> None:
    chosen = {row.workshop_id for row in rows if row.workshop_id}
    near = Workshop.objects.filter(pk__in=chosen, division__code__startswith=village.code[:6])
    refuse_if(near.count() < len(chosen), _("Choose a workshop of this county."))


def _registered(village: Division, month: date, by: User, count: int) -> None:
    audit.record(
        Event.WORK_REGISTERED, by=by, division_code=village.code, count=count,
        month=f"{month:%Y-%m}",
    )  # fmt: skip
