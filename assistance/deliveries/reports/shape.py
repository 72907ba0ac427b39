"""One row of a report of deliveries: declared once for the workbook, the API and its document."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from accounts.scope import inside
from assistance.catalogue.models import Measure
from assistance.deliveries import reserved
from assistance.deliveries.models import Delivery
from assistance.deliveries.reports.payers import paid_by
from assistance.funds.models import Fund
from monitoring.feeds.catalogue.schema import PERSON, Field, Kind, Shape

CODE = "deliveries"
KINDS = {"资金": Delivery.Kind.CASH, "实物": Delivery.Kind.GOODS, "服务": Delivery.Kind.SERVICES}

SHAPE = Shape(
    CODE, _("Deliveries by workbook"), PERSON,
    (
        Field("measure", _("Measure"), Kind.TEXT, "公益性岗位", most=60),
        Field(
            "kind", pgettext_lazy("delivery", "Kind"), Kind.CHOICE, "资金", choices=tuple(KINDS)
        ),
        Field("starts_on", pgettext_lazy("period", "From"), Kind.DATE, "2026-05-01", ahead=True),
        Field("ends_on", pgettext_lazy("period", "To"), Kind.DATE, "2026-05-31", ahead=True),
        Field("paid_on", _("Delivered on"), Kind.DATE, "2026-06-03"),
        Field("amount", _("Amount (yuan)"), Kind.MONEY, "500.00", required=False),
        Field("quantity", _("Quantity"), Kind.QUANTITY, "20", required=False),
        Field("unit", _("Unit"), Kind.TEXT, "公斤", required=False, most=10),
        Field("fund", _("Fund"), Kind.TEXT, "衔接资金（2026）", required=False, most=70),
        Field("giver", _("Giver"), Kind.TEXT, "某企业", required=False, most=60),
    ),
)  # fmt: skip


def offered(by: User, area: Division) -> Shape:
    """With the measures that `by` may report and the funds of the area as drop-downs."""
    measures = reserved.without(Measure.objects.of([area]))
    choices = {
        "measure": tuple(map(str, paid_by(measures, by, area))),
        "fund": tuple(map(str, Fund.objects.filter(inside([area], "county_id")))),
    }
    fields = (replace(each, choices=choices.get(each.name, each.choices)) for each in SHAPE.own)
    return replace(SHAPE, own=tuple(fields))
