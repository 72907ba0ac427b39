"""The divisions that ship with the application (2023 statistical codes)."""

import csv
from pathlib import Path

from django.db import connection, transaction

from accounts.models import CODE_LENGTH, Division

FILE = Path(__file__).parent / "data" / "divisions.csv"


@transaction.atomic
def load_divisions(path: Path = FILE) -> int:
    """Insert or rename the divisions of a CSV with code, name, level, parent; rows read.

    Repeatable: one statement, parents and children together (the foreign key is checked at the end
    of the transaction).
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            (row["code"], row["name"], row["level"], row["parent"] or None)
            for row in csv.DictReader(file)
        ]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO accounts_division (code, name, level, parent_id)
            SELECT * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[])
            ON CONFLICT (code) DO UPDATE
            SET name = excluded.name, level = excluded.level, parent_id = excluded.parent_id
            WHERE (accounts_division.name, accounts_division.level, accounts_division.parent_id)
                IS DISTINCT FROM (excluded.name, excluded.level, excluded.parent_id)
            """,
            [list(column) for column in zip(*rows, strict=True)],
        )
    return len(rows)


def find_division(code: str) -> Division | None:
    """The division of a code as people type it: 12 digits, or without the zeros at its end."""
    return Division.objects.filter(code=code.strip().ljust(CODE_LENGTH, "0")).first()


def find_village(code: str) -> Division | None:
    return Division.objects.filter(code=code, level=Division.Level.VILLAGE).first()
