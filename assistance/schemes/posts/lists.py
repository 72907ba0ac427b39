"""The lists of posts and of who holds them."""

from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from accounts.scope import visible
from assistance.schemes.posts.forms import EngagementFilter, PositionFilter
from assistance.schemes.posts.models import Engagement, Position
from assistance.schemes.posts.querysets import EngagementQuerySet, PositionQuerySet
from assistance.schemes.posts.sheets import engagement_table, position_table
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer


def positions_seen_by(user: Viewer) -> PositionQuerySet:
    return cast("PositionQuerySet", visible(Position, user))


def engagements_seen_by(user: Viewer) -> EngagementQuerySet:
    return cast("EngagementQuerySet", visible(Engagement, user))


POSITIONS = Listing(
    name="positions",
    page="posts:list",
    title=pgettext_lazy("post", "Public-interest posts"),
    counted=ngettext_lazy("%(number)s post", "%(number)s posts", "count"),
    view="posts.view",
    export="assistance.export",
    filter=PositionFilter,
    seen=positions_seen_by,
    for_list=PositionQuerySet.for_list,
    table=position_table,
)

ENGAGEMENTS = Listing(
    name="engagements",
    page="posts:people",
    title=_("People in public-interest posts"),
    counted=ngettext_lazy("%(number)s person", "%(number)s people", "count"),
    view="posts.view",
    export="assistance.export",
    filter=EngagementFilter,
    seen=engagements_seen_by,
    for_list=EngagementQuerySet.for_list,
    table=engagement_table,
)
