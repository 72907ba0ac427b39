"""Packs of criteria and dated parameters: versioned data, released by two persons."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from monitoring.criteria.parameters import PARAMETERS
from monitoring.criteria.querysets import ParameterValueQuerySet, VersionQuerySet
from monitoring.registry.choices import Risk

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _declared() -> list[tuple[str, "StrOrPromise"]]:
    return [(declared.code, declared.label) for declared in PARAMETERS.values()]


def released_by_another_person(name: str) -> models.CheckConstraint:
    """Of a model with `made_by` and `released_by`."""
    return models.CheckConstraint(
        condition=Q(made_by=None) | Q(released_by=None) | ~Q(made_by=models.F("released_by")),
        name=name,
        violation_error_message=_("A second person has to release what the first one wrote."),
    )


def _of_a_county(name: str, *, or_else: Q) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=or_else | Q(county__isnull=False),
        name=name,
        violation_error_message=_("Only a county can go back to what holds everywhere."),
    )


class Pack(models.Model):
    code = models.SlugField(unique=True)
    name = models.CharField(max_length=60)


class Version(models.Model):
    """A whole set of criteria. One released version per pack and area is in force on a day.

    One that is `back_to_common` has none: from its day the county follows the common ones again.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waiting for release")
        RELEASED = "released", _("Released")
        RETURNED = "returned", _("Returned")

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    county = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    back_to_common = models.BooleanField(default=False)
    valid_from = models.DateField(_("Valid from"))
    document = models.CharField(_("Source document"), max_length=200)
    note = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()
    area_field = "county_id"

    class Meta:
        ordering = ("-valid_from", "-number")
        constraints = (
            models.UniqueConstraint(fields=("pack", "number"), name="version_number_once"),
            released_by_another_person("version_released_by_another_person"),
            _of_a_county("version_goes_back_for_a_county", or_else=Q(back_to_common=False)),
        )


class Criterion(models.Model):
    class Severity(models.TextChoices):
        RED = "red", _("Red")
        YELLOW = "yellow", _("Yellow")
        BLUE = "blue", _("Blue")

    class Effect(models.TextChoices):
        CLUE = "clue", _("Clue: judged, then visited")
        VISIT = "visit", _("Joins the visit plan")
        LIST = "list", _("List for the department")

    version = models.ForeignKey(Version, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField()
    name = models.CharField(_("Name"), max_length=60)
    condition = models.JSONField()  # a tree of the closed grammar (criteria/grammar.py)
    severity = models.CharField(_("Severity"), max_length=6, choices=Severity.choices)
    effect = models.CharField(_("Effect"), max_length=5, choices=Effect.choices)
    risk = models.CharField(_("Suggested risk"), max_length=12, choices=Risk.choices, blank=True)
    document = models.CharField(_("Source document"), max_length=200, blank=True)

    area_field = "version__county_id"

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("version", "code"), name="criterion_once_per_version"),
        )


class ParameterValue(models.Model):
    """A dated value of a parameter (declared in parameters.py), for all or for one county.

    Without a value the county follows the common one again, from that day.
    """

    parameter = models.SlugField(choices=_declared)
    county = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    value = models.DecimalField(_("Value"), max_digits=14, decimal_places=4, null=True, blank=True)
    valid_from = models.DateField(_("Valid from"))
    document = models.CharField(_("Source document"), max_length=200)
    state = models.CharField(
        max_length=9, choices=Version.State.choices, default=Version.State.RELEASED
    )
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    released_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_on = models.DateField(
        null=True, blank=True
    )  # still right, said an administrator that day
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ParameterValueQuerySet.as_manager()
    area_field = "county_id"

    class Meta:
        ordering = ("parameter", "-valid_from")
        constraints = (
            models.UniqueConstraint(
                fields=("parameter", "county", "valid_from"),
                condition=Q(state="released"),
                nulls_distinct=False,
                name="parameter_value_once_per_day",
                violation_error_message=_("This parameter already has a value from that day."),
            ),
            released_by_another_person("parameter_value_released_by_another_person"),
            _of_a_county("parameter_goes_back_for_a_county", or_else=Q(value__isnull=False)),
        )
