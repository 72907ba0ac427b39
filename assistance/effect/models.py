"""What help did for each episode of monitoring: derived, so that a county is counted at once."""

from decimal import Decimal

from django.db import models
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from accounts.models import Division
from assistance.effect.querysets import HelpEffectQuerySet
from monitoring.cases.casework.models import Episode
from monitoring.registry.models import Household


class HelpEffect(models.Model):
    """Of an episode that is monitored or whose risk was eliminated. Only refresh.py writes it."""

    episode = models.OneToOneField(
        Episode, models.CASCADE, primary_key=True, related_name="help_effect"
    )
    household = models.ForeignKey(Household, models.CASCADE, related_name="help_effects")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    is_monitored = models.BooleanField()  # else its risk was eliminated
    monitored_on = models.DateField(_("Monitored since"))
    closed_on = models.DateField(_("Risk eliminated on"), null=True)
    first_on = models.DateField(_("First measure on"), null=True)
    lag = models.PositiveIntegerField(_("Days until the first measure"), null=True)
    given = models.PositiveSmallIntegerField(_("Measures in force"), default=0)
    development_given = models.PositiveSmallIntegerField(
        _("Development measures in force"), default=0
    )
    has_labour = models.BooleanField(default=False)
    cost = models.DecimalField(
        _("Yuan received"), max_digits=14, decimal_places=2, default=Decimal(0)
    )  # while it was looked at
    # Given for two quarters, while a risk was flagged all the time.
    without_effect = models.PositiveSmallIntegerField(
        _("Measures without effect after two quarters"), default=0
    )

    objects = HelpEffectQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("county", "monitored_on", "episode"), name="help_effect_county"),
            models.Index(fields=("division", "episode"), name="help_effect_village"),
        )

    def __str__(self) -> str:
        return str(self.household)
