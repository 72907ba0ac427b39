from datetime import timedelta

import pytest
from django.utils import timezone

from monitoring.cases.casework import clocks, workflow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case
from tests import factories

pytestmark = pytest.mark.django_db


def case(name: str, days_ago: int = 0, division: str = factories.VILLAGE) -> Case:
    household = factories.household(division, head_name=name)
    day = timezone.localdate() - timedelta(days=days_ago)
    return begin_identification(household, by=None, on=day)


def listed(client, user, query: str = ""):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client.get(f"/cases/{query}").content.decode()


def test_it_works(client, township):
    case("王建国", days_ago=18)
    page = listed(client, township)
    assert "王建国" in page
    assert "1 件" in page
    assert "超期 3 天" in page
    assert "18 天" in page


def test_the_most_urgent_come_first_and_those_without_a_limit_last(client, township, procedure):
    case("丙")
    case("甲", days_ago=20)
    Case.objects.filter(household__head_name="丙").update(due_on=None)
    case("乙", days_ago=5)
    page = listed(client, township)
    assert page.index("甲</a>") < page.index("乙</a>") < page.index("丙</a>")


def test_pages_follow_each_other_without_gap_or_repetition(client, township):
    for number in range(52):
        case(f"户{number:03d}号", days_ago=number % 3)
    first = client_rows(client, township, "")
    second = client_rows(client, township, first.context["next"])
    names = [
        row.case.household.head_name for row in (*first.context["rows"], *second.context["rows"])
    ]
    assert len(first.context["rows"]) == 50
    assert len(set(names)) == 52


def client_rows(client, user, query: str):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client.get(f"/cases/?{query}")


def test_cases_of_other_areas_are_neither_shown_nor_counted(client, township):
    case("远处户", division=factories.OTHER_VILLAGE)
    page = listed(client, township)
    assert "远处户" not in page
    assert "0 件" in page


def test_filters_narrow_and_are_said_in_words(client, township, county):
    case("超期户", days_ago=30)
    started = case("比对户")
    workflow.pass_on(started.steps.get(), by=township)
    green = case("绿色户")
    clocks.open_green_channel(green.episode, by=township)
    for query, name, words in (
        ("?only=overdue", "超期户", "超期"),
        ("?step=compare", "比对户", "compare"),
        ("?only=green", "绿色户", "绿色通道"),
    ):
        page = listed(client, county, query)
        assert name in page
        assert "1 件" in page
        assert words in page


def test_a_filter_that_finds_nothing_says_so_and_a_list_without_cases_too(client, township):
    assert "没有符合条件的记录" in listed(client, township, "?only=green")
    assert "没有正在办理的事项" in listed(client, township)


def test_ended_cases_show_where_they_are_asked_for(client, township):
    workflow.refuse(case("结束户").steps.get(), by=township, reason="不符合条件")
    assert "结束户" not in listed(client, township)
    assert "结束户" in listed(client, township, "?status=refused")


def test_a_stopped_clock_is_not_overdue(client, township):
    clocks.pause(case("王建国", days_ago=30), by=township, reason="等外地核查回函")
    page = listed(client, township)
    assert "暂停计时" in page
    assert "0 件" in listed(client, township, "?only=overdue")


def test_a_household_is_found_by_its_householder(client, township):
    case("王建国")
    case("李秀英")
    client.force_login(township, "django.contrib.auth.backends.ModelBackend")
    page = client.post("/lists/cases/search/", {"text": "王建"}, follow=True).content.decode()
    assert "王建国" in page
    assert "李秀英" not in page


def test_a_page_costs_the_same_queries_however_many_rows(client, county, recorded_queries):
    for number in range(12):
        case(f"户{number}")
    client.force_login(county, "django.contrib.auth.backends.ModelBackend")
    with recorded_queries("cases:list"):
        client.get("/cases/")
