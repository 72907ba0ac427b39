"""An asset from the project that built it to the household that its rent helped, and to its end.

Everything goes through the pages, by people of the village, the township and the county.
"""

from dataclasses import dataclass

import pytest

from accounts.models import Post
from assets.disposal import shipped as requirements
from assets.income.distributions import shipped as uses
from assets.ledger import shipped as kinds
from assistance.catalogue import shipped as measures
from assistance.schemes.limits import actions as limits
from tests import factories
from tests.e2e import assets_steps as steps
from tests.e2e.conftest import Arrive
from tests.e2e.pages import Visitor
from tests.e2e.steps import HEAD


@dataclass(frozen=True)
class Three:
    """The village on a phone; the township and the county at desks."""

    cadre: Visitor
    township: Visitor
    county: Visitor


@pytest.fixture
def three(arrive: Arrive) -> Three:
    made = Three(arrive(), arrive(), arrive())
    for visitor, role, place, name in (
        (made.cadre, Post.Role.VILLAGE, factories.VILLAGE, "刘书记"),
        (made.township, Post.Role.TOWNSHIP, factories.PINGSHAN_TOWN, "孙乡长"),
        (made.county, Post.Role.COUNTY, factories.PINGSHAN, "王主任"),
    ):
        visitor.enter(factories.user(role, place, full_name=name))
        visitor.page.goto("/")
    made.cadre.phone()
    for shipped in (measures, kinds, requirements, uses, limits):
        shipped.install()
    factories.household(head_name=HEAD, code="1301311000010001", household_type="脱贫户")
    return made


def test_an_asset_goes_from_its_project_to_the_people_and_to_its_end(three: Three):
    steps.project_entered(three.county)
    steps.asset_entered(three.county)
    steps.titled(three.county)
    steps.let(three.county)
    steps.inspected_with_a_problem(three.cadre)
    steps.repaired(three.cadre)
    steps.repair_confirmed(three.township)
    steps.rent_received(three.county)
    steps.distributed(three.cadre)
    steps.given_to_a_household(three.cadre)
    steps.decided_and_posted(three.cadre)
    steps.checked_and_paid(three.township)
    steps.household_paid(three.cadre)
    steps.disposal_refused(three.cadre)
    steps.papers_added(three.cadre)
    steps.disposed_of(three.county)
