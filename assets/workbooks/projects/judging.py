"""What becomes of a row about a project, which is known by its number in its county.

A blank cell of a project that is there already leaves its value as it is.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Division
from assets.ledger.changing import set_values
from assets.ledger.funding import SOURCES
from assets.ledger.models import Project
from assets.workbooks.judging import Verdict, once
from assets.workbooks.projects import cells
from assets.workbooks.projects.values import put, said
from monitoring.feeds.records.parsing import Parsed


@dataclass(frozen=True)
class Known:
    area: Division
    numbered: dict[str, Project]
    seen: set[str] = field(default_factory=set)  # numbers of the rows before


def known_of(rows: Collection[Parsed], area: Division, *, lock: bool) -> Known:
    """With `lock` until the end of the transaction."""
    found = Project.objects.filter(county=area, number__in=[row.data["number"] for row in rows])
    projects = found.prefetch_related("fundings").order_by("pk")
    if lock:
        projects = projects.select_for_update(of=("self",))
    return Known(area, {project.number: project for project in projects})


def judged(row: Parsed, known: Known) -> Verdict:
    values = cells.values(row, known.area)
    number = row.data["number"]
    once(number, known.seen)
    there = known.numbered.get(number)
    project = there or _new(number, known.area)
    changes = set_values(project, values, said, put)
    _refuse_unsaid(project, row)
    if there is None:
        return Verdict("new", thing=project)
    return Verdict("changed" if changes else "same", thing=project, changes=changes)


def _new(number: str, county: Division) -> Project:
    project = Project(number=number, county=county)
    project.gave = {}
    return project


def _refuse_unsaid(project: Project, row: Parsed) -> None:
    """A sum without its sources says nothing that could be kept."""
    by_source = row.data.keys() & SOURCES.keys()
    if not by_source and Decimal(row.data.get("funded", project.funded)) != project.funded:
        told = _("Give the money of each source; the sum alone is not kept.")
        raise ValidationError({"funded": told})
