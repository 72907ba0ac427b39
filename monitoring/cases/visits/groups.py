"""Who is visited how often: the groups of the plan, each a condition, declared here alone.

The conditions read the aliases of planning.py: `h` the household, `i` its indicators, `m` what its
members have in common, `line` the income line in fen, as the indicators keep amounts. What is not
known counts as no.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from monitoring.indicators.expressions import one_of
from monitoring.registry.choices import Health, Risk, SchoolStage

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

BEYOND_COMPULSORY = tuple(
    stage
    for stage in SchoolStage
    if stage.name.startswith(
        ("SENIOR", "VOCATIONAL", "HIGHER", "TECHNICIAN", "BACHELOR", "POSTGRADUATE")
    )
)
RISKS = ("h.risk1", "h.risk2", "h.risk3", "h.risk4", "h.risk5")


@dataclass(frozen=True)
class Group:
    code: str
    label: "Text"
    sql: str


# What of a household's active members the groups read, aggregated once.
OF_MEMBERS = {
    "ill": f"p.health && ARRAY['{Health.SERIOUS}', '{Health.CHRONIC}']::varchar[]",
    "extreme_poverty": "p.extreme_poverty_support",
    "low_income": "p.low_income_allowance",
    "disabled": f"'{Health.DISABLED}' = ANY (p.health) OR p.disability_grade IS NOT NULL",
    "unstable_work": "p.work_months BETWEEN 1 AND 5",
}
STUDENTS = one_of("p.school_stage", *BEYOND_COMPULSORY)

WATCHED = Group("watched", _("Monitored or ex-poor"), "i.monitored OR i.ex_poor")

# 八必访 (domain.md 2.1), and whom a criterion of effect "visit" flags.
MUST = (
    Group("income", _("Low or falling income"),
          "i.net_income < 1.5 * line * i.people"
          " OR i.net_income * i.people_before < 0.7 * i.net_income_before * i.people"),
    Group("illness", _("Serious or chronic illness"), "m.ill"),
    Group("extreme-poverty", _("Extreme-poverty support"), "m.extreme_poverty"),
    Group("low-income", _("Low-income allowance"), "m.low_income"),
    Group("disability", _("Disability"), "m.disabled"),
    Group("students", _("Several students beyond compulsory school"), "m.students >= 2"),
    Group("work", _("Unstable migrant work"), "m.unstable_work"),
    Group("mishap", _("Disaster or accident"),
          " OR ".join(one_of(risk, Risk.DISASTER, Risk.ACCIDENT) for risk in RISKS)),
    Group("flag", _("Flagged to be visited"), """EXISTS (
        SELECT FROM monitoring_flag f
        WHERE f.household_id = h.id AND f.cleared_on IS NULL AND f.effect = 'visit')"""),
)  # fmt: skip

LABELS = {group.code: group.label for group in (WATCHED, *MUST)}
