"""Each process with the versions in force, those to come, and the flow of a version."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from monitoring.cases.procedures.models import Procedure, Process, Step

if TYPE_CHECKING:
    from django.utils.functional import Promise


@dataclass
class InForce:
    """What holds at one place, for all (the first) or one county."""

    procedure: Procedure
    coming: list[Procedure] = field(default_factory=list)

    @property
    def flow(self) -> list[list[Step]]:
        return flow(self.procedure.steps.all())


def flow(steps: Iterable[Step]) -> list[list[Step]]:
    """The steps by their position: those in one list run side by side."""
    return [list(beside) for _position, beside in groupby(steps, lambda step: step.position)]


def by_process(
    versions: Iterable[Procedure], today: date
) -> list[tuple["Promise | str", list[InForce]]]:
    """Of versions in the order of `Procedure.Meta`: newest first in each process."""
    found: dict[str, dict[str, list[Procedure]]] = {process: {} for process in Process.values}
    for version in versions:
        found[version.process].setdefault(version.county_id or "", []).append(version)
    return [
        (Process(process).label, [_in_force(each, today) for _county, each in sorted(own.items())])
        for process, own in found.items()
    ]


def _in_force(versions: list[Procedure], today: date) -> InForce:
    coming = [version for version in versions if version.valid_from > today]
    begun = [version for version in versions if version.valid_from <= today]
    return InForce(begun[0] if begun else coming.pop(), coming)
