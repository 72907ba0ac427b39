"""What the pages of posts show."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from accounts.models import Division
from assistance.schemes.posts.models import Ages, Attendance, Engagement


def of_month(village: Division, month: date) -> Iterator[tuple[Engagement, Attendance | None]]:
    """Who held a post of the village in that month, and what was said of whether they worked."""
    held = Engagement.objects.in_month(month).filter(division=village)
    said = Attendance.objects.filter(engagement__in=held, month=month)
    by_engagement = {each.engagement_id: each for each in said}
    for each in held.for_list().order_by("member__name", "pk"):
        yield each, by_engagement.get(each.pk)


def ages_ever() -> QuerySet[Ages]:
    return Ages.objects.select_related("county", "by")
