"""易地搬迁后续产业园: parks beside relocation communities, and what they give people."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assets.ledger.models import Asset
from assets.organisations.parks.querysets import ParkQuerySet


class Park(models.Model):
    division = models.ForeignKey(Division, models.PROTECT, related_name="+")
    name = models.CharField(_("Name of the park"), max_length=100)
    document = models.CharField(_("Source document"), max_length=200)
    opened_on = models.DateField(pgettext_lazy("park", "Opened on"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    # Of ParkQuerySet.for_list.
    households: int
    assets_inside: int
    jobs: int | None
    relocated_jobs: int | None

    objects = ParkQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("division", "name"),
                name="park_once_a_place",
                violation_error_message=_("This place has a park of that name already."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("parks:park", args=[self.pk])


class Community(models.Model):
    """A relocation community that the park is for."""

    park = models.ForeignKey(Park, models.PROTECT, related_name="communities")
    name = models.CharField(_("Relocation community"), max_length=100)
    households = models.PositiveIntegerField(
        _("Relocated households"), validators=[MinValueValidator(1)]
    )

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                fields=("park", "name"),
                name="community_once_a_park",
                violation_error_message=_("This community is entered already."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Inside(models.Model):
    """An asset that stands in the park; in one at most."""

    park = models.ForeignKey(Park, models.PROTECT, related_name="inside")
    asset = models.OneToOneField(
        Asset, models.PROTECT, related_name="inside",
        error_messages={"unique": _("This asset stands in a park already.")},
    )  # fmt: skip

    area_field = "park__division_id"


class JobCount(models.Model):
    """How many work there on a day, and how many of them are relocated people."""

    park = models.ForeignKey(Park, models.PROTECT, related_name="counts")
    day = models.DateField(_("Counted on"), default=timezone.localdate)
    jobs = models.PositiveIntegerField(_("Jobs"))
    relocated_jobs = models.PositiveIntegerField(_("Held by relocated people"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-day",)
        constraints = (
            models.UniqueConstraint(
                fields=("park", "day"),
                name="jobs_counted_once_a_day",
                violation_error_message=_("The jobs of that day are entered already."),
            ),
            models.CheckConstraint(
                condition=Q(relocated_jobs__lte=F("jobs")),
                name="relocated_jobs_are_jobs",
                violation_error_message=_("Relocated people hold more jobs than there are."),
            ),
        )
