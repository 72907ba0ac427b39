"""Code lists of disposals and changes of operator."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Act(models.TextChoices):
    OPERATION = "变更经营", _("Change of operation")
    DISPOSAL = "处置", pgettext_lazy("asset", "Disposal")


class Way(models.TextChoices):
    OPERATOR = "变更经营主体", _("Another operator")
    MODE = "变更经营方式", _("Another mode of operation")
    SALE = "出售", pgettext_lazy("asset", "Sale")
    TRANSFER = "转让", pgettext_lazy("asset", "Transfer against payment")
    EXCHANGE = "置换", pgettext_lazy("asset", "Exchange")
    DONATION = "捐赠", pgettext_lazy("asset", "Donation")
    SCRAPPING = "报废", pgettext_lazy("asset", "Scrapping")


OPERATION_WAYS = (Way.OPERATOR, Way.MODE)
PAID_WAYS = (Way.SALE, Way.TRANSFER)
# Somebody else has it, or operates it, afterwards.
TAKEN_WAYS = (Way.OPERATOR, Way.MODE, Way.SALE, Way.TRANSFER, Way.EXCHANGE, Way.DONATION)


class Tier(models.TextChoices):
    HOUSEHOLD = "到户", _("A household's own")
    VILLAGE = "村级", pgettext_lazy("asset", "Of a village")
    SEVERAL = "跨村", _("Of several villages")
    COUNTY = "县级", _("Of the county")


class Decider(models.TextChoices):
    FILED_VILLAGE = "报村备案", _("Filed with the village")
    FILED_TOWNSHIP = "报乡镇备案", _("Filed with the township")
    FILED_COUNTY = "报县备案", _("Filed with the county")
    TOWNSHIP = "乡镇审批", _("Approved by the township")
    COUNTY = "县级审批", _("Approved by the county")


# What a person needs to decide; what is filed only is decided by those it belongs to.
PERMISSIONS = {
    Decider.TOWNSHIP.value: "assets.approve_township",
    Decider.COUNTY.value: "assets.approve",
}
