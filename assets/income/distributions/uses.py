"""What income may be used for, as dated data (domain.md 10)."""

from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assets.income.distributions.querysets import UseRuleQuerySet
from assistance.catalogue.models import Measure, Terms

# What income goes to people as, and what nothing else is paid as.
MEASURES = ("asset-difficult", "asset-rewards", "asset-posts")
ONE_WAY = _("This is income of assets: it is paid by a distribution of the village, to its list.")


class Use(models.Model):
    """What income may be used for; where it goes to people, the measure by which they get it."""

    code = models.SlugField(primary_key=True)
    name = models.CharField(pgettext_lazy("income", "Use"), max_length=40)
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Paid to people as"),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position", "code")
        constraints = (
            models.UniqueConstraint(
                fields=("name",),
                name="use_named_once",
                violation_error_message=_("There is a use of this name. Set a rule of it."),
            ),
            # Who is on two lists of one distribution is paid by each.
            models.UniqueConstraint(
                fields=("measure",),
                name="use_of_one_measure",
                violation_error_message=_("Another use is paid to people as this measure."),
            ),
        )

    def __str__(self) -> str:
        return self.name


def payable() -> "QuerySet[Measure]":
    """As what a new use can reach people: given everywhere and once, whatever a village decides,
    due to nobody, and no other use's.
    """
    released = Terms.objects.filter(state="released", rhythm="once", amount_rule="calculated")
    fitting = Measure.objects.filter(county=None, is_owed=False, pk__in=released.values("measure"))
    return fitting.exclude(pk__in=Use.objects.exclude(measure=None).values("measure"))


class UseRule(models.Model):
    """From when to when a use is allowed, and what part of which income it takes.

    Of one county, or of all others.
    """

    class Income(models.TextChoices):
        ALL = "all", _("All income")
        POWER = "power", _("Photovoltaic income")

    use = models.ForeignKey(
        Use, models.PROTECT, related_name="rules", db_index=False,
        verbose_name=pgettext_lazy("income", "Use"),
    )  # fmt: skip
    county = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    income = models.CharField(
        _("Of which income"), max_length=5, choices=Income.choices, default=Income.ALL
    )
    valid_from = models.DateField(_("Valid from"))
    valid_to = models.DateField(_("Last day"), null=True, blank=True)
    is_allowed = models.BooleanField(pgettext_lazy("use", "Allowed"), default=True)
    least_percent = models.DecimalField(
        _("At least, per cent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    most_percent = models.DecimalField(
        _("At most, per cent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    document = models.CharField(_("Source document"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = UseRuleQuerySet.as_manager()
    area_field = "county_id"

    class Meta:
        ordering = ("use", "income", "-valid_from", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("use", "income", "county", "valid_from"),
                nulls_distinct=False,
                name="use_rule_once_per_day",
                violation_error_message=_("There is a rule from that day already."),
            ),
            models.CheckConstraint(
                condition=(Q(least_percent=None) | Q(least_percent__gte=0, least_percent__lte=100))
                & (Q(most_percent=None) | Q(most_percent__gte=0, most_percent__lte=100))
                & (
                    Q(least_percent=None)
                    | Q(most_percent=None)
                    | Q(least_percent__lte=F("most_percent"))
                ),
                name="use_rule_within_the_whole",
                violation_error_message=_("Percentages lie between 0 and 100, the least first."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="use_rule_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
        )
