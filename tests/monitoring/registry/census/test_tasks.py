"""A worker may be killed at any moment; what it left is done again, once."""

from django.db import connection

from monitoring.jobs.kinds import find
from monitoring.jobs.models import Job
from monitoring.registry.census import actions
from monitoring.registry.models import Change, Household, Member
from tests.monitoring.registry.census.files import check, errors, household, member, workbook

SHEETS = [household()], [member()]


def _work(kind, batch):
    """What a worker does with the batch's job."""
    job = Job.objects.create(kind=kind, by=batch.by, params={"batch": batch.pk})
    said = []
    find(kind).work(job, lambda *progress: said.append(progress))
    batch.refresh_from_db()
    return said


def test_a_batch_is_checked_in_the_background(officer):
    batch = actions.upload([workbook(*SHEETS)], by=officer)
    assert batch.job.kind == "imports.check"
    said = _work("imports.check", batch)
    assert batch.state == "checked"
    assert [done for done, *_ in said] == sorted(done for done, *_ in said) != []


def test_a_batch_checked_twice_is_checked_once(officer):
    batch = actions.upload([workbook(*SHEETS)], by=officer)
    _work("imports.check", batch)
    assert _work("imports.check", batch) == []
    assert batch.counts["members"]["created"] == 1


def test_a_batch_applied_twice_is_applied_once(officer):
    batch = check(workbook(*SHEETS), by=officer)
    actions.start_applying(batch, by=officer)
    _work("imports.apply", batch)
    assert _work("imports.apply", batch) == []
    assert (Household.objects.count(), Member.objects.count(), batch.state) == (1, 1, "applied")


def test_progress_moves_while_the_rows_are_applied_and_taken_back(officer):
    batch = check(workbook(*SHEETS), by=officer)
    actions.start_applying(batch, by=officer)
    applied = [done for done, _total, _note in _work("imports.apply", batch)]
    assert applied == sorted(applied)
    assert set(applied) == {0, 1, 2}
    taken_back = [done for done, _total, _note in _work("imports.undo", batch)]
    assert taken_back == [0, 1, 2, 3]


def test_rows_lost_in_a_crash_of_the_database_are_read_again(officer):
    batch = check(workbook([household(), household("2", 户类型="?")], [member()]), by=officer)
    with connection.cursor() as cursor:  # what a crash does to tables that are not logged
        for name in ("household", "member", "household_row", "member_row"):
            cursor.execute(f"TRUNCATE census_{batch.pk}_{name}")

    actions.apply(batch, by=officer)

    assert Member.objects.count() == 1
    assert len(errors(batch)) == 1


def test_undoing_twice_undoes_once(officer):
    batch = check(workbook(*SHEETS), by=officer)
    actions.apply(batch, by=officer)
    _work("imports.undo", batch)
    tombstones = Change.objects.count()
    _work("imports.undo", batch)
    assert (Change.objects.count(), batch.state) == (tombstones, "undone")
