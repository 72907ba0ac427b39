"""Applying for a post, taking somebody in, saying who worked, letting somebody go."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
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
from assistance.schemes.posts.limits import ages
from assistance.schemes.posts.models import Ages, Attendance, Engagement, Position
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Household, Member

MEASURES = {Position.Kind.FOREST: "forest-guard"}
USUAL_MEASURE = "public-post"


@transaction.atomic
def apply(
    village: Division,
    *,
    by: User,
    kind: str,
    name: str,
    need: str,
    places: int,
    allowance: Decimal,
) -> Position:
    """A village says what work it needs done, and by how many."""
    require(by, "posts.apply", village.code)
    refuse_if(village.level != Division.Level.VILLAGE, _("Choose a village."))
    position = Position(
        division=village, kind=kind, name=name, need=need, places=places, allowance=allowance,
        applied_by=by,
    )  # fmt: skip
    position.full_clean()
    position.save()
    audit.record(Event.POSITION_APPLIED, by=by, division_code=village.code, subject=position)
    return position


@transaction.atomic
def engage(
    position: Position,
    member: Member,
    *,
    by: User,
    agreement: str,
    starts_on: date,
    ends_on: date,
    insured_until: date,
    relaxed: str = "",
) -> Engagement:
    """Give a free place of a planned post to somebody of the village, with the award of it.

    ValidationError where no place is free, the age does not allow it, somebody of the household
    holds a post, or the agreement is longer than a year or than the insurance.
    """
    require(by, "posts.engage", position.division_id)
    refuse_if(ends_on < starts_on, _("The last day comes before the first."))
    position = Position.objects.select_for_update().get(pk=position.pk)
    _refuse_unfit(position, member, starts_on, relaxed)
    _refuse_without_place(position, starts_on, ends_on)
    given = Engagement(
        position=position, member=member, household=member.household,
        division_id=position.division_id, agreement=agreement, starts_on=starts_on,
        ends_on=ends_on, insured_until=insured_until, relaxed=relaxed.strip(),
    )  # fmt: skip
    given.full_clean(exclude=["award"])
    given.award = awards.award(
        _measure(position), member.household, member=member, by=by, starts_on=starts_on,
        ends_on=ends_on, origin=Award.Origin.APPLICATION, note=f"{position} · {agreement}"[:200],
    )  # fmt: skip
    save_or_say(given)
    audit.record(
        Event.POST_ENGAGED, by=by, division_code=given.division_id, subject=member.household,
        position=position.pk,
    )  # fmt: skip
    return given


@transaction.atomic
def leave(engagement: Engagement, *, by: User, on: date, reason: str, next_work: str) -> None:
    """`on` is the last day; `next_work` is how the person is helped to other work."""
    require(by, "posts.engage", engagement.division_id)
    engagement = Engagement.objects.select_for_update().get(pk=engagement.pk)
    refuse_if(engagement.left_on, _("They have left already."))
    refuse_if(on > engagement.ends_on, _("The agreement ends before that day."))
    refuse_if(not reason.strip(), _("Say why they leave."))
    engagement.left_on, engagement.left_reason = on, reason.strip()
    engagement.next_work = next_work.strip()
    engagement.full_clean()
    engagement.save(update_fields=("left_on", "left_reason", "next_work"))
    if on < engagement.ends_on:
        awards.end(engagement.award, by=by, on=on, reason=reason)
    audit.record(
        Event.POST_LEFT, by=by, division_code=engagement.division_id,
        subject=engagement.household, position=engagement.position_id,
    )  # fmt: skip


ALL_PRESENT = """
    INSERT INTO assistance_attendance (engagement_id, month, days_absent, note, by_id, at)
    SELECT e.id, %(month)s, 0, '', %(by)s, %(now)s FROM assistance_engagement e
    WHERE e.id = ANY (%(ids)s)
    ON CONFLICT (engagement_id, month) DO NOTHING
"""


@transaction.atomic
def all_present(village: Division, month: date, *, by: User) -> int:
    """全勤: everybody of whom nobody said otherwise yet worked the whole month; how many."""
    _may_attend(village, month, by)
    held = Engagement.objects.in_month(month).filter(division=village)
    values: dict[str, Any] = {
        "month": month, "by": by.pk, "now": timezone.now(),
        "ids": list(held.values_list("pk", flat=True)),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(ALL_PRESENT, values)
        count = int(cursor.rowcount)
    audit.record(
        Event.ATTENDANCE_KEPT,
        by=by,
        division_code=village.code,
        count=count,
        month=f"{month:%Y-%m}",
    )
    return count


@transaction.atomic
def keep_absences(
    village: Division, month: date, *, by: User, absent: Mapping[int, tuple[int, str]]
) -> None:
    """Days absent and a note by engagement; who is not of this village and month is refused."""
    _may_attend(village, month, by)
    held = set(
        Engagement.objects.in_month(month).filter(division=village).values_list("pk", flat=True)
    )
    refuse_if(not set(absent) <= held, _("Somebody in the list holds no post here in that month."))
    rows = [
        Attendance(engagement_id=pk, month=month, days_absent=days, note=note.strip(), by=by)
        for pk, (days, note) in absent.items()
    ]
    for row in rows:
        row.clean_fields()
        row.validate_constraints(exclude=["engagement", "month"])
    Attendance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=("engagement", "month"),
        update_fields=("days_absent", "note", "by", "at"),
    )  # fmt: skip
    audit.record(
        Event.ATTENDANCE_KEPT, by=by, division_code=village.code, count=len(rows),
        month=f"{month:%Y-%m}",
    )  # fmt: skip


@transaction.atomic
def set_ages(*, by: User, **values: Any) -> Ages:
    require(by, "procedures.change")
    found = Ages(by=by, **values)
    found.full_clean()
    found.save()
    audit.record(Event.POST_AGES_SET, by=by, subject=found)
    return found


def _may_attend(village: Division, month: date, by: User) -> None:
    require(by, "posts.attend", village.code)
    refuse_if(month.day != 1, _("Choose a month."))
    refuse_if(month > timezone.localdate(), _("This month has not begun yet."))


def _measure(position: Position) -> Measure:
    code = MEASURES.get(Position.Kind(position.kind), USUAL_MEASURE)
    return Measure.objects.get(code=code)


def _refuse_unfit(position: Position, member: Member, day: date, relaxed: str) -> None:
    refuse_if(
        position.state != Position.State.PLANNED,
        _("The county has not planned this post, so nobody can be taken in yet."),
    )
    gone = (
        member.status != Member.Status.ACTIVE or member.household.status != Household.Status.ACTIVE
    )
    refuse_if(gone, _("This person does not live in a household of the village any more."))
    refuse_if(
        member.division_id != position.division_id, _("This person lives in another village.")
    )
    years = member.age(day)
    if years is None:
        raise ValidationError(_("Enter the date of birth of this person first."))
    _refuse_age(member, years, ages(day, position.division_id), relaxed)


def _refuse_age(member: Member, years: int, limits: Ages, relaxed: str) -> None:
    values = {"name": member, "age": years, "usual": limits.usual, "relaxed": limits.relaxed}
    refuse_if(years < ADULT, _("%(name)s is %(age)s years old: too young for a post.") % values)
    refuse_if(
        years > limits.relaxed,
        _("%(name)s is %(age)s years old; people are taken in until %(relaxed)s.") % values,
    )
    if years > limits.usual and not relaxed.strip():
        raise ValidationError(
            _("%(name)s is %(age)s years old, usual are %(usual)s. Say why an exception is made.")
            % values
        )


ADULT = 16  # 劳动法 15: nobody younger is employed


def _refuse_without_place(position: Position, starts_on: date, ends_on: date) -> None:
    held = position.engagements.filter(starts_on__lte=ends_on, last_day__gte=starts_on)
    refuse_if(
        held.count() >= position.places,
        _("All %(places)s places of this post are held in these days.")
        % {"places": position.places},
    )
