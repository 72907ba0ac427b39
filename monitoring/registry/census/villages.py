"""From the names or the code in a household's row to the one village they mean."""

from collections import defaultdict
from collections.abc import Sequence

from accounts.models import Division
from monitoring.registry import findings
from monitoring.registry.cleaning import digits, text
from monitoring.registry.findings import Problem

LEVELS = ("province", "city", "county", "township", "village")
FIELDS = (*LEVELS, "division_code")

Tree = dict[str, tuple[str, str | None]]  # code → name, code of the parent


class Villages:
    """All villages, and which of them lie in the importer's area."""

    def __init__(self, areas: Sequence[Division]) -> None:
        self._areas = areas
        self._codes: set[str] = set()
        self._by_name: defaultdict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        rows = Division.objects.values_list("code", "name", "level", "parent_id")
        known: Tree = {code: (text(name), parent) for code, name, _, parent in rows}
        for code, _, level, _ in rows:
            if level == Division.Level.VILLAGE:
                path = _path(known, code)
                self._codes.add(code)
                self._by_name[path[-1]].append((code, path))

    def find(self, cells: dict[str, object]) -> str:
        """The code of the village; `Problem` where there is none, or it is outside the area."""
        written = digits(cells.get("division_code", ""))
        code = self._checked(written) if written else self._named(cells)
        if not any(area.contains(code) for area in self._areas):
            raise Problem(findings.OUTSIDE_AREA)
        return code

    def _checked(self, code: str) -> str:
        if code not in self._codes:
            raise Problem(findings.DIVISION_CODE_UNKNOWN, code)
        return code

    def _named(self, cells: dict[str, object]) -> str:
        names = [text(cells.get(level, "")) for level in LEVELS]
        found = [
            code
            for code, path in self._by_name.get(names[-1], ())
            if all(name in ("", own) for name, own in zip(names, path, strict=False))
        ]
        if len(found) != 1:
            raise Problem(findings.VILLAGE_UNKNOWN, "".join(names))
        return found[0]


def _path(known: Tree, code: str) -> tuple[str, ...]:
    """The names from the province down to the village."""
    names: list[str] = []
    place: str | None = code
    while place:
        name, place = known[place]
        names.insert(0, name)
    return tuple(names)
