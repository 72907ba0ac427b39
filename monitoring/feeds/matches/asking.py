"""Who of some persons is monitored, as on a date: two statements at most, whatever their number.

Who belongs to a household is asked as of today, whether it is monitored as on the date.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext_lazy as _

from monitoring.feeds.clients.models import Client
from monitoring.registry.measures import given

FIELDS = {
    "registered": _("Is in the registry of the area"),
    "monitored": _("Is monitored on that day"),
    "monitored_type": _("Monitored type"),
    "since": _("Monitored since"),
    "eliminated": _("Its risk was eliminated by that day"),
    "eliminated_on": _("Risk eliminated on"),
    "risks": _("Risks"),
    "ex_poor": _("Ex-poor household"),
    "measures": _("Measures on that day"),
}
NOBODY: dict[str, Any] = {
    "registered": False, "monitored": False, "monitored_type": None, "since": None,
    "eliminated": False, "eliminated_on": None, "risks": [], "ex_poor": None, "measures": [],
}  # fmt: skip

ASK = """
    SELECT {hash}, h.id, h.household_type = '脱贫户', e.type, e.monitored_on, e.closed_on, e.state,
        (SELECT array_agg(risk ->> 'risk') FROM jsonb_array_elements(e.risks) risk)
    FROM monitoring_member m
    JOIN monitoring_household h ON h.id = m.household_id AND h.status = 'active'
    {hashed}
    LEFT JOIN LATERAL (
        SELECT * FROM monitoring_episode e
        WHERE e.household_id = h.id AND e.monitored_on <= %(day)s
        ORDER BY e.number DESC LIMIT 1
    ) e ON true
    WHERE {asked} AND m.status = 'active' AND h.division_id BETWEEN %(first)s AND %(last)s
"""
BY_NUMBER = ASK.format(
    hash="m.id_number_hash", hashed="", asked="m.id_number_hash = ANY (%(hashes)s)"
)
BY_OWN_KEY = ASK.format(
    hash="k.hash",
    hashed="JOIN monitoring_hashedmember k ON k.member_id = m.id AND k.client_id = %(client)s",
    asked="k.hash = ANY (%(hashes)s)",
)


class Found(NamedTuple):
    household: int
    values: dict[str, Any]


def ask(
    client: Client, hashes: Sequence[bytes], day: date, *, own_key: bool, names: Collection[str]
) -> Mapping[bytes, Found]:
    """What is known of each hash that is somebody's of the client's area.

    Measures are asked for only where `names`, what the client may read, has them.
    """
    first, last = client.division.code_range
    said: dict[str, Any] = {
        "hashes": list(hashes), "day": day, "first": first, "last": last, "client": client.pk,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(BY_OWN_KEY if own_key else BY_NUMBER, said)
        rows = cursor.fetchall()
    households = {row[1] for row in rows} if "measures" in names else set()
    measures = _measures(households, day)
    return {
        bytes(row[0]): Found(row[1], _values(day, *row[2:]) | {"measures": measures[row[1]]})
        for row in rows
    }


def agreed(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Only what the client may read."""
    return {name: values[name] for name in names}


def _measures(households: set[int], day: date) -> defaultdict[int, list[str]]:
    named: defaultdict[int, list[str]] = defaultdict(list)
    for each in given(households):
        if each.holds(day):
            named[each.household].append(each.name)
    return named


def _values(
    day: date,
    ex_poor: bool | None,
    kind: str | None,
    since: date | None,
    closed_on: date | None,
    state: str | None,
    risks: list[str] | None,
) -> dict[str, Any]:
    closed = closed_on is not None and closed_on <= day
    monitored = since is not None and not closed
    eliminated = closed and state == "eliminated"
    return {
        "registered": True,
        "monitored": monitored,
        "monitored_type": kind if monitored else None,
        "since": since.isoformat() if since and monitored else None,
        "eliminated": eliminated,
        "eliminated_on": closed_on.isoformat() if closed_on and eliminated else None,
        "risks": (risks or []) if monitored else [],
        "ex_poor": ex_poor,
    }
