"""Households, their people and facts, and where every value came from.

Monetary amounts are yuan, areas mu (亩), floor space m², distances km. Blank is NULL, for text too
where a code list stands behind it: "not said" differs from every value of the list.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from monitoring.exchange.models import Batch
from monitoring.registry import choices
from monitoring.registry.querysets import (
    ChangeQuerySet,
    HouseholdQuerySet,
    MemberQuerySet,
    PairingQuerySet,
)


def money(label: Any) -> "models.DecimalField[Any, Any]":
    return models.DecimalField(label, max_digits=14, decimal_places=2, null=True, blank=True)


def area(label: Any) -> "models.DecimalField[Any, Any]":
    return models.DecimalField(label, max_digits=10, decimal_places=2, null=True, blank=True)


def yes_no(label: Any) -> "models.BooleanField[Any, Any]":
    return models.BooleanField(label, null=True, blank=True)


def choice(label: Any, options: type[models.TextChoices]) -> "models.CharField[Any, Any]":
    return models.CharField(label, max_length=12, choices=options.choices, null=True, blank=True)


def text(label: Any, length: int = 60, **options: Any) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=length, blank=True, default="", **options)


def given_by() -> "models.ForeignKey[Any, Any]":
    """The act that made the row. Sources are never deleted, and every bulk statement names one of
    its own transaction, so a check of each of a million rows would find nothing."""
    return models.ForeignKey(
        "monitoring.Source",
        models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )


def never_negative(model: str, *fields: str) -> tuple[models.BaseConstraint, ...]:
    return tuple(
        models.CheckConstraint(
            condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}),
            name=f"{model}_{field}_not_negative",
            violation_error_message=_("Amounts and areas cannot be negative."),
        )
        for field in fields
    )


class Source(models.Model):
    """One act that gave the registry values: an applied batch, a person's edit, a visit …"""

    class Kind(models.TextChoices):
        BATCH = "batch", _("Import")
        PERSON = "person", _("Edited by hand")
        VISIT = "visit", _("Visit")
        DECISION = "decision", _("Decision on a case")
        DEPARTMENT = "department", _("Department")
        UNDO = "undo", _("Undo of an import")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="sources")
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    feed = models.CharField(max_length=30, blank=True)  # which feed a department's values came by
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = (models.Index(fields=("at",), name="source_by_time"),)


class Household(models.Model):
    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        MOVED_AWAY = "moved_away", _("Moved away")
        DIED_OUT = "died_out", _("Died out")
        MERGED = "merged", _("Merged into another household")

    code = models.CharField(_("Household code"), max_length=40, db_collation="C")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    # The newest 年度 whose row gave these facts; an older row never overwrites them.
    facts_year = models.PositiveSmallIntegerField(_("Year of the facts"), null=True)
    source = given_by()

    head_name = text(_("Householder"), db_collation="C")
    head_id_cipher = models.BinaryField(null=True)
    head_id_hash = models.BinaryField(null=True)
    head_id_masked = text(_("Householder's ID number"), 24)
    declared_size = models.PositiveSmallIntegerField(_("Declared size"), null=True, blank=True)
    household_type = choice(_("Household type"), choices.HouseholdType)
    monitored_type = choice(_("Monitored type"), choices.MonitoredType)
    identified_month = text(_("Identified (YYYYMM)"), 6)
    eliminated_month = text(_("Risk eliminated (YYYYMM)"), 6)
    risk_eliminated = yes_no(_("Risk eliminated"))
    elimination_method = choice(_("Elimination method"), choices.EliminationMethod)
    risk1 = choice(_("Risk 1"), choices.Risk)
    risk2 = choice(_("Risk 2"), choices.Risk)
    risk3 = choice(_("Risk 3"), choices.Risk)
    risk4 = choice(_("Risk 4"), choices.Risk)
    risk5 = choice(_("Risk 5"), choices.Risk)
    no_labour_safety_net = yes_no(_("Whole household without labour, covered by the safety net"))
    martyr_family = yes_no(_("Family of a martyr or soldier"))
    relocated = yes_no(_("Relocated household"))
    phone = text(_("Phone"), 20)
    bank_name = text(_("Bank"))
    bank_card_cipher = models.BinaryField(null=True)
    bank_card_hash = models.BinaryField(null=True)
    bank_card_masked = text(_("Bank card"), 32)
    contact_name = text(_("Contact person"))
    contact_phone = text(_("Contact person's phone"), 20)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("division", "code"), name="household_by_area"),
            models.Index(
                fields=("division", "code"),
                name="household_monitored",
                condition=Q(monitored_type__isnull=False),
            ),
            # With what a search reads, so that common names are found without the rows themselves.
            models.Index(
                fields=("county", "head_name"), name="household_by_head", include=("division", "id")
            ),
            models.Index(fields=("phone",), name="household_by_phone", condition=~Q(phone="")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("code",),
                name="household_code_once",
                violation_error_message=_("Another household has this code already."),
            ),
            models.CheckConstraint(
                condition=~Q(code=""),
                name="household_code_not_blank",
                violation_error_message=_("A household needs its code."),
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")),
                name="household_not_its_own_successor",
                violation_error_message=_("A household cannot be merged into itself."),
            ),
        )

    def __str__(self) -> str:
        return self.head_name or self.code

    @property
    def is_ex_poor(self) -> bool:
        return bool(self.household_type == choices.HouseholdType.EX_POOR)

    @property
    def is_monitored(self) -> bool:
        """As `HouseholdQuerySet.monitored`: its risk is not eliminated yet."""
        return bool(self.monitored_type) and not self.risk_eliminated

    @property
    def is_watched(self) -> bool:
        """As `HouseholdQuerySet.watched`."""
        return self.is_ex_poor or bool(self.monitored_type)

    @property
    def risks(self) -> list[str]:
        """The labels of up to five risks, in their order."""
        given = (self.risk1, self.risk2, self.risk3, self.risk4, self.risk5)
        return [str(choices.Risk(risk).label) for risk in given if risk]


class LivingConditions(models.Model):
    """Housing, water, land and links of one household, as they are now."""

    household = models.OneToOneField(
        Household, models.CASCADE, primary_key=True, related_name="conditions"
    )
    source = given_by()

    dangerous_house = yes_no(_("Dangerous house"))
    house_grade = choice(_("House grade"), choices.HouseGrade)
    safe_water = yes_no(_("Safe drinking water"))
    sanitary_toilet = yes_no(_("Sanitary toilet"))
    production_power = yes_no(_("Electricity for production"))
    household_power = yes_no(_("Electricity at home"))
    broadcast = yes_no(_("Radio and television"))
    road_distance = area(_("Distance to the village road (km)"))
    road_type = choice(_("Road to the house"), choices.Road)
    floor_space = area(_("Floor space (m²)"))
    fuel = choice(_("Main fuel"), choices.Fuel)
    farmland = area(_("Farmland (mu)"))
    woodland = area(_("Woodland (mu)"))
    returned_woodland = area(_("Farmland returned to wood (mu)"))
    orchard = area(_("Orchard (mu)"))
    pasture = area(_("Pasture (mu)"))
    water_surface = area(_("Water surface (mu)"))
    in_cooperative = yes_no(_("Member of a cooperative"))
    led_by_firm = yes_no(_("Led by a leading firm"))
    led_by_entrepreneur = yes_no(_("Led by an entrepreneur"))

    area_field = "household__division_id"

    class Meta:
        constraints = never_negative(
            "conditions", "road_distance", "floor_space", "farmland", "woodland",
            "returned_woodland", "orchard", "pasture", "water_surface",
        )  # fmt: skip


class Statement(models.Model):
    """What a household earned and spent in a period. Totals of the household, yuan."""

    class Kind(models.TextChoices):
        YEARLY = "yearly", _("Yearly")
        IDENTIFICATION = "identification", _("At identification")
        ELIMINATION = "elimination", _("At elimination")

    household = models.ForeignKey(
        Household, models.CASCADE, related_name="statements", db_index=False
    )
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.YEARLY)
    year = models.PositiveSmallIntegerField(_("Year"))
    starts = models.DateField(_("From"))
    ends = models.DateField(_("To"))
    source = given_by()

    people = models.PositiveSmallIntegerField(_("People"), null=True, blank=True)
    wage_income = money(_("Wage income"))
    business_income = money(_("Business income"))
    property_income = money(_("Property income"))
    transfer_income = money(_("Transfer income"))
    business_cost = money(_("Business expenditure"))
    family_planning = money(_("Family planning allowance"))
    low_income_allowance = money(_("Low-income allowance (低保)"))
    extreme_poverty_support = money(_("Extreme-poverty support (特困)"))
    pension = money(_("Pension"))
    eco_compensation = money(_("Eco-compensation"))
    other_transfer = money(_("Other transfer income"))
    claims = money(_("Insurance pay-outs"))
    out_of_pocket = money(_("Compliant out-of-pocket spending"))

    area_field = "household__division_id"

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("household", "kind", "starts"),
                name="statement_once_per_period",
                violation_error_message=_("This household already has a statement of this period."),
            ),
            # So a household has one yearly statement a year, as the indicators take for granted.
            models.CheckConstraint(
                condition=~Q(kind="yearly")
                | Q(starts__year=F("year"), starts__month=1, starts__day=1),
                name="statement_of_a_year_starts_on_1_january",
                violation_error_message=_("A yearly statement starts on 1 January of its year."),
            ),
            models.CheckConstraint(
                condition=Q(starts__lte=F("ends")),
                name="statement_ends_after_it_starts",
                violation_error_message=_("The period ends before it starts."),
            ),
            *never_negative(
                "statement", "wage_income", "business_income", "property_income",
                "transfer_income", "business_cost", "family_planning", "low_income_allowance",
                "extreme_poverty_support", "pension", "eco_compensation", "other_transfer",
                "claims", "out_of_pocket",
            ),
        )  # fmt: skip

    @property
    def net_income(self) -> Decimal | None:
        """None where one of its five parts is not known."""
        parts = (self.wage_income, self.business_income, self.property_income, self.transfer_income)
        if None in parts or self.business_cost is None:
            return None
        return sum(map(Decimal, parts), -self.business_cost)

    @property
    def net_income_per_person(self) -> Decimal | None:
        if self.net_income is None or not self.people:
            return None
        return self.net_income / self.people


class Member(models.Model):
    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        DECEASED = "deceased", _("Deceased")
        MARRIED_OUT = "married_out", _("Married out")
        MOVED_OUT = "moved_out", _("Moved out")

    household = models.ForeignKey(Household, models.CASCADE, related_name="members", db_index=False)
    # The household's own, kept here for search by name inside an area.
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.ACTIVE)
    left_on = models.DateField(_("Left on"), null=True, blank=True)
    facts_year = models.PositiveSmallIntegerField(_("Year of the facts"), null=True)
    # 年度 of the row that last gave 在校生状况; a blank cell gives it too (census-workbook.md).
    school_year = models.PositiveSmallIntegerField(_("Year of the school status"), null=True)
    source = given_by()

    person_code = text(_("Person code"), 40)
    name = models.CharField(_("Name"), max_length=60, db_collation="C")
    id_kind = choice(_("Kind of certificate"), choices.IdentityKind)
    # The whole 证件号码; the hash is of its 18-character ID number, so a disability certificate
    # and an ID card of one person meet.
    id_number_cipher = models.BinaryField(null=True)
    id_number_hash = models.BinaryField(null=True)
    id_number_masked = text(_("ID number"), 24)
    sex = choice(_("Sex"), choices.Sex)
    birth_date = models.DateField(_("Date of birth"), null=True, blank=True)
    ethnicity = text(_("Ethnicity"), 20)
    politics = choice(_("Political status"), choices.Politics)
    relation = choice(_("Relation to the householder"), choices.Relation)
    education = choice(_("Education"), choices.Education)
    school_stage = choice(_("School stage"), choices.SchoolStage)
    out_of_school_reason = choice(_("Reason for being out of school"), choices.OutOfSchoolReason)
    health = ArrayField(
        models.CharField(max_length=6, choices=choices.Health.choices),
        verbose_name=_("Health"), null=True, blank=True,
    )  # fmt: skip
    disability_type = choice(_("Kind of disability"), choices.DisabilityType)
    disability_grade = choice(_("Disability grade"), choices.DisabilityGrade)
    disability_year = models.PositiveSmallIntegerField(
        _("Year of the disability certificate"), null=True, blank=True
    )
    labour = choice(_("Labour ability"), choices.Labour)
    work_place = text(_("Place of work"))
    work_months = models.PositiveSmallIntegerField(_("Months at work"), null=True, blank=True)
    work_firm = text(_("Employer"), 100)
    work_channel = text(_("How the work was found"))
    work_abroad = yes_no(_("Works abroad"))
    public_post = text(_("Public-interest post"))
    public_post_months = models.PositiveSmallIntegerField(
        _("Months in a public-interest post"), null=True, blank=True
    )
    resident_insurance = yes_no(_("Resident medical insurance"))
    employee_insurance = yes_no(_("Employee medical insurance"))
    major_illness_insurance = yes_no(_("Major-illness insurance"))
    commercial_insurance = yes_no(_("Commercial medical insurance"))
    resident_pension = yes_no(_("Resident pension insurance"))
    employee_pension = yes_no(_("Employee pension insurance"))
    low_income_allowance = yes_no(_("Receives the low-income allowance (低保)"))
    extreme_poverty_support = yes_no(_("Receives extreme-poverty support (特困)"))
    medical_assistance = yes_no(_("Receives major-illness assistance"))
    other_health_help = yes_no(_("Receives other health help"))
    speaks_mandarin = yes_no(_("Speaks Mandarin"))
    phone = text(_("Phone"), 20)
    industry = text(_("Industry"))

    objects = MemberQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("household",), name="member_by_household"),
            models.Index(
                fields=("county", "name"),
                name="member_by_name",
                include=("division", "household"),
            ),
            models.Index(fields=("id_number_hash",), name="member_by_id_number"),
            models.Index(fields=("phone",), name="member_by_phone", condition=~Q(phone="")),
            models.Index(fields=("birth_date",), name="member_by_birth_date"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("id_number_hash",),
                condition=Q(status="active"),
                name="person_active_in_one_household",
                violation_error_message=_("This person is already active in another household."),
            ),
            models.UniqueConstraint(
                fields=("person_code",),
                condition=Q(id_number_hash=None, status="active") & ~Q(person_code=""),
                name="person_code_active_once",
                violation_error_message=_("This person is already active in another household."),
            ),
            models.CheckConstraint(
                condition=(Q(work_months=None) | Q(work_months__lte=12))
                & (Q(public_post_months=None) | Q(public_post_months__lte=12)),
                name="member_months_within_a_year",
                violation_error_message=_("Months are 0 to 12."),
            ),
            models.CheckConstraint(
                condition=Q(status="active") | Q(left_on__isnull=False),
                name="member_who_left_has_a_date",
                violation_error_message=_("Say when the person left the household."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def age(self, day: date) -> int | None:
        """In whole years; None where the date of birth is not known."""
        born = self.birth_date
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Change(models.Model):
    """One value that changed: old, new, and the act that changed it.

    `field` is a column name of the entity's table. A deleted row (an undone import) leaves one
    change with an empty field and the whole row as `old`.
    """

    class Entity(models.TextChoices):
        HOUSEHOLD = "household", _("Household")
        CONDITIONS = "conditions", _("Living conditions")
        STATEMENT = "statement", _("Statement")
        MEMBER = "member", _("Member")

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="changes")
    household_id = models.BigIntegerField()  # stays when the household is gone
    entity = models.CharField(max_length=10, choices=Entity.choices)
    entity_id = models.BigIntegerField()
    field = models.CharField(max_length=40, blank=True)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("household_id", "-id"), name="change_by_household"),)


class Pairing(models.Model):
    """A helper (帮扶责任人) and one of the households they are responsible for, from–to."""

    user = models.ForeignKey(User, models.PROTECT, related_name="pairings")
    household = models.ForeignKey(Household, models.CASCADE, related_name="pairings")
    starts = models.DateField(_("From"), default=timezone.localdate)
    ends = models.DateField(_("To"), null=True, blank=True)

    area_field = "household__division_id"
    objects = PairingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "household"),
                condition=Q(ends=None),
                name="pairing_open_once",
                violation_error_message=_("This helper is already paired with the household."),
            ),
        )
