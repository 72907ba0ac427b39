"""The first page, by what a person answers for."""

import pytest
from django.test import Client

from config import home as home_page
from monitoring.cases.casework.identification import begin_identification
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


def home(role: str | None = None, division: str | None = None, **data: str) -> str:
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(factories.user(role, division), "django.contrib.auth.backends.ModelBackend")
    response = client.get("/", data)
    assert response.status_code == 200
    return response.content.decode()


def test_a_village_cadre_sees_due_work_before_figures():
    waiting = factories.household(head_name="赵待查")
    factories.flag(waiting)
    page = home("village", factories.VILLAGE)
    assert 0 < page.index("赵待查") < page.index('class="figures"')


def test_a_village_cadre_sees_no_other_village():
    factories.flag(factories.household(factories.OTHER_VILLAGE, head_name="钱邻村"))
    assert "钱邻村" not in home("village", factories.VILLAGE)


def test_a_village_without_work_is_told_so():
    assert "今天没有待办" in home("village", factories.VILLAGE)


def test_a_helper_sees_the_paired_households():
    helper, paired = factories.user("helper", factories.VILLAGE), factories.household()
    factories.flag(paired)
    paired.pairings.create(user=helper, starts=helper.date_joined.date())
    client = Client()
    client.force_login(helper, "django.contrib.auth.backends.ModelBackend")
    assert paired.head_name in client.get("/").content.decode()


def test_a_township_officer_sees_the_villages_with_what_waits():
    factories.flag(factories.household())
    page = home("township", factories.PINGSHAN_TOWN)
    assert f"?division={factories.VILLAGE}&amp;effect=clue" in page
    assert factories.OTHER_VILLAGE not in page


@pytest.mark.parametrize("role", ["county", "auditor"])
def test_a_county_sees_map_causes_and_the_week(role):
    factories.flag(factories.household(), "school-dropout")
    page = home(role, factories.PINGSHAN)
    assert 'data-chart="places-map"' in page
    assert "?criterion=school-dropout" in page
    assert "本周新增预警 1 条" in page


def test_a_city_sees_its_counties():
    factories.household()
    page = home("city", factories.CITY)
    assert f"/flags/?division={factories.PINGSHAN}" in page
    assert factories.PINGSHAN_TOWN not in page


def test_the_map_is_shaded_by_the_figure_asked_for():
    factories.household()
    assert '<option value="gaps" selected>' in home("city", factories.CITY, shade="gaps")
    assert '<option value="per_thousand" selected>' in home("city", factories.CITY, shade="x")


def test_a_large_city_is_counted_once_in_a_while(monkeypatch, recorded_queries):
    monkeypatch.setattr(home_page, "MANY", 0)
    factories.household()
    client = Client()
    client.force_login(
        factories.user("city", factories.CITY), "django.contrib.auth.backends.ModelBackend"
    )
    client.get("/")
    with recorded_queries("home of city, counted before"):
        assert "数字统计于" in client.get("/", {"shade": "new"}).content.decode()


def test_a_county_without_households_is_sent_to_the_upload():
    assert "还没有农户数据" in home("county", factories.ZANHUANG)


def test_a_department_sees_its_lists_and_no_household():
    home_ = factories.household(head_name="李隐私")
    factories.flag(home_, "uninsured", effect="list", severity="blue")
    factories.flag(home_, "school-dropout", effect="clue")
    page = home("department", factories.PINGSHAN)
    assert "?criterion=uninsured" in page
    assert "school-dropout" not in page
    assert "李隐私" not in page


def test_an_administrator_sees_pages_and_no_household():
    factories.flag(factories.household(head_name="孙保密"))
    page = home("admin")
    assert "孙保密" not in page
    assert "操作记录" in page or "您的岗位可以使用" in page


def test_without_a_post_there_is_a_next_step():
    assert "请联系上一级工作人员" in home()


@pytest.mark.parametrize("rows", [1, 5])
@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("village", factories.VILLAGE),
        ("township", factories.PINGSHAN_TOWN),
        ("county", factories.PINGSHAN),
    ],
)
def test_it_asks_as_many_questions_as_recorded(recorded_queries, role, place, rows):
    for _ in range(rows):
        factories.flag(factories.household())
        begin_identification(factories.household(), by=None)
    client = Client()
    client.force_login(factories.user(role, place), "django.contrib.auth.backends.ModelBackend")
    with recorded_queries(f"home of {role}"):
        client.get("/")
