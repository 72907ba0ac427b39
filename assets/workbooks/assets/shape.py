"""One row of a workbook of assets: the columns of its export (assets/ledger/sheets.py)."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset, Kind
from monitoring.feeds.catalogue.schema import Field, Shape
from monitoring.feeds.catalogue.schema import Kind as Takes

RECKONED = _("Reckoned from the original value; need not be filled in")

SHAPE = Shape(
    "assets", _("Assets by workbook"), (),
    (
        Field("number", _("Number of the asset"), Takes.TEXT, "130131-000001", False, most=40),
        Field("name", _("Name of the asset"), Takes.TEXT, "王坡村扶贫车间"),
        Field("asset_class", _("Class"), Takes.CHOICE, "经营性", False, tuple(AssetClass.values)),
        Field("kind", _("Sub-class"), Takes.TEXT, "厂房车间", most=40),
        Field("township", _("Township"), Takes.TEXT, "平山镇", False),
        Field("village", _("Village"), Takes.TEXT, "王坡村", False),
        Field("division", _("Division code"), Takes.VILLAGE, "130131100201", False),
        Field("household", _("Household code"), Takes.TEXT, "", False, most=40),
        Field(
            "project", _("Number in the project library"), Takes.TEXT, "2020-XM-001", False, most=40
        ),
        Field("project_name", _("Project"), Takes.TEXT, "2020 年扶贫车间建设", False),
        Field("place", _("Where it stands"), Takes.TEXT, "村委会东侧", False, most=200),
        Field("latitude", _("Latitude"), Takes.TEXT, "38.251234", False, most=20),
        Field("longitude", _("Longitude"), Takes.TEXT, "114.201234", False, most=20),
        Field("state", _("State"), Takes.CHOICE, "在用", False, tuple(Asset.State.values)),
        Field("began_on", _("In use since"), Takes.DATE, "2020-06-01"),
        Field("original_value", _("Original value (yuan)"), Takes.MONEY, "240000.00"),
        Field("net_value", _("Net value (yuan)"), Takes.MONEY, "", False, takes=RECKONED),
    ),
)  # fmt: skip


def offered() -> Shape:
    """With the sub-classes as a drop-down."""
    kinds = tuple(Kind.objects.values_list("name", flat=True))
    fields = (
        replace(each, choices=kinds) if each.name == "kind" else each for each in SHAPE.own
    )  # fmt: skip
    return replace(SHAPE, own=tuple(fields))
