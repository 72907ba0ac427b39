"""Who writes, and when it is told: real transactions beside each other."""

import pytest
from django.db import connection, transaction

from monitoring.feeds.changes.models import Revision
from monitoring.feeds.changes.settling import settle, settle_all
from monitoring.registry.models import Household, Member
from tests import factories
from tests.queries import another_connection

KIND = Revision.Kind.HOUSEHOLD
RENAME = "UPDATE monitoring_household SET head_name = %s WHERE id = %s"


def told(after: int = 0) -> list[tuple[int, str]]:
    """What a reader who has read up to `after` looks at next, of households."""
    found = Revision.objects.filter(kind=KIND).after(after)
    return list(found.values_list("row_id", "division_code"))


def newest():
    """After everything that was ever told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM monitoring_revision_position")
        return cursor.fetchone()[0]


@pytest.mark.usefixtures("divisions")
class TestTriggers:
    def test_bulk_statements_and_plain_sql_are_told(self, db):
        one, two = factories.household(), factories.household()
        factories.member(one)
        settle_all()
        before = newest()
        Household.objects.filter(pk=two.pk).update(phone="13900000000")
        with connection.cursor() as cursor:
            cursor.execute(RENAME, ["王", one.pk])
        settle_all()
        assert sorted(told(before)) == [
            (one.pk, factories.VILLAGE),
            (two.pk, factories.VILLAGE),
        ]

    def test_a_move_is_told_to_both_villages(self, db):
        moved = factories.household()
        settle_all()
        before = newest()
        Household.objects.filter(pk=moved.pk).update(division_id=factories.OTHER_VILLAGE)
        settle_all()
        assert sorted(told(before)) == [
            (moved.pk, factories.VILLAGE),
            (moved.pk, factories.OTHER_VILLAGE),
        ]

    def test_what_is_deleted_is_told_with_everything_of_it(self, db):
        household = factories.household()
        factories.member(household)
        factories.flag(household)
        settle_all()
        before = newest()
        household.delete()
        settle_all()
        told_of = Revision.objects.after(before).values_list("kind", flat=True)
        assert sorted(told_of) == [1, 2, 3]

    def test_an_empty_statement_writes_nothing(self, db):
        Member.objects.filter(name="nobody").update(name="x")
        Member.objects.filter(name="nobody").delete()
        assert not Revision.objects.exists()


@pytest.mark.usefixtures("divisions")
class TestTwoTransactions:
    @pytest.fixture
    def two(self, transactional_db, divisions):
        households = factories.household(), factories.household()
        settle_all()
        return households

    def test_who_writes_first_and_commits_last_is_not_skipped(self, two):
        first, second = two
        with another_connection() as slow, slow.cursor() as cursor:
            cursor.execute(RENAME, ["早写晚交", first.pk])
            before = newest()
            Household.objects.filter(pk=second.pk).update(head_name="晚写早交")
            settle_all()
            assert [row for row, *_ in told(before)] == [second.pk]
            read_up_to = newest()
            slow.commit()
            settle_all()
        assert [row for row, *_ in told(read_up_to)] == [first.pk]

    def test_one_written_again_meanwhile_waits_for_its_writer_and_holds_up_nobody(self, two):
        first, second = two
        Household.objects.filter(pk__in=(first.pk, second.pk)).update(phone="1")  # not settled
        before = newest()
        with another_connection() as slow, slow.cursor() as cursor:
            cursor.execute(RENAME, ["又写", first.pk])
            assert settle() == 1
            assert [row for row, *_ in told(before)] == [second.pk]
            slow.commit()
        assert settle() == 1
        assert [row for row, *_ in told(before)] == [second.pk, first.pk]

    def test_what_is_rolled_back_is_not_told(self, two):
        before = newest()
        with transaction.atomic():
            Household.objects.filter(pk=two[0].pk).update(head_name="不算")
            transaction.set_rollback(True)
        assert settle() == 0
        assert told(before) == []
