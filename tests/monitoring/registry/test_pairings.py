"""A helper sees the households paired with them, and nothing else, for as long as it holds."""

import pytest
from django.utils import timezone

from accounts.models import Post
from accounts.scope import visible
from monitoring.registry import actions
from monitoring.registry.models import Household, LivingConditions, Member, Statement
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")


@pytest.fixture
def helper():
    return factories.user(Post.Role.HELPER, factories.VILLAGE)


@pytest.fixture
def paired_household(helper):
    household = factories.household(factories.OTHER_VILLAGE)
    factories.household(factories.VILLAGE)
    officer = factories.user(Post.Role.COUNTY, factories.PINGSHAN)
    actions.pair_helper(household, helper=helper, by=officer)
    return household


def test_a_helper_sees_the_paired_household_in_whichever_village(helper, paired_household):
    assert list(visible(Household, helper)) == [paired_household]


def test_what_belongs_to_the_household_is_seen_with_it(helper, paired_household):
    rows = [
        factories.member(paired_household),
        factories.statement(paired_household),
        factories.conditions(paired_household),
    ]
    factories.member(factories.household())
    for model, row in zip((Member, Statement, LivingConditions), rows, strict=True):
        assert list(visible(model, helper)) == [row]


def test_a_pairing_that_ended_shows_nothing(helper, paired_household):
    paired_household.pairings.update(ends=timezone.localdate())
    assert not visible(Household, helper).exists()


def test_a_former_helper_sees_nothing(helper, paired_household):
    helper.posts.update(ends=helper.posts.get().starts, starts="2020-01-01")
    helper.posts.update(ends="2020-01-02")
    assert not visible(Household, helper).exists()


def test_an_officer_does_not_gain_by_pairings(paired_household):
    stranger = factories.user(Post.Role.VILLAGE, factories.VILLAGE)
    assert paired_household not in visible(Household, stranger)
