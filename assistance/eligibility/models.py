"""What is known of each person, and what the nightly comparison of measures found."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Left
from django.utils.translation import gettext_lazy as _

from accounts.departments import Department
from accounts.models import Division, User
from assistance.catalogue.models import Measure, Terms
from assistance.eligibility.people import KEPT
from assistance.eligibility.querysets import FindingQuerySet
from monitoring.indicators.models import column
from monitoring.registry.models import Household, Member


class MemberIndicators(models.Model):
    """Derived from the registry and the awards for today, one row per active member of an active
    household, rebuilt by refresh.py alone. As with the wide table, no foreign key is checked by
    the database.
    """

    member = models.OneToOneField(
        Member, models.CASCADE, primary_key=True, related_name="indicators", db_constraint=False
    )
    household_id = models.BigIntegerField()
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    given = ArrayField(models.BigIntegerField(), null=True)  # the measures awarded, if any

    class Meta:
        verbose_name = "member indicators"
        indexes = (models.Index(fields=("division",), name="member_indicators_by_area"),)


for _indicator in KEPT:
    MemberIndicators.add_to_class(_indicator.code, column(_indicator, null=True))


class Finding(models.Model):
    """Something to be looked at by the department that pays, as an episode: nothing stops by it."""

    class Kind(models.TextChoices):
        NOT_RECEIVING = "not_receiving", _("Entitled and not receiving")
        NOT_ENTITLED = "not_entitled", _("Receiving, apparently not entitled")
        EXCLUSIVE = "exclusive", _("Two benefits that exclude each other")
        FACTS = "facts", _("Measure and facts contradict each other")

    household = models.ForeignKey(Household, models.CASCADE, related_name="findings")
    member = models.ForeignKey(
        Member, models.CASCADE, null=True, related_name="findings", db_index=False
    )
    person = models.GeneratedField(  # 0: the household
        expression=Coalesce("member", Value(0)),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    kind = models.CharField(_("Kind"), max_length=13, choices=Kind.choices)
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="+", db_index=False)
    about = models.SlugField(blank=True, db_index=False)  # the other measure, or the rule of facts
    terms = models.ForeignKey(Terms, models.PROTECT, related_name="+", db_index=False)
    department = models.CharField(_("Department"), max_length=60, choices=Department.choices)
    first_seen = models.DateField()
    last_seen = models.DateField()  # of a cleared one; an open one is seen every night
    cleared_on = models.DateField(null=True)
    values = models.JSONField(default=dict)  # what each indicator of the conditions said
    mark = models.BigIntegerField(null=True)  # of all this, by which a night sees what differs
    # Settled by the department, until what is known changes.
    settled_on = models.DateField(null=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_reason = models.CharField(_("Reason"), max_length=200, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("household", "person", "kind", "measure", "about"),
                condition=Q(cleared_on=None),
                name="finding_open_once",
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None, settled_by=None, settled_reason="")
                | Q(settled_on__isnull=False, settled_by__isnull=False) & ~Q(settled_reason=""),
                name="finding_settled_with_a_reason",
                violation_error_message=_("Say why this is settled."),
            ),
        )
        indexes = (
            models.Index(
                fields=("county", "id"), name="finding_open", condition=Q(cleared_on=None)
            ),
            models.Index(
                fields=("county", "measure", "id"),
                name="finding_open_by_measure",
                condition=Q(cleared_on=None),
            ),
            models.Index(fields=("division", "cleared_on"), name="finding_by_village"),
        )

    def __str__(self) -> str:
        return f"{self.household} · {self.measure}"
