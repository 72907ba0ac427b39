"""Three-fold medical protection: the parts are the bill, and no limit is passed."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assistance.schemes.limits import actions
from assistance.schemes.limits.reading import Values
from assistance.schemes.medical.parameters import MEDICAL, STAGES, Category
from assistance.schemes.medical.protection import protect
from assistance.schemes.medical.told import category_of
from tests import factories
from tests.assistance.schemes.limits import known_of

YUAN = st.decimals(0, 9_999_999, places=2)
SHARE = st.decimals(0, 100, places=2)


@st.composite
def values(draw: st.DrawFn) -> Values:
    drawn = {
        each.code: draw(st.none() | (SHARE if each.code.endswith("share") else YUAN))
        for each in MEDICAL
        if f".{Category.LOW_INCOME.value}." in each.code
    }
    return known_of(MEDICAL, drawn)


@given(total=YUAN, covered=YUAN, values=values(), aided=YUAN)
def test_the_parts_are_the_bill_and_no_limit_is_passed(
    total: Decimal, covered: Decimal, values: Values, aided: Decimal
) -> None:
    found = protect(total, covered, Category.LOW_INCOME, values, aided=aided)
    assert sum(part.paid for part in found.parts) + found.left == total
    assert found.left >= 0
    assert found.left >= total - min(covered, total)
    for part in found.parts:
        assert part.paid >= 0
        if part.limit.amount is not None:
            assert part.paid <= part.limit.amount
    aid = found.parts[-1]
    if aid.limit.amount is not None and aid.paid:
        assert aid.paid + aided <= aid.limit.amount
    assert [part.name for part in found.parts] == list(STAGES.values())


def test_each_stage_takes_what_the_one_before_left_above_its_deductible() -> None:
    values = known_of(
        MEDICAL,
        {
            "medical.basic.low_income.deductible": Decimal(500),
            "medical.basic.low_income.share": Decimal(70),
            "medical.major.low_income.deductible": Decimal(5000),
            "medical.major.low_income.share": Decimal(65),
            "medical.aid.low_income.share": Decimal(70),
            "medical.aid.low_income.limit": Decimal(2000),
        }
    )  # fmt: skip
    found = protect(Decimal(30500), Decimal(20500), Category.LOW_INCOME, values)
    assert [part.paid for part in found.parts] == [
        Decimal("14000.00"), Decimal("975.00"), Decimal("2000.00"),
    ]  # fmt: skip
    assert found.left == Decimal("13525.00")
    assert found.unknown == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("person", "household", "category"),
    [
        ({"extreme_poverty_support": True, "low_income_allowance": True}, {}, "extreme"),
        ({"low_income_allowance": True}, {}, "low_income"),
        ({}, {"monitored_type": "边缘易致贫户", "risk_eliminated": False}, "watched"),
        ({}, {"monitored_type": "边缘易致贫户", "risk_eliminated": True}, "other"),
        ({}, {}, "other"),
    ],
)
def test_the_category_follows_from_the_registry(
    person: dict[str, Any], household: dict[str, Any], category: str
) -> None:
    member = factories.member(factories.household(**household), **person)
    assert category_of(member) == category


@pytest.mark.django_db
def test_the_page_shows_what_is_left_beside_what_was_told(client: Client) -> None:
    actions.install()
    member = factories.member(factories.household(), low_income_allowance=True)
    factories.record(member.household, member=member, data={"own_burden": "900", "total": "20000"})
    client.force_login(factories.user("village", factories.VILLAGE))
    url = reverse("medical:person", args=[member.pk])
    assert 'value="20000' in client.get(url).content.decode()
    said = {"year": 2026, "category": "low_income", "total": "20000", "covered": "20000"}
    shown = client.post(url, said).content.decode()
    assert "14,000" in shown  # basic insurance
    assert "待确认" in shown
    assert "900" in shown
    refused = client.post(url, said | {"covered": "20001"}).content.decode()
    assert "超过" in refused
