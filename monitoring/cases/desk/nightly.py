"""What runs by itself at night, and what became of it last."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from monitoring.jobs.models import Job

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

JOBS = {
    "clues.bring_back": _("Clues put off wait again"),
    "screening.screen": _("Screening of everybody"),
    "visits.plan": _("Visits that become due"),
    "cases.clocks": _("Overdue cases escalated"),
    "tasks.clocks": _("Overdue tasks escalated"),
    "endings.candidates": _("Households ready to leave monitoring"),
}


@dataclass(frozen=True)
class Nightly:
    label: "_StrPromise"
    last: Job | None


def last_runs() -> list[Nightly]:
    """Each job of the night with its last run; None where it never ran."""
    rows = Job.objects.filter(by=None, kind__in=JOBS).order_by("kind", "-created_at")
    newest = {job.kind: job for job in rows.distinct("kind")}
    return [Nightly(label, newest.get(kind)) for kind, label in JOBS.items()]
