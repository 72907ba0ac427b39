"""Who ought to be helped through school."""

from datetime import date

from django.db.models import Exists, OuterRef

from assistance.awards.models import Award
from assistance.catalogue.models import Category
from assistance.schemes.students.models import Enrolment
from monitoring.registry.choices import SchoolStage
from monitoring.registry.querysets import MemberQuerySet

VOCATIONAL = tuple(
    stage for stage in SchoolStage if stage.startswith(("中职", "高职高专", "技师学院"))
)


def without_aid(members: MemberQuerySet, day: date) -> MemberQuerySet:
    """At a vocational school, of an ex-poor or monitored household, given nothing for it, and not
    on leave.
    """
    given = Award.objects.on(day).filter(
        member=OuterRef("pk"), measure__category=Category.EDUCATION
    )
    enrolled = Enrolment.objects.on(day).filter(member=OuterRef("pk"))
    there = members.of_watched().filter(school_stage__in=VOCATIONAL)
    return there.exclude(Exists(given)).exclude(Exists(enrolled))
