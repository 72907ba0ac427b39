"""For any posts, `visible` gives exactly the households whose code begins as the rule says."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Division, Post
from accounts.scope import visible
from monitoring.registry.models import Household
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

VILLAGES = (
    factories.VILLAGE,
    "130131100002",
    factories.OTHER_VILLAGE,
    factories.FAR_VILLAGE,
)
DIGITS = {"province": 2, "city": 4, "county": 6, "township": 9, "village": 12}
SEEING = {"village", "township", "county", "city", "auditor"}
DIVISIONS = ("130000000000", factories.CITY, factories.PINGSHAN, factories.ZANHUANG,
             factories.PINGSHAN_TOWN, *VILLAGES)  # fmt: skip

days = st.integers(-2, 2)
posts = st.tuples(
    st.sampled_from(Post.Role.values),
    st.sampled_from(DIVISIONS),
    days,  # starts, from today
    st.none() | st.integers(0, 3),  # ends, days later
)


@pytest.fixture
def village_of():
    """By household: the code of its village."""
    return {factories.household(village).pk: village for village in VILLAGES for _ in range(2)}


@given(held=st.lists(posts, max_size=4, unique_by=lambda post: post[:2]))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_visible_is_the_prefix_rule_and_never_more(village_of, held):
    levels = dict(Division.objects.filter(pk__in=DIVISIONS).values_list("pk", "level"))
    today = timezone.localdate()
    expected = set()
    with transaction.atomic():
        user = factories.user()
        for role, code, start, length in held:
            starts = today + timedelta(days=start)
            ends = None if length is None else starts + timedelta(days=length)
            Post.objects.create(user=user, role=role, division_id=code, starts=starts, ends=ends)
            if role in SEEING and starts <= today and (ends is None or ends >= today):
                prefix = code[: DIGITS[levels[code]]]
                expected |= {pk for pk, village in village_of.items() if village.startswith(prefix)}
        assert set(visible(Household, user).values_list("pk", flat=True)) == expected
        transaction.set_rollback(True)
