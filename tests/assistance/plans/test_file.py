"""一户一档: what was planned, given and brought stands in the household's file, sums as paid."""

from datetime import date

import pytest

from assistance.plans import actions
from monitoring.cases.papers.composing import household_file
from tests import factories
from tests.assistance.plans import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


def test_the_file_of_a_household_tells_its_plan_measures_and_what_reached_it():
    plan = making.submitted(None, "industry-support")
    actions.confirm(plan, by=making.township(plan))
    home = plan.household
    ended = factories.award(
        home, starts_on=date(2026, 2, 1), ends_on=date(2026, 3, 1), end_reason="一次性"
    )
    factories.delivery(ended, "1234.50", paid_on=date(2026, 2, 3))
    factories.delivery(
        ended, "0", paid_on=date(2026, 2, 9), kind="goods", quantity="2.50", unit="袋",
        starts_on=date(2026, 2, 9), ends_on=date(2026, 2, 9),
    )  # fmt: skip
    factories.delivery(
        ended, "99", state="reversed", why="误发", starts_on=date(2026, 3, 1),
        ends_on=date(2026, 3, 1),
    )  # fmt: skip
    told = [str(cell) for row in _rows(home) for cell in row]
    for said in ("确认帮扶计划", "产业发展帮扶", "1,234.50", "2.5 袋", "一次性", "2026-03-01"):
        assert any(said in cell for cell in told), said
    assert not any("99.00" in cell for cell in told)


def _rows(home):
    blocks = household_file(home).blocks
    return [row for block in blocks if "rows" in block for row in block["rows"]]
