"""How many rows of a judged batch are new, changed, unchanged and refused."""

from typing import Any

from django.db import connection

from monitoring.exchange.models import Batch, Finding
from monitoring.registry.census import tables
from monitoring.registry.census.tables import execute, names

VERDICTS = ("created", "updated", "unchanged", "refused")


def counts(batch: Batch) -> dict[str, Any]:
    """Rows by verdict, for both kinds of sheet, and the number of warnings."""
    warnings = batch.findings.filter(severity=Finding.Severity.WARNING).count()
    return {
        "households": _by_verdict(batch, "household_row"),
        "members": _by_verdict(batch, "member_row"),
        "warnings": warnings,
    }


def still_hold(batch: Batch) -> bool:
    """Whether the judged rows are those that were counted: a crash of the server empties them."""
    return tables.exist(batch) and all(
        _by_verdict(batch, rows) == batch.counts[kind]
        for kind, rows in (("households", "household_row"), ("members", "member_row"))
    )


def _by_verdict(batch: Batch, name: str) -> dict[str, int]:
    with connection.cursor() as cursor:
        statement = "SELECT verdict, count(*) FROM {rows} GROUP BY verdict"
        execute(cursor, statement, {"rows": names(batch)[name]})
        return dict.fromkeys(VERDICTS, 0) | dict(cursor.fetchall())
