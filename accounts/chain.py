"""The audit, sealed: each row in a chain of keyed hashes, so that what happened to it shows.

`seal` runs every minute, `verify` when asked. Rows are chained in the order they are sealed: ids
are given before their transaction commits, so a later row can become visible first.
"""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg2
from django.conf import settings
from django.db import connection, transaction

from accounts.audit import digest
from accounts.models import AuditEvent, AuditSeal

LOCK = 4_155_318_001  # of this work alone, among PostgreSQL's advisory locks
AT_ONCE = 5000

Link = tuple[int, bytes]  # position in the chain, hash up to there


@dataclass(frozen=True)
class Finding:
    kind: str  # "altered", "deleted", "inserted"
    position: int | None
    id: int | None = None


@dataclass(frozen=True)
class Verdict:
    sealed: int
    head: str  # note it outside the database: later it proves that nothing before it changed
    findings: list[Finding]


def seal() -> int:
    """Chain the rows that came in since; how many."""
    sealed = 0
    while count := _seal_some():
        sealed += count
    return sealed


def verify() -> Verdict:
    """Read the whole audit and say what no longer fits."""
    last, chain = _head()
    findings = [*_sealed_findings(), *_unsealed_findings()]
    return Verdict(sealed=last, head=f"{last}:{chain.hex()}", findings=findings)


@transaction.atomic
def _seal_some() -> int:
    """One sealing at a time: the next starts where this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    position, chain = _head()
    links: list[tuple[int, int, bytes]] = []
    for row in AuditEvent.objects.filter(position=None).order_by("id")[:AT_ONCE]:
        if _genuine(row):  # a row written by other hands stays outside, where `verify` finds it
            position, chain = position + 1, _link(chain, position + 1, row)
            links.append((row.pk, position, chain))
    if links:
        _write(links)
        AuditSeal.objects.create(position=position, chain=chain)
    return len(links)


def _sealed_findings() -> Iterator[Finding]:
    seals = {seal.position: bytes(seal.chain) for seal in AuditSeal.objects.iterator()}
    sealed_to = max(seals, default=0)
    before, chain = 0, b""
    for row in AuditEvent.objects.exclude(position=None).order_by("position").iterator(AT_ONCE):
        place, stored = row.position or 0, bytes(row.chain or b"")
        yield from _missing(before, place)
        joined = place > before + 1 or stored == _link(chain, place, row)
        if place > sealed_to:
            yield Finding("inserted", place, row.pk)
        elif not (_genuine(row) and joined and seals.get(place, stored) == stored):
            yield Finding("altered", place, row.pk)
        before, chain = place, stored
    yield from _missing(before, sealed_to + 1)


def _missing(before: int, place: int) -> Iterator[Finding]:
    return (Finding("deleted", gone) for gone in range(before + 1, place))


def _unsealed_findings() -> Iterator[Finding]:
    for row in AuditEvent.objects.filter(position=None).order_by("id").iterator(AT_ONCE):
        if not _genuine(row):
            yield Finding("inserted", None, row.pk)


def _genuine(row: AuditEvent) -> bool:
    return hmac.compare_digest(bytes(row.digest), digest(row))


def _link(chain: bytes, position: int, row: AuditEvent) -> bytes:
    said = b"%b|%d|%d|%b" % (chain, position, row.pk, bytes(row.digest))
    return hmac.digest(settings.AUDIT_KEY.encode(), said, hashlib.sha256)


def _head() -> Link:
    """Where the chain ends, by its rows or by its seals, whichever reaches further."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            (SELECT position, chain FROM accounts_auditevent
             WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1)
            UNION ALL
            (SELECT position, chain FROM accounts_auditseal ORDER BY position DESC LIMIT 1)
            ORDER BY position DESC LIMIT 1
            """
        )
        position, chain = cursor.fetchone() or (0, b"")
    return position, bytes(chain)


def _write(links: list[tuple[int, int, bytes]]) -> None:
    ids, positions, chains = zip(*links, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE accounts_auditevent SET position = sealed.position, chain = sealed.chain
            FROM unnest(%s::bigint[], %s::bigint[], %s::bytea[]) AS sealed (id, position, chain)
            WHERE accounts_auditevent.id = sealed.id
            """,
            [list(ids), list(positions), [psycopg2.Binary(chain) for chain in chains]],
        )
