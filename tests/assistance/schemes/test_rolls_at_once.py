"""Rolls come into a statement while a cadre changes it: neither loses what the other said."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from assistance import wiring
from assistance.schemes.rolls.models import PaidIncome
from monitoring.registry.actions import edit_statement
from monitoring.registry.models import Change
from tests import factories
from tests.assistance.schemes.test_rolls import NOW, Office
from tests.races import refusals

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("divisions")]


@pytest.mark.parametrize("_again", range(4))
def test_of_a_hand_and_a_roll_the_larger_counts_whoever_comes_first(_again: int) -> None:
    wiring.install()
    office = Office()
    member = office.person()
    statement = factories.statement(
        member.household, 2026, low_income_allowance="100", transfer_income="100"
    )
    office.tell(NOW, (member, "低保", "400"))
    cadre = factories.user("village", factories.VILLAGE)
    by_hand: dict[str, Any] = {
        "low_income_allowance": Decimal(900),
        "transfer_income": Decimal(900),
    }
    refused = refusals(
        office.compare,
        lambda: edit_statement(statement, by=cadre, note="核对存折", **by_hand),
    )
    assert not any(refused)
    office.compare()
    statement.refresh_from_db()
    assert statement.low_income_allowance == Decimal(900)
    assert PaidIncome.objects.get().others == Decimal(900)
    told = Change.objects.filter(entity="statement", field="low_income_allowance").order_by("pk")
    said = [(Decimal(str(each.old)), Decimal(str(each.new))) for each in told]
    assert all(before[1] == after[0] for before, after in pairwise(said))
