"""差一项可判断: households that one more fact would decide, read from the wide table.

What is asked at the next contact; everything else that is missing stays a percentage.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone
from psycopg2.sql import SQL, Composed, Literal

from accounts.models import Division
from accounts.scope import visible
from monitoring.criteria.compiler import compile_near
from monitoring.criteria.rules import Rules, rules_in_force
from monitoring.indicators import wide
from monitoring.indicators.models import HouseholdIndicators
from monitoring.lists.places import Viewer
from monitoring.registry.models import Household
from monitoring.screening.evaluation import Scope
from monitoring.screening.explain import NearGap, near_gaps
from monitoring.screening.seen import effects_seen_by

NEAR = """
    (SELECT i.division_id, i.household_id, array_remove(ARRAY[{codes}], NULL) AS codes
     FROM {source} i
     WHERE {scope} AND i.members > 0 AND ({near}) AND (i.division_id, i.household_id) > {after}
     ORDER BY i.division_id, i.household_id LIMIT {limit})
"""


@dataclass(frozen=True)
class NearHousehold:
    household: Household
    gaps: list[NearGap]


def near_households(user: Viewer, scope: Scope, *, after: int, limit: int) -> list[NearHousehold]:
    """The next households of the scope, village by village, after the one with that id."""
    groups = rules_in_force(timezone.localdate(), scope.division)
    statement = _statement(groups, effects_seen_by(user), scope, _place(after), limit)
    with connection.cursor() as cursor:
        cursor.execute(statement)
        near = {pk: frozenset(codes) for _division, pk, codes in cursor.fetchall()}
    households = visible(Household, user).select_related("division__parent").in_bulk(near)
    known = wide.known(near)
    return [
        NearHousehold(households[pk], near_gaps(known[pk], _rules_of(known[pk], groups), codes))
        for pk, codes in near.items()
        if pk in households
    ]


def scope_of(user: Viewer, place: Division | None) -> Scope:
    """The chosen place; a helper has none, but the paired households."""
    if place is not None:
        return Scope(division=place)
    return Scope(household_ids=list(visible(Household, user).values_list("pk", flat=True)))


def _statement(
    groups: Sequence[Rules],
    effects: Collection[str],
    scope: Scope,
    after: tuple[str, int],
    limit: int,
) -> Composed:
    parts = [_of_group(rules, effects, scope, after, limit) for rules in groups]
    union = SQL(" UNION ALL ").join(parts)
    return SQL("SELECT * FROM ({}) found ORDER BY 1, 2 LIMIT {}").format(union, Literal(limit))


def _of_group(
    rules: Rules, effects: Collection[str], scope: Scope, after: tuple[str, int], limit: int
) -> Composed:
    near = {
        criterion.code: compile_near(criterion.condition, rules.values)
        for criterion in rules.criteria
        if criterion.effect in effects
    }
    codes = (
        SQL("CASE WHEN {} THEN {} END").format(condition, Literal(code))
        for code, condition in near.items()
    )
    return SQL(NEAR).format(
        source=wide.source(),
        scope=scope.of("i", "household_id", rules),
        codes=SQL(", ").join(codes),
        near=SQL(" OR ").join(near.values()),
        after=Literal(after),
        limit=Literal(limit),
    )


def _place(household_id: int) -> tuple[str, int]:
    known = HouseholdIndicators.objects.filter(pk=household_id).values_list("division_id", "pk")
    return known.first() or ("", 0)


def _rules_of(known: Mapping[str, Any], groups: Sequence[Rules]) -> Rules:
    place = known["division_id"]
    own = (rules for rules in groups if rules.county and place.startswith(rules.county))
    return next(own, groups[0])
