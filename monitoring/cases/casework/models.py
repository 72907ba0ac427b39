"""Episodes of monitoring, the cases that begin and end them, and each step a case takes."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from monitoring.cases.casework.querysets import CaseQuerySet, CaseStepQuerySet, EpisodeQuerySet
from monitoring.cases.procedures.models import Level, Procedure, Process, Step
from monitoring.registry.choices import EliminationMethod, MonitoredType
from monitoring.registry.models import Household

RUNNING = Q(status="running")


class Episode(models.Model):
    """One time that a household was looked at and perhaps monitored, from clue to safety."""

    class State(models.TextChoices):
        CANDIDATE = "candidate", _("Being identified")
        MONITORED = "monitored", _("Monitored")
        ELIMINATED = "eliminated", _("Risk eliminated")
        NOT_INCLUDED = "not_included", _("Not included")
        ENDED = "ended", _("Ended otherwise")

    # An episode without a case was derived from the census, and goes with its household.
    household = models.ForeignKey(Household, models.CASCADE, related_name="episodes")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField()  # of the household: 1, 2 …
    state = models.CharField(max_length=12, choices=State.choices, default=State.CANDIDATE)
    type = models.CharField(
        _("Monitored type"), max_length=12, choices=MonitoredType.choices, blank=True
    )
    # Up to five, in their order: {"risk": "因自然灾害", "sub_item": "洪涝", "remark": ""}.
    risks = models.JSONField(default=list)
    # 绿色通道: help first, the procedure is completed afterwards.
    green_since = models.DateField(null=True, blank=True)
    opened_on = models.DateField(default=timezone.localdate)
    monitored_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    method = models.CharField(max_length=12, choices=EliminationMethod.choices, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        ordering = ("household", "-number")
        indexes = (
            models.Index(
                fields=("division", "monitored_on"),
                name="episode_monitored_by_area",
                condition=Q(state="monitored"),
            ),
            models.Index(
                fields=("division", "closed_on"),
                name="episode_eliminated_by_area",
                condition=Q(state="eliminated"),
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("household", "number"), name="episode_number_once"),
            models.UniqueConstraint(
                fields=("household",),
                condition=Q(state__in=("candidate", "monitored")),
                name="episode_running_once",
                violation_error_message=_(
                    "This household is already being identified or monitored."
                ),
            ),
        )


class Case(models.Model):
    """One run of a procedure for an episode. Only casework/workflow.py writes `status`."""

    class Status(models.TextChoices):
        RUNNING = "running", _("Running")
        DONE = "done", _("Completed")
        REFUSED = "refused", pgettext_lazy("cases", "Refused")

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="cases")
    household = models.ForeignKey(Household, models.PROTECT, related_name="cases")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    process = models.CharField(max_length=14, choices=Process.choices)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="+")
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.RUNNING)
    position = models.PositiveSmallIntegerField(default=0)  # of the steps that are open now
    opened_on = models.DateField(default=timezone.localdate)
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)  # None: the working days of that year are not known
    # The order of lists; those whose limit is not known come last.
    due_order = models.GeneratedField(
        expression=Coalesce("due_on", Value(date.max)),
        output_field=models.DateField(),
        db_persist=True,
    )
    closed_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)  # of refusal
    escalated_on = models.DateField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            *(
                models.Index(fields=(*area, "due_order", "id"), name=name, condition=RUNNING)
                for area, name in (
                    (("division",), "case_running_by_village"),
                    (("county",), "case_running_by_county"),
                    ((), "case_running"),
                )
            ),
            models.Index(fields=("county", "-id"), name="case_by_county"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("household",),
                condition=Q(status="running"),
                name="case_running_once",
                violation_error_message=_("A case of this household is already running."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.household} · {self.get_process_display()}"

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.pk])

    @property
    def decided_by(self) -> User:
        """Who took the last decision of the case."""
        last = self.steps.decided().select_related("by").latest("closed_at")
        if last.by is None:
            raise ValueError("a decided step names who decided")
        return last.by


class CaseStep(models.Model):
    """A step that a case takes or took. The rows in their order are its history."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        PASSED = "passed", _("Passed on")
        SENT_BACK = "sent_back", _("Sent back")
        REFUSED = "refused", pgettext_lazy("cases", "Refused")
        VOID = "void", _("No longer needed")

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    step = models.ForeignKey(Step, models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+", db_index=False)
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    level = models.CharField(max_length=8, choices=Level.choices)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(null=True)
    case_due_on = models.DateField(null=True)  # the case's own
    # The order of desks and reviews; those whose limit is not known come last.
    due_order = models.GeneratedField(
        expression=Coalesce("case_due_on", Value(date.max)),
        output_field=models.DateField(),
        db_persist=True,
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CaseStepQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(
                fields=("division", "level", "case_due_on", "id"),
                name="case_step_open_by_area",
                condition=Q(state="open"),
            ),
            models.Index(
                fields=("level", "due_order", "id", "division"),
                name="case_step_open_by_level",
                condition=Q(state="open"),
            ),
            models.Index(
                fields=("division", "closed_at"),
                name="case_step_closed_by_area",
                condition=Q(closed_at__isnull=False),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("case", "step"), condition=Q(state="open"), name="case_step_open_once"
            ),
        )

    def __str__(self) -> str:
        return self.step.name

    @property
    def opened_on(self) -> date:
        return timezone.localdate(self.opened_at)


class Pause(models.Model):
    """The clock of a case stands still, for a reason; its days are added to the limits."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="pauses")
    starts = models.DateField(default=timezone.localdate)
    ends = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(ends=None),
                name="pause_open_once",
                violation_error_message=_("This case is already paused."),
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")), name="pause_ends_after_it_starts"
            ),
        )

    @property
    def stood(self) -> timedelta:
        """Nothing yet while it lasts."""
        return self.ends - self.starts if self.ends else timedelta()


class CaseFile(models.Model):
    """A paper or picture kept with a case; `name` is that of the step's required paper."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="files")
    name = models.CharField(_("Paper"), max_length=60)
    file = models.FileField(upload_to="cases/%Y/%m/")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
