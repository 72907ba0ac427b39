"""A process killed right after its commit, before it followed: caught up with by night.

In these tests nothing runs on commit, as where the process is killed at that moment.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Division
from accounts.scope import visible
from monitoring.cases.casework.following import catch_up, followers
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case, CaseStep, Episode
from monitoring.cases.clues.models import Clue
from monitoring.cases.papers.actions import make
from monitoring.cases.papers.models import Paper
from monitoring.cases.visits.models import Visit, VisitDue
from monitoring.feeds.tasks.models import Task
from monitoring.jobs import actions as jobs
from monitoring.registry.models import Household
from monitoring.registry.restructuring import move_household
from tests import factories

pytestmark = pytest.mark.django_db

OF_A_HOUSEHOLD = [Episode, Case, CaseStep, Clue, Visit, VisitDue, Paper, Task]


@pytest.fixture
def moved(county) -> Household:
    """With a row of everything that follows a household."""
    home = factories.household()
    begin_identification(home, by=None)
    factories.clue(home)
    factories.visit(home)
    factories.visit_due(home)
    make("household_file", home, by=county)
    factories.task(home)
    to = Division.objects.get(pk=factories.OTHER_VILLAGE)
    move_household(home, to=to, by=county, note="易地搬迁")
    return home


def test_a_moved_households_casework_is_in_its_new_village_the_next_day(moved):
    ours = [model for model in followers if model._meta.app_label == "monitoring"]
    assert ours == OF_A_HOUSEHOLD
    there = factories.user("village", factories.OTHER_VILLAGE)
    here = factories.user("village", factories.VILLAGE)
    seen = {model: visible(model, there).count() for model in OF_A_HOUSEHOLD}
    assert set(seen.values()) == {0}
    jobs.run(str(jobs.enqueue("cases.clocks", by=None).pk))
    for model in OF_A_HOUSEHOLD:
        assert visible(model, there).count() == 1, model
        assert visible(model, here).count() == 0, model


def test_a_household_monitored_by_a_census_has_its_episode_the_next_day():
    factories.household(monitored_type="突发严重困难户", identified_month="202305", risk1="因病")
    jobs.run(str(jobs.enqueue("cases.clocks", by=None).pk))
    assert Episode.objects.get().state == "monitored"


def test_however_many_moved_it_is_one_statement_for_each_table(moved):
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert catch_up() > 0
        return len(seen)

    few = statements()
    for _ in range(5):
        begin_identification(factories.household(), by=None)
    Household.objects.update(division=factories.FAR_VILLAGE)
    assert statements() == few
    assert catch_up() == 0
