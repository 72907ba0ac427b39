"""The kinds that ship with the application; later changes are people's."""

import json
from pathlib import Path

from monitoring.feeds.tasks.models import TaskKind

FILE = Path(__file__).parent / "data" / "kinds.json"


def install() -> None:
    if not TaskKind.objects.exists():
        declared = json.loads(FILE.read_text(encoding="utf-8"))
        TaskKind.objects.bulk_create(TaskKind(**row) for row in declared)
