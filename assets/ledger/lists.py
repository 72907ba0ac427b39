from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assets.ledger.forms import AssetFilter, ProjectFilter
from assets.ledger.models import Asset, DepreciationRule, Project
from assets.ledger.querysets import AssetQuerySet, DepreciationRuleQuerySet, ProjectQuerySet
from assets.ledger.sheets import asset_table, project_table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def assets_seen_by(user: Viewer) -> AssetQuerySet:
    """Those there are; what ended is reached from what became of it."""
    return cast("AssetQuerySet", visible(Asset, user)).current()


def projects_seen_by(user: Viewer) -> ProjectQuerySet:
    return cast("ProjectQuerySet", visible(Project, user))


def rules_seen_by(user: Viewer) -> DepreciationRuleQuerySet:
    return cast("DepreciationRuleQuerySet", visible(DepreciationRule, user))


ASSETS = Listing(
    name="assets",
    page="assets:list",
    title=_("Project assets"),
    counted=ngettext_lazy("%(number)s asset", "%(number)s assets", "count"),
    view="assets.view",
    export="assets.export",
    filter=AssetFilter,
    seen=assets_seen_by,
    for_list=AssetQuerySet.for_list,
    table=asset_table,
    search=typed,
    searched_by=_("Name or number of the asset"),
)
PROJECTS = Listing(
    name="projects",
    page="assets:projects",
    title=_("Projects"),
    counted=ngettext_lazy("%(number)s project", "%(number)s projects", "count"),
    view="projects.view",
    export="projects.view",
    filter=ProjectFilter,
    seen=projects_seen_by,
    for_list=ProjectQuerySet.for_list,
    table=project_table,
    search=typed,
    searched_by=_("Name or number of the project"),
)
