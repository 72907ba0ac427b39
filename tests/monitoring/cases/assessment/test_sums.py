"""Sums of money and the derivation of the type, held against definitions of their own."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.cases.assessment import items
from monitoring.cases.assessment.derivation import derive
from monitoring.cases.assessment.income import Income, of
from monitoring.cases.assessment.period import twelve_months
from monitoring.registry.models import Statement

LINE = Decimal(8300)
amounts = st.decimals(0, 10**8, places=2)
itemised = st.dictionaries(st.sampled_from(sorted(items.BY_CODE)), amounts)

# The form of the national system, written down once more: which items each total has.
WAGE = {"wage_work", "post_department", "post_township", "post_village", "picking"}
BUSINESS = {"income_crops", "income_livestock", "income_forestry", "income_other"}
PROPERTY = {"dividend", "land_transfer", "finance", "agency", "property_other"}
COST = {"cost_crops", "cost_livestock", "cost_forestry", "cost_other"}
APART = {"claims", "out_of_pocket"}
TRANSFER = set(items.BY_CODE) - WAGE - BUSINESS - PROPERTY - COST - APART


def cents(said: dict[str, Decimal], codes: set[str]) -> int:
    return sum(int(amount * 100) for code, amount in said.items() if code in codes)


@given(itemised)
def test_every_item_adds_to_its_total_to_the_cent(said):
    summed = items.totals(said)
    for field, codes in (
        ("wage_income", WAGE),
        ("business_income", BUSINESS),
        ("property_income", PROPERTY),
        ("transfer_income", TRANSFER),
        ("business_cost", COST),
        ("claims", {"claims"}),
        ("out_of_pocket", {"out_of_pocket"}),
    ):
        assert int(summed[field] * 100) == cents(said, codes)


@given(itemised)
def test_the_parts_of_the_transfer_income_make_the_whole_of_it(said):
    summed = items.totals(said)
    parts = (
        "family_planning", "low_income_allowance", "extreme_poverty_support", "pension",
        "eco_compensation", "other_transfer",
    )  # fmt: skip
    assert sum(summed[part] for part in parts) == summed["transfer_income"]


@given(itemised, st.integers(1, 20))
def test_net_and_reference_income(said, people):
    income = of(Statement(people=people, **items.totals(said)), LINE)
    assert income is not None
    net = cents(said, WAGE | BUSINESS | PROPERTY | TRANSFER) - cents(said, COST)
    assert int(income.net * 100) == net
    reference = net + cents(said, {"claims"}) - cents(said, {"out_of_pocket"})
    assert int(income.reference * 100) == reference
    assert income.is_below == (net < 830_000 * people)
    assert income.spending_breaks_line == (net >= 830_000 * people > reference)


def test_a_cent_below_the_line_is_below_it():
    """8,300 for three people is 24,900: rounded per person, a cent less looks the same."""
    assert Income(Decimal("24899.99"), Decimal("24899.99"), 3, LINE).is_below
    assert not Income(Decimal("24900.00"), Decimal("24900.00"), 3, LINE).is_below


POOR, RICH = Decimal(8000), Decimal(9000)
EX_POOR, ORDINARY = "脱贫户", "一般农户"

# household type, net per person, reference per person, risks → type (domain.md 1.1)
REFERENCE = [
    (EX_POOR, POOR, POOR, ["因病"], "脱贫不稳定户"),
    (ORDINARY, POOR, POOR, ["因病"], "边缘易致贫户"),
    (EX_POOR, POOR, RICH, ["缺劳动力"], "脱贫不稳定户"),
    (ORDINARY, POOR, POOR, ["缺劳动力"], "边缘易致贫户"),
    (EX_POOR, RICH, RICH, ["因意外事故"], "突发严重困难户"),
    (ORDINARY, RICH, RICH, ["因自然灾害"], "突发严重困难户"),
    (ORDINARY, RICH, POOR, ["因学"], "突发严重困难户"),
    (ORDINARY, RICH, POOR, ["缺劳动力"], "突发严重困难户"),
    (ORDINARY, RICH, RICH, ["缺劳动力"], None),
    (EX_POOR, RICH, RICH, ["因学", "因残"], None),
    (ORDINARY, LINE, LINE, ["因病"], "突发严重困难户"),
    (EX_POOR, POOR, POOR, [], None),
    (None, POOR, POOR, ["因病"], None),
]


@pytest.mark.parametrize(("kind", "net", "reference", "risks", "expected"), REFERENCE)
def test_the_type_follows_from_the_facts(kind, net, reference, risks, expected):
    found = derive(kind, Income(net * 4, reference * 4, 4, LINE), risks)
    assert found.type == expected
    assert found.ground


def test_without_a_line_there_is_no_type():
    assert derive(EX_POOR, Income(POOR, POOR, 1, None), ["因病"]).type is None


@given(
    st.sampled_from([EX_POOR, ORDINARY]),
    st.decimals(-(10**6), 10**6, places=2),
    st.decimals(-(10**6), 10**6, places=2),
    st.integers(1, 12),
)
def test_the_types_differ_by_nothing_else(kind, net, reference, people):
    found = derive(kind, Income(net, reference, people, LINE), ["因病"]).type
    below = net / people < LINE
    assert (found == "突发严重困难户") == (not below)
    assert (found == "脱贫不稳定户") == (below and kind == EX_POOR)


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_the_period_is_twelve_whole_months_before_the_month(day):
    starts, ends = twelve_months(day)
    assert (starts.day, starts.month, starts.year) == (1, day.month, day.year - 1)
    assert (day.replace(day=1) - ends).days == 1


def test_the_period_of_the_rules_own_example():
    assert twelve_months(date(2021, 6, 17)) == (date(2020, 6, 1), date(2021, 5, 31))
