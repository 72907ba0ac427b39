"""The good rows of a judged batch into the registry: a few statements per sheet and year.

Oldest year first, so that every row gives what its sheet has and newer years win.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from psycopg2.sql import SQL, Composable, Identifier

from monitoring.exchange.models import Batch
from monitoring.registry.census import values
from monitoring.registry.census.read import Tick
from monitoring.registry.census.tables import SheetRecord, execute, names, sheet_records
from monitoring.registry.history import hold, update_rows
from monitoring.registry.models import Household, LivingConditions, Member, Source, Statement
from monitoring.registry.sheets import SheetKind

Step = Callable[[], object]

# The judged rows `r` of one sheet and year that go in, with what the file says, `s`.
ROWS = SQL("{rows} r JOIN {staged} s ON s.n = r.n")
THESE = SQL("r.sheet = %(sheet)s AND r.year = %(year)s")

NO_JOIN = SQL("")
OF_CODE = SQL("JOIN monitoring_household h ON h.code = r.code")
FACTS_APPLY = SQL("r.year >= COALESCE(h.facts_year, 0)")

# The second year of people who were unknown before the first.
RELINK = """
UPDATE {member_row} r SET member_id = m.id
FROM {member} s, monitoring_household h, monitoring_member m
WHERE r.member_id IS NULL AND r.verdict = 'updated' AND r.year = %(year)s
    AND s.n = r.n AND h.code = r.code AND m.household_id = h.id AND m.source_id = %(source)s
    AND (m.id_number_hash = s.id_number_hash
        OR (s.id_number_hash IS NULL AND m.id_number_hash IS NULL
            AND m.person_code = s.person_code))
"""

MOVE_ALONG = SQL("""
UPDATE monitoring_member t SET division_id = h.division_id
FROM monitoring_household h, {household_row} r
WHERE r.verdict = 'updated' AND h.id = r.household_id AND t.household_id = h.id
    AND t.division_id <> h.division_id
""")

OF_BATCH = SQL("""h.code IN (
    SELECT code FROM {household_row} WHERE verdict IN ('created', 'updated')
    UNION SELECT code FROM {member_row} WHERE verdict IN ('created', 'updated'))
""")

TOUCHED = """
SELECT DISTINCT h.id FROM monitoring_household h JOIN (
    SELECT code FROM {household_row} WHERE verdict IN ('created', 'updated')
    UNION SELECT code FROM {member_row} WHERE verdict IN ('created', 'updated')
) r ON r.code = h.code
"""


def wait_for_turn() -> None:
    """One batch is applied at a time, until its transaction ends: two would not see each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('registry.census.merge'))")


def nobody_merges() -> bool:
    """Whether no batch is being applied; then none is until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock_shared(hashtext('registry.census.merge'))")
        return bool(cursor.fetchone()[0])


def merge(batch: Batch, source: Source, tick: Tick) -> list[int]:
    """Write what the batch brings; ids of the households it touched. `tick` hears each step."""
    with connection.cursor() as cursor:
        steps = list(_steps(cursor, batch, source))
        for done, step in enumerate(steps, 1):
            step()
            tick(done, len(steps))
        execute(cursor, TOUCHED, names(batch))
        return [household for (household,) in cursor.fetchall()]


def _steps(cursor: CursorWrapper, batch: Batch, source: Source) -> Iterator[Step]:
    """The statements of a merge, in their order."""
    sheets, years = sheet_records(batch), _years(cursor, batch)
    yield partial(hold, cursor, OF_BATCH.format(**names(batch)), {})
    for year in years:
        for sheet in sheets:
            if sheet.kind == SheetKind.HOUSEHOLD:
                yield from SheetMerge(cursor, batch, source, sheet, year).households()
    # Only now: a person's row may be of an older year than any good row of the household.
    for year in years:
        params = {"year": year, "source": source.pk}
        yield partial(execute, cursor, RELINK, names(batch), params)
        for sheet in sheets:
            if sheet.kind == SheetKind.MEMBER:
                yield from SheetMerge(cursor, batch, source, sheet, year).members()
    moved = MOVE_ALONG.format(**names(batch))
    yield partial(update_rows, cursor, Member, moved, source=source, params={})


def _years(cursor: CursorWrapper, batch: Batch) -> list[int]:
    execute(
        cursor,
        "SELECT year FROM {household_row} WHERE verdict IN ('created', 'updated') "
        "UNION SELECT year FROM {member_row} WHERE verdict IN ('created', 'updated') ORDER BY 1",
        names(batch),
    )
    return [year for (year,) in cursor.fetchall()]


class SheetMerge:
    """One sheet's rows of one year."""

    def __init__(
        self, cursor: CursorWrapper, batch: Batch, source: Source, sheet: SheetRecord, year: int
    ) -> None:
        self._cursor = cursor
        self._source = source
        self._sheet = sheet
        self._rows = ROWS.format(
            rows=names(batch)[f"{sheet.kind}_row"], staged=names(batch)[sheet.kind]
        )
        self._params = {"sheet": sheet.number, "year": year, "source": source.pk}

    def households(self) -> Iterator[Step]:
        yield partial(
            self._insert,
            Household,
            {
                "code": SQL("r.code"), "division_id": SQL("s.division_id"),
                "status": SQL("'active'"),
            },
            where=SQL("r.verdict = 'created'"),
        )  # fmt: skip
        yield partial(
            self._update, Household,
            on=SQL("t.code = r.code AND r.year >= COALESCE(t.facts_year, 0)"),
        )  # fmt: skip
        # Whose facts these are: the household's year is this row's, unless it knew a newer one.
        current = SQL("{} AND {}").format(_IN, FACTS_APPLY)
        own = {"household_id": SQL("h.id")}
        yield partial(
            self._insert, LivingConditions, own, where=current, join=OF_CODE, again="household_id"
        )
        yield partial(
            self._update, LivingConditions, join=OF_CODE,
            on=SQL("t.household_id = h.id AND {}").format(FACTS_APPLY),
        )  # fmt: skip
        period = {
            "kind": SQL("'yearly'"), "year": SQL("r.year"),
            "starts": SQL("make_date(r.year, 1, 1)"), "ends": SQL("make_date(r.year, 12, 31)"),
        }  # fmt: skip
        yield partial(
            self._insert, Statement, own | period, where=_IN, join=OF_CODE,
            again="household_id, kind, starts",
        )  # fmt: skip
        yield partial(
            self._update, Statement, join=OF_CODE,
            on=SQL(
                "t.household_id = h.id AND t.kind = 'yearly' AND t.starts = make_date(r.year, 1, 1)"
            ),
        )  # fmt: skip

    def members(self) -> Iterator[Step]:
        own = {
            "household_id": SQL("h.id"), "division_id": SQL("h.division_id"),
            "status": SQL("'active'"),
        }  # fmt: skip
        new = SQL("r.verdict = 'created'")
        yield partial(self._insert, Member, own, where=new, join=OF_CODE)
        yield partial(
            self._update, Member,
            on=SQL("t.id = r.member_id AND r.year >= COALESCE(t.facts_year, 0)"),
        )  # fmt: skip

    def _insert(
        self,
        model: type[models.Model],
        own: Mapping[str, Composable],
        *,
        where: Composable,
        join: Composable = NO_JOIN,
        again: str = "",
    ) -> None:
        """Rows that are not there yet; those there already, by the key `again`, are left."""
        if model is not Household and model is not Member and not values.values(model, self._sheet):
            return
        new = {**values.inserted(model, self._sheet), **own, "source_id": SQL("%(source)s")}
        statement = SQL(
            "INSERT INTO {table} ({columns}) SELECT {values} FROM {rows} {join} "
            "WHERE {these} AND {where} {conflict}"
        ).format(
            table=Identifier(model._meta.db_table),
            columns=SQL(", ").join(map(Identifier, new)),
            values=SQL(", ").join(new.values()),
            rows=self._rows, join=join, these=THESE, where=where,
            conflict=SQL(f"ON CONFLICT ({again}) DO NOTHING" if again else ""),
        )  # fmt: skip
        self._cursor.execute(statement, self._params)

    def _update(
        self, model: type[models.Model], *, on: Composable, join: Composable = NO_JOIN
    ) -> None:
        """Rows whose values the file says otherwise, with their history."""
        new = values.values(model, self._sheet)
        if not new:
            return
        statement = SQL(
            "UPDATE {table} t SET {assignments} FROM {rows} {join} "
            "WHERE {these} AND r.verdict = 'updated' AND {on} AND {differ}"
        ).format(
            table=Identifier(model._meta.db_table), assignments=values.assignments(new),
            rows=self._rows, join=join, these=THESE, on=on, differ=values.differ(new),
        )  # fmt: skip
        update_rows(self._cursor, model, statement, source=self._source, params=self._params)


_IN = SQL("r.verdict IN ('created', 'updated')")
