"""Hold a meeting, post a notice, take and answer objections, announce; each for many cases."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from monitoring.cases.casework import workflow
from monitoring.cases.casework.models import Case, CaseStep
from monitoring.cases.meetings.models import Announcement, Meeting, Notice, Objection, Vote
from monitoring.cases.meetings.waiting import ANNOUNCEMENT, APPRAISAL, NOTICE, asking, waiting
from monitoring.lists.bulk import Result, decide_each
from monitoring.registry.act import refuse_if

# Of one case: agree, disagree, abstain.
Votes = tuple[int, int, int]


@transaction.atomic
def hold_meeting(
    division: Division, votes: dict[int, Votes], *, by: User, **fields: Any
) -> tuple[Meeting, list[Result[CaseStep]]]:
    """Record a meeting of the village with its votes by step id; what it agreed to is passed on.

    A case that the meeting did not agree to stays: the village refuses it or sends it back.
    """
    steps = _chosen(division, APPRAISAL, list(votes), by)
    meeting = Meeting(division=division, by=by, **fields)
    _refuse_day(meeting.held_on, steps)
    meeting.full_clean()
    meeting.save(force_insert=True)
    for step in steps:
        _vote(meeting, step, *votes[step.pk])
    _record(Event.MEETING_HELD, by, division, meeting, len(steps))
    agreed = set(meeting.votes.filter(is_agreed=True).values_list("case_id", flat=True))
    return meeting, _pass_on([step for step in steps if step.case_id in agreed], by)


@transaction.atomic
def post_notice(division: Division, step_ids: Sequence[int], *, by: User, **fields: Any) -> Notice:
    """One notice of several cases, for the longest time that one of their procedures asks."""
    steps = _chosen(division, NOTICE, step_ids, by)
    days = max(step.case.procedure.notice_days for step in steps)
    posted_on = fields.pop("posted_on", timezone.localdate())
    _refuse_day(posted_on, steps)
    until = posted_on + timedelta(days=days)
    posted = Notice(division=division, by=by, posted_on=posted_on, until=until, **fields)
    posted.full_clean()
    posted.save(force_insert=True)
    posted.cases.set([step.case_id for step in steps])
    _record(Event.NOTICE_POSTED, by, division, posted, len(steps))
    return posted


@transaction.atomic
def record_objection(notice: Notice, case: Case, *, by: User, said: str) -> Objection:
    """Somebody in the village says that the case is wrong; the notice waits for an answer."""
    require(by, "cases.village", notice.division_id)
    refuse_if(not notice.cases.filter(pk=case.pk).exists(), _("This case is not on the notice."))
    refuse_if(case.status != Case.Status.RUNNING, _("This case has ended."))
    made = Objection(notice=notice, case=case, said=said.strip(), by=by)
    made.full_clean()
    made.save(force_insert=True)
    _record(Event.OBJECTION_RECORDED, by, notice.division, case, None)
    return made


@transaction.atomic
def answer_objection(objection: Objection, *, by: User, answer: str, is_upheld: bool) -> None:
    """Once, with the answer that the person is given."""
    require(by, "cases.village", objection.case.division_id)
    refuse_if(not answer.strip(), _("Write what you answer."))
    open_ones = Objection.objects.filter(pk=objection.pk, answered_on=None)
    answered = {"answer": answer.strip(), "is_upheld": is_upheld, "answered_by": by}
    refuse_if(
        open_ones.update(answered_on=timezone.localdate(), **answered) != 1,
        _("This objection has been answered already."),
    )
    _record(Event.OBJECTION_ANSWERED, by, objection.case.division, objection.case, None)


def end_notice(notice: Notice, *, by: User) -> list[Result[CaseStep]]:
    """Pass on every case of the notice that may go on; each other one says why it stays."""
    steps = asking(notice.division, NOTICE).filter(case__notices=notice)
    return _pass_on(list(steps), by)


@transaction.atomic
def announce(
    division: Division, step_ids: Sequence[int], *, by: User, **fields: Any
) -> tuple[Announcement, list[Result[CaseStep]]]:
    """One announcement of a township; its cases are passed on."""
    steps = _chosen(division, ANNOUNCEMENT, step_ids, by)
    made = Announcement(division=division, by=by, **fields)
    _refuse_day(made.announced_on, steps)
    made.full_clean()
    made.save(force_insert=True)
    made.cases.set([step.case_id for step in steps])
    _record(Event.ANNOUNCED, by, division, made, len(steps))
    return made, _pass_on(steps, by)


def _chosen(division: Division, evidence: str, step_ids: Sequence[int], by: User) -> list[CaseStep]:
    """The chosen steps, all of them waiting at the division and decided at a level of `by`."""
    # Sent twice at once, the second finds them done.
    cases = Case.objects.filter(steps__in=step_ids).order_by("pk")
    list(cases.select_for_update(of=("self",)).values_list("pk"))
    steps = list(waiting(division, evidence).filter(pk__in=step_ids))
    refuse_if(not step_ids, _("Choose at least one household."))
    refuse_if(
        len(steps) != len(set(step_ids)),
        _("Some of these households no longer wait for this. Load the page again."),
    )
    for step in steps:
        require(by, f"cases.{step.level}", step.division_id)
    return steps


def _vote(meeting: Meeting, step: CaseStep, agree: int, disagree: int, abstain: int) -> None:
    vote = Vote(meeting=meeting, case=step.case, agree=agree, disagree=disagree, abstain=abstain)
    present = len(meeting.attendance)
    if not 0 < vote.total <= present:
        message = _("%(household)s: %(votes)s votes, but %(present)s persons attended.")
        said = {"household": step.household, "votes": vote.total, "present": present}
        raise ValidationError(message, params=said)
    vote.full_clean()
    vote.save(force_insert=True)


def _refuse_day(day: date, steps: Sequence[CaseStep]) -> None:
    refuse_if(day > timezone.localdate(), _("This day is still to come. Enter the day it was."))
    begun = max(step.case.opened_on for step in steps)
    refuse_if(
        day < begun,
        _("This day is before a case of it began, on %(day)s. Enter the day it was.")
        % {"day": begun.isoformat()},
    )


def _pass_on(steps: Sequence[CaseStep], by: User) -> list[Result[CaseStep]]:
    return decide_each((step, lambda each: workflow.pass_on(each, by=by)) for step in steps)


def _record(
    event: Event, by: User, division: Division, subject: models.Model, count: int | None
) -> None:
    audit.record(event, by=by, division_code=division.code, subject=subject, count=count)
