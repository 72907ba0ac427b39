"""Who sees which household: the area of a current post, and nothing without one."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.models import Post
from accounts.scope import get_visible_or_404, visible
from monitoring.registry.models import Household
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")


def test_a_village_cadre_sees_exactly_the_village():
    own = factories.household(factories.VILLAGE)
    factories.household(factories.OTHER_VILLAGE)
    cadre = factories.user(Post.Role.VILLAGE, factories.VILLAGE)
    assert list(visible(Household, cadre)) == [own]


def test_a_county_officer_sees_everything_below_and_nothing_beside():
    inside = {factories.household(factories.VILLAGE), factories.household(factories.OTHER_VILLAGE)}
    far = factories.household(factories.FAR_VILLAGE)
    officer = factories.user(Post.Role.COUNTY, factories.PINGSHAN)
    assert set(visible(Household, officer)) == inside
    with pytest.raises(Http404):
        get_visible_or_404(Household, officer, pk=far.pk)


@pytest.mark.parametrize("role", [None, Post.Role.ADMIN])
def test_without_a_post_of_an_area_nothing_is_seen(role):
    factories.household()
    assert not visible(Household, factories.user(role)).exists()


def test_a_post_that_ended_opens_nothing():
    factories.household()
    former = factories.user(Post.Role.VILLAGE, factories.VILLAGE)
    yesterday = timezone.localdate() - timedelta(days=1)
    former.posts.update(starts=yesterday, ends=yesterday)
    assert not visible(Household, former).exists()


def test_a_locked_account_sees_nothing():
    factories.household()
    cadre = factories.user(Post.Role.VILLAGE, factories.VILLAGE, is_active=False)
    assert not visible(Household, cadre).exists()
