"""What differs between two versions, criterion by criterion, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from monitoring.criteria.models import Criterion, Version
from monitoring.criteria.packs import judging
from monitoring.criteria.sentences import rule


@dataclass(frozen=True)
class Changed:
    field: Any
    old: str
    new: str


@dataclass(frozen=True)
class Difference:
    """Of one criterion: `old` or `new` is None where it was added or removed."""

    old: Criterion | None
    new: Criterion | None
    fields: tuple[Changed, ...] = ()

    @property
    def name(self) -> str:
        criterion = self.new or self.old
        return criterion.name if criterion else ""


def version_before(version: Version) -> Version | None:
    """The one it follows: of the same county or of everyone, with a smaller number."""
    released = Version.objects.released().for_county(version.county_id)
    found = released.filter(number__lt=version.number).first()
    return judging(found) if found else None


def differences(old: Version, new: Version) -> list[Difference]:
    before = {each.code: each for each in old.criteria.all()}
    after = {each.code: each for each in new.criteria.all()}
    found = [Difference(before[code], None) for code in before.keys() - after.keys()]
    found += [Difference(None, each) for code, each in after.items() if code not in before]
    for code, criterion in after.items():
        if code in before and (fields := _fields(before[code], criterion)):
            found.append(Difference(before[code], criterion, fields))
    return found


def _fields(old: Criterion, new: Criterion) -> tuple[Changed, ...]:
    said = [
        (_("Name"), old.name, new.name),
        (_("Condition"), rule(old.condition), rule(new.condition)),
        (_("Severity"), old.get_severity_display(), new.get_severity_display()),
        (_("Effect"), old.get_effect_display(), new.get_effect_display()),
        (_("Suggested risk"), old.get_risk_display(), new.get_risk_display()),
        (_("Source document"), old.document, new.document),
    ]
    return tuple(Changed(*row) for row in said if row[1] != row[2])
