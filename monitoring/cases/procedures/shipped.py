"""The procedures that ship with the application; later versions are people's."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from monitoring.cases.procedures.models import Procedure, Process, Step

FOLDER = Path(__file__).parent / "data"


@transaction.atomic
def install() -> None:
    """Put each in force, once: a process that has any version is left alone."""
    for process in Process.values:
        if not Procedure.objects.filter(process=process).exists():
            _install(json.loads((FOLDER / f"{process}.json").read_text(encoding="utf-8")))


def _install(declared: dict[str, Any]) -> None:
    steps = declared.pop("steps")
    procedure = Procedure.objects.create(number=1, **declared)
    Step.objects.bulk_create(Step(procedure=procedure, **row) for row in steps)
