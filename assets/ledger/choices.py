"""Code lists of the ledger, as the national forms say them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AssetClass(models.TextChoices):
    OPERATING = "经营性", _("Operating asset")
    PUBLIC = "公益性", _("Public-interest asset")
    HOUSEHOLD = "到户类", _("Household asset")
