"""The items that ship with the application (domain.md 1.5); later changes are people's."""

import json
from pathlib import Path

from monitoring.cases.comparison.models import ComparedItem

FILE = Path(__file__).parent / "data" / "items.json"


def install() -> None:
    if not ComparedItem.objects.exists():
        declared = json.loads(FILE.read_text(encoding="utf-8"))
        ComparedItem.objects.bulk_create(
            ComparedItem(position=position, **row) for position, row in enumerate(declared, 1)
        )
