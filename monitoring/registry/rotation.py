"""Personal numbers under today's key, wherever they are kept: in rows and in their history.

What is already under it is passed over, so a rotation that was stopped goes on where it was. The
numbers themselves do not change, so there is no Change.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection, models, transaction
from psycopg2.sql import SQL, Identifier

from accounts import audit
from accounts.events import Event
from accounts.personal import current_key, decrypt, encrypt
from monitoring.registry.models import Change, Household, Member

# Slices above add their own in monitoring/apps.py.
COLUMNS: list[tuple[type[models.Model], str]] = [
    (Household, "head_id_cipher"),
    (Household, "bank_card_cipher"),
    (Member, "id_number_cipher"),
]
AT_ONCE = 1_000
HEX = "\\x"  # how PostgreSQL writes bytes in JSON

READ = """
    SELECT id, {column} FROM {table}
    WHERE id > %s AND substring({column} FROM 1 FOR %s) <> %s
    ORDER BY id LIMIT %s FOR UPDATE
"""
WRITE = """
    UPDATE {table} t SET {column} = again.cipher
    FROM unnest(%s::bigint[], %s::bytea[]) again(id, cipher) WHERE t.id = again.id
"""


def rotate() -> Iterator[tuple[str, int]]:
    """Encrypt again; after every batch the place and how many numbers of it are done."""
    total = 0
    for model, column in COLUMNS:
        yield from (done := _Counted(f"{model._meta.verbose_name} {column}", _rows(model, column)))
        total += done.count
    yield from (done := _Counted("history", _history()))
    audit.record(Event.KEYS_ROTATED, by=None, count=total + done.count)


class _Counted:
    """Batches with the sum so far, which stays when they are over."""

    def __init__(self, place: str, batches: Iterator[int]) -> None:
        self.count = 0
        self._place, self._batches = place, batches

    def __iter__(self) -> Iterator[tuple[str, int]]:
        for number in self._batches:
            self.count += number
            yield self._place, self.count


def _rows(model: type[models.Model], column: str) -> Iterator[int]:
    names = {"table": Identifier(model._meta.db_table), "column": Identifier(column)}
    read, write = SQL(READ).format(**names), SQL(WRITE).format(**names)
    last, key = 0, current_key()
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(read, [last, len(key), key, AT_ONCE])
            found = cursor.fetchall()
            if not found:
                return
            ids = [pk for pk, _ in found]
            cursor.execute(write, [ids, [_again(stored) for _, stored in found]])
        last = ids[-1]
        yield len(found)


def _history() -> Iterator[int]:
    """Old and new values of ciphers, and whole rows that were deleted."""
    kept = Change.objects.filter(models.Q(field__endswith="_cipher") | models.Q(field=""))
    last = 0
    while changes := list(kept.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
        last = changes[-1].pk
        done = [change for change in changes if _renewed(change)]
        Change.objects.bulk_update(done, ["old", "new"])
        yield len(done)


def _renewed(change: Change) -> bool:
    old, new = _value(change.old), _value(change.new)
    differs = (old, new) != (change.old, change.new)
    change.old, change.new = old, new
    return differs


def _value(said: Any) -> Any:
    """A value of the history with its ciphers renewed."""
    if isinstance(said, dict):
        return {
            name: _value(part) if name.endswith("_cipher") else part for name, part in said.items()
        }
    if not isinstance(said, str) or not said.startswith(HEX):
        return said
    stored = bytes.fromhex(said.removeprefix(HEX))
    return said if stored.startswith(current_key()) else HEX + _again(stored).hex()


def _again(stored: bytes | memoryview) -> bytes:
    return encrypt(decrypt(stored))
