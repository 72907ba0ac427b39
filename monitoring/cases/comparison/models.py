"""信息比对: who is compared for a case, by which authorisation, and what was found.

Confidential: only who may decide the case sees these rows (reading.py).
"""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from monitoring.cases.casework.models import Case
from monitoring.cases.comparison.querysets import HitQuerySet, PersonQuerySet, RequestQuerySet
from monitoring.registry.models import Member


class ComparedItem(models.Model):
    """What departments look for. A finding never decides by itself (domain.md 1.5)."""

    class Effect(models.TextChoices):
        EXPLAIN = "explain", _("A written explanation suffices")
        ACCEPT = "accept", _("The county has to accept the explanation")

    name = models.CharField(_("Item"), max_length=30, unique=True)
    effect = models.CharField(
        _("A finding needs"), max_length=7, choices=Effect.choices, default=Effect.EXPLAIN
    )
    in_use = models.BooleanField(_("Departments are asked about it"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name


class Authorisation(models.Model):
    """《申请及承诺授权查询书》: one signed paper, for one or several persons."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="authorisations")
    signed_on = models.DateField(_("Signed on"))
    paper = models.FileField(_("Signed paper"), upload_to="authorisations/%Y/%m/")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    area_field = "case__division_id"


class Person(models.Model):
    """Somebody to be compared: a member, or one who lives elsewhere and would have to support."""

    class Kind(models.TextChoices):
        MEMBER = "member", _("Member of the household")
        CHILD = "child", _("Child living elsewhere")
        CHILDS_SPOUSE = "childs_spouse", _("Spouse of a child living elsewhere")
        SUPPORTER = "supporter", _("Other person with a legal duty of support")

    case = models.ForeignKey(Case, models.CASCADE, related_name="compared")
    kind = models.CharField(_("Kind of person"), max_length=13, choices=Kind.choices)
    member = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("Name"), max_length=60)
    relation = models.CharField(_("Relation to the householder"), max_length=20, blank=True)
    id_number_cipher = models.BinaryField()
    id_number_hash = models.BinaryField()
    id_number_masked = models.CharField(max_length=24)
    authorisation = models.ForeignKey(
        Authorisation, models.PROTECT, null=True, related_name="persons"
    )
    # Refusing to sign is an outcome, too.
    refused_on = models.DateField(null=True)
    refusal = models.CharField(max_length=200, blank=True)
    answered_on = models.DateField(null=True)

    objects = PersonQuerySet.as_manager()
    area_field = "case__division_id"

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("id_number_hash",), name="compared_by_id_number"),)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "id_number_hash"),
                name="compared_once_per_case",
                violation_error_message=_("This person is on the list already."),
            ),
            models.CheckConstraint(
                condition=Q(authorisation=None) | Q(refused_on=None),
                name="compared_signed_or_refused",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(authorisation__isnull=False),
                name="compared_only_with_authorisation",
                violation_error_message=_("Nobody is compared without a signed authorisation."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class RelativesAsked(models.Model):
    """Somebody asked who lives elsewhere and would have to support, and listed them all.

    Without one listed it says that there is nobody. Whoever changes the list asks anew.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="relatives_asked")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    area_field = "case__division_id"


class Exemption(models.Model):
    """A household that was compared for 低保 already is not compared again."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="comparison_exemption")
    ground = models.CharField(_("Ground"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    area_field = "case__division_id"


class Request(models.Model):
    """One question to the departments, about persons of many cases."""

    county = models.ForeignKey(Division, models.PROTECT, related_name="+")
    persons = models.ManyToManyField(Person, related_name="requests")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    objects = RequestQuerySet.as_manager()
    area_field = "county_id"

    class Meta:
        ordering = ("-pk",)


class Hit(models.Model):
    """Something that was found of a person; it asks for an explanation and decides nothing."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="hits")
    item = models.ForeignKey(ComparedItem, models.PROTECT, related_name="+")
    detail = models.CharField(_("What was found"), max_length=200, blank=True)
    found_on = models.DateField(default=timezone.localdate)
    explanation = models.CharField(_("Explanation"), max_length=500, blank=True)
    explained_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    explained_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    objects = HitQuerySet.as_manager()
    area_field = "person__case__division_id"

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("person", "item", "detail"), name="hit_once"),
            models.CheckConstraint(
                condition=Q(accepted_by=None) | ~Q(accepted_by=F("explained_by")),
                name="hit_accepted_by_another_person",
                violation_error_message=_("Somebody else has to accept an explanation."),
            ),
        )

    @property
    def needs_acceptance(self) -> bool:
        return self.item.effect == ComparedItem.Effect.ACCEPT

    @property
    def is_settled(self) -> bool:
        return bool(self.explanation) and (not self.needs_acceptance or bool(self.accepted_by_id))
