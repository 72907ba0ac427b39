"""Bad expressions are refused, with the place and the reason."""

import json

import pytest
from hypothesis import given

from monitoring.criteria.grammar import MAX_DEPTH, InvalidConditionError, parse, validate
from monitoring.criteria.packs import FILE
from tests.monitoring.criteria import strategies

PC = {"indicator": "net_income_pc"}
LINE = {"parameter": "monitoring_line"}


def test_the_pack_that_ships_is_valid():
    criteria = json.loads(FILE.read_text(encoding="utf-8"))["criteria"]
    assert len(criteria) == 27
    assert [validate(row["condition"]) for row in criteria] == [[]] * 27


@given(strategies.conditions)
def test_reading_and_writing_give_the_same_tree(tree):
    assert parse(tree).to_json() == tree


@pytest.mark.parametrize(
    ("tree", "path"),
    [
        ({"xor": [{"indicator": "dropout"}]}, "/xor"),
        ({"indicator": "happiness"}, "/indicator"),
        ({"indicator": "net_income_pc"}, "/indicator"),
        ({"<": [{"indicator": "dropout"}, LINE]}, "/</0/indicator"),
        ({"<": [PC, {"parameter": "line"}]}, "/</1/parameter"),
        ({"<": [PC, {"indicator": "net_income"}]}, "/<"),
        ({"<": [PC, {"*": [LINE, LINE]}]}, "/</1/*"),
        ({"<": [{"number": "1"}, {"number": "2"}]}, "/<"),
        ({"<": [PC]}, "/<"),
        ({"<": [PC, {"and": []}]}, "/</1/and"),
        ({"<": [PC, {"/": [LINE, LINE]}]}, "/</1//"),
        ({"and": []}, "/and"),
        ({"or": [{"indicator": "dropout"}, {"or": []}]}, "/or/1/or"),
        ({"number": "1"}, "/number"),
        ({"and": [PC], "or": [PC]}, ""),
        ("dropout; DROP TABLE", ""),
        (None, ""),
    ],
)
def test_refusals_name_the_place(tree, path):
    problems = validate(tree)
    assert [problem.path for problem in problems] == [path]
    assert problems[0].message


@pytest.mark.parametrize("value", [0.5, 1, "0.50001", "1e3", "NaN", "", " 1", None, True, "1,000"])
def test_numbers_are_decimal_text(value):
    problems = validate({"<": [PC, {"number": value}]})
    assert [problem.path for problem in problems] == ["/</1/number"]


def test_every_problem_is_told_at_once():
    tree = {"and": [{"indicator": "x"}, {"not": {"indicator": "y"}}]}
    assert [problem.path for problem in validate(tree)] == [
        "/and/0/indicator",
        "/and/1/not/indicator",
    ]


def test_depth_is_limited():
    tree = {"indicator": "dropout"}
    for _level in range(MAX_DEPTH):
        tree = {"not": tree}
    assert [problem.path for problem in validate(tree)] == ["/not" * MAX_DEPTH]
    assert validate(tree["not"]) == []


def test_parse_raises_with_the_problems():
    with pytest.raises(InvalidConditionError, match="/indicator"):
        parse({"indicator": "happiness"})
