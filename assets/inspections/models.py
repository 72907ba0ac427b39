"""Inspections of assets (巡检), what is typed and not handed in, and when the next one is due."""

from django.db import models
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assets.files.models import AssetFile
from assets.inspections.querysets import InspectionDueQuerySet, InspectionQuerySet
from assets.ledger.models import Asset
from monitoring.cases.casework.clocks import days_overdue


class Inspection(models.Model):
    """As it was handed in. The phone makes the id: handed in ten times, it is one."""

    id = models.UUIDField(primary_key=True)
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="inspections", db_index=False)
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    inspected_on = models.DateField(_("Inspected on"))
    state = models.CharField(_("State"), max_length=3, choices=Asset.State.choices)
    note = models.TextField(_("What was seen"), max_length=1000, blank=True)
    photos = models.ManyToManyField(AssetFile, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ("-inspected_on", "-id")
        indexes = (
            models.Index(fields=("asset", "inspected_on"), name="inspection_by_asset"),
            models.Index(fields=("division", "inspected_on", "id"), name="inspection_by_area"),
            models.Index(fields=("county", "inspected_on", "id"), name="inspection_by_county"),
            models.Index(fields=("inspected_on", "id"), name="inspection_by_day"),
        )

    def __str__(self) -> str:
        return f"{self.asset} · {self.inspected_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("inspections:inspection", args=[self.pk])


class InspectionDraft(models.Model):
    """What somebody typed and did not hand in yet; the phone keeps the same, with the photos."""

    asset = models.ForeignKey(Asset, models.CASCADE, related_name="inspection_drafts")
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    data = models.JSONField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("asset", "by"), name="inspection_draft_once"),
        )


class InspectionDue(models.Model):
    """Until when an asset is to be inspected next. Only refresh.py writes it."""

    asset = models.OneToOneField(Asset, models.CASCADE, related_name="inspection_due")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    due_on = models.DateField(pgettext_lazy("inspection", "Due on"))

    objects = InspectionDueQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("division", "due_on", "id"), name="inspection_due_by_area"),
            models.Index(fields=("county", "due_on", "id"), name="inspection_due_by_county"),
            models.Index(fields=("due_on", "id"), name="inspection_due_by_day"),
        )

    @property
    def days_overdue(self) -> int:
        return days_overdue(self.due_on, timezone.localdate())
