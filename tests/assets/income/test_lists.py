"""Lists of whole villages: distributions, and who published what became of its income."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from python_calamine import CalamineWorkbook

from assets.income.publication import actions
from assets.income.publication.models import Publication
from monitoring.jobs import actions as jobs
from monitoring.jobs import files
from monitoring.jobs.models import Job
from tests import factories
from tests.assets import making
from tests.assets.income.village import Village

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Village:
    return Village()


def signed_in(client, role="county", division=factories.PINGSHAN):
    client.force_login(factories.user(role, division))
    return client


def exported(client, name: str, **chosen: str) -> list[list[str]]:
    client.post(f"/lists/{name}/export/", chosen)
    job = Job.objects.latest("created_at")
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error
    book = CalamineWorkbook.from_filelike(files.open_result(job))
    return [list(map(str, row)) for row in book.get_sheet_by_index(0).to_python()[1:]]


def publish(village: Village, year: int = 2025, **fields):
    said: dict[str, Any] = {
        "published_on": date(2026, 1, 20),
        "place": "村委会",
        "upload": making.upload(),
    }
    by = fields.pop("by", village.cadre)
    return actions.publish(village.division, by=by, year=year, **(said | fields))


def test_distributions_are_listed_and_exported_as_the_page_says(village, client):
    made = village.paid("1000.00", people=2)
    other = Village(factories.OTHER_VILLAGE)
    other.draft("300.00")
    page = signed_in(client).get("/assets/distributions/").content.decode()
    assert "1,000.00" in page
    assert "300.00" in page
    rows = exported(client, "distributions", state="paid")
    assert [row[4:7] for row in rows] == [["1000.0", "500.0", "0.0"]]
    assert str(made.division) in rows[0]


def test_who_did_not_publish_in_time_is_listed(village, client):
    village.income("500.00")
    other = Village(factories.OTHER_VILLAGE)
    other.income("300.00")
    publish(other)
    found = signed_in(client).get("/assets/publications/?year=2025&state=late")
    assert [row.code for row in found.context["rows"]] == [factories.VILLAGE]
    assert "超期" in found.content.decode()
    rows = exported(client, "publications", year="2025")
    assert [(row[3], row[4]) for row in rows] == [("500.0", ""), ("300.0", "2026-01-20")]
    assert not signed_in(client).get("/assets/publications/?year=2019").context["rows"]


def test_a_village_without_income_has_nothing_to_publish(village, client):
    page = signed_in(client).get("/assets/publications/").content.decode()
    assert "这一年没有村有收益" in page


def test_published_by_the_village_with_its_proof(village, client):
    village.income("500.00")
    for wrong, sentence in (
        ({"published_on": date(2099, 1, 1)}, "将来"),
        ({"published_on": date(2024, 12, 31)}, "不能早于"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            publish(village, **wrong)
    with pytest.raises(PermissionDenied):
        publish(village, by=factories.user("county", factories.PINGSHAN))
    assert not Publication.objects.exists()
    client.force_login(village.cadre)
    assert "待公布的收益使用情况" in client.get("/").content.decode()
    said = {"published_on": "2026-01-20", "place": "公示栏", "upload": making.upload()}
    page = client.post(f"/assets/publications/{village.division.pk}/2025/", said, follow=True)
    assert "公示栏" in page.content.decode()
    assert "待公布的收益使用情况" not in client.get("/").content.decode()
    answer = client.get(f"/assets/publications/proofs/{Publication.objects.get().pk}/")
    assert answer.headers["Content-Type"] == "image/jpeg"


def test_the_wall_tells_names_and_amounts_and_no_number(village, client):
    home = village.home(
        head_name="王石头", head_id_masked="130131********1234", phone="13800001111"
    )
    made = village.planned("900.00", people=0, difficult=1)
    village.list(made, home)
    client.force_login(village.cadre)
    url = f"/assets/publications/{village.division.pk}/2025/"
    assert "王石头" not in client.get(url).content.decode()  # nothing is agreed yet
    village.agree(made)
    wall = client.get(url).content.decode()
    assert "王石头" in wall
    assert "扶贫车间" in wall
    for hidden in ("1234", home.code, "13800001111"):
        assert hidden not in wall
