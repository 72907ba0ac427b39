"""The SQL of a condition says what the reference evaluator says, missing values included."""

from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg2.sql import SQL, Identifier, Literal

from monitoring.criteria.compiler import compile_condition, compile_near
from monitoring.criteria.grammar import parse
from monitoring.criteria.nodes import clauses_of
from monitoring.criteria.reference import evaluate, verdict
from monitoring.indicators.catalogue import EVERY, Kind
from monitoring.registry.quantities import FEN
from tests.monitoring.criteria import strategies
from tests.monitoring.criteria.strategies import COLUMNS

LINE = {"parameter": "monitoring_line"}
BELOW = {"<": [{"indicator": "net_income_pc"}, LINE]}


def _type(name: str) -> str:
    if EVERY[name].kind == Kind.BOOLEAN:
        return "boolean"
    return "bigint" if EVERY[name].kind == Kind.MONEY else "smallint"


def _stored(name, value):
    """The wide table holds whole fen."""
    return int(value / FEN) if value is not None and _type(name) == "bigint" else value


def select(expression, rows, columns=COLUMNS):
    """What `expression` says of each row."""
    values = SQL(", ").join(
        SQL("({})").format(
            SQL(", ").join(Literal(_stored(name, row.get(name))) for name in columns)
        )
        for row in rows
    )
    casts = SQL(", ").join(
        SQL("{}::{} AS {}").format(Identifier(name), SQL(_type(name)), Identifier(name))
        for name in columns
    )
    names = SQL(", ").join(map(Identifier, columns))
    query = SQL("SELECT {} FROM (SELECT {} FROM (VALUES {}) v ({})) i").format(
        expression, casts, values, names
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [found for (found,) in cursor.fetchall()]


@pytest.mark.django_db
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.conditions, st.lists(strategies.rows, min_size=4, max_size=12), st.data())
def test_sql_says_what_the_reference_says(tree, rows, data):
    parameters = data.draw(strategies.parameters)
    compiled = select(compile_condition(tree, parameters), rows)
    assert compiled == [evaluate(tree, row, parameters) for row in rows]


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.conditions, st.lists(strategies.rows, min_size=4, max_size=12), st.data())
def test_near_is_missing_with_a_clause_that_is_yes(tree, rows, data):
    parameters = data.draw(strategies.parameters)
    clauses = clauses_of(parse(tree))

    def near(row):
        verdicts = {verdict(clause, row, parameters) for clause in clauses}
        return len(clauses) > 1 and verdicts == {None, True}

    assert select(compile_near(tree, parameters), rows) == [near(row) for row in rows]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("net_income", "people", "expected"),
    [("24900", 3, False), ("24899.99", 3, True), ("8300.00", 1, False), (None, 3, None)],
)
def test_the_line_itself_is_not_below_the_line(net_income, people, expected):
    row = {"net_income": net_income and Decimal(net_income), "people": people}
    assert select(compile_condition(BELOW, {"monitoring_line": Decimal(8300)}), [row]) == [expected]


@pytest.mark.django_db
def test_a_parameter_without_value_is_missing():
    row = {"net_income": Decimal(1), "people": 1}
    assert select(compile_condition(BELOW, {"monitoring_line": None}), [row]) == [None]
    assert select(compile_condition(BELOW, {}), [row]) == [None]
