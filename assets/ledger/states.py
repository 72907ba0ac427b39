"""The states of assets, one after another."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from assets.ledger.models import Asset


class StateEntry(models.Model):
    """Since when an asset is in a state, and who said so; rows are only ever added."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="states")
    state = models.CharField(_("State"), max_length=3, choices=Asset.State.choices)
    since = models.DateField(_("Since"))
    reason = models.CharField(pgettext_lazy("asset", "Reason"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-since", "-pk")
