"""Who may overwrite whom, and what two sources tell differently."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from monitoring.feeds.updates.querysets import DifferenceQuerySet, PrecedenceQuerySet
from monitoring.registry.models import Household, Source


class Precedence(models.Model):
    """The sources of one field, the strongest first, from a day on; the newest such day holds.

    A source is the code of a feed or one of census, visit, person, decision. One that is not
    listed is the weakest. A field without a row takes the newest value.
    """

    field = models.CharField(_("Field"), max_length=50)  # "member.resident_insurance"
    sources = ArrayField(models.CharField(max_length=30), verbose_name=_("Sources"))
    valid_from = models.DateField(_("Valid from"))
    document = models.CharField(_("Source document"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = PrecedenceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("field", "valid_from"),
                name="precedence_once_a_day",
                violation_error_message=_("This field has an order from that day already."),
            ),
        )


class Difference(models.Model):
    """A weaker source tells another value than the registry has: a person decides at a visit."""

    class State(models.TextChoices):
        OPEN = "open", _("To be asked at a visit")
        TAKEN = "taken", _("The new value holds")
        KEPT = "kept", _("The value stays")
        AGREED = "agreed", _("No longer different")

    household = models.ForeignKey(Household, models.CASCADE, related_name="differences")
    entity = models.CharField(max_length=10)
    entity_id = models.BigIntegerField()
    field = models.CharField(max_length=40)
    told = models.JSONField()
    record = models.ForeignKey("monitoring.Record", models.PROTECT, related_name="+")
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")

    area_field = "household__division_id"
    objects = DifferenceQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("household",), name="difference_open", condition=Q(state="open")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("entity", "entity_id", "field"),
                condition=Q(state="open"),
                name="difference_open_once",
            ),
        )
