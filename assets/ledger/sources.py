"""Whose money an asset is of: the source that gave most to its project."""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from assets.ledger.funding import Funding
from assets.ledger.models import Project
from assets.ledger.querysets import AssetQuerySet, ProjectQuerySet
from assistance.funds.models import Fund

NONE = "none"
CHOICES = [*Fund.Source.choices, (NONE, _("No project or money entered"))]


def with_source(projects: ProjectQuerySet) -> QuerySet[Any]:
    """Each with `source`; None where nobody is said to have given."""
    gave = Funding.objects.filter(project=OuterRef("pk")).order_by("-amount", "source")
    return projects.annotate(source=Subquery(gave.values("source")[:1]))


def only(rows: AssetQuerySet, source: str) -> AssetQuerySet:
    if source == NONE:
        return rows.filter(Q(project=None) | Q(project__fundings=None))
    projects = with_source(Project.objects.all()).filter(source=source)
    return rows.filter(project__in=projects.values("pk"))
