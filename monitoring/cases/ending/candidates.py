"""Who may be ready to leave monitoring: every condition a fact tells, for everybody at once."""

from datetime import date

from django.db import connection, transaction
from psycopg2.sql import SQL, Composed, Identifier, Literal

from monitoring.cases.ending.conditions import FACTUAL, INCOME, preconditions
from monitoring.cases.procedures.models import Procedure, Process
from monitoring.criteria import packs
from monitoring.criteria.compiler import compile_condition
from monitoring.criteria.rules import Rules, rules_of
from monitoring.registry.months import shifted

REFRESH = """
    WITH fit AS MATERIALIZED (
        SELECT e.id, e.division_id
        FROM monitoring_episode e
        JOIN monitoring_householdindicators i ON i.household_id = e.household_id
        WHERE e.state = 'monitored' AND e.monitored_on <= {since} AND {scope}
            AND i.members > 0 AND {conditions} AND {above}
            AND NOT EXISTS (
                SELECT FROM monitoring_flag f WHERE f.household_id = e.household_id
                AND (f.cleared_on IS NULL AND f.effect = 'clue'
                    OR f.criterion = ANY ({income})
                    AND (f.cleared_on IS NULL OR f.cleared_on > {since})))
            AND NOT EXISTS (
                SELECT FROM monitoring_case c
                WHERE c.household_id = e.household_id AND c.status = 'running')
    ), gone AS (
        DELETE FROM monitoring_candidate old USING monitoring_episode e
        WHERE old.episode_id = e.id AND {scope}
            AND NOT EXISTS (SELECT FROM fit WHERE fit.id = old.episode_id)
    ), added AS (
        INSERT INTO monitoring_candidate AS old (episode_id, division_id, found_on)
        SELECT fit.id, fit.division_id, {day} FROM fit
        ON CONFLICT (episode_id) DO UPDATE SET division_id = excluded.division_id
            WHERE old.division_id <> excluded.division_id
        RETURNING xmax = 0 AS is_new
    )
    SELECT count(*) FROM added WHERE is_new
"""


@transaction.atomic
def refresh(day: date) -> int:
    """Bring the candidates to the day; one statement per group of counties. How many are new."""
    own = sorted({*packs.overriding_counties(day), *_counties_with_procedures(day)})
    groups = [rules_of(day, others=own), *(rules_of(day, code) for code in own)]
    return sum(_refresh(rules, day) for rules in groups)


def _refresh(rules: Rules, day: date) -> int:
    procedure = Procedure.objects.in_force(Process.ELIMINATION, rules.county, day)
    statement = SQL(REFRESH).format(
        since=_day(shifted(day, -procedure.stable_months)),
        day=_day(day),
        scope=rules.where(Identifier("e", "division_id")),
        conditions=SQL(" AND ").join(
            SQL("({})").format(compile_condition(each.tree, rules.values)) for each in FACTUAL
        ),
        above=SQL(" AND ").join([SQL("true"), *(each.met(day) for each in preconditions)]),
        income=Literal(list(INCOME)),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def _counties_with_procedures(day: date) -> list[str]:
    own = Procedure.objects.filter(process=Process.ELIMINATION, valid_from__lte=day)
    return list(own.exclude(county=None).order_by().values_list("county_id", flat=True).distinct())


def _day(day: date) -> Composed:
    return SQL("{}::date").format(Literal(day))
