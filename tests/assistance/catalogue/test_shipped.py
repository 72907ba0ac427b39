"""What ships: every measure the policy names, complete, and nothing that nobody confirmed."""

import json
from decimal import Decimal
from typing import Any

import pytest

from accounts.departments import Department
from assistance.catalogue import shipped
from assistance.catalogue.models import Category, Measure, Terms
from monitoring.criteria.editor import editable
from monitoring.criteria.grammar import validate
from monitoring.indicators.catalogue import EVERY, INDICATORS

DECLARED: list[dict[str, Any]] = json.loads(shipped.FILE.read_text(encoding="utf-8"))
BY_CODE = {row["code"]: row for row in DECLARED}

# domain.md 5.1 and 15: what the form and the policy name.
NAMED = (
    "务工就业", "技能培训", "外出务工补贴", "其他就业帮扶", "城乡居民基本医疗保险个人缴费补贴",
    "大病救治", "慢病签约服务", "农村低保", "特困人员救助供养", "困难残疾人生活补贴",
    "重度残疾人护理补贴", "临时救助", "养老保障", "防贫保", "社会救助基金", "消费帮扶", "以工代赈",
    "就业帮扶车间", "生态护林员", "两后生助学金", "两后生学费减免", "雨露计划",
    "代缴城乡居民养老保险", "全额资助参保", "残疾儿童康复救助", "政府购买服务（探访照料）",
)  # fmt: skip


def test_the_fourteen_categories_and_what_the_policy_names_are_complete() -> None:
    assert {row["category"] for row in DECLARED} == set(Category.values)
    assert set(NAMED) <= {row["name"] for row in DECLARED}


def test_no_measure_stands_in_it_twice() -> None:
    assert len(BY_CODE) == len({row["name"] for row in DECLARED}) == len(DECLARED)


@pytest.mark.parametrize("code", BY_CODE)
def test_its_terms_name_a_department_and_conditions_of_the_grammar(code: str) -> None:
    terms = BY_CODE[code]["terms"]
    assert terms["paying_department"] in Department.values
    assert terms["document"]
    for tree in filter(None, (terms.get("eligibility"), terms.get("received"))):
        assert validate(tree, EVERY if BY_CODE[code]["per"] == "member" else INDICATORS) == []
        assert editable(tree)
    assert terms.get("eligibility") or not BY_CODE[code]["is_owed"]
    assert set(terms.get("excludes", ())) <= BY_CODE.keys() - {code}


def test_what_excludes_another_is_excluded_by_it() -> None:
    pairs = {(code, other) for code, row in BY_CODE.items() for other in _excluded(row)}
    assert pairs == {(other, code) for code, other in pairs}


def test_only_confirmed_amounts_are_said() -> None:
    amounts = {code: row["terms"].get("amount") for code, row in BY_CODE.items()}
    assert {code: said for code, said in amounts.items() if said} == {
        "small-credit": "50000.00", "study-grant": "2000.00", "fee-waiver": "2000.00",
        "rain-dew": "1500.00",  # twice a school year; which the document says is to be confirmed
    }  # fmt: skip
    assert BY_CODE["rain-dew"]["terms"]["document"].startswith("待确认")


@pytest.mark.django_db
def test_all_of_it_is_in_force_once() -> None:
    assert Terms.objects.filter(state="released").count() == Measure.objects.count()
    shipped.install()
    assert Measure.objects.count() == len(DECLARED)
    grant = Terms.objects.get(measure__code="study-grant")
    assert (grant.amount, grant.rhythm) == (Decimal("2000.00"), "school_year")
    guard = Terms.objects.get(measure__code="forest-guard")
    assert [each.code for each in guard.excludes.all()] == ["public-post"]
    for terms in Terms.objects.all():
        terms.full_clean()


def _excluded(row: dict[str, Any]) -> list[str]:
    return list(row["terms"].get("excludes", []))
