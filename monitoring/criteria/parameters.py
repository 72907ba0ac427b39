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
        ),
        Declaration(
            code="rural_income_last_year",
            label=_("Last year's disposable income per rural resident of the province"),
            short_label=_("Last year's rural income per person"),
            line=_("last year's rural income per person"),
            unit=_("yuan/person"),
            basis=Kind.RATIO,
        ),
    )
}
