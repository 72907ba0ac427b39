"""Assets as a list that programs keep a copy of: what a row says and what may be asked."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset
from monitoring.feeds.changes import rows
from monitoring.feeds.changes.models import Revision
from monitoring.feeds.changes.parameters import Filter, Parameters
from monitoring.feeds.changes.resources import Resource


class AssetParameters(Parameters):
    asset_class = Filter("asset_class", AssetClass)
    state = Filter("state", Asset.State)
    ended = Filter("ended_on__isnull", {"true": False, "false": True})


class AssetRow(rows.Row):
    """Its net value on a day follows from these: straight line from the month after `began_on`
    over `life_months`, from `original_value` less `written_off` down to `residual_value`.
    """

    number = rows.text(_("Number of the asset"))
    name = rows.text(_("Name of the asset"))
    division = rows.text(_("Division"), "division_id")
    asset_class = rows.one_of(_("Class"), AssetClass)
    kind = rows.text(_("Sub-class"), "kind.name")
    project = rows.text(_("Number in the project library"), "project.number")
    household = rows.text(_("Household code"), "household.code")
    place = rows.text(_("Where it stands"))
    latitude = serializers.DecimalField(9, 6, required=False, label=_("Latitude"), allow_null=True)
    longitude = serializers.DecimalField(
        9, 6, required=False, label=_("Longitude"), allow_null=True
    )
    state = rows.one_of(_("State"), Asset.State)
    original_value = serializers.DecimalField(
        14, 2, required=False, label=_("Original value (yuan)")
    )
    written_off = serializers.DecimalField(
        14, 2, required=False, label=_("Written off before it began (yuan)")
    )
    residual_value = serializers.DecimalField(
        14, 2, required=False, label=_("Residual value (yuan)")
    )
    life_months = rows.number(_("Useful life (months)"))
    began_on = rows.day(_("In use since"))
    ended_on = rows.day(_("Ended on"))


class AssetPage(rows.Page):
    rows = AssetRow(many=True)


ASSETS = Resource(
    "assets", Revision.Kind.ASSET, Asset, "household", AssetRow, AssetParameters
)  # fmt: skip
