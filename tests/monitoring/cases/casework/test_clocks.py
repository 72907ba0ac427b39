from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from config.schedule import SCHEDULE
from monitoring.cases.casework import clocks
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case
from monitoring.cases.casework.tasks import run_clocks_nightly
from monitoring.cases.procedures.models import CalendarDay
from monitoring.jobs import actions as jobs
from monitoring.jobs.models import Job
from tests import factories

pytestmark = pytest.mark.django_db


def acted(client, user, case: Case, act: str, **data: str):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    answer = client.post(f"{case.get_absolute_url()}{act}/", data, follow=True)
    return answer.content.decode()


def test_a_clock_is_stopped_for_a_reason_and_runs_again(client, township):
    case = begin_identification(factories.household(), by=None)
    assert "必填" in acted(client, township, case, "pause", reason="")
    assert not case.pauses.exists()
    assert "等外地核查回函" in acted(client, township, case, "pause", reason="等外地核查回函")
    assert "已经暂停" in acted(client, township, case, "pause", reason="再停一次")
    assert "已恢复计时" in acted(client, township, case, "resume")
    assert case.pauses.get().ends == timezone.localdate()


def test_the_green_channel_opens_once(client, township):
    case = begin_identification(factories.household(), by=None)
    assert "先帮扶，后补程序" in acted(client, township, case, "green")
    assert "已经开通" in acted(client, township, case, "green")
    assert AuditEvent.objects.filter(event="cases.green").count() == 1


def test_the_green_channel_of_an_ended_case_stays_shut(client, township):
    case = begin_identification(factories.household(), by=None)
    Case.objects.update(status="done", closed_on=timezone.localdate())
    assert "已经办结" in acted(client, township, case, "green")


def test_what_is_overdue_is_escalated_by_a_job_every_night(township):
    begin_identification(factories.household(), by=None, on=date(2026, 1, 1))
    task = SCHEDULE["cases: run the clocks"]["task"]
    assert task == run_clocks_nightly.name
    run_clocks_nightly()
    job = Job.objects.get()
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"followed": 0, "known": 0, "escalated": 1})
    assert AuditEvent.objects.get(event="cases.escalated").count == 1


def test_a_limit_is_known_as_soon_as_its_year_is(divisions):
    factories.procedure((1, "accept", "township"), unit="working_days", days=2)
    case = begin_identification(factories.household(), by=None, on=date(2051, 3, 1))
    assert clocks.learn_limits() == 0
    for day in range(2, 6):
        working = day > 3
        CalendarDay.objects.create(day=date(2051, 3, day), is_working=working, document="通知")
    assert clocks.learn_limits() == 1
    case.refresh_from_db()
    assert case.due_on == case.steps.get().case_due_on == date(2051, 3, 5)


def test_a_limit_learned_late_counts_the_days_the_clock_stood(divisions):
    factories.procedure((1, "accept", "township"))
    case = begin_identification(factories.household(), by=None, on=date(2026, 3, 1))
    township = factories.user("township", factories.PINGSHAN_TOWN)
    pause = clocks.pause(case, by=township, reason="等外地核查回函")
    clocks.resume(case, by=township)
    case.pauses.filter(pk=pause.pk).update(ends=pause.starts + timedelta(days=4))
    Case.objects.update(due_on=None)
    clocks.learn_limits()
    case.refresh_from_db()
    assert case.due_on == date(2026, 3, 20)


def test_a_household_shows_its_episodes_and_the_running_case(client, township):
    case = begin_identification(factories.household(), by=None)
    client.force_login(township, "django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/households/{case.household_id}/").content.decode()
    assert "监测与办理" in page
    assert case.get_absolute_url() in page
    other = factories.household()
    assert "监测与办理" not in client.get(f"/households/{other.pk}/").content.decode()
