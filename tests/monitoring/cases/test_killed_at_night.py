"""A worker killed in the middle of each night's job, and the job done again: as if undisturbed.

Somebody holds the row at which the job then stands, in its last transaction, with rows of before
written and not committed; and in its second county, where it goes by counties.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import models, transaction
from django.utils import timezone

from accounts.divisions import load_divisions
from accounts.models import AuditEvent, Division
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case
from monitoring.cases.clues.models import Clue
from monitoring.cases.ending.models import Candidate
from monitoring.cases.visits.models import VisitDue
from monitoring.indicators.refresh import refresh
from monitoring.jobs import actions as jobs
from monitoring.jobs.models import Job
from monitoring.registry.models import Household, Statement
from monitoring.screening.models import Flag, Run
from tests import factories
from tests.monitoring.cases.ending.test_ending import monitored
from tests.monitoring.screening.test_screen import poor, screened
from tests.queries import another_connection
from tests.workers import Worker

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = timezone.localdate()
WAITED_FOR = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE %s = ANY (pg_blocking_pids(pid)))"
PLACES = (factories.FAR_VILLAGE, factories.VILLAGE)  # in the order of their counties


@pytest.fixture(autouse=True)
def _places(transactional_db: None) -> None:
    if not Division.objects.exists():
        load_divisions()
    factories.procedure((1, "accept", "township"))
    factories.procedure((1, "verify", "village"), process="elimination")


def clues() -> models.Model:
    """In each county a household that became poor today, and one whose clue grows by a flag."""
    screened()
    Run.objects.update(as_of=TODAY - timedelta(days=1))
    for place in PLACES:
        poor(place)
        held = factories.clue(poor(place))
    return held


def bring_back() -> models.Model:
    put_off = {"state": "deferred", "deferred_until": TODAY}
    return [factories.clue(factories.household(), **put_off) for _ in range(3)][-1]


def plan() -> models.Model:
    """In each county households new to the plan, and one whose risk is no longer what it was."""
    for place in PLACES:
        for _ in range(2):
            factories.member(factories.household(place, household_type="脱贫户"))
        held = factories.visit_due(factories.household(place), risk=1)
    refresh(as_of=TODAY)
    return held


def candidates() -> models.Model:
    """Two who are ready, and one who was and has become poor."""
    for _ in range(2):
        monitored()
    poor_again = monitored()
    Statement.objects.filter(household=poor_again.household).update(
        wage_income=Decimal(0), business_income=Decimal(0)
    )
    refresh(as_of=TODAY)
    return Candidate.objects.create(
        episode=poor_again, division=poor_again.division, found_on=TODAY - timedelta(days=9)
    )


def clocks() -> models.Model:
    """Cases over their limit, one whose limit is not known yet, and one whose household moved."""
    begun = [
        begin_identification(factories.household(), by=None, on=TODAY - timedelta(days=30))
        for _ in range(4)
    ]
    Case.objects.filter(pk=begun[0].pk).update(due_on=None)
    Household.objects.filter(pk=begun[1].household_id).update(division=factories.OTHER_VILLAGE)
    return begun[-1]


def standing() -> list[object]:
    """All that the night writes, by what stays the same where a row is written anew."""
    told = AuditEvent.objects.filter(event__in=("cases.escalated", "clues.back"))
    return [
        rows(Flag, "criterion", "severity", "values", "gap", "first_seen", "cleared_on"),
        rows(Clue, "state", "criteria", "reds", "gap", "standing", "raised_on", "due_on"),
        rows(VisitDue, "kind", "groups", "starts", "due_on", "risk", "visit"),
        rows(Candidate, "division", "found_on", household="episode__household__code"),
        rows(Case, "division", "due_on", "escalated_on", "status"),
        list(told.values_list("event", "count")),
    ]


def rows(model: type[models.Model], *fields: str, household: str = "household__code") -> list[str]:
    return sorted(map(str, model._default_manager.values_list(household, *fields)))


def undisturbed(job: Job) -> list[object]:
    """What the job leaves where nobody disturbs it; then taken back."""
    with transaction.atomic():
        jobs.run(str(job.pk))
        left = standing()
        transaction.set_rollback(True)
    return left


def killed_in_the_middle(job: Job, held: models.Model, start_worker: Callable[[], Worker]) -> None:
    with closing(another_connection()) as busy, busy.cursor() as cursor:
        table, key = held._meta.db_table, held._meta.pk.column
        cursor.execute(f"SELECT FROM {table} WHERE {key} = %s FOR UPDATE", [held.pk])
        worker = start_worker()  # which begins with what waits already
        with closing(another_connection()) as watching:
            stands_behind(busy, watching, worker)
        worker.kill()
        worker.wait()
        busy.rollback()
        # Returns once the database has noticed that the worker is gone.
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [str(job.pk)])


def stands_behind(busy, watching, worker: Worker) -> None:
    """Returns once somebody waits for what `busy` holds."""
    waiting = False
    watching.autocommit = True
    with watching.cursor() as cursor:
        while not waiting:
            assert worker.poll() is None, "the worker ended by itself"
            cursor.execute(WAITED_FOR, [busy.info.backend_pid])
            waiting = cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("kind", "evening", "in_parts"),
    [
        ("screening.screen", clues, True),
        ("clues.bring_back", bring_back, False),
        ("visits.plan", plan, True),
        ("endings.candidates", candidates, False),
        ("cases.clocks", clocks, True),
    ],
)
def test_nothing_is_lost_and_nothing_double(kind, evening, in_parts, start_worker):
    held = evening()
    job = Job.objects.create(kind=kind)
    Job.objects.update(created_at=timezone.now() - jobs.RECENT)
    before, expected = standing(), undisturbed(job)
    killed_in_the_middle(job, held, start_worker)
    half_done = standing()
    assert half_done != expected
    assert (half_done != before) is in_parts
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)
    assert standing() == expected
