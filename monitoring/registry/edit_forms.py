"""What a person changes by hand: only what was touched goes to the action, with what was seen."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import ModelForm
from monitoring.registry import choices, cleaning, identity, numbers, wording
from monitoring.registry.findings import Problem
from monitoring.registry.forms import day_input
from monitoring.registry.models import Household, LivingConditions, Member, Statement


def note_field() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("What you rely on, such as a visit or a document."),
    )


class EditForm(ModelForm):
    """Each field carries what the person saw; what somebody changed meanwhile is put to them."""

    class Meta:
        fields: tuple[str, ...] = ()

    note = note_field()
    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts: list[dict[str, str]] = []
        for name, field in self.fields.items():
            field.show_hidden_initial = name in self.Meta.fields and not self.instance._state.adding
            if isinstance(field, forms.DecimalField):
                field.widget = forms.TextInput(attrs={"inputmode": "decimal"})
            elif isinstance(field, forms.IntegerField):
                field.widget.attrs["inputmode"] = "numeric"

    @property
    def values(self) -> dict[str, Any]:
        """What the person changed, and did not leave to who changed it meanwhile."""
        touched = (name for name in self.changed_data if name in self.Meta.fields)
        return {
            name: self.cleaned_data[name]
            for name in touched
            if self.data.get(f"choose-{name}") != "theirs"
        }

    @property
    def seen(self) -> dict[str, Any]:
        """What the person had before them of what they changed."""
        return {name: self._seen(name) for name in self.values if name in self.fields}

    def put(self, current: Mapping[str, Any]) -> None:
        """Show both values of what somebody changed meanwhile; `current` is now what was seen."""
        self.data = self.data.copy()
        for name, value in current.items():
            field, model_field = self[name], self.instance._meta.get_field(name)
            self.conflicts.append(
                {
                    "name": name,
                    "label": str(field.label),
                    "mine": wording.said(model_field, self.cleaned_data[name], in_full=True),
                    "theirs": wording.said(model_field, value, in_full=True),
                }
            )
            self._set_seen(name, field.field.prepare_value(value))

    def _seen(self, name: str) -> Any:
        bound = self[name]
        hidden = bound.field.hidden_widget()
        raw = hidden.value_from_datadict(self.data, self.files, bound.html_initial_name)
        return bound.field.clean(raw) if raw or not bound.field.required else None

    def _set_seen(self, name: str, value: Any) -> None:
        key = self[name].html_initial_name
        if isinstance(value, list):
            self.data.setlist(key, value)
        else:
            self.data[key] = "" if value is None else str(value)


class HouseholdForm(EditForm):
    bank_card = forms.CharField(
        label=_("New bank card number"), required=False, max_length=30,
        help_text=_("Empty leaves the number as it is."),
    )  # fmt: skip

    class Meta:
        model = Household
        # Whether it is monitored is decided on by three levels (monitoring/cases), not by hand.
        fields: tuple[str, ...] = (
            "household_type", "risk1", "risk2", "risk3", "risk4", "risk5",
            "no_labour_safety_net", "martyr_family", "relocated", "declared_size", "phone",
            "contact_name", "contact_phone", "bank_name",
        )  # fmt: skip

    def clean_bank_card(self) -> Any:
        return _read(cleaning.bank_card, self.cleaned_data["bank_card"])

    def clean_phone(self) -> Any:
        return _read(cleaning.phone, self.cleaned_data["phone"])

    def clean_contact_phone(self) -> Any:
        return _read(cleaning.phone, self.cleaned_data["contact_phone"])

    @property
    def values(self) -> dict[str, Any]:
        card = self.cleaned_data["bank_card"]
        return super().values | (numbers.stored("bank_card", card) if card else {})


class ConditionsForm(EditForm):
    class Meta:
        model = LivingConditions
        fields: tuple[str, ...] = (
            "dangerous_house", "house_grade", "floor_space", "safe_water", "sanitary_toilet",
            "household_power", "production_power", "broadcast", "fuel", "road_type",
            "road_distance", "farmland", "woodland", "returned_woodland", "orchard", "pasture",
            "water_surface", "in_cooperative", "led_by_firm", "led_by_entrepreneur",
        )  # fmt: skip


class StatementForm(EditForm):
    class Meta:
        model = Statement
        fields: tuple[str, ...] = (
            "people", "wage_income", "business_income", "property_income", "transfer_income",
            "business_cost", "family_planning", "low_income_allowance", "extreme_poverty_support",
            "pension", "eco_compensation", "other_transfer", "claims", "out_of_pocket",
        )  # fmt: skip


class NewStatementForm(StatementForm):
    year = forms.IntegerField(label=_("Year"), min_value=2000)

    class Meta(StatementForm.Meta):
        fields: tuple[str, ...] = ("year", *StatementForm.Meta.fields)

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > timezone.localdate().year + 1:
            raise ValidationError(_("Years are 2000 to next year."))
        return year

    @property
    def values(self) -> dict[str, Any]:
        year = self.cleaned_data["year"]
        return super().values | {"starts": date(year, 1, 1), "ends": date(year, 12, 31)}


class MemberForm(EditForm):
    id_number = forms.CharField(
        label=_("New ID or disability certificate number"), required=False, max_length=30,
        help_text=_("Empty leaves the number as it is."),
    )  # fmt: skip
    health = forms.MultipleChoiceField(
        label=_("Health"),
        choices=choices.Health.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Member
        fields: tuple[str, ...] = (
            "name", "relation", "sex", "birth_date", "ethnicity", "politics", "phone",
            "education", "school_stage", "out_of_school_reason", "health", "disability_type",
            "disability_grade", "disability_year", "labour", "work_place", "work_months",
            "work_firm", "work_channel", "work_abroad", "industry", "public_post",
            "public_post_months", "resident_insurance", "employee_insurance",
            "major_illness_insurance", "commercial_insurance", "resident_pension",
            "employee_pension", "low_income_allowance", "extreme_poverty_support",
            "medical_assistance", "other_health_help", "speaks_mandarin",
        )  # fmt: skip
        widgets = {"birth_date": day_input()}

    def clean_name(self) -> Any:
        return cleaning.text(self.cleaned_data["name"])

    def clean_phone(self) -> Any:
        return _read(cleaning.phone, self.cleaned_data["phone"])

    def clean_health(self) -> Any:
        return self.cleaned_data["health"] or None

    def clean_id_number(self) -> Any:
        return _read(cleaning.identity_number, self.cleaned_data["id_number"])

    def clean(self) -> dict[str, Any]:
        """Sex and date of birth follow from the number; one that says otherwise is refused."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        found = cleaned.get("id_number")
        for name, said in (
            {"sex": found.sex, "birth_date": found.birth_date}.items() if found else ()
        ):
            if name in self.changed_data and cleaned.get(name) not in (None, said):
                self.add_error(name, _("This contradicts the ID number."))
            cleaned[name] = said
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        found: identity.Identity | None = self.cleaned_data["id_number"]
        if found is None:
            return super().values
        follows = {"sex": found.sex, "birth_date": found.birth_date, "id_kind": found.kind}
        return super().values | follows | numbers.stored("id_number", found.number)


class NewMemberForm(MemberForm):
    """A person new to the household; somebody must be able to tell who it is."""

    person_code = forms.CharField(label=_("Person code"), required=False, max_length=40)

    class Meta(MemberForm.Meta):
        fields: tuple[str, ...] = ("person_code", *MemberForm.Meta.fields)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not (cleaned.get("id_number") or cleaned.get("person_code") or self.errors):
            self.add_error("id_number", _("Give the ID number or, without one, the person code."))
        return cleaned


def _read(clean: cleaning.Cleaner, text: str) -> Any:
    """As the import reads a cell; its finding is the form's error."""
    try:
        return clean(text)
    except Problem as problem:
        raise ValidationError(problem.message) from problem
