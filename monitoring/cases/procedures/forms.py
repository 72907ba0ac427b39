"""A version of a procedure as a form: its limits, a row per step, and days of the calendar."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.forms import DateInput, ModelForm
from accounts.models import Division
from monitoring.cases.procedures.calendar import read_days
from monitoring.cases.procedures.models import Evidence, Procedure, Step

MOST_STEPS = 20


class ProcedureForm(ModelForm):
    class Meta:
        model = Procedure
        fields = (
            "county", "valid_from", "document", "days", "unit", "notice_days", "stable_months",
        )  # fmt: skip
        widgets = {"valid_from": DateInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        county = cast("forms.ModelChoiceField[Division]", self.fields["county"])
        county.label, county.empty_label = _("Where it holds"), _("Everywhere")
        county.queryset = Division.objects.filter(level=Division.Level.COUNTY)


class StepForm(ModelForm):
    beside = forms.BooleanField(label=_("At the same time as the step before it"), required=False)
    code = forms.SlugField(max_length=20, required=False, widget=forms.HiddenInput)
    evidence = forms.MultipleChoiceField(
        label=_("What must be there before it passes"),
        choices=Evidence.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    papers = forms.CharField(
        label=_("Papers that must be attached"),
        help_text=_("One a line."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    class Meta:
        model = Step
        fields = (
            "code", "name", "level", "days", "unit", "beside", "may_refuse", "evidence", "papers",
            "document",
        )  # fmt: skip
        labels = {"name": _("Name of the step")}

    def clean_papers(self) -> list[str]:
        papers = [line.strip() for line in self.cleaned_data["papers"].splitlines()]
        if any(len(paper) > 60 for paper in papers):
            raise forms.ValidationError(_("The name of a paper has at most 60 characters."))
        return [paper for paper in papers if paper]


class BaseStepFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    def steps(self) -> list[Step]:
        """In the order of the rows; one without a code gets the next free one."""
        used = {form.cleaned_data["code"] for form in self.forms}
        free = (code for n in range(1, 99) if (code := f"own-{n}") not in used)
        position, made = 0, list[Step]()
        for form in self.forms:
            said = dict(form.cleaned_data)
            position += not (said.pop("beside") and made)
            made.append(Step(**said | {"position": position, "code": said["code"] or next(free)}))
        return made

    def shown(self) -> list[Step]:
        """As far as the rows say it so far, for the picture of the flow."""
        position, made = 0, list[Step]()
        for form in self.forms:
            position += not (form["beside"].value() and made)
            name, level = (str(form[field].value() or "") for field in ("name", "level"))
            made.append(Step(position=position, name=name, level=level))
        return made


_StepFormSet = forms.formset_factory(
    StepForm, BaseStepFormSet, extra=0, min_num=1, max_num=MOST_STEPS, validate_max=True
)


def step_forms(
    data: QueryDict | None = None, initial: Sequence[dict[str, Any]] | None = None
) -> BaseStepFormSet:
    return cast("BaseStepFormSet", _StepFormSet(data, prefix="steps", initial=initial))


def rows_of(procedure: Procedure) -> list[dict[str, Any]]:
    """The steps of a version as the rows of a form show them."""
    rows, position = [], None
    for step in procedure.steps.all():
        said = {name: getattr(step, name) for name in StepForm.Meta.fields if hasattr(step, name)}
        said |= {"papers": "\n".join(step.papers), "beside": step.position == position}
        position = step.position
        rows.append(said)
    return rows


def rearranged(data: QueryDict, order: str) -> list[dict[str, Any]]:
    """The posted rows after `order`: "add", "drop:INDEX", "up:INDEX"; else as they are."""
    given = data.get("steps-TOTAL_FORMS", "")
    total = min(int(given) if given.isdecimal() and len(given) < 4 else 0, MOST_STEPS)
    rows = [_row(data, f"steps-{index}-") for index in range(total)]
    command, _separator, number = order.partition(":")
    index = int(number) if number.isdecimal() and len(number) < 4 else 0
    if command == "add" and total < MOST_STEPS:
        rows.append({"may_refuse": True})
    elif command == "drop" and index < total and total > 1:
        del rows[index]
    elif command == "up" and 0 < index < total:
        rows[index - 1], rows[index] = rows[index], rows[index - 1]
    return rows


def _row(data: QueryDict, prefix: str) -> dict[str, Any]:
    row: dict[str, Any] = {name: data.get(prefix + name, "") for name in StepForm.Meta.fields}
    return row | {"evidence": data.getlist(f"{prefix}evidence")}


class DaysForm(forms.Form):
    days = forms.CharField(
        label=_("Days, free or worked"),
        help_text=_("One a line, typed or pasted from a workbook: 2027-02-06 休 春节"),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    document = forms.CharField(
        label=_("Source document"), max_length=200, help_text=_("Name and number of the document")
    )
    whole_years = forms.BooleanField(
        label=_("These are all exceptions of the year; every other day follows the week"),
        required=False,
        initial=True,
    )

    def clean_days(self) -> dict[date, tuple[bool, str]]:
        return read_days(self.cleaned_data["days"])
