"""The history of a household in words, and its income as a drawing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Division
from accounts.personal import mask
from monitoring.registry.models import Change, Household, Member, Source, Statement
from monitoring.registry.rows import ENTITY

MODELS = {entity: model for model, entity in ENTITY.items()}
PHONES = frozenset({"phone", "contact_phone"})
INCOME = ("wage_income", "business_income", "property_income", "transfer_income")

AMOUNTS = (
    *INCOME, "business_cost", "family_planning", "low_income_allowance",
    "extreme_poverty_support", "pension", "eco_compensation", "other_transfer", "claims",
    "out_of_pocket",
)  # fmt: skip
RIGHTS = (
    "resident_insurance", "employee_insurance", "major_illness_insurance", "commercial_insurance",
    "resident_pension", "employee_pension", "low_income_allowance", "extreme_poverty_support",
    "medical_assistance", "other_health_help",
)  # fmt: skip

# Of columns whose name is no label of their own.
LABELS = {
    "status": gettext_lazy("State"),
    "division_id": gettext_lazy("Village"),
    "household_id": gettext_lazy("Household"),
    "successor_id": gettext_lazy("Merged into another household"),
}

TABS = (
    ("members", gettext_lazy("Members")),
    ("income", gettext_lazy("Income")),
    ("conditions", gettext_lazy("Three guarantees")),
    ("history", gettext_lazy("History")),
)


@dataclass(frozen=True)
class Line:
    """One change as a person reads it."""

    source: Source
    subject: str
    label: str
    old: str
    new: str

    @property
    def at(self) -> datetime:
        return self.source.at


def changes(household: Household) -> models.QuerySet[Change]:
    """What lines are made of."""
    return Change.objects.of(household)


def lines(changes: Sequence[Change]) -> list[Line]:
    """Changes in words; names of divisions, households and people in a query each."""
    names = _Names(changes)
    return [_line(change, names) for change in changes]


def said(field: "models.Field[Any, Any] | None", value: Any, *, in_full: bool = False) -> str:
    """A stored value as a page shows it; phones masked unless `in_full`."""
    if value in (None, "", []):
        return "—"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return "、".join(str(part) for part in value)
    if isinstance(field, models.DecimalField):
        return intcomma(f"{Decimal(str(value)):.2f}")
    if field is not None and field.name in PHONES and not in_full:
        return mask(str(value))
    options = dict(field.flatchoices) if field is not None and field.choices else {}
    return str(options.get(value, value))


def income_chart(statements: Iterable[Statement]) -> dict[str, Any] | None:
    """What ECharts draws: the parts of the income, year by year; None for fewer than one year."""
    yearly = sorted(
        (each for each in statements if each.kind == Statement.Kind.YEARLY), key=lambda s: s.year
    )
    if not yearly:
        return None
    return {
        "tooltip": {"trigger": "axis"},
        "color": ["#24384b", "#5b7a99", "#9db4c9", "#c9d6e2"],
        "grid": {"left": 8, "right": 8, "top": 16, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "category", "data": [str(each.year) for each in yearly]},
        "yAxis": {"type": "value"},
        "series": [
            {
                "type": "bar",
                "stack": "income",
                "name": label(Statement, part),
                "data": [float(getattr(each, part) or 0) for each in yearly],
            }
            for part in INCOME
        ],
    }


def _line(change: Change, names: "_Names") -> Line:
    model = MODELS[Change.Entity(change.entity)]
    field = _field(model, change.field)
    if not change.field:
        title, old, new = _("Removed"), names.subject(change), "—"
    else:
        title = label(model, change.field)
        old, new = (names.referred(change.field, value) or said(field, value)
                    for value in (change.old, change.new))  # fmt: skip
    return Line(change.source, names.subject(change), title, old, new)


def label(model: type[models.Model], column: str) -> str:
    """What people call a column."""
    named = LABELS.get(column) or getattr(_field(model, column), "verbose_name", None)
    return str(named or column)


def _field(model: type[models.Model], column: str) -> "models.Field[Any, Any] | None":
    try:
        found = model._meta.get_field(column.removesuffix("_id"))
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None


class _Names:
    """Of what changes refer to by id."""

    def __init__(self, changes: Sequence[Change]) -> None:
        members = {each.entity_id for each in changes if each.entity == Change.Entity.MEMBER}
        years = {each.entity_id for each in changes if each.entity == Change.Entity.STATEMENT}
        self._members = dict(Member.objects.filter(pk__in=members).values_list("pk", "name"))
        self._years = dict(Statement.objects.filter(pk__in=years).values_list("pk", "year"))
        self._referred = {
            "division_id": self._read(Division, "name", changes, "division_id"),
            "household_id": self._read(Household, "code", changes, "household_id"),
            "successor_id": self._read(Household, "code", changes, "successor_id"),
        }

    def referred(self, column: str, value: Any) -> str | None:
        known = self._referred.get(column)
        return known.get(value) if known else None

    def subject(self, change: Change) -> str:
        """Whose value it is: the household's, a member's, a year's."""
        gone = change.old if not change.field and isinstance(change.old, dict) else {}
        if change.entity == Change.Entity.MEMBER:
            return self._members.get(change.entity_id) or gone.get("name") or _("Former member")
        if change.entity == Change.Entity.STATEMENT:
            year = self._years.get(change.entity_id) or gone.get("year") or ""
            return _("Statement {year}").format(year=year)
        return str(Change.Entity(change.entity).label)

    def _read(
        self, model: type[models.Model], shown: str, changes: Sequence[Change], column: str
    ) -> dict[Any, str]:
        ids = {v for each in changes if each.field == column for v in (each.old, each.new) if v}
        if not ids:
            return {}
        return dict(model._default_manager.filter(pk__in=ids).values_list("pk", shown))
