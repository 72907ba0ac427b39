"""The projects that a workbook brought go; what it changed of others is as before."""

from accounts.models import User
from assets.ledger.changed import ProjectChange
from assets.ledger.funding import Funding
from assets.ledger.models import Project
from assets.workbooks import undo
from assets.workbooks.models import BroughtProject
from assets.workbooks.projects.storing import change
from assets.workbooks.projects.values import said, say
from monitoring.exchange.models import Batch

OWN = {"fundings", "brought"}  # of every project that came with a workbook


def take_back(batch: Batch, *, by: User, why: str) -> int:
    """How many values and projects stay, because they were changed or used since."""
    return _forget(batch) + _restore(batch, by=by, why=why)


def _forget(batch: Batch) -> int:
    """Remove the projects that it brought and nobody did anything with."""
    brought = Project.objects.filter(brought__batch=batch)
    ids = list(undo.unused(brought, OWN).values_list("pk", flat=True))
    Funding.objects.filter(project__in=ids).delete()
    BroughtProject.objects.filter(project__in=ids).delete()
    Project.objects.filter(pk__in=ids).delete()
    return brought.count()


def _restore(batch: Batch, *, by: User, why: str) -> int:
    made = ProjectChange.objects.filter(batch=batch)
    rows = Project.objects.filter(pk__in=made.values("project")).prefetch_related("fundings")
    projects = rows.order_by("pk").select_for_update(of=("self",)).in_bulk()
    undone = undo.given_back(((projects[each.project_id], each) for each in made), said, say)
    change(undone.items(), reason=undo.reason(batch, why), by=by)
    return made.count() - sum(map(len, undone.values()))
