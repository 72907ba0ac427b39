"""The requirements that ship with the application; later ones are people's."""

import json
from datetime import date
from pathlib import Path

from django.db import transaction

from assets.disposal.models import Requirement

FILE = Path(__file__).parent / "data" / "requirements.json"
FROM = date(2013, 1, 1)


@transaction.atomic
def install() -> None:
    """Put each in force, once: where any is known, nothing is touched."""
    if Requirement.objects.exists():
        return
    declared = json.loads(FILE.read_text(encoding="utf-8"))
    Requirement.objects.bulk_create(Requirement(valid_from=FROM, **row) for row in declared)
