"""The type of a monitored household follows from its facts (domain.md 1.1); nobody picks it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from monitoring.cases.assessment.income import Income
from monitoring.registry.choices import HouseholdType, MonitoredType, Risk

# Events that make spending jump or income drop; the others are standing conditions.
SHOCKS = frozenset(
    {
        Risk.ILLNESS, Risk.DISASTER, Risk.ACCIDENT, Risk.FAILED_PROJECT, Risk.UNSTABLE_WORK,
        Risk.EPIDEMIC, Risk.OTHER,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Derived:
    """The type with its ground; where there is none, the ground says why."""

    type: MonitoredType | None
    ground: str


def derive(household_type: str | None, income: Income, risks: Collection[str]) -> Derived:
    if income.line is None:
        return Derived(None, _("No monitoring line is in force on the day the case began."))
    if household_type is None:
        return Derived(
            None, _("The registry does not say whether this is an ex-poor household. Add it there.")
        )
    if not risks:
        return Derived(None, _("Without a risk a household is of no monitored type."))
    if income.is_below:
        return _below(household_type)
    return _above(income, risks)


def _below(household_type: str) -> Derived:
    if household_type == HouseholdType.EX_POOR:
        return Derived(
            MonitoredType.UNSTABLE,
            _("An ex-poor household with a net income per person below the monitoring line."),
        )
    return Derived(
        MonitoredType.MARGINAL,
        _("An ordinary household with a net income per person below the monitoring line."),
    )


def _above(income: Income, risks: Collection[str]) -> Derived:
    if income.spending_breaks_line:
        return Derived(
            MonitoredType.SUDDEN,
            _("Net income above the line, but below it once rigid spending is paid."),
        )
    shocks = [str(Risk(risk).label) for risk in risks if risk in SHOCKS]
    if shocks:
        return Derived(
            MonitoredType.SUDDEN,
            _("Net income above the line, with a sudden blow: %(shocks)s.")
            % {"shocks": "、".join(shocks)},
        )
    return Derived(
        None,
        _(
            "Net income is not below the line, and neither a sudden event nor rigid spending "
            "explains a severe difficulty: the household is of no monitored type."
        ),
    )
