"""The people of an area under a client's key: all of them once, then those who changed."""

import hmac
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection, transaction
from django.utils import timezone
from psycopg2.extras import execute_values

from accounts.personal import decrypt
from accounts.scope import inside
from monitoring.feeds.clients.models import Client
from monitoring.feeds.matches.models import HashedMember, MatchKey
from monitoring.registry.identity import ID_CARD_LENGTH
from monitoring.registry.models import Member, Source

Numbered = tuple[int, str, bytes | memoryview | None]  # member, division, ID number

AT_ONCE = 5000
INSERT = "INSERT INTO monitoring_hashedmember (client_id, member_id, hash) VALUES %s"


def key_of(client: Client) -> MatchKey | None:
    return MatchKey.objects.filter(client=client).first()


def hash_number(key: bytes, number: str) -> bytes:
    return hmac.digest(key, number[:ID_CARD_LENGTH].encode(), "sha256")


@transaction.atomic
def hash_area(key: MatchKey) -> int:
    """Everybody of the client's area anew; how many."""
    HashedMember.objects.filter(client=key.client).delete()
    members = Member.objects.filter(inside([key.client.division])).order_by("pk")
    count = _insert([key], members.values_list("pk", "division_id", "id_number_cipher").iterator())
    key.ready_at = timezone.now()
    key.save(update_fields=["ready_at"])
    return count


@transaction.atomic
def follow(_source: Source, household_ids: Sequence[int]) -> None:
    """Listens to changed households: numbers that came, changed or moved."""
    keys = list(MatchKey.objects.select_related("client__division"))
    if not keys:
        return
    members = Member.objects.filter(household__in=household_ids)
    HashedMember.objects.filter(member__in=members).delete()
    _insert(keys, members.values_list("pk", "division_id", "id_number_cipher").iterator())


def _insert(keys: Sequence[MatchKey], members: Iterable[Numbered]) -> int:
    with connection.cursor() as cursor:
        rows = list(_rows(keys, members))
        execute_values(cursor.cursor, INSERT, rows, page_size=AT_ONCE)
    return len(rows)


def _rows(
    keys: Sequence[MatchKey], members: Iterable[Numbered]
) -> Iterator[tuple[int, int, bytes]]:
    opened = [(each.client, bytes.fromhex(decrypt(each.cipher))) for each in keys]
    for pk, division, cipher in members:
        if cipher is None:
            continue
        number = decrypt(cipher)
        for client, key in opened:
            if client.division.contains(division):
                yield client.pk, pk, hash_number(key, number)
