"""The declarations hold together, and with the tables they speak of."""

import pytest

from monitoring.indicators.catalogue import LARGEST, OF_REGISTRY, STORED, Kind
from monitoring.indicators.models import HouseholdIndicators
from monitoring.registry.models import Household, LivingConditions, Member, Statement

ENTITIES = {
    "household": Household,
    "conditions": LivingConditions,
    "statement": Statement,
    "member": Member,
}


@pytest.mark.parametrize("indicator", OF_REGISTRY, ids=lambda each: each.code)
def test_it_names_the_facts_it_rests_on(indicator):
    for fact in indicator.facts:
        entity, _dot, column = fact.partition(".")
        assert ENTITIES[entity]._meta.get_field(column).column == column


@pytest.mark.parametrize(
    "ratio",
    [each for each in OF_REGISTRY if each.kind == Kind.RATIO],
    ids=lambda each: each.code,
)
def test_a_ratio_is_two_stored_columns(ratio):
    columns = {each.code for each in STORED}
    assert {ratio.numerator, ratio.denominator} <= columns
    assert ratio.code not in columns


def test_every_stored_indicator_is_a_column_of_the_wide_table():
    columns = {field.column for field in HouseholdIndicators._meta.concrete_fields}
    assert columns == {each.code for each in STORED} | {
        "household_id", "division_id", "statement_year",
    }  # fmt: skip


@pytest.mark.parametrize(
    "amount", [each for each in STORED if each.kind == Kind.MONEY], ids=lambda each: each.code
)
def test_no_amount_exceeds_what_the_compiler_reckons_with(amount):
    facts = [fact.partition(".")[2] for fact in amount.facts]
    digits = {Statement._meta.get_field(fact).max_digits for fact in facts}
    assert len(facts) * 10 ** max(digits) <= LARGEST[Kind.MONEY]
