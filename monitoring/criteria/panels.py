"""The page of parameters: each with its value in force, its history and a chart of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.scope import areas
from monitoring.criteria.charts import steps
from monitoring.criteria.models import ParameterValue, Version
from monitoring.criteria.packs import ParameterInForce, parameters_in_force
from monitoring.criteria.parameters import PARAMETERS, Declaration
from monitoring.criteria.scope import may_here


@dataclass
class Line:
    """A dated value, and what the person looking may do with it."""

    value: ParameterValue
    in_force: bool
    may_confirm: bool
    may_release: bool


@dataclass
class Panel:
    declared: Declaration
    known: ParameterInForce | None
    lines: list[Line] = field(default_factory=list)

    @property
    def chart(self) -> dict[str, Any]:
        common = [line.value for line in self.lines if line.value.county is None]
        released = [value for value in common if value.state == Version.State.RELEASED]
        return steps([(each.valid_from, each.value) for each in reversed(released) if each.value])


def parameter_panels(user: User, values: QuerySet[ParameterValue], day: date) -> list[Panel]:
    own = areas(user)
    known = parameters_in_force(day, own[0].code if own else None)
    panels = {code: Panel(each, known.get(code)) for code, each in PARAMETERS.items()}
    may_decide: dict[str | None, bool] = {}
    for value in values:
        county = value.county_id
        if county not in may_decide:
            may_decide[county] = may_here(user, "criteria.release", value.county)
        panel = panels[value.parameter]
        panel.lines.append(_line(user, value, panel.known, may_decide=may_decide[county]))
    return list(panels.values())


def _line(
    user: User, value: ParameterValue, known: ParameterInForce | None, *, may_decide: bool
) -> Line:
    in_force = known is not None and known.row == value.pk
    waiting = value.state == Version.State.SUBMITTED
    return Line(
        value=value,
        in_force=in_force,
        may_confirm=in_force and may_decide and known is not None and known.stale,
        may_release=waiting and may_decide and value.made_by_id != user.pk,
    )
