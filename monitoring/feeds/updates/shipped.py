"""The order of sources that ships with the application; later changes are people's."""

import json
from pathlib import Path

from monitoring.feeds.updates.models import Precedence

FILE = Path(__file__).parent / "data" / "precedence.json"


def install() -> None:
    if Precedence.objects.exists():
        return
    declared = json.loads(FILE.read_text(encoding="utf-8"))
    Precedence.objects.bulk_create(
        Precedence(
            field=field,
            sources=sources,
            valid_from=declared["valid_from"],
            document=declared["document"],
        )
        for field, sources in declared["fields"].items()
    )
