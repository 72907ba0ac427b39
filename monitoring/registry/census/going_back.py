"""Which values a batch changed, and which of them cannot go back.

A value stays where it was changed since, where its row is gone, or where giving it back would
break what the registry holds to: somebody else has the person's key, or is the householder, since.
"""

from typing import NamedTuple

from django.db import models
from psycopg2.sql import SQL, Composed, Identifier

from monitoring.registry import history
from monitoring.registry.models import Household, Member
from monitoring.registry.rows import ENTITY

MADE = """t.source_id IN (
    SELECT id FROM monitoring_source WHERE batch_id = %(batch)s AND kind = 'batch'
)"""

UNTOUCHED = """NOT EXISTS (
    SELECT FROM monitoring_change c JOIN monitoring_source o ON o.id = c.source_id
    WHERE c.household_id = t.{owner} AND c.entity = %(entity)s AND c.entity_id = t.{key}
        AND o.batch_id IS DISTINCT FROM %(batch)s
)"""

# The first old value of each field and the last new one: a batch of two years writes twice. The
# village of members follows their household's. The parts of a number are named as one.
GATHER = SQL("""
    CREATE TEMPORARY TABLE {values} ON COMMIT DROP AS
    SELECT w.*, regexp_replace(w.field, '_(cipher|hash|masked)$', '_masked') AS named,
        now.{key} IS NULL OR to_jsonb(now) -> w.field IS DISTINCT FROM w.new AS stays
    FROM (
        SELECT DISTINCT ON (c.entity_id, c.field) c.entity_id, c.field, c.household_id,
            first_value(c.old) OVER same AS old, last_value(c.new) OVER same AS new
        FROM monitoring_change c JOIN monitoring_source o ON o.id = c.source_id
        WHERE o.batch_id = %(batch)s AND o.kind = 'batch' AND c.entity = %(entity)s
            AND c.field <> '' AND (c.entity, c.field) <> ('member', 'division_id')
        WINDOW same AS (
            PARTITION BY c.entity_id, c.field ORDER BY c.id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        )
    ) w
    LEFT JOIN {table} now ON now.{key} = w.entity_id
""")

KEEP_NUMBERS_WHOLE = SQL("""
    UPDATE {values} w SET stays = true FROM {values} other
    WHERE other.stays AND other.entity_id = w.entity_id AND other.named = w.named
""")

KEEP = SQL("""
    UPDATE {values} w SET stays = true
    WHERE NOT w.stays AND w.field = ANY(%(fields)s) AND w.entity_id IN ({taken})
""")

STAYING = SQL("""
    SELECT DISTINCT COALESCE(h.code, ''), w.named
    FROM {values} w LEFT JOIN monitoring_household h ON h.id = w.household_id
    WHERE w.stays ORDER BY 1, 2
""")


class Rule(NamedTuple):
    """`taken` selects the rows for which these fields have to stay."""

    fields: tuple[str, ...]
    taken: str


# Another active member `t` who is not of this batch alone, and so does not go with it.
OTHER = SQL(f"t.id <> again.id AND t.status = 'active' AND NOT ({MADE} AND {UNTOUCHED})")

KEY = Rule(
    ("person_code", "id_number_cipher", "id_number_hash", "id_number_masked"),
    """
    SELECT again.id FROM (
        SELECT (jsonb_populate_record(m, said)).* FROM monitoring_member m JOIN (
            SELECT entity_id, jsonb_object_agg(field, old) AS said FROM {values} WHERE NOT stays
            GROUP BY entity_id HAVING bool_or(field IN ('person_code', 'id_number_hash'))
        ) back ON back.entity_id = m.id
        WHERE m.status = 'active'
    ) again
    WHERE EXISTS (
        SELECT FROM monitoring_member t WHERE t.id_number_hash = again.id_number_hash AND {other}
    ) OR again.id_number_hash IS NULL AND again.person_code <> '' AND EXISTS (
        SELECT FROM monitoring_member t
        WHERE t.person_code = again.person_code AND t.id_number_hash IS NULL AND {other}
    )
    """,
)

# Two householders stay two where they were two before the batch.
HEAD = Rule(
    ("relation",),
    """
    SELECT again.id FROM monitoring_member again
    JOIN {values} w ON w.entity_id = again.id AND w.field = 'relation'
    JOIN monitoring_member t ON t.household_id = again.household_id
    WHERE w.old = '"户主"' AND again.status = 'active' AND t.relation = '户主' AND {other}
        AND NOT EXISTS (
            SELECT FROM {values} b
            WHERE b.entity_id = t.id AND b.field = 'relation' AND NOT b.stays
        )
        AND EXISTS (
            SELECT FROM monitoring_source s
            WHERE s.batch_id = %(batch)s AND s.kind = 'batch' AND (t.source_id >= s.id OR EXISTS (
                SELECT FROM monitoring_change c
                WHERE c.household_id = t.household_id AND c.entity = 'member'
                    AND c.entity_id = t.id AND c.source_id > s.id
                    AND c.field IN ('relation', 'status', 'household_id')
            ))
        )
    """,
)

VILLAGE_GONE = Rule(
    ("division_id",),
    """
    SELECT w.entity_id FROM {values} w WHERE w.field = 'division_id'
        AND NOT EXISTS (SELECT FROM accounts_division d WHERE d.code = w.old #>> '{{}}')
    """,
)

RULES: dict[type[models.Model], tuple[Rule, ...]] = {
    Member: (KEY, HEAD),
    Household: (VILLAGE_GONE,),
}


def values(model: type[models.Model]) -> Identifier:
    """The table of the values that a batch changed; `stays` says which do not go back."""
    return Identifier(f"going_back_{ENTITY[model].value}")


def statements(model: type[models.Model]) -> list[tuple[Composed, list[str]]]:
    """What fills that table, in order, each with the fields it is about."""
    names = {
        "values": values(model),
        "table": Identifier(model._meta.db_table),
        "key": history.key(model),
        "owner": history.owner(model),
    }
    found: list[tuple[Composed, list[str]]] = [
        (SQL("DROP TABLE IF EXISTS {values}").format(**names), []),
        (GATHER.format(**names), []),
        (SQL("ANALYZE {values}").format(**names), []),
    ]
    for rule in RULES.get(model, ()):
        taken = SQL(rule.taken).format(other=OTHER.format(**names), **names)
        keep = KEEP.format(taken=taken, **names)
        found.append((keep, list(rule.fields)))
    return [*found, (KEEP_NUMBERS_WHOLE.format(**names), [])]
