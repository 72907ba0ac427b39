"""What a village hands to a department: the kinds, each task, and every step it took."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.departments import Department
from accounts.models import Division, User
from monitoring.cases.casework.models import Case
from monitoring.cases.procedures.models import Unit
from monitoring.cases.visits.models import Visit
from monitoring.feeds.tasks.querysets import AT_DEPARTMENT, CLOSED, TaskKindQuerySet, TaskQuerySet
from monitoring.registry.models import Household


class Proof(models.TextChoices):
    DOCUMENT = "document", _("Number and date of a document")
    PICTURE = "picture", _("Photo or scan")


class TaskKind(models.Model):
    """What can be asked of which department, how long it has, and what its reply needs."""

    code = models.SlugField(_("Code"), max_length=30, unique=True)
    name = models.CharField(_("Name"), max_length=40)
    department = models.CharField(_("Department"), max_length=60, choices=Department.choices)
    days = models.PositiveSmallIntegerField(_("Limit"), validators=[MinValueValidator(1)])
    unit = models.CharField(_("Unit"), max_length=12, choices=Unit.choices, default=Unit.DAYS)
    document = models.CharField(_("Source document"), max_length=200)
    evidence = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    # Only who has to go there calls the household; everybody else asks whoever gave the task.
    phone = models.BooleanField(_("The department calls the household"), default=False)
    of_village = models.BooleanField(_("Can be about a whole village"), default=False)
    # Open flags by which a household's pages suggest this kind.
    criteria = ArrayField(models.SlugField(), default=list, blank=True)

    objects = TaskKindQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Task(models.Model):
    """One thing asked of a department. Only tasks/workflow.py writes `state`."""

    class State(models.TextChoices):
        GIVEN = "given", pgettext_lazy("tasks", "Given")
        TAKEN = "taken", _("Taken up")
        REPLIED = "replied", _("Done, to be confirmed")
        SENT_BACK = "sent_back", _("Sent back to the department")
        REFUSED = "refused", _("Refused by the department")
        CONTESTED = "contested", _("Refusal before the county")
        CONFIRMED = "confirmed", _("Confirmed as done")
        DROPPED = "dropped", _("Refusal accepted")

    kind = models.ForeignKey(TaskKind, models.PROTECT, related_name="tasks")
    # Of the kind, on the day.
    department = models.CharField(_("Department"), max_length=60, choices=Department.choices)
    # None: about the whole village.
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="tasks")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="tasks")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="tasks")
    asked = models.CharField(_("What is asked"), max_length=500)
    state = models.CharField(max_length=9, choices=State.choices, default=State.GIVEN)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    given_on = models.DateField(default=timezone.localdate)
    runs_from = models.DateField(default=timezone.localdate)  # anew where it was sent back
    due_on = models.DateField(null=True)  # None: the working days of that year are not known
    # The order of lists; those whose limit is not known come last.
    due_order = models.GeneratedField(
        expression=Coalesce("due_on", Value(date.max)),
        output_field=models.DateField(),
        db_persist=True,
    )
    escalated_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("division", "due_order", "id"), name="task_by_area"),
            models.Index(fields=("county", "due_order", "id"), name="task_by_county"),
            models.Index(fields=("department", "division", "id"), name="task_by_department"),
            models.Index(fields=("due_on",), name="task_due", condition=Q(state__in=AT_DEPARTMENT)),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "household"),
                condition=Q(household__isnull=False) & ~Q(state__in=CLOSED),
                name="task_open_once_per_household",
                violation_error_message=_("A task of this kind is open for this household."),
            ),
            models.UniqueConstraint(
                fields=("kind", "division"),
                condition=Q(household__isnull=True) & ~Q(state__in=CLOSED),
                name="task_open_once_per_village",
                violation_error_message=_("A task of this kind is open for this village."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("tasks:task", args=[self.pk])

    @property
    def is_at_department(self) -> bool:
        return self.state in AT_DEPARTMENT

    @property
    def days_overdue(self) -> int:
        """Of the department; 0 once it has answered."""
        if not self.is_at_department or self.due_on is None:
            return 0
        return max((timezone.localdate() - self.due_on).days, 0)


class TaskStep(models.Model):
    """What somebody did with a task. Rows are only ever added; in their order they are its way."""

    class Act(models.TextChoices):
        GIVE = "give", pgettext_lazy("tasks", "Given")
        TAKE = "take", _("Taken up")
        REPLY = "reply", _("Done, to be confirmed")
        REFUSE = "refuse", _("Refused by the department")
        CONFIRM = "confirm", _("Confirmed as done")
        SEND_BACK = "send_back", _("Sent back to the department")
        CONTEST = "contest", _("Refusal before the county")
        DROP = "drop", _("Refusal accepted")
        ESCALATE = "escalate", _("Overdue, before the county")

    task = models.ForeignKey(Task, models.CASCADE, related_name="steps")
    act = models.CharField(max_length=9, choices=Act.choices)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # None: the clock
    at = models.DateTimeField(default=timezone.now)
    text = models.CharField(max_length=500, blank=True)
    number = models.CharField(_("Number of the document"), max_length=60, blank=True)
    dated_on = models.DateField(_("Date of the document"), null=True)
    file = models.FileField(upload_to="tasks/%Y/%m/", blank=True)

    class Meta:
        ordering = ("pk",)
