"""One push: opened once for a key, counted, and answered again as the first time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from accounts.models import Division, User
from monitoring.exchange.models import Batch
from monitoring.feeds.records.models import Push

MOST = 5000  # records of one push
# Two pushes of one kind at once would not see each other's facts.
WAIT = "SELECT pg_advisory_xact_lock(hashtext('feeds.records'), hashtext(%s))"


class KeyUsedError(Exception):
    """The idempotency key came before with other records."""


@dataclass(frozen=True)
class Key:
    """Under which a call comes, and the digest of what it says; without one it is no key."""

    text: str = ""
    body: bytes | None = None


NO_KEY = Key()


@dataclass(frozen=True)
class Received:
    results: list[dict[str, Any]]  # row, status and errors of each record
    counts: dict[str, int]
    households: list[int] = field(default_factory=list)


def opened(
    kind: str, *, by: User, area: Division, key: Key = NO_KEY, batch: Batch | None = None
) -> tuple[Push, Received | None]:
    """The push, with its answer where the key came before: a call at the same moment waits here.

    With other records under the key KeyUsedError.
    """
    said = {"feed": kind, "division_code": area.code, "batch": batch, "body": key.body}
    if not key.text:
        return Push.objects.create(by=by, **said), None
    push, is_first = Push.objects.get_or_create(by=by, key=key.text, defaults=said)
    if is_first:
        return push, None
    if push.feed != kind or bytes(push.body or b"") != (key.body or b""):
        raise KeyUsedError
    return push, Received(push.answer["results"], push.counts)


def close(push: Push, received: Received) -> None:
    """Remember what was answered."""
    push.counts = received.counts
    push.answer = {"results": received.results} if push.key else {}
    push.save(update_fields=["counts", "answer"])


def wait(kind: str) -> None:
    """Until no other push of the kind is being stored, and until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(WAIT, [kind])


def counts(results: Sequence[dict[str, Any]], statuses: Sequence[str]) -> dict[str, int]:
    """How many of each status."""
    said = [result["status"] for result in results]
    return {name: said.count(name) for name in statuses}
