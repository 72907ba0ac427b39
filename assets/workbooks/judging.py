"""What becomes of each row of a workbook: new, changed, the same, or refused with its sentences."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assets.ledger.changing import Changes
from monitoring.feeds.catalogue.schema import Shape
from monitoring.feeds.records.parsing import Parsed, read

Known = TypeVar("Known")


@dataclass
class Verdict:
    status: str = "invalid"
    errors: dict[str, str] = field(default_factory=dict)
    thing: Any = None  # as it is to be kept
    changes: Changes = field(default_factory=dict)

    def result(self, row: int) -> dict[str, Any]:
        told = {
            name: _("%(before)s becomes %(after)s")
            % {"before": before or "—", "after": after or "—"}
            for name, (before, after) in self.changes.items()
        }
        return {"row": row, "status": self.status, "errors": self.errors, "changes": told}


def judge(
    shape: Shape,
    raw: Mapping[int, object],
    known_of: Callable[[Collection[Parsed]], Known],
    judged: Callable[[Parsed, Known], Verdict],
) -> dict[int, Verdict]:
    """Row by row, each as if those before it were kept; nothing is stored."""
    readings = {row: read(shape, each) for row, each in raw.items()}
    known = known_of([each.parsed for each in readings.values() if each.parsed])
    verdicts = {}
    for row, reading in readings.items():
        verdicts[row] = Verdict(errors=reading.errors)
        if reading.parsed:
            try:
                verdicts[row] = judged(reading.parsed, known)
            except ValidationError as refused:
                verdicts[row].errors = {
                    name: sentences[0] for name, sentences in refused.message_dict.items()
                }
    return verdicts


def once(number: str, seen: set[str]) -> None:
    """ValidationError where a row above has the number."""
    if number and number in seen:
        raise ValidationError({"number": _("Another row of this workbook has the same number.")})
    seen.add(number)
