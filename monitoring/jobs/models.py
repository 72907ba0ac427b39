import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User, code_field


class Job(models.Model):
    """One piece of background work: asked for, running, and what became of it.

    While it runs its progress lives in the cache (`jobs.progress`), because the work's own
    transaction would hide it; the worker holds an advisory lock on the row's id, so a killed
    worker is noticed as soon as its connection is gone.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    params = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    division_code = code_field(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    area_field = "division_code"

    class Meta:
        ordering = ("-created_at",)
        indexes = (
            models.Index(
                fields=("state",),
                name="job_unfinished",
                condition=models.Q(state__in=("queued", "running")),
            ),
        )

    @property
    def is_unfinished(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)
