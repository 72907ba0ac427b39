"""The sub-classes and rules that ship with the application; later ones are people's."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from assets.ledger.models import DepreciationRule, Kind

FILE = Path(__file__).parent / "data" / "kinds.json"
RULE = ("life_months", "residual_percent")
FROM = date(2013, 1, 1)
DOCUMENT = "待确认：国家规定的折旧年限因资产类别而异，本地文件未找到"


@transaction.atomic
def install() -> None:
    """Put each in force, once: a ledger that has any sub-class is left alone."""
    if Kind.objects.exists():
        return
    declared: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    rules = {
        row["code"]: {name: row.pop(name) for name in RULE} for row in declared if RULE[0] in row
    }
    Kind.objects.bulk_create(Kind(**row) for row in declared)
    DepreciationRule.objects.bulk_create(
        DepreciationRule(kind_id=code, valid_from=FROM, document=DOCUMENT, **rule)
        for code, rule in rules.items()
    )
