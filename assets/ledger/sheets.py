"""Projects and assets as sheets of a workbook; assets/workbooks/shape.py reads the same columns."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.ledger.funding import SOURCES, cell
from assets.ledger.models import Asset, Project
from assistance.funds.models import Fund
from monitoring.exchange.writing import Table

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text


def asset_headers() -> Sequence[str]:
    """Of the first columns of what is about assets."""
    return [_("Number of the asset"), _("Name of the asset"), _("Township"), _("Village")]


def asset_cells(asset: Asset) -> Sequence[str]:
    place = asset.division
    return [asset.number, asset.name, str(place.parent), str(place)]


def asset_table(assets: Iterable[Asset]) -> Table:
    headers = [
        _("Number of the asset"), _("Name of the asset"), _("Class"), _("Sub-class"),
        _("Township"), _("Village"), _("Division code"), _("Household code"),
        _("Number in the project library"), _("Project"), _("Where it stands"), _("Latitude"),
        _("Longitude"), _("State"), _("In use since"), _("Original value (yuan)"),
        _("Net value (yuan)"),
    ]  # fmt: skip
    rows = (
        (
            each.number, each.name, each.asset_class, each.kind.name, str(each.division.parent),
            str(each.division), each.division_id, each.household.code if each.household else "",
            each.project.number if each.project else "", each.project.name if each.project else "",
            each.place, _degrees(each.latitude), _degrees(each.longitude), each.state,
            each.began_on, each.original_value, each.net_value,
        )
        for each in assets
    )  # fmt: skip
    return Table(_("Project assets"), headers, rows)


def _degrees(value: Decimal | None) -> str:
    """As text: the format of amounts would show two decimals of six."""
    return "" if value is None else str(value)


def funds_header(source: Fund.Source) -> "Text":
    return format_lazy(gettext_lazy("{source} funds (yuan)"), source=source.value)


def project_table(projects: Iterable[Project]) -> Table:
    headers = [
        _("Number in the project library"), _("Name of the project"), _("Year"), _("County"),
        _("Source document"), _("Contract sum (yuan)"), _("Builder"), _("Accepted on"),
        *(str(funds_header(source)) for source in SOURCES.values()), _("Funds (yuan)"),
    ]  # fmt: skip
    rows = (
        (
            each.number, each.name, each.year, str(each.county), each.document, each.contract_sum,
            each.builder, each.accepted_on,
            *(cell(each.gave.get(source, {}), each.year) for source in SOURCES.values()),
            each.funded,
        )
        for each in projects
    )  # fmt: skip
    return Table(_("Projects"), headers, rows)
