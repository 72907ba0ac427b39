"""Posts and who holds them as sheets of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assistance.schemes.posts.models import Engagement, Position
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers, place_cells, place_headers


def position_table(positions: Iterable[Position]) -> Table:
    """Of `PositionQuerySet.for_list`."""
    headers = [
        *place_headers(), _("Post"), _("Kind of work"), _("What it is needed for"),
        pgettext("post", "Places"), _("Held"), _("Allowance a month (yuan)"), _("State"),
        _("Applied on"),
    ]  # fmt: skip
    return Table(pgettext("post", "Public-interest posts"), headers, map(_position, positions))


def engagement_table(engagements: Iterable[Engagement]) -> Table:
    """Of `EngagementQuerySet.for_list`."""
    headers = [
        *household_headers(), _("Name"), _("Post"), _("Kind of work"), _("Number of the agreement"),
        _("First day of the agreement"), _("Last day of the agreement"),
        _("Accident insurance until"), pgettext("post", "Left on"), _("Why they left"),
        _("Help with the next work"),
    ]  # fmt: skip
    return Table(_("People in public-interest posts"), headers, map(_engagement, engagements))


def _position(row: Position) -> Sequence[Any]:
    return (
        *place_cells(row.division), row.name, row.get_kind_display(), row.need, row.places,
        row.held, row.allowance, row.get_state_display(),
        row.applied_on,
    )  # fmt: skip


def _engagement(row: Engagement) -> Sequence[Any]:
    return (
        *household_cells(row.household, row.division), row.member.name, row.position.name,
        row.position.get_kind_display(), row.agreement, row.starts_on, row.ends_on,
        row.insured_until, row.left_on, row.left_reason, row.next_work,
    )  # fmt: skip
