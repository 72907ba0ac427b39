"""Evidence of this slice: the meeting agreed, the notice has run out, the list was announced."""

from django.utils.translation import gettext as _

from monitoring.cases.casework import evidence
from monitoring.cases.casework.models import Case
from monitoring.cases.meetings.waiting import ANNOUNCEMENT, APPRAISAL, NOTICE


def declare() -> None:
    evidence.declare(APPRAISAL, appraisal, page="meetings:meeting-new")
    evidence.declare(NOTICE, notice, page="meetings:notice-of-case")
    evidence.declare(ANNOUNCEMENT, announcement, page="meetings:announcement-new")


def appraisal(case: Case) -> str | None:
    vote = case.votes.first()
    if vote is None:
        return _("Hold the village appraisal and record its votes.")
    if not vote.is_agreed:
        return _("The appraisal did not agree. Refuse the case, or send it back.")
    return None


def notice(case: Case) -> str | None:
    """Posted for all its days, every objection answered and none of them upheld."""
    posted = case.notices.first()
    if posted is None:
        return _("Post the public notice in the village.")
    objections = posted.objections.filter(case=case)
    if objections.filter(answered_on=None).exists():
        return _("Answer every objection first.")
    if objections.filter(is_upheld=True).exists():
        return _("An objection was right. Refuse the case, or send it back.")
    if not posted.is_over:
        return _("The notice runs until %(day)s.") % {"day": posted.until.isoformat()}
    return None


def announcement(case: Case) -> str | None:
    if not case.announcements.exists():
        return _("Announce the list in the village in the name of the township.")
    return None
