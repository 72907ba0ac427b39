"""Any condition on a household or a person: its SQL says what plain Python says of each row."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistance.eligibility.people import OF_PERSON
from assistance.eligibility.questions import KNOWN
from monitoring.criteria.compiler import compile_condition
from monitoring.criteria.editor import condition_of, editable, rows_of
from monitoring.criteria.grammar import COMPARISONS
from monitoring.criteria.reference import evaluate
from monitoring.indicators.catalogue import Kind
from tests.monitoring.criteria import strategies
from tests.monitoring.criteria.test_compiler import select

PERSONAL = sorted(each.code for each in OF_PERSON if each.kind == Kind.BOOLEAN)
AGES = st.sampled_from(["0", "15", "16", "59.5", "60", "65"]).map(lambda age: {"number": age})
facts = st.sampled_from([{"indicator": code} for code in PERSONAL])
ages = st.tuples(st.sampled_from(COMPARISONS), AGES, st.booleans()).map(
    lambda found: {
        found[0]: [{"indicator": "person_age"}, found[1]][:: -1 if found[2] else 1],
    }
)
conditions = st.recursive(
    facts | ages | strategies.facts | strategies.comparisons,
    lambda inside: st.one_of(
        inside.map(lambda part: {"not": part}),
        st.tuples(st.sampled_from(["and", "or"]), st.lists(inside, min_size=1, max_size=3)).map(
            lambda found: {found[0]: found[1]}
        ),
    ),
    max_leaves=6,
)
COLUMNS = sorted({*strategies.COLUMNS, *PERSONAL, "person_age"})
people = st.fixed_dictionaries(
    {code: st.sampled_from([None, True, False]) for code in PERSONAL}
    | {"person_age": st.none() | st.sampled_from([0, 15, 16, 59, 60, 65, 120])}
)
rows = st.tuples(strategies.rows, people).map(lambda parts: parts[0] | parts[1])


@pytest.mark.django_db
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(conditions, st.lists(rows, min_size=4, max_size=8), strategies.parameters)
def test_a_condition_of_persons_says_the_same_in_sql_and_in_plain_python(
    tree: Any, rows: Any, parameters: Any
) -> None:
    compiled = select(compile_condition(tree, parameters, KNOWN["member"]), rows, COLUMNS)
    assert compiled == [evaluate(tree, row, parameters) for row in rows]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(conditions, rows, strategies.parameters)
def test_what_rows_of_a_form_can_say_of_persons_they_say_alike(
    tree: Any, row: Any, parameters: Any
) -> None:
    if editable(tree):
        edited = condition_of(rows_of(tree))
        assert evaluate(edited, row, parameters) == evaluate(tree, row, parameters)
