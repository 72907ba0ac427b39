"""Evidence of this slice: the meeting agreed, the notice has run out, the list was announced."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import F
from django.utils.translation import gettext as _

from monitoring.cases.casework import evidence
from monitoring.cases.casework.models import Case
from monitoring.cases.meetings.models import Announcement, Notice, Objection, Vote
from monitoring.cases.meetings.waiting import ANNOUNCEMENT, APPRAISAL, NOTICE


def declare() -> None:
    evidence.declare(APPRAISAL, appraisal, page="meetings:meeting-new", opened_by="cases.village")
    evidence.declare(NOTICE, notice, page="meetings:notice-of-case", opened_by="cases.village")
    evidence.declare(
        ANNOUNCEMENT, announcement, page="meetings:announcement-new", opened_by="cases.township"
    )


def appraisal(cases: Sequence[Case]) -> dict[int, str]:
    """The newest vote decides."""
    newest = Vote.objects.filter(case__in=cases).order_by("case_id", "-pk").distinct("case_id")
    agreed = dict(newest.values_list("case_id", "is_agreed"))
    sentences = {
        None: _("Hold the village appraisal and record its votes."),
        False: _("The appraisal did not agree. Refuse the case, or send it back."),
    }
    votes = {case.pk: agreed.get(case.pk) for case in cases}
    return {pk: sentences[vote] for pk, vote in votes.items() if not vote}


def notice(cases: Sequence[Case]) -> dict[int, str]:
    """Posted for all its days, every objection answered and none of them upheld."""
    notices = Notice.objects.filter(cases__in=cases).annotate(of_case=F("cases"))
    newest = notices.order_by("of_case", "-posted_on", "-pk").distinct("of_case")
    posted = {each.of_case: each for each in newest}
    objections = defaultdict(list)
    for each in Objection.objects.filter(case__in=cases, notice__in=posted.values()):
        objections[each.notice_id, each.case_id].append(each)
    said = {pk: _not_over(each, objections[each.pk, pk]) for pk, each in posted.items()}
    unposted = _("Post the public notice in the village.")
    return {case.pk: said.get(case.pk, unposted) for case in cases if said.get(case.pk, unposted)}


def announcement(cases: Sequence[Case]) -> dict[int, str]:
    announced = Announcement.objects.filter(cases__in=cases)
    done = set(announced.order_by().values_list("cases", flat=True))
    sentence = _("Announce the list in the village in the name of the township.")
    return {case.pk: sentence for case in cases if case.pk not in done}


def _not_over(posted: Notice, objections: Sequence[Objection]) -> str:
    if any(each.answered_on is None for each in objections):
        return _("Answer every objection first.")
    if any(each.is_upheld for each in objections):
        return _("An objection was right. Refuse the case, or send it back.")
    if not posted.is_over:
        return _("The notice runs until %(day)s.") % {"day": posted.until.isoformat()}
    return ""
