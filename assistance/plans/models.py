"""Plans of assistance: which measures a monitored household is to get, from whom, and when."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assistance.catalogue.models import Measure
from assistance.plans.querysets import PlanQuerySet
from monitoring.cases.casework.models import Episode
from monitoring.registry.models import Household, Member


class Plan(models.Model):
    """What is added to an episode's help. Confirmed, its items become awards; a later version adds
    to it and takes its place. Only actions.py writes `state`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waiting for the township")
        RETURNED = "returned", _("Sent back")
        CONFIRMED = "confirmed", pgettext_lazy("plan", "Confirmed")
        CLOSED = "closed", _("Closed")

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="plans")
    household = models.ForeignKey(Household, models.PROTECT, related_name="plans")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    version = models.PositiveSmallIntegerField()  # of the episode: 1, 2 …
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    contact = models.CharField(_("Contact person"), max_length=60, blank=True)
    contact_phone = models.CharField(
        _("Telephone of the contact person"), max_length=20, blank=True
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("Why it was sent back"), max_length=200, blank=True)

    # Of PlanQuerySet.for_list.
    measures: int
    expected: Decimal | None

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("county", "-id"), name="plan_by_county"),
            models.Index(fields=("division", "-id"), name="plan_by_village"),
            models.Index(
                fields=("division", "submitted_at"),
                name="plan_waiting_by_area",
                condition=Q(state="submitted"),
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("episode", "version"), name="plan_version_once"),
            models.UniqueConstraint(
                fields=("episode",),
                condition=Q(state__in=("draft", "submitted", "returned")),
                name="plan_worked_on_once",
                violation_error_message=_("A plan of this household is already being written."),
            ),
            models.UniqueConstraint(
                fields=("episode",), condition=Q(state="confirmed"), name="plan_confirmed_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("submitted_by")),
                name="plan_decided_by_another_person",
                violation_error_message=_("A second person has to confirm the plan."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.household} · {_('Plan')} {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("plans:plan", args=[self.pk])

    @property
    def is_open_to_changes(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.RETURNED)


class PlanItem(models.Model):
    """A measure of a plan, for the household or one of its people."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items")
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="+", verbose_name=_("Measure")
    )
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("For whom")
    )
    # Nobody named: the contact person of the plan.
    responsible = models.CharField(_("Responsible person"), max_length=60, blank=True)
    phone = models.CharField(_("Telephone"), max_length=20, blank=True)
    starts_on = models.DateField(_("From"), default=timezone.localdate)
    ends_on = models.DateField(_("Last day"), null=True, blank=True)
    expected = models.DecimalField(
        _("Expected yuan"), max_digits=12, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal(0), _("An amount is never below zero."))],
    )  # fmt: skip
    note = models.CharField(_("Note"), max_length=200, blank=True)

    area_field = "plan__division_id"

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "measure", "member"),
                nulls_distinct=False,
                name="plan_item_once",
                violation_error_message=_("The plan has this measure already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="plan_item_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(expected=None) | Q(expected__gte=0),
                name="plan_item_never_negative",
                violation_error_message=_("An amount is never below zero."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} · {self.member}" if self.member else str(self.measure)
