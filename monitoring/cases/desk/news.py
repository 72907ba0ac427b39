"""What happened in a person's cases since they last looked; derived, so nothing comes twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.scope import visible
from monitoring.cases.casework.models import Case, CaseStep
from monitoring.cases.desk.models import NewsSeen

KEPT = timedelta(days=30)
MOST = 100


@dataclass(frozen=True)
class News:
    at: datetime
    case: Case
    sentence: str
    is_new: bool


def of(user: User) -> list[News]:
    """Cases sent back, completed or refused in the user's area by others; the newest first."""
    seen = NewsSeen.objects.filter(user=user).values_list("at", flat=True).first()
    steps = _telling(user).select_related("case__household", "case__episode", "step", "by")
    return [
        News(step.closed_at, step.case, _sentence(step), seen is None or step.closed_at > seen)
        for step in steps.order_by("-closed_at")[:MOST]
        if step.closed_at
    ]


def unread(user: User) -> int:
    """No more than the page shows: counting a month of a whole city takes too long."""
    seen = NewsSeen.objects.filter(user=user).values_list("at", flat=True).first()
    told = _telling(user)
    news = told.filter(closed_at__gt=seen) if seen else told
    return news.order_by()[:MOST].count()


def mark_seen(user: User) -> None:
    """Not an act that changes anything of anybody else: no audit row."""
    NewsSeen.objects.update_or_create(user=user, defaults={"at": timezone.now()})


def _telling(user: User) -> QuerySet[CaseStep]:
    """Decisions of others that tell something: sent back, refused, or the last of their case."""
    recent = visible(CaseStep, user).filter(closed_at__gte=timezone.now() - KEPT)
    last = Q(state=CaseStep.State.PASSED, case__status=Case.Status.DONE)
    last &= Q(step__position=F("case__position"))
    told = Q(state__in=(CaseStep.State.SENT_BACK, CaseStep.State.REFUSED)) | last
    return recent.filter(told).exclude(by=user)


def _sentence(step: CaseStep) -> str:
    said = {"step": step, "by": step.by, "reason": step.reason}
    if step.state == CaseStep.State.SENT_BACK:
        return _("%(step)s: sent back by %(by)s. %(reason)s") % said
    if step.state == CaseStep.State.REFUSED:
        return _("%(step)s: refused by %(by)s. %(reason)s") % said
    return _("%(process)s: completed.") % {"process": step.case.get_process_display()}
