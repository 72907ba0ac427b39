from collections.abc import Callable, Iterator
from itertools import count

import pytest

from accounts.models import Post, User
from monitoring.kept import kept
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")


@pytest.fixture
def officer():
    return factories.user("city", factories.CITY)


@pytest.fixture
def numbers() -> Iterator[int]:
    """Another one each time something is counted."""
    return count()


def counter(numbers: Iterator[int], large: bool = True) -> Callable[[User], int]:
    def ask(user: User) -> int:
        again = User.objects.get(pk=user.pk)  # as another request
        return kept("cases", again, lambda: next(numbers), large=lambda _: large).counts

    return ask


def test_what_is_large_is_counted_once(officer, numbers):
    ask = counter(numbers)
    assert [ask(officer), ask(officer)] == [0, 0]


def test_what_is_small_is_counted_each_time(officer, numbers):
    ask = counter(numbers, large=False)
    assert [ask(officer), ask(officer)] == [0, 1]


def test_nobody_reads_what_was_counted_for_somebody_else_or_for_another_post(officer, numbers):
    ask = counter(numbers)
    assert [ask(officer), ask(factories.user("city", factories.CITY))] == [0, 1]
    Post.objects.filter(user=officer).update(role="county", division=factories.PINGSHAN)
    assert ask(officer) == 2
