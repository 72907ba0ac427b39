"""A worker killed after its night's work, before it said so: done again, nothing is double."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case
from monitoring.cases.clues.models import Clue
from monitoring.cases.ending.models import Candidate
from monitoring.cases.visits.models import VisitDue
from monitoring.jobs import actions as jobs
from monitoring.jobs.models import Job
from tests import factories
from tests.monitoring.cases.ending.test_ending import monitored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

TODAY = timezone.localdate()
EVENTS = ("cases.escalated", "clues.back")


@pytest.fixture(autouse=True)
def _evening():
    factories.procedure((1, "accept", "township"))
    factories.procedure((1, "verify", "village"), process="elimination")
    begin_identification(factories.household(), by=None, on=TODAY - timedelta(days=30))
    put_off = {"state": "deferred", "deferred_until": TODAY, "raised_on": TODAY}
    factories.clue(factories.household(), **put_off)
    monitored()


def standing():
    return {
        "escalated": list(Case.objects.values_list("pk", "escalated_on")),
        "clues": list(Clue.objects.values_list("pk", "state")),
        "candidates": sorted(Candidate.objects.values_list("pk", "division", "found_on")),
        "due": sorted(VisitDue.objects.values_list("household", "kind", "starts", "visit")),
        "told": AuditEvent.objects.filter(event__in=EVENTS).count(),
    }


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("cases.clocks", "escalated"),
        ("clues.bring_back", "clues"),
        ("endings.candidates", "candidates"),
        ("visits.plan", "due"),
    ],
)
def test_done_again_after_a_killed_worker_it_is_as_done_once(kind, what):
    before = standing()
    job = Job.objects.create(kind=kind, state="running", attempts=1)
    jobs.run(str(job.pk))
    once = standing()
    assert once[what] != before[what]
    Job.objects.filter(pk=job.pk).update(state="running", result={}, finished_at=None)
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert job.state == "done"
    assert standing() == once
