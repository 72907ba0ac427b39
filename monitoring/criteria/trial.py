"""What somebody tries on a page: other parameter values, other numbers inside the criteria."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.models import Division, User
from accounts.permissions import MAY
from accounts.scope import areas, inside
from monitoring.criteria.difference import Count, Simulation
from monitoring.criteria.grammar import COMPARISONS
from monitoring.criteria.models import Criterion, Version
from monitoring.criteria.packs import judging
from monitoring.criteria.parameters import PARAMETERS
from monitoring.criteria.rules import Rules
from monitoring.criteria.sentences import rule

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """A number inside a condition: where it stands, and the clause it is part of."""

    path: Path
    clause: str
    value: str

    @property
    def name(self) -> str:
        return ".".join(map(str, self.path))


def numbers(tree: Any, path: Path = (), clause: Any = None) -> Iterator[Place]:
    """Every number that the condition names, in reading order."""
    if isinstance(tree, list):
        for index, part in enumerate(tree):
            yield from numbers(part, (*path, index), clause)
    elif isinstance(tree, dict):
        for key, inner in tree.items():
            if key == "number":
                yield Place(path, rule(clause), inner)
            else:
                around = tree if key in COMPARISONS else clause
                yield from numbers(inner, (*path, key), around)


def with_number(tree: Any, path: Path, value: Decimal) -> Any:
    """A copy of the condition with another number at the place."""
    changed = deepcopy(tree)
    node = changed
    for step in path:
        node = node[step]
    node["number"] = f"{value:f}"
    return changed


def places_of(user: User) -> list[Division]:
    """Where the user may try: their own divisions and those right below."""
    own = areas(user, MAY["criteria.simulate"])
    below = Division.objects.filter(parent__in=own).exclude(level=Division.Level.VILLAGE)
    return [*own, *below]


def place_of(user: User, code: str) -> Division | None:
    """The division if it lies in the user's area; without a code their own first one."""
    own = areas(user, MAY["criteria.simulate"])
    if not code:
        return own[0] if own else None
    if not code.isdecimal():
        return None
    return Division.objects.filter(inside(own, "code"), code=code).first()


def children(found: Simulation, division: Division) -> list[tuple[Division, Count]]:
    """The divisions right below, those with the greatest difference first."""
    below = {each.code: each for each in Division.objects.filter(parent=division)}
    level = next((each.level for each in below.values()), Division.Level.VILLAGE)
    places = below or {division.code: division}
    counts = found.places(level)
    rows = [(places[code], count) for code, count in counts.items() if code in places]
    return sorted(rows, key=lambda row: (-abs(row[1].difference), row[0].code))


class TrialForm(forms.Form):
    """A box for every parameter and every number of the criteria, filled with those in force or,
    where a version is tried, with its own.
    """

    def __init__(
        self, data: QueryDict | None, *, rules: Rules, version: Version | None = None
    ) -> None:
        self.rules, self.version = rules, version
        self.criteria = tuple(judging(version).criteria.all()) if version else rules.criteria
        self.places = {each.code: list(numbers(each.condition)) for each in self.criteria}
        super().__init__(self._completed(data or QueryDict()))
        for code, declared in PARAMETERS.items():
            self.fields[code] = _number(
                declared.label, min_value=Decimal("0.01"), required=code in rules.values
            )
        for criterion in self.criteria:
            for place in self.places[criterion.code]:
                self.fields[_field(criterion, place)] = _number(place.clause)

    def _completed(self, data: QueryDict) -> dict[str, str]:
        """What was asked; what was not asked stays as it is."""
        known = {code: _plain(value) for code, value in self.rules.values.items()}
        for criterion in self.criteria:
            for place in self.places[criterion.code]:
                known[_field(criterion, place)] = place.value
        return known | {name: value for name, value in data.items() if isinstance(value, str)}

    @property
    def parameters(self) -> dict[str, Decimal]:
        """Of a valid form: the values that differ from those in force."""
        asked = {code: self.cleaned_data[code] for code in PARAMETERS}
        return {
            code: value
            for code, value in asked.items()
            if value is not None and value != self.rules.values.get(code)
        }

    @property
    def conditions(self) -> dict[str, Any]:
        """Of a valid form: what differs from the criteria in force, by code; None is removed."""
        before = {each.code: each.condition for each in self.rules.criteria}
        tried = {each.code: self._tried(each) for each in self.criteria}
        removed = dict.fromkeys(before.keys() - tried.keys())
        return removed | {code: tree for code, tree in tried.items() if before.get(code) != tree}

    def _tried(self, criterion: Criterion) -> Any:
        tree = criterion.condition
        for place in self.places[criterion.code]:
            value = self.cleaned_data[_field(criterion, place)]
            if value != Decimal(place.value):
                tree = with_number(tree, place.path, value)
        return tree

    def parameter_fields(self) -> list[forms.BoundField]:
        return [self[code] for code in PARAMETERS]

    def criterion_fields(self) -> Iterator[tuple[Criterion, list[forms.BoundField]]]:
        """Criteria with numbers to change, and their boxes."""
        for criterion in self.criteria:
            boxes = [self[_field(criterion, place)] for place in self.places[criterion.code]]
            if boxes:
                yield criterion, boxes

    def name_of(self, code: str) -> str:
        known = {each.code: each.name for each in (*self.rules.criteria, *self.criteria)}
        return known.get(code, code)

    def asked(self) -> Iterable[tuple[str, str]]:
        """What was asked, to be asked again."""
        if self.version:
            yield "version", str(self.version.pk)
        for name in self.fields:
            yield name, str(self[name].value())


def _field(criterion: Criterion, place: Place) -> str:
    return f"{criterion.code}.{place.name}"


def _number(label: Any, **options: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=16, decimal_places=4, **options)


def _plain(value: Decimal | None) -> str:
    return "" if value is None else str(value)
