"""The record of each batch of files that came in: what it was, what was wrong, what it did."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User, code_field
from monitoring.exchange.querysets import BatchQuerySet, FindingQuerySet
from monitoring.jobs.models import Job


class Batch(models.Model):
    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Being read")
        CHECKED = "checked", _("Waiting for your decision")
        REFUSED = "refused", _("Refused")
        APPLYING = "applying", _("Being applied")
        APPLIED = "applied", _("Applied")
        DISCARDED = "discarded", _("Discarded")
        UNDONE = "undone", _("Undone")

    kind = models.CharField(max_length=30, default="census")  # or the code of a feed
    state = models.CharField(max_length=10, choices=State.choices, default=State.UPLOADED)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    division_code = code_field()  # the importer's area when the batch was made
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")
    # {"households": {"created","updated","unchanged","refused"}, "members": {same}, "warnings": n}
    # of a feed {"accepted","duplicate","unmatched","invalid"}
    counts = models.JSONField(default=dict)
    # The newest source of the registry when the rows were judged; they are judged again before
    # they are applied, if it is no longer the newest.
    checked_source = models.BigIntegerField(null=True)
    seconds = models.FloatField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    area_field = "division_code"
    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("division_code", "-id"), name="batch_by_area"),)

    @property
    def is_running(self) -> bool:
        """Whether its job is at work; a command works on it without one."""
        if self.job:
            return self.job.is_unfinished
        return self.state in (self.State.UPLOADED, self.State.APPLYING)


class BatchFile(models.Model):
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    stored = models.FileField(upload_to="imports/%Y/%m/")
    # [{"sheet", "kind", "header_row", "rows", "columns": {header: field}, "unknown": [header]}]
    # of a feed also "results": {name of catalogue.results: position}
    sheets = models.JSONField(default=list)


class Finding(models.Model):
    class Severity(models.TextChoices):
        ERROR = "error", _("Error")
        WARNING = "warning", _("Warning")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="findings")
    severity = models.CharField(max_length=7, choices=Severity.choices)
    file = models.CharField(max_length=255, blank=True)
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField(null=True)  # as the spreadsheet program numbers it
    column = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=40)
    message = models.TextField()

    objects = FindingQuerySet.as_manager()


class ColumnMapping(models.Model):
    """A header that a person mapped to a field once, remembered for the next file of their area."""

    division_code = code_field()
    kind = models.CharField(max_length=30)  # which sheet: household, member; or a feed's code
    header = models.CharField(max_length=100)
    field = models.CharField(max_length=60)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("division_code", "kind", "header"), name="header_mapped_once_per_area"
            ),
        )
