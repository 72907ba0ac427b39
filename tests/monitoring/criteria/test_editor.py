"""Rows of a form say the same as the tree they came from."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring.criteria.editor import NO, YES, Row, condition_of, editable, rows_of
from monitoring.criteria.grammar import validate
from monitoring.criteria.packs import FILE
from monitoring.criteria.reference import evaluate
from tests.monitoring.criteria import strategies
from tests.monitoring.criteria.strategies import FACTS, RATIOS

facts = st.builds(
    Row, st.integers(0, 2), st.sampled_from(FACTS), st.sampled_from([YES, NO]),
)  # fmt: skip
amounts = st.builds(
    Row,
    st.integers(0, 2),
    st.sampled_from(RATIOS),
    st.sampled_from(["<", "<=", ">", ">=", "=", "≠"]),
    st.sampled_from(["number", "parameter:monitoring_line", f"indicator:{RATIOS[0]}"]),
    st.sampled_from(["0", "0.7", "1", "1.5", "8300"]),
)


@pytest.mark.parametrize(
    "tree", [row["condition"] for row in json.loads(FILE.read_text(encoding="utf-8"))["criteria"]]
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.rows, strategies.parameters)
def test_every_criterion_that_ships_can_be_edited(tree, row, parameters):
    edited = condition_of(rows_of(tree))
    assert evaluate(edited, row, parameters) == evaluate(tree, row, parameters)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(facts | amounts, min_size=1, max_size=6))
def test_rows_make_a_valid_condition_and_come_back(rows):
    tree = condition_of(rows)
    assert validate(tree) == []
    assert condition_of(rows_of(tree)) == tree


def test_what_rows_cannot_say_is_not_editable():
    deep = {"or": [{"and": [{"indicator": "dropout"}, {"indicator": "watched"}]}]}
    assert not editable({"and": [deep, {"indicator": "uninsured"}]})
    assert not editable({"<": [{"indicator": "net_income"}, {"+": [
        {"indicator": "wage_income"}, {"number": "1"}]}]})  # fmt: skip
