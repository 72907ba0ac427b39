import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from accounts.models import AuditEvent
from monitoring.exchange import actions
from monitoring.exchange.models import Batch
from monitoring.exchange.refusals import Refusal, Refused
from monitoring.exchange.writing import Table, write_tables
from monitoring.jobs.actions import run
from monitoring.jobs.files import open_result
from monitoring.jobs.models import Job
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    out = io.BytesIO()
    write_tables(out, Table("户信息", ["户编号"], [["0013"]]))
    by = factories.user("county", factories.PINGSHAN)
    made = Batch.objects.create(by=by, division_code=factories.PINGSHAN)
    file = made.files.create(name="平山.xlsx")
    file.stored.save("1.xlsx", ContentFile(out.getvalue()))
    return made


def test_the_marked_workbook_is_made_in_the_background(batch):
    job = actions.give_back(batch, by=batch.by)
    run(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert "平山" in job.result["filename"]
    with open_result(job) as file:
        assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(file).namelist()


def test_who_asked_is_on_record(batch):
    actions.give_back(batch, by=batch.by)
    event = AuditEvent.objects.get(event="imports.given_back")
    assert (event.by, event.subject_id) == (batch.by, str(batch.pk))


# It holds numbers in full, so an auditor of the county itself is outside as well.
@pytest.mark.parametrize(
    ("role", "division"),
    [("county", factories.ZANHUANG), ("village", ""), ("auditor", factories.PINGSHAN)],
)
def test_nobody_outside_gets_it(batch, role, division):
    other = factories.user(role, division or factories.VILLAGE)
    with pytest.raises(PermissionDenied):
        actions.give_back(batch, by=other)
    assert not Job.objects.exists()


def test_a_file_that_is_gone_bad_says_so(batch):
    file = batch.files.get()
    file.stored.save("2.xlsx", ContentFile(b""))
    job = actions.give_back(batch, by=batch.by)
    run(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert job.error == Refused(Refusal.EMPTY).message
