"""The measures that ship with the application; later terms are people's."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from assistance.catalogue.models import Measure, Terms

FILE = Path(__file__).parent / "data" / "measures.json"


@transaction.atomic
def install() -> None:
    """Put each in force, once: a catalogue that has any measure is left alone."""
    if Measure.objects.exists():
        return
    declared: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    said = {row["code"]: row.pop("terms") for row in declared}
    excluded = {code: terms.pop("excludes", ()) for code, terms in said.items()}
    Measure.objects.bulk_create(Measure(**row) for row in declared)
    measures = Measure.objects.in_bulk(field_name="code")
    made = Terms.objects.bulk_create(
        Terms(measure=measures[code], state=Terms.State.RELEASED, **terms)
        for code, terms in said.items()
    )
    for terms in made:
        terms.excludes.set(measures[code] for code in excluded[terms.measure.code])
