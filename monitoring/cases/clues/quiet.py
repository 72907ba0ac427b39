"""A judged flag keeps silent until what it says is another thing."""

from collections.abc import Sequence

from django.db import connection

SILENCE = """
    INSERT INTO monitoring_quietflag AS q (household_id, criterion, "values")
    SELECT f.household_id, f.criterion, f."values" FROM monitoring_flag f
    WHERE f.household_id = ANY (%s) AND f.cleared_on IS NULL AND f.effect = 'clue'
    ON CONFLICT (household_id, criterion) DO UPDATE SET "values" = excluded."values"
    WHERE q."values" <> excluded."values"
"""


def silence(household_ids: Sequence[int]) -> None:
    """The flags of these households as they are now."""
    with connection.cursor() as cursor:
        cursor.execute(SILENCE, [list(household_ids)])
