"""What was found out about the household of a case: its income by item, its entry elsewhere."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from monitoring.cases.casework.models import Case
from monitoring.registry.models import Source, Statement


class Assessment(models.Model):
    """The income that a case rests on; its totals are a statement of the registry."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="assessment")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")  # of the last change

    area_field = "case__division_id"


class Amount(models.Model):
    """One item of an assessment, yuan in the twelve months."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="amounts")
    item = models.SlugField(max_length=30)  # code of items.py
    yuan = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("assessment", "item"), name="amount_once_per_item"),
            models.CheckConstraint(
                condition=Q(yuan__gte=0),
                name="amount_not_negative",
                violation_error_message=_("Amounts and areas cannot be negative."),
            ),
        )


class NationalEntry(models.Model):
    """录入全国系统: what the national system answered for the household of a case."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="national_entry")
    code = models.CharField(_("Household code"), max_length=40, blank=True)
    errors = models.JSONField(default=list)  # its sentences; none once the entry stands
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    area_field = "case__division_id"
