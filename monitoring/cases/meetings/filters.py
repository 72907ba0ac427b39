"""What the lists of meetings, notices and announcements are narrowed to."""

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitoring.cases.meetings.models import Announcement, Meeting, Notice, Objection
from monitoring.lists.forms import Order, PeriodFilter, any_of

Q = TypeVar("Q", bound="QuerySet[Any]")

ONLY = [
    ("running", _("Still posted")),
    ("over", _("Posted long enough")),
    ("objection", _("With an objection to answer")),
]


class _HeldFilter(PeriodFilter[Q]):
    def find(self, rows: Q, searched: Mapping[str, Any]) -> Q:
        """Those about a case of the household; each deals with many cases."""
        found = super().find(rows.order_by(), searched)
        return rows.filter(pk__in=found.values("pk"))


class MeetingFilter(_HeldFilter[QuerySet[Meeting]]):
    kind = any_of(_("Kind of meeting"), Meeting.Kind.choices)

    orders: ClassVar = {"": Order("", ("held_on", "id"), descending=True)}
    day = "held_on"
    household = "votes__case__household"

    def narrow(self, rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
        kind, rows = self.cleaned_data["kind"], super().narrow(rows)
        return rows.filter(kind=kind) if kind else rows


class NoticeFilter(_HeldFilter[QuerySet[Notice]]):
    only = any_of(_("Only"), ONLY)

    orders: ClassVar = {"": Order("", ("posted_on", "id"), descending=True)}
    day = "posted_on"
    household = "cases__household"

    def narrow(self, rows: QuerySet[Notice]) -> QuerySet[Notice]:
        only, rows, today = self.cleaned_data["only"], super().narrow(rows), timezone.localdate()
        if only == "objection":
            unanswered = Objection.objects.filter(notice=OuterRef("pk"), answered_on=None)
            return rows.filter(Exists(unanswered))
        ends = {"running": {"until__gt": today}, "over": {"until__lte": today}}
        return rows.filter(**ends.get(only, {}))


class AnnouncementFilter(_HeldFilter[QuerySet[Announcement]]):
    orders: ClassVar = {"": Order("", ("announced_on", "id"), descending=True)}
    day = "announced_on"
    household = "cases__household"
