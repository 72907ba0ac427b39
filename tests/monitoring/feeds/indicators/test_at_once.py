"""From one record to the flag and the clue on the village's page: at once, in few statements."""

import pytest
from django.utils import timezone

from accounts.models import Division, Post
from monitoring.cases.clues.models import Clue
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.records.actions import receive
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")
WANG, LI = "130131195603121234", "130131198005170013"


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    by = factories.user(Post.Role.DEPARTMENT, factories.PINGSHAN)
    area = Division.objects.get(code=factories.PINGSHAN)

    def tell(*numbers: str) -> None:
        day = timezone.localdate().isoformat()
        records = {
            row: {"id_number": number, "happened_on": day, "accident": "火灾"}
            for row, number in enumerate(numbers, 1)
        }
        with django_capture_on_commit_callbacks(execute=True):
            receive(FEEDS["accidents"], records, by=by, area=area)

    return tell


def test_a_record_alone_is_a_flag_and_a_clue_when_its_push_is_committed(told, recorded_queries):
    home = factories.member(factories.household(), id_number=WANG).household
    with recorded_queries("one record to its clue"):
        told(WANG)
    assert home.flags.get(criterion="accident").cleared_on is None
    assert Clue.objects.get().household == home


def test_two_records_take_as_many_statements_as_one(told, recorded_queries):
    for number in (WANG, LI):
        factories.member(factories.household(), id_number=number)
    with recorded_queries("one record to its clue"):
        told(WANG, LI)
    assert Clue.objects.count() == 2
