"""资产管理机构: which organisation looks after the assets of a place, and who does what in it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assets.organisations.querysets import OfficerQuerySet, OrganisationQuerySet


class Organisation(models.Model):
    """Its level is that of its place."""

    division = models.ForeignKey(Division, models.PROTECT, related_name="asset_organisations")
    name = models.CharField(_("Name of the organisation"), max_length=100)
    document = models.CharField(_("Set up by (document)"), max_length=200)
    starts_on = models.DateField(pgettext_lazy("period", "From"))
    ends_on = models.DateField(pgettext_lazy("asset", "Last day"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("division",),
                condition=Q(ends_on=None),
                name="one_asset_organisation_a_place",
                violation_error_message=_("This place has an organisation. End that one first."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="organisation_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisations:place", args=[self.division_id])


class Officer(models.Model):
    """One duty of one person; whoever has two is entered twice."""

    class Duty(models.TextChoices):
        HEAD = "head", _("Head of the organisation")
        OPERATION = "operation", _("Operation of the assets")
        DISTRIBUTION = "distribution", _("Distribution of income")
        RISK = "risk", _("Watch over risks")

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="officers")
    name = models.CharField(_("Name"), max_length=60)
    duty = models.CharField(_("Duty"), max_length=12, choices=Duty.choices)
    phone = models.CharField(_("Phone"), max_length=20, blank=True)
    starts_on = models.DateField(pgettext_lazy("period", "From"), default=timezone.localdate)
    ends_on = models.DateField(pgettext_lazy("asset", "Last day"), null=True, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfficerQuerySet.as_manager()
    area_field = "organisation__division_id"

    class Meta:
        ordering = ("duty", "starts_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "name", "duty"),
                condition=Q(ends_on=None),
                name="officer_once_a_duty",
                violation_error_message=_("This person has this duty already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="officer_ends_after_they_begin",
                violation_error_message=_("The last day comes before the first."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_duty_display()} · {self.name}"
