"""The measures that ship with the application; later terms are people's."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from assistance.catalogue.models import Measure, Terms

FILE = Path(__file__).parent / "data" / "measures.json"


@transaction.atomic
def install() -> None:
    """Put each in force, once: what the catalogue has, by code or common name, is left alone."""
    common = Measure.objects.filter(county=None)
    known = {
        *Measure.objects.values_list("code", flat=True),
        *common.values_list("name", flat=True),
    }
    declared: list[dict[str, Any]] = [
        row
        for row in json.loads(FILE.read_text(encoding="utf-8"))
        if not known & {row["code"], row["name"]}
    ]
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
