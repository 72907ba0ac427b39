"""The income by item, the risks by row, the workbook that comes back."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitoring.cases.assessment import prefill
from monitoring.cases.assessment.items import BY_CODE, ITEMS, TOTALS, totals
from monitoring.cases.assessment.models import Assessment
from monitoring.cases.assessment.risks import DISASTERS, MOST, Given, Suggestion
from monitoring.cases.casework.models import Case
from monitoring.cases.casework.querysets import CaseStepQuerySet
from monitoring.lists.forms import ListFilter, Order, any_of
from monitoring.registry.choices import MonitoredType, Risk
from monitoring.registry.models import Statement
from monitoring.registry.wording import label


@dataclass(frozen=True)
class Line:
    field: forms.BoundField
    grounds: list[str]  # where the proposed amount comes from


@dataclass(frozen=True)
class Group:
    """The items of one total."""

    label: str
    lines: list[Line]

    @property
    def is_filled(self) -> bool:
        return any(line.field.value() or line.field.errors for line in self.lines)


class StatementForm(forms.Form):
    people = forms.IntegerField(label=_("People who share the income"), min_value=1, max_value=99)
    # Which saved version the person has in view.
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Case, kept: Assessment | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known = prefill.known(case.household)
        self.fields["people"].initial = case.household.members.active().count() or None
        proposed = {code: known.amount for code, known in self._known.items()}
        if kept:
            self.fields["people"].initial = kept.statement.people
            self.fields["seen"].initial = kept.source_id
            proposed = {amount.item: amount.yuan for amount in kept.amounts.all()}
        self.fields["people"].widget.attrs["inputmode"] = "numeric"
        for item in ITEMS:
            self.fields[item.code] = forms.DecimalField(
                label=item.name,
                required=False,
                min_value=0,
                max_digits=14,
                decimal_places=2,
                initial=proposed.get(item.code) or None,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )

    @property
    def groups(self) -> Iterator[Group]:
        for total in TOTALS:
            items = (item for item in ITEMS if item.total == total)
            yield Group(label(Statement, total), [self._line(item.code) for item in items])

    @property
    def amounts(self) -> dict[str, Decimal]:
        """What was typed, by item."""
        given = {name: value for name, value in self._values().items() if name in BY_CODE}
        return {name: value for name, value in given.items() if value is not None}

    def statement(self) -> Statement:
        """The sums of what the form holds now, not saved."""
        return Statement(people=self._values().get("people"), **totals(self.amounts))

    def _values(self) -> dict[str, Any]:
        if self.is_bound:
            return self.cleaned_data
        return {name: field.initial for name, field in self.fields.items()}

    def _line(self, code: str) -> Line:
        known = self._known.get(code)
        return Line(self[code], known.grounds if known else [])


class RisksForm(forms.Form):
    """Five rows of risk, kind of disaster and remark, and the type that the person expects."""

    chosen_type = forms.ChoiceField(
        label=_("Monitored type"),
        required=False,
        choices=[("", _("As the facts say")), *MonitoredType.choices],
        help_text=_("It follows from the facts; another choice is refused with the reason."),
    )

    def __init__(self, *args: Any, case: Case, suggested: list[Suggestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proposed: list[Given] = case.episode.risks or [{"risk": each.risk} for each in suggested]
        for number in range(MOST):
            given = proposed[number] if number < len(proposed) else {}
            self._add(f"risk{number}", _("Risk %d") % (number + 1), Risk.choices, given.get("risk"))
            kinds = [(kind, kind) for kind in DISASTERS]
            self._add(f"sub_item{number}", _("Kind of disaster"), kinds, given.get("sub_item"))
            self.fields[f"remark{number}"] = forms.CharField(
                label=_("Remark"), required=False, max_length=60, initial=given.get("remark")
            )
        self.order_fields([name for name in self.fields if name != "chosen_type"])

    @property
    def rows(self) -> Iterator[tuple[forms.BoundField, ...]]:
        for number in range(MOST):
            yield tuple(self[f"{name}{number}"] for name in ("risk", "sub_item", "remark"))

    @property
    def named(self) -> list[dict[str, str]]:
        rows = (
            {name: self.cleaned_data[f"{name}{number}"] for name in ("risk", "sub_item", "remark")}
            for number in range(MOST)
        )
        return [row for row in rows if row["risk"]]

    def _add(self, name: str, label: Any, options: list[Any], initial: str | None) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, required=False, choices=[("", "—"), *options], initial=initial
        )


class EntryForm(forms.Form):
    code = forms.CharField(
        label=_("Household code"),
        max_length=40,
        help_text=_("As the national system shows it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class EntryFilter(ListFilter[CaseStepQuerySet]):
    state = any_of(
        _("State"),
        (
            ("missing", _("Not entered yet")),
            ("errors", _("With errors")),
            ("entered", _("Entered")),
        ),
    )

    orders: ClassVar = {"": Order("", ("division_id", "id"))}

    def narrow(self, rows: CaseStepQuerySet) -> CaseStepQuerySet:
        conditions = {
            "": Q(),
            "missing": Q(case__national_entry=None),
            "errors": Q(case__national_entry__isnull=False) & ~Q(case__national_entry__errors=[]),
            "entered": Q(case__national_entry__errors=[]),
        }
        return super().narrow(rows).filter(conditions[self.cleaned_data["state"]])


class AnswerForm(forms.Form):
    workbook = forms.FileField(
        label=_("Workbook of the national system"),
        help_text=_(
            "An .xlsx or .csv file with the column 户编号, 户主证件号码 and, where something is "
            "wrong, 错误信息."
        ),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
