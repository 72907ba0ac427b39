"""Students as sheets of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from assistance.schemes.students.models import Enrolment
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers
from monitoring.registry.models import Member


def student_table(students: Iterable[Enrolment]) -> Table:
    """Of `EnrolmentQuerySet.for_list`."""
    headers = [
        *household_headers(), _("Name"), _("Programme"), _("School"), _("First day at school"),
        _("Last day of the stage"), _("Why it ended"),
    ]  # fmt: skip
    return Table(_("Students who are helped"), headers, map(_student, students))


def without_table(members: Iterable[Member]) -> Table:
    headers = [*household_headers(), _("Name"), _("School stage")]
    return Table(_("At school and given nothing"), headers, map(_member, members))


def _student(row: Enrolment) -> Sequence[Any]:
    return (
        *household_cells(row.household, row.division), row.member.name,
        row.get_programme_display(), row.school, row.starts_on, row.ends_on, row.end_reason,
    )  # fmt: skip


def _member(row: Member) -> Sequence[Any]:
    return (*household_cells(row.household, row.division), row.name, row.school_stage)
