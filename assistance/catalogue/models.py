"""Measures of assistance, and the dated terms on which each is given: data, never code."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.departments import Department
from accounts.models import Division, User
from assistance.catalogue.querysets import MeasureQuerySet, TermsQuerySet
from monitoring.criteria.models import Version, released_by_another_person


class Category(models.TextChoices):
    """The fourteen of the national form (domain.md 5.1)."""

    INDUSTRY = "产业帮扶", pgettext_lazy("category", "Industry")
    EMPLOYMENT = "就业帮扶", pgettext_lazy("category", "Employment")
    FINANCE = "金融帮扶", pgettext_lazy("category", "Finance")
    POST = "公益岗位帮扶", pgettext_lazy("category", "Public-interest posts")
    HOUSING = "住房安全保障", pgettext_lazy("category", "Safe housing")
    WATER = "饮水安全保障", pgettext_lazy("category", "Safe drinking water")
    HEALTH = "健康帮扶", pgettext_lazy("category", "Health")
    SCHOOL = "义务教育保障", pgettext_lazy("category", "Compulsory education")
    EDUCATION = "其他教育帮扶", pgettext_lazy("category", "Other education")
    SAFETY_NET = "综合保障", pgettext_lazy("category", "Social safety net")
    SOCIAL = "社会帮扶", pgettext_lazy("category", "Social forces")
    RELOCATION = "搬迁", pgettext_lazy("category", "Relocation")
    LIVING = "生产生活条件改善", pgettext_lazy("category", "Conditions of work and life")
    INFRASTRUCTURE = "基础设施建设", pgettext_lazy("category", "Infrastructure")


class Measure(models.Model):
    """What can be given, everywhere or in the one county that thought of it. Its amount, rule and
    documents change with the years: `Terms`.
    """

    class Per(models.TextChoices):
        HOUSEHOLD = "household", _("The household")
        MEMBER = "member", _("One person")

    code = models.SlugField(unique=True)
    name = models.CharField(_("Measure"), max_length=60)
    category = models.CharField(_("Category"), max_length=8, choices=Category.choices)
    per = models.CharField(_("Given to"), max_length=9, choices=Per.choices)
    # 开发式帮扶, unlike training and "other", counts towards the duty of domain.md 5.2.
    is_development = models.BooleanField(_("Development measure"), default=False)
    # 应享尽享: whoever meets its conditions and goes without is told of; others choose who gets it.
    is_owed = models.BooleanField(_("Due to whoever meets its conditions"), default=False)
    county = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MeasureQuerySet.as_manager()
    area_field = "county_id"

    class Meta:
        ordering = ("category", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("name", "county"),
                nulls_distinct=False,
                name="measure_named_once",
                violation_error_message=_("There is a measure of this name already."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Terms(models.Model):
    """On which terms a measure is given from a day on, everywhere or in one county.

    Amounts are yuan per `rhythm`. Conditions are trees of the criteria's closed grammar over the
    indicators of a household and, for a measure given to one person, of that person.
    """

    State = Version.State  # the same way to release

    class Rhythm(models.TextChoices):
        ONCE = "once", _("Once")
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every quarter")
        TERM = "term", _("Every school term")
        SCHOOL_YEAR = "school_year", _("Every school year")
        YEARLY = "yearly", _("Every year")

    class AmountRule(models.TextChoices):
        FIXED = "fixed", _("Fixed amount")
        AT_MOST = "at_most", _("At most")
        CALCULATED = "calculated", _("Calculated case by case")
        NONE = "none", _("No money")

    class EndsWith(models.TextChoices):
        REVIEW = "review", _("When a review finds it no longer due")
        CONTRACT = "contract", _("With its contract")
        AGREEMENT = "agreement", _("With its agreement")
        SCHOOL_STAGE = "school_stage", _("With the stage of schooling")
        DONE = "done", _("When it is done")

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="terms")
    county = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    valid_from = models.DateField(_("Valid from"))
    valid_to = models.DateField(_("Last day"), null=True, blank=True)
    successor = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Followed by"),
    )  # fmt: skip
    document = models.CharField(_("Source document"), max_length=200)
    paying_department = models.CharField(
        _("Paying department"), max_length=60, choices=Department.choices
    )
    amount_rule = models.CharField(_("Amount rule"), max_length=10, choices=AmountRule.choices)
    amount = models.DecimalField(
        _("Amount (yuan)"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    rhythm = models.CharField(_("Rhythm"), max_length=11, choices=Rhythm.choices)
    documents = models.JSONField(_("Needed documents"), default=list, blank=True)  # names
    ends_with = models.CharField(_("Ends"), max_length=12, choices=EndsWith.choices)
    eligibility = models.JSONField(_("Entitled where"), null=True, blank=True)
    # Where the registry itself says that it is received (低保 = 是), besides awards.
    received = models.JSONField(_("Known to be received where"), null=True, blank=True)
    excludes = models.ManyToManyField(Measure, blank=True, related_name="excluded_by")
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = TermsQuerySet.as_manager()
    area_field = "county_id"

    class Meta:
        ordering = ("measure", "-valid_from", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("measure", "county", "valid_from"),
                condition=Q(state="released"),
                nulls_distinct=False,
                name="terms_once_per_day",
                violation_error_message=_("This measure already has terms from that day."),
            ),
            released_by_another_person("terms_released_by_another_person"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="terms_end_after_they_begin",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(successor__isnull=False),
                name="terms_end_with_a_successor",
                violation_error_message=_(
                    "A measure may end only when another one takes its place. Choose it."
                ),
            ),
            models.CheckConstraint(
                # Without "not null" a missing amount would be neither above 0 nor below, and pass.
                condition=Q(amount_rule__in=("fixed", "at_most"))
                & Q(amount__isnull=False, amount__gt=0)
                | Q(amount_rule__in=("calculated", "none"), amount=None),
                name="terms_amount_fits_rule",
                violation_error_message=_(
                    "A fixed or greatest amount needs its yuan; other rules have none."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure} · {self.valid_from}"

    def to_follow(self) -> "Terms | None":
        """Of terms not yet released, those in force there when they are to begin."""
        if self.state == self.State.RELEASED:
            return None
        in_force = Terms.objects.in_force(self.valid_from, self.county_id or "")
        return in_force.filter(measure=self.measure).first()


class Ending(models.Model):
    """That terms end, because another measure takes their place: asked by one, released by another.

    Returned is what was not released, and what was taken back before its last day.
    """

    State = Version.State

    terms = models.ForeignKey(Terms, models.CASCADE, related_name="endings")
    on = models.DateField(_("Last day"))
    successor = models.ForeignKey(
        Measure, models.PROTECT, related_name="+", verbose_name=_("Followed by")
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.SUBMITTED)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("terms",),
                condition=Q(state__in=("submitted", "released")),
                name="ending_once",
                violation_error_message=_("That these terms end is already decided or asked for."),
            ),
            released_by_another_person("ending_released_by_another_person"),
        )
