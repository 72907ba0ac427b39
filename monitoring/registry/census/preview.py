"""What applying a batch would do, row by row: a page of rows of one verdict, old and new values."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from psycopg2.sql import SQL, Composable, Identifier, Literal

from accounts.models import Division
from monitoring.exchange.models import Batch
from monitoring.registry.census import values
from monitoring.registry.census.tables import SheetRecord, comma, execute, names, sheet_records
from monitoring.registry.models import Household, LivingConditions, Member, Statement
from monitoring.registry.sheets import SheetKind
from monitoring.registry.wording import said

PER_PAGE = 25

ROWS = """
SELECT page.n, page.kind, page.sheet, page.row, page.code,
    COALESCE(m.name, NULLIF(h.head_name, ''), known.head_name, ''),
    COALESCE(h.division_id, known.division_id, ''), known.id
FROM (
    SELECT n, sheet, row, code, 'household' AS kind FROM {household_row}
    WHERE verdict = %(verdict)s AND n > %(after)s
    UNION ALL
    SELECT n, sheet, row, code, 'member' FROM {member_row}
    WHERE verdict = %(verdict)s AND n > %(after)s
    ORDER BY n LIMIT %(limit)s
) page
LEFT JOIN {household} h ON page.kind = 'household' AND h.n = page.n
LEFT JOIN {member} m ON page.kind = 'member' AND m.n = page.n
LEFT JOIN monitoring_household known ON known.code = page.code
ORDER BY page.n
"""

# A statement of a year that the registry does not have is one change, its year.
CHANGES = """
SELECT r.n, said.field, said.old, said.new
FROM {judged} r
JOIN {staged} s ON s.n = r.n
{registry_row}
CROSS JOIN LATERAL (VALUES {pairs}) said(field, differs, old, new)
WHERE r.n = ANY(%(rows)s) AND r.sheet = %(sheet)s AND said.differs
ORDER BY r.n
"""
REGISTRY_ROW: dict[type[models.Model], str] = {
    Household: "JOIN monitoring_household t ON t.id = r.household_id "
               "AND r.year >= COALESCE(t.facts_year, 0)",
    LivingConditions: "JOIN monitoring_household h ON h.id = r.household_id "
                      "AND r.year >= COALESCE(h.facts_year, 0) "
                      "LEFT JOIN monitoring_livingconditions t ON t.household_id = r.household_id",
    Statement: "LEFT JOIN monitoring_statement t ON t.household_id = r.household_id "
               "AND t.kind = 'yearly' AND t.starts = make_date(r.year, 1, 1)",
    Member: "JOIN monitoring_member t ON t.id = r.member_id "
            "AND r.year >= COALESCE(t.facts_year, 0)",
}  # fmt: skip
OF_KIND: dict[str, tuple[type[models.Model], ...]] = {
    SheetKind.HOUSEHOLD: (Household, LivingConditions, Statement),
    SheetKind.MEMBER: (Member,),
}
# A number is shown by its mask alone, and school_year follows from 在校生状况.
UNSHOWN = ("_cipher", "_hash", "school_year")


@dataclass(frozen=True)
class Change:
    label: str | Promise
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """One row of the files."""

    n: int
    kind: str
    sheet: SheetRecord
    row: int
    code: str
    name: str
    village: str
    household_id: int | None  # where the registry has it already
    changes: list[Change] = field(default_factory=list)


def page(batch: Batch, verdict: str, *, after: int) -> list[Line]:
    """The next rows with this verdict, in the order of the files; `after` is the last `n` seen."""
    sheets = {record.number: record for record in sheet_records(batch)}
    with connection.cursor() as cursor:
        params = {"verdict": verdict, "after": after, "limit": PER_PAGE}
        execute(cursor, ROWS, names(batch), params)
        found = cursor.fetchall()
        numbers = [row[0] for row in found]
        changes = _changes(cursor, batch, sheets.values(), numbers) if verdict == "updated" else {}
    places = _places({row[-2] for row in found})
    return [
        Line(
            n,
            kind,
            sheets[sheet],
            row,
            code,
            name,
            places.get(division, ""),
            household,
            changes.get(n, []),
        )
        for n, kind, sheet, row, code, name, division, household in found
    ]


def _changes(
    cursor: CursorWrapper, batch: Batch, sheets: Iterable[SheetRecord], rows: Sequence[int]
) -> dict[int, list[Change]]:
    """Old and new values of these rows, by `n`."""
    found: dict[int, list[Change]] = defaultdict(list)
    for sheet in sheets:
        for model in OF_KIND[sheet.kind]:
            for n, name, old, new in _differences(cursor, batch, sheet, model, rows):
                found[n].append(_change(model, name, *map(_loaded, (old, new))))
    return found


def _differences(
    cursor: CursorWrapper,
    batch: Batch,
    sheet: SheetRecord,
    model: type[models.Model],
    rows: Sequence[int],
) -> list[tuple[int, str, Any, Any]]:
    pairs = _pairs(values.values(model, sheet), absent=model is Statement)
    if not pairs:
        return []
    parts = {
        "judged": names(batch)[f"{sheet.kind.value}_row"],
        "staged": names(batch)[sheet.kind.value],
        "registry_row": SQL(REGISTRY_ROW[model]),
        "pairs": comma(pairs),
    }
    execute(cursor, CHANGES, parts, {"rows": list(rows), "sheet": sheet.number})
    return list(cursor.fetchall())


def _pairs(new: values.Values, *, absent: bool) -> list[Composable]:
    """For each column: its name, whether it differs, its old and its new value."""
    shown = {name: value for name, value in new.items() if not name.endswith(UNSHOWN)}
    pairs: list[Composable] = [
        SQL("({}, {}, to_jsonb(t.{}), to_jsonb({}))").format(
            Literal(name), _differs(name, new, absent=absent), Identifier(name), value
        )
        for name, value in shown.items()
    ]
    if pairs and absent:
        pairs.append(SQL("('year', t.id IS NULL, NULL, to_jsonb(r.year))"))
    return pairs


def _differs(name: str, new: values.Values, *, absent: bool) -> Composable:
    """Two numbers may share a mask: their hashes tell."""
    compared = f"{name.removesuffix('_masked')}_hash" if name.endswith("_masked") else name
    known = SQL("t.id IS NOT NULL AND ") if absent else SQL("")
    return known + SQL("t.{} IS DISTINCT FROM {}").format(Identifier(compared), new[compared])


def _change(model: type[models.Model], name: str, old: Any, new: Any) -> Change:
    if name == "division_id":
        places = _places({old, new})
        return Change(_("Village"), places.get(old, "—"), places.get(new, "—"))
    if model is Statement and name == "year":
        return Change(_("Statement of the year"), "—", str(new))
    column: models.Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    return Change(column.verbose_name, said(column, old), said(column, new))


def _loaded(value: str | None) -> Any:
    return json.loads(value) if value else None


def _places(codes: set[str]) -> dict[str, str]:
    """Villages by code, with their townships."""
    villages = Division.objects.filter(pk__in=codes).select_related("parent")
    return {village.pk: f"{village.parent or ''} {village}".strip() for village in villages}
