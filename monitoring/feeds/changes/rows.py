"""What a row of each list says: flat, every field by name. `source` is where it is stored.

Personal numbers are here in their masked form only; the whole ones never leave by these lists.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from monitoring.cases.casework.models import Case
from monitoring.cases.procedures.models import Process
from monitoring.criteria.models import Criterion
from monitoring.registry import choices
from monitoring.registry.models import Household, Member

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Row(serializers.Serializer[Any]):
    """Fields outside a client's field list are left out."""

    id = serializers.IntegerField(help_text=_("Key of the row; stays the same for good"))
    changed = serializers.DateTimeField(help_text=_("When this change was first told"))


def text(label: "StrOrPromise", source: str | None = None) -> serializers.CharField:
    return serializers.CharField(required=False, label=label, source=source, allow_blank=True)


def one_of(
    label: "StrOrPromise", options: type[TextChoices], source: str | None = None
) -> serializers.ChoiceField:
    return serializers.ChoiceField(
        options.choices, required=False, label=label, source=source, allow_null=True
    )


def yes_no(label: "StrOrPromise") -> serializers.BooleanField:
    return serializers.BooleanField(required=False, label=label, allow_null=True)


def day(label: "StrOrPromise", source: str | None = None) -> serializers.DateField:
    return serializers.DateField(required=False, label=label, source=source, allow_null=True)


def number(label: "StrOrPromise", source: str | None = None) -> serializers.IntegerField:
    return serializers.IntegerField(required=False, label=label, source=source, allow_null=True)


class HouseholdRow(Row):
    code = text(_("Household code"))
    division = text(_("Division"), "division_id")
    status = one_of(_("Status"), Household.Status)
    householder = text(_("Householder"), "head_name")
    householder_id_number = text(_("Householder's ID number"), "head_id_masked")
    size = number(_("Declared size"), "declared_size")
    type = one_of(_("Household type"), choices.HouseholdType, "household_type")
    monitored_type = one_of(_("Monitored type"), choices.MonitoredType)
    identified_month = text(_("Identified (YYYYMM)"))
    eliminated_month = text(_("Risk eliminated (YYYYMM)"))
    risk_eliminated = yes_no(_("Risk eliminated"))
    elimination_method = one_of(_("Elimination method"), choices.EliminationMethod)
    risk1 = one_of(_("Risk 1"), choices.Risk)
    risk2 = one_of(_("Risk 2"), choices.Risk)
    risk3 = one_of(_("Risk 3"), choices.Risk)
    risk4 = one_of(_("Risk 4"), choices.Risk)
    risk5 = one_of(_("Risk 5"), choices.Risk)
    no_labour_safety_net = yes_no(_("Whole household without labour, covered by the safety net"))
    relocated = yes_no(_("Relocated household"))
    facts_year = number(_("Year of the facts"))


class MemberRow(Row):
    household = text(_("Household code"), "household.code")
    division = text(_("Division"), "division_id")
    status = one_of(_("Status"), Member.Status)
    left_on = day(_("Left on"))
    name = text(_("Name"))
    id_number = text(_("ID number"), "id_number_masked")
    sex = one_of(_("Sex"), choices.Sex)
    birth_date = day(_("Date of birth"))
    relation = one_of(_("Relation to the householder"), choices.Relation)
    education = one_of(_("Education"), choices.Education)
    school_stage = one_of(_("School stage"), choices.SchoolStage)
    out_of_school_reason = one_of(_("Reason for being out of school"), choices.OutOfSchoolReason)
    health = serializers.ListField(
        child=serializers.ChoiceField(choices.Health.choices),
        required=False,
        label=_("Health"),
        allow_null=True,
    )
    disability_type = one_of(_("Kind of disability"), choices.DisabilityType)
    disability_grade = one_of(_("Disability grade"), choices.DisabilityGrade)
    labour = one_of(_("Labour ability"), choices.Labour)
    work_months = number(_("Months at work"))
    public_post_months = number(_("Months in a public-interest post"))
    resident_insurance = yes_no(_("Resident medical insurance"))
    employee_insurance = yes_no(_("Employee medical insurance"))
    major_illness_insurance = yes_no(_("Major-illness insurance"))
    resident_pension = yes_no(_("Resident pension insurance"))
    employee_pension = yes_no(_("Employee pension insurance"))
    low_income_allowance = yes_no(_("Receives the low-income allowance (低保)"))
    extreme_poverty_support = yes_no(_("Receives extreme-poverty support (特困)"))
    facts_year = number(_("Year of the facts"))


class FlagRow(Row):
    household = text(_("Household code"), "household.code")
    division = text(_("Division"), "division_id")
    criterion = text(_("Criterion"))
    severity = one_of(_("Severity"), Criterion.Severity)
    effect = one_of(_("Effect"), Criterion.Effect)
    first_seen = day(_("First seen"))
    last_seen = day(_("Last seen"))
    cleared_on = day(_("Cleared on"))
    gap = serializers.DecimalField(
        14, 2, required=False, label=_("Gap per person"), allow_null=True, help_text=_("Yuan")
    )


class CaseRow(Row):
    household = text(_("Household code"), "household.code")
    division = text(_("Division"), "division_id")
    process = one_of(_("Process"), Process)
    state = one_of(_("State"), Case.Status, "status")
    steps = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        label=_("Current steps"),
        source="current_steps",
        allow_null=True,
    )
    opened_on = day(_("Opened on"))
    due_on = day(_("Due on"))
    decided_on = day(_("Decided on"), "closed_on")


class Page(serializers.Serializer[Any]):
    """In every list: put the rows into your copy by their id, take out what is gone, go on."""

    gone = serializers.ListField(
        child=serializers.IntegerField(),
        help_text=_("Ids that left the area, the filters or the registry"),
    )
    next = serializers.CharField(help_text=_("Cursor of the next page, now or in a month"))
    more = serializers.BooleanField(help_text=_("Whether the next page has something already"))


class HouseholdPage(Page):
    rows = HouseholdRow(many=True)


class MemberPage(Page):
    rows = MemberRow(many=True)


class FlagPage(Page):
    rows = FlagRow(many=True)


class CasePage(Page):
    rows = CaseRow(many=True)
