"""New and changed projects and their money, each kept in one statement."""

from collections.abc import Collection, Sequence

from accounts.models import User
from assets.ledger.changed import ProjectChange
from assets.ledger.changing import AT_ONCE, Changes, remember
from assets.ledger.funding import SOURCES, Funding
from assets.ledger.models import Project
from assets.ledger.sources import follow
from assets.workbooks.models import BroughtProject
from assets.workbooks.projects.values import WRITTEN
from assets.workbooks.storing import update
from monitoring.exchange.models import Batch


def add(projects: Sequence[Project], *, by: User, batch: Batch) -> None:
    for project in projects:
        project.by = by
    Project.objects.bulk_create(projects, batch_size=AT_ONCE)
    _fund(projects)
    BroughtProject.objects.bulk_create(
        (BroughtProject(project=project, batch=batch) for project in projects), batch_size=AT_ONCE
    )


def change(
    changed: Collection[tuple[Project, Changes]],
    *,
    reason: str,
    by: User,
    batch: Batch | None = None,
) -> None:
    """All that a workbook may change, and what was said before."""
    update(Project, (project for project, _changes in changed), WRITTEN)
    refunded = [project for project, changes in changed if changes.keys() & SOURCES.keys()]
    Funding.objects.filter(project__in=refunded).delete()
    _fund(refunded)
    remember(ProjectChange, changed, reason=reason, by=by, batch=batch)


def _fund(projects: Collection[Project]) -> None:
    Funding.objects.bulk_create(
        (
            Funding(project=project, source=source, year=year, amount=amount)
            for project in projects
            for source, gave in project.gave.items()
            for year, amount in gave.items()
        ),
        batch_size=AT_ONCE,
    )
    follow(projects)
