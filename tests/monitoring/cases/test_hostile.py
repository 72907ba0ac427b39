"""Numbers and files that no page of ours sends name no row and break nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import CaseFile
from monitoring.cases.clues.reports.models import Report
from tests import factories
from tests.monitoring.cases.visits.test_hostile import bomb

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

STEPS = ((1, "accept", "township"), (2, "decide", "county"))


@pytest.fixture
def township(client):
    officer = factories.user("township", factories.PINGSHAN_TOWN)
    client.force_login(officer)
    return officer


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 30, "²", "-1", "1.0", ""])
@pytest.mark.parametrize(
    ("page", "field", "more"),
    [
        ("cases:review", "step", {}),
        ("cases:assign", "case", {}),
        ("clues:judge", "clue", {"verdict": "check"}),
        ("clues:judge", "verdict-{}", {}),
        ("clues:assign", "clue", {}),
        ("visits:assign", "dues", {}),
        ("papers:leaflets", "household", {}),
        ("papers:make", "subject", {"kind": "application"}),
    ],
)
def test_a_number_that_is_none_names_no_row(client, township, page, field, more, number):
    name, value = (field.format(number), "check") if "{}" in field else (field, number)
    answer = client.post(reverse(page), {name: value, "to": township.pk} | more)
    assert answer.status_code < 500


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 30, "²"])
def test_such_a_number_in_an_address_is_no_page(client, township, number):
    for page in ("endings:candidates", "papers:list", "clues:report-list"):
        assert client.get(reverse(page), {"after": number}).status_code in (200, 404)
    report = Report.objects.create(division_id=factories.PINGSHAN_TOWN, channel="cadre", name="王")
    page = reverse("clues:report-link", args=[report.pk])
    assert client.post(page, {"household": number}).status_code == 404


def test_a_paper_that_unpacks_to_more_than_memory_is_refused(client, township):
    factories.procedure(*STEPS)
    case = begin_identification(factories.household(), by=None)
    sent = {"name": "照片", "file": SimpleUploadedFile("paper.png", bomb())}
    answer = client.post(reverse("cases:attach", args=[case.pk]), sent)
    assert answer.status_code == 200
    assert CaseFile.objects.count() == 0
