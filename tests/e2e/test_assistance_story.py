"""A measure from the risk to the money, returned and paid again, until the risk may be ended.

Everything goes through the pages, by people of the village, the township and the county.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from accounts.models import Post
from accounts.personal import encrypt, mask
from assistance.catalogue import shipped
from monitoring.cases.casework.models import Episode
from monitoring.registry.models import Household
from tests import factories
from tests.e2e import assistance_steps as steps
from tests.e2e.conftest import Arrive
from tests.e2e.pages import Visitor
from tests.e2e.steps import HEAD, PHONE, TODAY, screened, well_off
from tests.monitoring.cases.comparison import world


@dataclass(frozen=True)
class Four:
    """The village on a phone; the township and two of the county at desks."""

    cadre: Visitor
    township: Visitor
    county: Visitor
    second: Visitor


@pytest.fixture
def four(arrive: Arrive) -> Four:
    made = Four(arrive(), arrive(), arrive(), arrive())
    for visitor, role, place, name in (
        (made.cadre, Post.Role.VILLAGE, factories.VILLAGE, "刘书记"),
        (made.township, Post.Role.TOWNSHIP, factories.PINGSHAN_TOWN, "孙乡长"),
        (made.county, Post.Role.COUNTY, factories.PINGSHAN, "王主任"),
        (made.second, Post.Role.COUNTY, factories.PINGSHAN, "李科长"),
    ):
        visitor.enter(factories.user(role, place, full_name=name))
        visitor.page.goto("/")
    made.cadre.phone()
    return made


@pytest.fixture
def household(transactional_db: None) -> Household:
    """Identified as at risk of falling back: its work is not stable."""
    shipped.install()
    home = factories.household(
        head_name=HEAD, phone=PHONE, code="1301311000010001", monitored_type="突发严重困难户",
        risk1="因务工就业不稳", bank_name="农商行", bank_card_cipher=encrypt(steps.OLD_CARD),
        bank_card_masked=mask(steps.OLD_CARD),
    )  # fmt: skip
    factories.member(
        home, name=HEAD, relation="户主", labour="普通劳动力", id_number=world.number(1),
        resident_insurance=True,
    )  # fmt: skip
    factories.statement(home, TODAY.year, people=1, wage_income="9000.00", business_income=0)
    factories.conditions(home, dangerous_house=False, safe_water=True)
    Episode.objects.create(
        household=home, division_id=home.division_id, number=1, state="monitored",
        opened_on=TODAY, monitored_on=TODAY, risks=[{"risk": "因务工就业不稳"}],
    )  # fmt: skip
    screened()
    return home


def test_a_measure_goes_from_the_risk_to_the_money(
    four: Four, household: Household, tmp_path: Path
):
    steps.suggested(four.cadre)
    steps.planned(four.cadre)
    steps.confirmed(four.township)
    steps.funded(four.county)
    first = steps.listed(four.county)
    steps.checked(four.second)
    steps.handed(four.county, tmp_path, steps.OLD_CARD)
    steps.returned(four.county, tmp_path, first)
    steps.card_corrected(four.cadre)
    steps.listed(four.county)
    steps.checked(four.second)
    steps.handed(four.county, tmp_path, steps.NEW_CARD)
    steps.paid(four.county)
    steps.adds_up(four.county)
    steps.received(four.cadre)
    steps.effect_seen(four.cadre)
    well_off(household)
    steps.elimination_allowed(four.cadre)
