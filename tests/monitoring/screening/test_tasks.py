"""Screening and exports in the background."""

import pytest
from python_calamine import CalamineWorkbook

from accounts.models import Post
from monitoring.jobs import actions as jobs
from monitoring.jobs import files
from monitoring.jobs.models import Job
from monitoring.screening.models import Flag, Run
from monitoring.screening.tasks import screen_nightly
from tests import factories
from tests.monitoring.screening.test_screen import poor, screened

pytestmark = pytest.mark.usefixtures("divisions")


def done(job: Job) -> Job:
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error
    return job


def test_every_night_each_county_is_judged_by_a_run_of_its_own():
    poor()
    poor(factories.FAR_VILLAGE)
    screen_nightly()
    done(Job.objects.get())
    runs = Run.objects.order_by("division_code").values_list("division_code", "trigger", "new")
    assert list(runs) == [
        (factories.ZANHUANG, "nightly", 1),
        (factories.PINGSHAN, "nightly", 1),
    ]


def test_an_officer_starts_a_run_of_the_own_county(client):
    officer = factories.user(Post.Role.COUNTY, factories.PINGSHAN)
    poor()
    client.force_login(officer)
    client.post("/screening/runs/start/", {"division": factories.PINGSHAN})
    job = done(Job.objects.get())
    run = Run.objects.get()
    assert (run.by, run.trigger, run.flagged) == (officer, "manual", 1)
    assert job.result["url"] == f"/screening/runs/{run.pk}/"


def test_households_that_waited_are_judged_alone():
    first, second = poor(), poor()
    done(jobs.enqueue("screening.households", by=None, household_ids=[first.pk]))
    assert {flag.household_id for flag in Flag.objects.all()} == {first.pk}
    assert not second.flags.exists()


def test_the_export_has_the_flags_of_the_filter_with_their_reasons():
    poor()
    poor(factories.FAR_VILLAGE)
    screened()
    officer = factories.user(Post.Role.COUNTY, factories.PINGSHAN)
    params = {"name": "flags", "chosen": {"severity": "red"}, "searched": None}
    job = done(jobs.enqueue("lists.export", by=officer, **params))
    sheet = CalamineWorkbook.from_filelike(files.open_result(job)).get_sheet_by_index(0)
    header, *rows = sheet.to_python()
    (row,) = rows
    said = dict(zip(header, row, strict=True))
    assert (
        said["与标准线的差距" if "与标准线的差距" in said else "差距"]
        == "低于监测线 1,633.34 元/人"
    )
    assert said["标准"] == "人均纯收入低于监测标准"
