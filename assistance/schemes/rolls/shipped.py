"""The rolls that ship: which measure each gives, and what of a statement its amounts are."""

import json
from pathlib import Path

from django.db import transaction

from assistance.catalogue.models import Measure
from assistance.schemes.rolls.models import Roll

FILE = Path(__file__).parent / "data" / "rolls.json"


@transaction.atomic
def install() -> None:
    """Put in what is not there yet; what somebody changed stays as it is."""
    measures = dict(Measure.objects.values_list("code", "pk"))
    Roll.objects.bulk_create(
        [
            Roll(measure_id=measures[each.pop("measure")], **each)
            for each in json.loads(FILE.read_text())
        ],
        ignore_conflicts=True,
    )
