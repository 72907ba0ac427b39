"""Records go with their person, to another household and with it to another place."""

from collections.abc import Sequence

from django.db import connection

from monitoring.registry.models import Source

FOLLOW = """
    UPDATE monitoring_record r SET household_id = h.id, division_code = h.division_id
    FROM monitoring_member m JOIN monitoring_household h ON h.id = m.household_id
    WHERE r.member_id = m.id AND m.household_id = ANY (%s)
        AND (r.household_id, r.division_code) IS DISTINCT FROM (h.id, h.division_id)
"""


def follow(_source: Source, household_ids: Sequence[int]) -> None:
    """Listens to changed households."""
    with connection.cursor() as cursor:
        cursor.execute(FOLLOW, [list(household_ids)])
