"""Claims on 防贫保 and the social assistance fund, from what happened to the pay-out."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assistance.deliveries.models import Delivery
from assistance.schemes.insurance.querysets import ClaimQuerySet
from monitoring.registry.models import Household, Member


class Claim(models.Model):
    class Kind(models.TextChoices):
        INSURANCE = "insurance", _("Poverty insurance (防贫保)")
        FUND = "fund", _("Social assistance fund")

    class Cause(models.TextChoices):
        ILLNESS = "illness", pgettext_lazy("claim", "Illness")
        SCHOOLING = "schooling", pgettext_lazy("claim", "Schooling")
        DISASTER = "disaster", pgettext_lazy("claim", "Disaster")
        ACCIDENT = "accident", pgettext_lazy("claim", "Accident")
        OTHER = "other", pgettext_lazy("claim", "Other")

    class State(models.TextChoices):
        OPENED = "opened", _("To be surveyed")
        SURVEYED = "surveyed", _("Surveyed and reckoned")
        APPROVED = "approved", pgettext_lazy("claim", "Approved")
        PAID = "paid", pgettext_lazy("claim", "Paid out")
        REFUSED = "refused", pgettext_lazy("claim", "Refused")

    kind = models.CharField(pgettext_lazy("claim", "Kind"), max_length=9, choices=Kind.choices)
    cause = models.CharField(_("Cause"), max_length=9, choices=Cause.choices)
    year = models.PositiveSmallIntegerField(_("Year"))
    household = models.ForeignKey(Household, models.PROTECT, related_name="claims")
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="claims",
        verbose_name=_("Person"),
    )  # fmt: skip
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    trigger = models.CharField(pgettext_lazy("claim", "What happened"), max_length=200)
    state = models.CharField(
        pgettext_lazy("claim", "State"), max_length=8, choices=State.choices, default=State.OPENED
    )
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_on = models.DateField(default=timezone.localdate)
    surveyed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    survey = models.CharField(_("What the survey found"), max_length=500, blank=True)
    burden = models.DecimalField(
        _("Own burden after all reimbursements"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
    )
    # As they held when it was reckoned.
    line = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    document = models.CharField(max_length=200, blank=True)
    amount = models.DecimalField(
        _("Pay-out (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(pgettext_lazy("claim", "Reason"), max_length=200, blank=True)
    delivery = models.OneToOneField(
        Delivery, models.PROTECT, null=True, blank=True, related_name="claim"
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("county", "-id"), name="claim_by_county"),
            models.Index(fields=("division", "-id"), name="claim_by_village"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("household", "kind", "cause", "year"),
                condition=~Q(state="refused"),
                name="claim_once_a_year",
                violation_error_message=_(
                    "This household has a claim of this kind and cause for this year already."
                ),
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(state="refused") | ~Q(decided_by=F("surveyed_by")),
                name="claim_approved_by_another_person",
                violation_error_message=_("A second person has to approve what one surveyed."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("approved", "paid"))
                | Q(amount__isnull=False, amount__gt=0, decided_by__isnull=False),
                name="claim_approved_has_an_amount",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(delivery__isnull=False),
                name="claim_paid_is_delivered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.household} · {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("insurance:claim", args=[self.pk])
