"""The parameters a condition may name. Their dated values are data (models.ParameterValue)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from monitoring.indicators.catalogue import Kind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Declaration:
    code: str
    label: "_StrPromise"
    short_label: "_StrPromise"
    line: "_StrPromise"  # what people say a household is below: 监测线
    unit: "_StrPromise"
    basis: Kind  # what it counts; of yuan per person RATIO
    yearly: bool = False  # set anew every year: older than 12 months it needs a confirmation


def _window(code: str, label: "_StrPromise") -> Declaration:
    """For how many days what a department told counts."""
    return Declaration(code, label, label, label, _("days"), Kind.DAYS)


PARAMETERS: dict[str, Declaration] = {
    declared.code: declared
    for declared in (
        Declaration(
            code="monitoring_line",
            label=_("Income standard of monitoring against return to poverty"),
            short_label=_("Monitoring income standard"),
            line=_("the monitoring line"),
            unit=_("yuan/person"),
            basis=Kind.RATIO,
            yearly=True,
        ),
        Declaration(
            code="rural_income_last_year",
            label=_("Last year's disposable income per rural resident of the province"),
            short_label=_("Last year's rural income per person"),
            line=_("last year's rural income per person"),
            unit=_("yuan/person"),
            basis=Kind.RATIO,
            yearly=True,
        ),
        Declaration(
            code="education_cost_limit",
            label=_("Own education cost of one person and school year that a household can bear"),
            short_label=_("Limit of own education cost"),
            line=_("the limit of own education cost"),
            unit=_("yuan/person"),
            basis=Kind.RATIO,
        ),
        Declaration(
            code="water_stoppage_limit",
            label=_("Days without water in a year that count as safe supply"),
            short_label=_("Limit of days without water"),
            line=_("the limit of days without water"),
            unit=_("days"),
            basis=Kind.DAYS,
        ),
        _window("disability_window", _("How long a new disability certificate counts")),
        _window("roll_window", _("How long a month on or off a roll of assistance counts")),
        _window("event_window", _("How long a disaster or accident counts")),
        _window("work_window", _("How long a month in or out of work counts")),
        _window("loan_window", _("How long a month with an overdue loan counts")),
        _window("warning_window", _("How long a warning of a platform counts")),
    )
}
