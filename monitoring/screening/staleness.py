"""Parameters older than 12 months: still used, and said on every run and flag page."""

from dataclasses import dataclass

from django.utils import timezone

from monitoring.criteria.packs import ParameterInForce, parameters_in_force
from monitoring.criteria.parameters import PARAMETERS, Declaration


@dataclass(frozen=True)
class Stale:
    declared: Declaration
    known: ParameterInForce


def stale_parameters(code: str | None) -> list[Stale]:
    """Those in force at a division that nobody confirmed or replaced for 12 months."""
    known = parameters_in_force(timezone.localdate(), code)
    return [Stale(PARAMETERS[name], value) for name, value in known.items() if value.stale]
