"""The lists of students: who is helped, and who is at school and given nothing."""

from typing import cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assistance.schemes.students.forms import StudentFilter, WithoutFilter
from assistance.schemes.students.models import Enrolment
from assistance.schemes.students.people import without_aid
from assistance.schemes.students.querysets import EnrolmentQuerySet
from assistance.schemes.students.sheets import student_table, without_table
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer
from monitoring.registry.models import Member
from monitoring.registry.querysets import MemberQuerySet


def _students(user: Viewer) -> EnrolmentQuerySet:
    return cast("EnrolmentQuerySet", visible(Enrolment, user))


def without_seen_by(user: Viewer) -> MemberQuerySet:
    return without_aid(cast("MemberQuerySet", visible(Member, user)), timezone.localdate())


def _with_places(members: MemberQuerySet) -> MemberQuerySet:
    return members.select_related("household", "division__parent")


STUDENTS = Listing(
    name="students",
    page="students:list",
    title=_("Students who are helped"),
    counted=ngettext_lazy("%(number)s student", "%(number)s students", "count"),
    view="students.view",
    export="assistance.export",
    filter=StudentFilter,
    seen=_students,
    for_list=EnrolmentQuerySet.for_list,
    table=student_table,
)

WITHOUT = Listing(
    name="students-without",
    page="students:without",
    title=_("At school and given nothing"),
    counted=ngettext_lazy("%(number)s student", "%(number)s students", "count"),
    view="students.view",
    export="assistance.export",
    filter=WithoutFilter,
    seen=without_seen_by,
    for_list=_with_places,
    table=without_table,
)
