"""Whose money an asset is of: the source that gave most to its project."""

from collections.abc import Collection

from django.db.models import OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from assets.ledger.funding import Funding
from assets.ledger.models import Project
from assets.ledger.querysets import AssetQuerySet
from assistance.funds.models import Fund

NONE = "none"
CHOICES = [*Fund.Source.choices, (NONE, _("No project or money entered"))]
NOBODY = Value("")


def follow(projects: Collection[Project]) -> None:
    """Keep beside each who gave most, after its money was written; in one statement."""
    gave = Funding.objects.filter(project=OuterRef("pk")).order_by().values("source")
    most = gave.annotate(of=Sum("amount")).order_by("-of", "source").values("source")[:1]
    written = Project.objects.filter(pk__in=[project.pk for project in projects])
    written.update(source=Coalesce(Subquery(most), NOBODY))


def source_of() -> Coalesce:
    """The source of a row of assets, NONE where nobody is said to have given."""
    return Coalesce(NullIf("project__source", NOBODY), Value(NONE))


def only(rows: AssetQuerySet, source: str) -> AssetQuerySet:
    if source == NONE:
        return rows.filter(Q(project=None) | Q(project__source=""))
    return rows.filter(project__source=source)
