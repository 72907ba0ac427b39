from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from monitoring.cases.meetings.filters import AnnouncementFilter, MeetingFilter, NoticeFilter
from monitoring.cases.meetings.models import Announcement, Meeting, Notice
from monitoring.cases.meetings.sheets import announcement_table, meeting_table, notice_table
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer


def _meetings(user: Viewer) -> QuerySet[Meeting]:
    return visible(Meeting, user)


def _with_votes(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return meetings.select_related("division__parent").annotate(n=Count("votes"))


def _notices(user: Viewer) -> QuerySet[Notice]:
    return visible(Notice, user)


def _with_objections(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    joined = notices.select_related("division__parent")
    households, objections = Count("cases", distinct=True), Count("objections", distinct=True)
    return joined.annotate(n=households, objected=objections)


def _announcements(user: Viewer) -> QuerySet[Announcement]:
    return visible(Announcement, user)


def _with_cases(announcements: QuerySet[Announcement]) -> QuerySet[Announcement]:
    return announcements.select_related("division").annotate(n=Count("cases"))


MEETINGS = Listing(
    name="meetings",
    page="meetings:list",
    title=_("Meetings"),
    counted=ngettext_lazy("%(number)s meeting", "%(number)s meetings", "count"),
    view="cases.view",
    export="cases.export",
    filter=MeetingFilter,
    seen=_meetings,
    for_list=_with_votes,
    table=meeting_table,
)
NOTICES = Listing(
    name="notices",
    page="meetings:notices",
    title=_("Public notices"),
    counted=ngettext_lazy("%(number)s notice", "%(number)s notices", "count"),
    view="cases.view",
    export="cases.export",
    filter=NoticeFilter,
    seen=_notices,
    for_list=_with_objections,
    table=notice_table,
)
ANNOUNCEMENTS = Listing(
    name="announcements",
    page="meetings:announcements",
    title=_("Announcements"),
    counted=ngettext_lazy("%(number)s announcement", "%(number)s announcements", "count"),
    view="cases.view",
    export="cases.export",
    filter=AnnouncementFilter,
    seen=_announcements,
    for_list=_with_cases,
    table=announcement_table,
)
