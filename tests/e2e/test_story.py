"""A household's whole story, walked by four people: a flag, a visit, three levels, safety, return.

Everything goes through the pages; only time is moved in the database. The same story by actions is
in tests/monitoring/cases/test_story.py.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from accounts.models import Post
from monitoring.registry.models import Household
from tests import factories
from tests.e2e import steps
from tests.e2e.conftest import Arrive
from tests.e2e.pages import Visitor
from tests.monitoring.cases.comparison import world


@dataclass(frozen=True)
class Four:
    """Two people of the village on phones, the township and the county at desks."""

    cadre: Visitor
    second: Visitor
    township: Visitor
    county: Visitor


@pytest.fixture
def four(arrive: Arrive) -> Four:
    made = Four(arrive(), arrive(), arrive(), arrive())
    for visitor, role, place, name in (
        (made.cadre, Post.Role.VILLAGE, factories.VILLAGE, "刘书记"),
        (made.second, Post.Role.VILLAGE, factories.VILLAGE, "王会计"),
        (made.township, Post.Role.TOWNSHIP, factories.PINGSHAN_TOWN, "孙乡长"),
        (made.county, Post.Role.COUNTY, factories.PINGSHAN, "王主任"),
    ):
        user = factories.user(role, place, full_name=name)
        if role == Post.Role.VILLAGE:
            visitor.phone()
        visitor.sign_in(user.username)
    return made


@pytest.fixture
def household(transactional_db: None) -> Household:
    home = factories.household(head_name=steps.HEAD, phone=steps.PHONE, code="1301311000010001")
    factories.member(
        home, name=steps.HEAD, relation="户主", labour="普通劳动力", health=["患有大病"],
        resident_insurance=True, id_number=world.number(1), work_months=3, work_place="石家庄",
    )  # fmt: skip
    factories.member(
        home, name="赵小兰", relation="之女", labour="无劳动力", school_stage="小学",
        birth_date="2015-04-01", resident_insurance=True, id_number=world.number(2),
    )  # fmt: skip
    factories.statement(home, steps.TODAY.year, people=2, wage_income="9000.00", business_income=0)
    factories.conditions(home, dangerous_house=False, safe_water=True)
    return home


def test_a_household_is_found_helped_let_go_and_found_again(
    four: Four, household: Household, tmp_path: Path
):
    steps.screened()
    steps.judged(four.cadre)
    steps.accepted(four.township)
    steps.visited(four.cadre)
    steps.authorised(four.cadre)
    steps.compared(four.county, tmp_path)
    steps.income_told(four.cadre, "低于监测线 3,300.00 元")
    steps.risks_named(four.cadre)
    steps.appraised(four.cadre)
    steps.on_notice(four.cadre)
    steps.reviewed(four.township, "乡镇审核")
    steps.reviewed(four.county, "县级审定")
    steps.announced(four.township)
    steps.entered(four.township, tmp_path)
    steps.monitored(four.cadre, household)

    steps.half_a_year_later(household)
    steps.elimination_begun(four.second)
    steps.verified(four.second)
    steps.income_told(four.cadre, "高于监测线 22,200.00 元")
    steps.appraised(four.cadre)
    steps.on_notice(four.cadre)
    steps.reviewed(four.township, "乡镇审核")
    steps.reviewed(four.county, "县级审核确认")
    steps.announced(four.township)
    steps.marked(four.township)
    steps.eliminated(four.cadre, household)

    steps.poor_again(household)
    steps.judged(four.cadre)
    steps.second_episode(four.cadre)
