"""Every clause says in Chinese what was found, the distance, and what would end it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings

from monitoring.criteria import sentences
from monitoring.criteria.clearing import LEVERS, _Search
from monitoring.criteria.grammar import parse
from monitoring.criteria.nodes import positive
from monitoring.criteria.packs import ParameterInForce
from monitoring.criteria.reference import evaluate, verdict
from tests.monitoring.criteria import strategies

LINE = {"parameter": "monitoring_line"}
PC = {"indicator": "net_income_pc"}
BELOW = {"<": [PC, LINE]}
PARAMETERS = {
    "monitoring_line": ParameterInForce(
        Decimal(8300), date(2023, 1, 1), "冀〔2023〕1号", stale=True
    )
}


def said(tree, **values):
    return sentences.clauses(tree, values, PARAMETERS)


def test_a_clause_says_value_line_document_gap_and_change():
    (clause,) = said(BELOW, net_income=Decimal("23964.00"), people=3)
    assert clause.sentence == "人均纯收入 7,988.00 元，低于监测收入标准 8,300 元（冀〔2023〕1号）"
    assert (clause.rule, clause.verdict) == ("人均纯收入低于监测收入标准", "yes")
    assert (clause.gap, clause.gap_sentence) == (Decimal("312.00"), "低于监测线 312.00 元/人")
    assert (clause.parameter, clause.document) == ("monitoring_line", "冀〔2023〕1号")
    assert clause.change == "家庭纯收入再增加 936.00 元，即不再触发。"


def test_a_value_just_below_the_line_is_not_shown_as_the_line():
    (clause,) = said(BELOW, net_income=Decimal("24899.99"), people=3)
    assert "8,299.99 元，低于" in clause.sentence
    assert clause.gap_sentence == "低于监测线 0.01 元/人"
    assert clause.change == "家庭纯收入再增加 0.01 元，即不再触发。"


def test_what_is_not_met_says_so():
    (clause,) = said(BELOW, net_income=Decimal(24900), people=3)
    assert "不低于监测收入标准" in clause.sentence
    assert (clause.gap_sentence, clause.change) == ("正好等于监测线", "")


def test_what_is_missing_is_named():
    (clause,) = said(BELOW, net_income=None, people=3)
    assert clause.verdict == "missing"
    assert clause.sentence == "缺少“人均纯收入”的数据，无法判断是否“人均纯收入低于监测收入标准”"


def test_a_missing_parameter_is_named():
    (clause,) = sentences.clauses(BELOW, {"net_income": Decimal(1), "people": 1}, {})
    assert clause.sentence.startswith("缺少“监测收入标准”的数据")


def test_multiples_of_the_line_are_worked_out():
    tree = {"<": [PC, {"*": [{"number": "1.5"}, LINE]}]}
    (clause,) = said(tree, net_income=Decimal(12000), people=1)
    assert clause.sentence.endswith("8,300 元（冀〔2023〕1号）的 1.5 倍，即 12,450.00 元")
    assert clause.gap_sentence == "低于监测线的 1.5 倍 450.00 元/人"


def test_a_yes_or_no_clause_says_what_must_become_true():
    watched, uninsured = said(
        {"and": [{"indicator": "watched"}, {"indicator": "uninsured"}]},
        watched=True,
        uninsured=True,
    )
    assert (uninsured.sentence, watched.change) == ("有成员未参加基本医疗保险", "")
    assert uninsured.change == "全部成员参加基本医疗保险，即不再触发。"


def test_not_is_said_of_the_fact_itself():
    (clause,) = said({"not": {"not": {"not": {"indicator": "has_labour"}}}}, has_labour=False)
    assert (clause.verdict, clause.sentence, clause.value) == ("yes", "没有劳动力", False)


def test_of_several_ways_the_smallest_is_told():
    tree = {
        "and": [
            {
                ">": [
                    {"indicator": "out_of_pocket"},
                    {"*": [{"number": "0.5"}, {"indicator": "net_income"}]},
                ]
            },
            BELOW,
        ]
    }
    values = {"out_of_pocket": Decimal(12000), "net_income": Decimal(23964), "people": 3}
    assert sentences.change(tree, values, PARAMETERS) == "合规自付支出减少 18.00 元，即不再触发。"


def test_an_or_ends_only_when_all_its_parts_do():
    tree = {"or": [BELOW, {"indicator": "unsafe_house"}, {"indicator": "dropout"}]}
    values = {"net_income": Decimal(8200), "people": 1, "unsafe_house": True, "dropout": False}
    change = sentences.change(tree, values, PARAMETERS)
    assert (
        change
        == "家庭纯收入再增加 100.00 元，并且住房经改造或搬迁、鉴定为 A 级或 B 级，即不再触发。"
    )


@pytest.mark.parametrize(
    ("tree", "rule"),
    [
        ({"not": BELOW}, "人均纯收入不低于监测收入标准"),
        ({"=": [{"indicator": "wage_income"}, {"number": "0"}]}, "工资性收入为 0 元"),
        (
            {"and": [{"indicator": "dropout"}, {"or": [BELOW, {"indicator": "unsafe_water"}]}]},
            "有适龄成员失学辍学；且（人均纯收入低于监测收入标准；或饮水不安全）",
        ),
    ],
)
def test_rules_are_sentences(tree, rule):
    assert sentences.rule(tree) == rule


@settings(max_examples=200, deadline=None)
@given(strategies.conditions, strategies.rows, strategies.parameters)
def test_moving_not_to_the_facts_changes_no_verdict(tree, row, parameters):
    assert verdict(positive(parse(tree)), row, parameters) == evaluate(tree, row, parameters)


@settings(max_examples=200, deadline=None)
@given(strategies.conditions, strategies.rows)
def test_every_condition_can_be_said(tree, row):
    found = sentences.clauses(tree, row, PARAMETERS)
    assert all(clause.sentence and clause.rule for clause in found)


@settings(max_examples=300, deadline=None)
@given(strategies.comparisons, strategies.rows, strategies.parameters)
def test_pulling_the_lever_as_told_ends_a_comparison(tree, row, parameters):
    condition = positive(parse(tree))
    for lever in LEVERS:
        change = _Search(lever, row, parameters).ending(condition)
        if change and not change.needs:
            assert verdict(condition, lever.pulled(row, change.by), parameters) is not True
