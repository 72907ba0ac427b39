"""A problem that an inspection found: to be repaired, repaired, confirmed by the township."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assets.files.models import AssetFile
from assets.inspections.models import Inspection
from assets.inspections.repairs.querysets import RepairQuerySet
from assets.ledger.models import Asset
from monitoring.cases.casework.clocks import days_overdue


class Repair(models.Model):
    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("repair", "To be repaired")
        FIXED = "fixed", _("Repaired, to be confirmed")
        CONFIRMED = "confirmed", pgettext_lazy("repair", "Confirmed")

    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="repair")
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="repairs")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    problem = models.CharField(_("Problem"), max_length=500)
    due_on = models.DateField(_("To be repaired until"))
    who = models.CharField(_("Who repairs it"), max_length=60)
    state = models.CharField(_("State"), max_length=9, choices=State.choices, default=State.OPEN)
    fixed_on = models.DateField(_("Repaired on"), null=True, blank=True)
    fixed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    fixed_note = models.CharField(
        pgettext_lazy("repair", "What was done"), max_length=500, blank=True
    )
    fixed_photo = models.ForeignKey(
        AssetFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_on = models.DateField(_("Confirmed on"), null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    sent_back = models.CharField(_("Why it was sent back"), max_length=200, blank=True)

    objects = RepairQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (
            models.Index(fields=("division", "due_on", "id"), name="repair_by_area"),
            models.Index(fields=("county", "due_on", "id"), name="repair_by_county"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state="open", fixed_by=None)
                | Q(state__in=("fixed", "confirmed"), fixed_on__isnull=False,
                    fixed_by__isnull=False, fixed_photo__isnull=False),
                name="repair_fixed_with_a_photo",
            ),
            models.CheckConstraint(
                condition=(~Q(state="confirmed") & Q(confirmed_by=None))
                | (Q(state="confirmed", confirmed_on__isnull=False, confirmed_by__isnull=False)
                   & ~Q(confirmed_by=F("fixed_by"))),
                name="repair_confirmed_by_another",
                violation_error_message=_("Whoever repaired it does not confirm it."),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.asset} · {self.problem}"

    def get_absolute_url(self) -> str:
        return reverse("repairs:repair", args=[self.pk])

    @property
    def days_overdue(self) -> int:
        is_open = self.state == Repair.State.OPEN
        return days_overdue(self.due_on, timezone.localdate()) if is_open else 0
