"""What every list does: searched, narrowed to a place, exported as the page shows it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.models import AuditEvent
from monitoring.jobs import actions as jobs
from monitoring.jobs import files
from monitoring.jobs.models import Job
from monitoring.lists.declared import listings
from tests import factories
from tests.monitoring.lists.rows import ROWS

pytestmark = pytest.mark.usefixtures("divisions")

BACKEND = "django.contrib.auth.backends.ModelBackend"
NAMES = ("欧阳甲", "司马乙", "诸葛丙")


def make(name: str, who: str, division: str = factories.VILLAGE) -> None:
    ROWS[name](factories.household(division, head_name=who, household_type="脱贫户"))


def in_order(text: str) -> list[str]:
    return sorted((who for who in NAMES if who in text), key=text.index)


def page(client, name: str, query: str = "") -> Any:
    return client.get(f"{reverse(listings[name].page)}?{query}").content.decode()


def exported(client, name: str, **chosen: str) -> str:
    """The texts of the workbook, row by row."""
    client.post(f"/lists/{name}/export/", chosen)
    job = Job.objects.latest("created_at")
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error
    rows = CalamineWorkbook.from_filelike(files.open_result(job)).get_sheet_by_index(0).to_python()
    told = AuditEvent.objects.filter(event="households.exported").latest("at")
    assert (told.count, told.detail["list"]) == (len(rows) - 1, name)
    return "\n".join(" ".join(map(str, row)) for row in rows[1:])


@pytest.fixture
def county(client):
    factories.procedure((1, "decide", "county"))
    client.force_login(factories.user("county", factories.PINGSHAN), BACKEND)
    return client


def test_every_list_is_tested_here():
    # Rows of whole counties: tests/monitoring/feeds/clients/test_pages.py, tests/assistance;
    # of whole villages: tests/assets/income.
    apart = {"clients", "funds", "payments", "projects", "organisations", "ventures"}
    apart |= {"distributions", "publications"}
    assert {*ROWS} | apart == set(listings)


@pytest.mark.parametrize("name", ROWS)
def test_an_export_has_the_rows_of_the_page_in_their_order(county, name):
    for who in NAMES[:2]:
        make(name, who)
    make(name, NAMES[2], factories.FAR_VILLAGE)
    shown = in_order(page(county, name))
    assert sorted(shown) == sorted(NAMES[:2])
    assert in_order(exported(county, name)) == shown


@pytest.mark.parametrize("name", ROWS)
def test_a_place_narrows_the_page_and_the_export_and_is_taken_away_by_a_click(county, name):
    make(name, NAMES[0])
    make(name, NAMES[1], factories.OTHER_VILLAGE)
    here = {"division": factories.OTHER_VILLAGE}
    narrowed = page(county, name, f"division={factories.OTHER_VILLAGE}")
    assert in_order(narrowed) == [NAMES[1]]
    assert 'class="chip" href="?"' in narrowed
    assert in_order(exported(county, name, **here)) == [NAMES[1]]
    far = {"division": factories.FAR_VILLAGE}
    assert county.get(reverse(listings[name].page), far).status_code == 404
    assert county.post(f"/lists/{name}/export/", far).status_code == 404


@pytest.mark.parametrize("name", ROWS)
def test_a_search_finds_rows_keeps_the_filter_and_is_exported(county, name):
    for who in NAMES[:2]:
        make(name, who)
    make(name, NAMES[1], factories.OTHER_VILLAGE)
    chosen = {"text": "司马", "division": factories.VILLAGE}
    answer = county.post(f"/lists/{name}/search/", chosen)
    assert "司马" not in answer.headers["Location"]
    found = county.get(answer.headers["Location"])
    assert found.context["count"].number == 1
    assert "搜索“司马”" in found.content.decode()
    assert in_order(found.content.decode().split("<tbody>")[1]) == [NAMES[1]]
    assert in_order(exported(county, name, **found.context["form"].chosen)) == [NAMES[1]]


@pytest.mark.parametrize("name", ROWS)
def test_more_rows_ask_the_database_no_more(county, name):
    make(name, NAMES[0])
    make(name, NAMES[1], factories.OTHER_VILLAGE)
    with CaptureQueriesContext(connection) as of_two:
        page(county, name)
    for _ in range(4):
        make(name, NAMES[0])
        make(name, NAMES[1], factories.OTHER_VILLAGE)
    with CaptureQueriesContext(connection) as of_ten:
        page(county, name)
    assert len(of_ten) == len(of_two), "\n".join(query["sql"] for query in of_ten)


@pytest.mark.parametrize("name", ROWS)
def test_a_list_without_rows_says_so_in_a_sentence(county, name):
    assert "empty-title" in page(county, name)


def test_an_export_after_the_post_has_ended_has_no_rows(county):
    make("cases", NAMES[0])
    county.post("/lists/cases/export/")
    job = Job.objects.get()
    job.by.posts.update(ends="2020-01-01", starts="2019-01-01")
    jobs.run(str(job.pk))
    job.refresh_from_db()
    rows = CalamineWorkbook.from_filelike(files.open_result(job)).get_sheet_by_index(0).to_python()
    assert len(rows) == 1


def test_a_list_that_does_not_exist_is_not_found(county):
    for act in ("search", "export"):
        assert county.post(f"/lists/nothing/{act}/").status_code == 404
