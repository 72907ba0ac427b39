"""Assets as a list that programs keep a copy of: what a row says and what may be asked."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from rest_framework import serializers

from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset
from assets.rights.models import Right
from monitoring.feeds.changes import rows
from monitoring.feeds.changes.models import Revision
from monitoring.feeds.changes.parameters import Filter, Parameters
from monitoring.feeds.changes.resources import Resource


class AssetParameters(Parameters):
    asset_class = Filter("asset_class", AssetClass)
    state = Filter("state", Asset.State)
    ended = Filter("ended_on__isnull", {"true": False, "false": True})


class RightRow(serializers.Serializer[Any]):
    """Who holds a right, or held it last: told once more only when that changes, not by the mere
    passing of a day.
    """

    right = serializers.ChoiceField(
        Right.Kind.choices, label=pgettext_lazy("asset", "Right"), source="kind"
    )
    holder_kind = serializers.ChoiceField(Right.Holder.choices, label=_("Kind of holder"))
    holder = serializers.CharField(label=_("Holder"))
    document = serializers.CharField(label=_("Document"))
    certificate = serializers.CharField(label=_("Number of the certificate"), allow_blank=True)
    starts_on = serializers.DateField(label=pgettext_lazy("period", "From"))
    ends_on = serializers.DateField(
        label=pgettext_lazy("asset", "Last day"),
        help_text=_("Without it, or before it is over, the right is in force"),
        allow_null=True,
    )


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
    confirmed_on = rows.day(_("State last confirmed on"))
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
    rights = RightRow(many=True, required=False, label=_("The six rights"), source="last_rights")


class AssetPage(rows.Page):
    rows = AssetRow(many=True)


def with_rights(assets: QuerySet[Any]) -> QuerySet[Any]:
    """Each with `last_rights`; triggers tell their changes as changes of the asset."""
    last = Right.objects.filter(asset=OuterRef("pk")).last_of_each_kind()
    stored = {str(name): str(field.source) for name, field in RightRow().fields.items()}
    told: QuerySet[Any] = assets.annotate(
        last_rights=ArraySubquery(last.values(row=JSONObject(**stored)))
    )
    return told


ASSETS = Resource(
    "assets",
    Revision.Kind.ASSET,
    Asset,
    "household",
    AssetRow,
    AssetParameters,
    computed=with_rights,
)
