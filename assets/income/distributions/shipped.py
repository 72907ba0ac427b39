"""The permitted uses that ship with the application; later rules are people's."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from assets.income.distributions.uses import Use, UseRule
from assistance.catalogue.models import Measure

FILE = Path(__file__).parent / "data" / "uses.json"
FROM = date(2013, 1, 1)
DOCUMENT = "市实施意见二（五）：收益用于管护、巩固成果、村级公益；各项比例待确认"
POWER_2020 = {
    "income": UseRule.Income.POWER,
    "valid_from": date(2020, 1, 1),
    "valid_to": date(2020, 12, 31),
    "least_percent": Decimal(80),
    "document": "2020年光伏收益80%用于公益岗位工资和公益事业劳务费用的规定（文号待确认）",
}


@transaction.atomic
def install() -> None:
    """Put each in force, once: where any use is known, nothing is touched."""
    if Use.objects.exists():
        return
    declared: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    measures = Measure.objects.in_bulk(field_name="code")
    for row in declared:
        row["measure"] = measures[row["measure"]] if "measure" in row else None
    Use.objects.bulk_create(Use(**row) for row in declared)
    UseRule.objects.bulk_create(
        UseRule(use_id=row["code"], valid_from=FROM, document=DOCUMENT) for row in declared
    )
    UseRule.objects.create(use_id="posts", **POWER_2020)
