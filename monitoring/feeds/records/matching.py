"""Records that wait for their person: found when the person appears in the sender's area."""

import json
from collections.abc import Sequence

from django.db import connection, transaction

from accounts.models import Division
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.records.bringing import bring
from monitoring.feeds.records.models import Record
from monitoring.registry.models import Source

FIND = """
    UPDATE monitoring_record r
    SET state = 'matched', matched_at = now(), household_id = h.id, member_id = m.id,
        division_code = h.division_id
    FROM monitoring_member m JOIN monitoring_household h ON h.id = m.household_id,
        accounts_division area
    WHERE r.state = 'waiting' AND r.current AND m.household_id = ANY (%s)
        AND m.id_number_hash = r.subject AND m.status = 'active' AND h.status = 'active'
        AND (r.name = '' OR r.name = m.name)
        AND area.code = r.division_code AND starts_with(h.division_id, left(area.code, (
            %s::jsonb ->> area.level)::int))
    RETURNING r.feed, r.id
"""


@transaction.atomic
def find_people(_source: Source, household_ids: Sequence[int]) -> None:
    """Listens to changed households: what waited for one of their people is theirs now."""
    if not Record.objects.waiting().exists():
        return
    with connection.cursor() as cursor:
        cursor.execute(FIND, [list(household_ids), json.dumps(Division.PREFIX)])
        found = cursor.fetchall()
    for feed in sorted({code for code, _record in found}):
        records = [record for code, record in found if code == feed]
        bring(Record.objects.filter(pk__in=records), FEEDS[feed], by=None)
