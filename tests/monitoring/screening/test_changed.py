"""Changed households are judged again: a few at once, many by a job of the smallest area."""

import pytest
from django.db import connection

from monitoring.jobs.models import Job
from monitoring.registry.changed import announce
from monitoring.screening import actions
from monitoring.screening.models import Flag, Run
from tests import factories
from tests.monitoring.screening.test_screen import poor

pytestmark = pytest.mark.usefixtures("divisions")


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_changed_household_has_its_flags_when_the_change_is_committed(commit):
    household = poor()
    with commit():
        announce(household.source, [household.pk])
    assert household.flags.get().criterion == "income-below-line"
    assert Run.objects.get().trigger == Run.Trigger.CHANGE


@pytest.mark.parametrize(
    ("villages", "area"),
    [
        ([factories.VILLAGE, factories.VILLAGE], factories.VILLAGE),
        ([factories.VILLAGE, "130131100002"], factories.PINGSHAN_TOWN),
        ([factories.VILLAGE, factories.OTHER_VILLAGE], factories.PINGSHAN),
        ([factories.VILLAGE, factories.FAR_VILLAGE], factories.CITY),
    ],
)
def test_many_changed_households_become_one_job_of_their_smallest_area(
    commit, monkeypatch, villages, area
):
    monkeypatch.setattr(actions, "NAMED", 1)
    households = [poor(village) for village in villages]
    with commit():
        announce(households[0].source, [household.pk for household in households])
    job = Job.objects.get()
    assert (job.kind, job.division_code) == ("screening.screen", area)
    assert not Flag.objects.exists()


def test_a_page_does_not_wait_for_a_run_over_an_area(commit, other_connection):
    household = poor()
    with other_connection() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [actions.LOCK])
        with commit():
            announce(household.source, [household.pk])
    job = Job.objects.get()
    assert (job.kind, job.params["household_ids"]) == ("screening.households", [household.pk])
    assert not Flag.objects.exists()


@pytest.fixture
def other_connection():
    """A second session of the same database."""
    made = connection.copy()
    yield made.cursor
    made.close()
