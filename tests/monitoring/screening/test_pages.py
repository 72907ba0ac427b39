"""Flags, runs and gaps as people see them."""

from dataclasses import replace

import pytest
from django.utils import timezone

from accounts.models import Division, Post
from monitoring.criteria.models import Criterion, ParameterValue
from monitoring.registry import paging
from monitoring.registry.models import Household
from monitoring.screening import views
from monitoring.screening.models import Flag, Run
from tests import factories
from tests.monitoring.screening.test_screen import TODAY, poor, screened

pytestmark = pytest.mark.usefixtures("divisions")

NEIGHBOUR = "130131100002"


@pytest.fixture
def county(client):
    client.force_login(factories.user(Post.Role.COUNTY, factories.PINGSHAN))
    return client


@pytest.fixture
def village(client):
    client.force_login(factories.user(Post.Role.VILLAGE, factories.VILLAGE))
    return client


def uninsured(**fields):
    """A flag whose effect is a list for the department."""
    household = factories.household(**fields)
    factories.member(household, resident_insurance=False, employee_insurance=False)
    return household


def names(response):
    return [explained.flag.household.head_name for explained in response.context["rows"]]


def test_the_list_says_who_where_why_and_how_far(county):
    household = poor(head_name="赵大山")
    screened()
    page = county.get("/flags/").content.decode()
    for text in ("赵大山", household.division.name, "人均纯收入低于监测标准",
                 "低于监测线 1,633.34 元/人", "平山县", "1 条预警"):  # fmt: skip
        assert text in page


def test_the_gravest_come_first_and_inside_a_severity_the_longest_waiting(county):
    for name in ("甲", "乙"):
        poor(head_name=name)
    uninsured(head_name="丙")
    screened()
    Flag.objects.filter(household__head_name="乙").update(first_seen="2026-01-01")
    assert names(county.get("/flags/")) == ["乙", "甲", "丙"]


def test_filters_narrow_and_are_said_in_words(county):
    poor(head_name="甲")
    poor(factories.OTHER_VILLAGE, head_name="乙")
    screened()
    answer = county.get("/flags/", {"division": factories.VILLAGE, "severity": "red"})
    assert names(answer) == ["甲"]
    assert "红色" in answer.context["form"].said()
    assert names(county.get("/flags/", {"criterion": "unsafe-water"})) == []
    assert names(county.get("/flags/", {"effect": "visit"})) == []


@pytest.mark.parametrize("query", [{}, {"division": factories.PINGSHAN_TOWN}])
def test_places_are_offered_level_by_level(county, query):
    inner = Division.objects.filter(parent=query.get("division", factories.PINGSHAN)).count()
    page = county.get("/flags/", query).content.decode()
    select = page[page.index('<select name="division"') :]
    options = select[: select.index("</select>")].count("<option")
    assert options == 1 + inner + len(query)  # nothing chosen, those inside, the one chosen


def test_new_this_month_leaves_older_flags_out(county):
    poor(head_name="甲")
    screened()
    assert names(county.get("/flags/", {"new": "month"})) == ["甲"]
    Flag.objects.update(first_seen="2020-01-01")
    assert names(county.get("/flags/", {"new": "month"})) == []


@pytest.mark.parametrize("query", [{"severity": "purple"}, {"after": "x"}, {"division": "abc"}])
def test_a_filter_that_means_nothing_is_not_found(county, query):
    assert county.get("/flags/", query).status_code == 404


def test_pages_follow_each_other_without_gaps(county, monkeypatch):
    monkeypatch.setattr(views, "FLAGS", replace(views.FLAGS, size=2))
    for name in "甲乙丙丁戊":
        poor(head_name=name)
    screened()
    first = county.get("/flags/")
    second = county.get("/flags/?" + first.context["next"])
    third = county.get("/flags/?" + second.context["next"])
    assert [names(page) for page in (first, second, third)] == [["甲", "乙"], ["丙", "丁"], ["戊"]]
    assert third.context["next"] == ""
    assert names(county.get("/flags/?" + third.context["previous"])) == ["丙", "丁"]


def test_a_count_beyond_the_limit_says_more_than(county, monkeypatch):
    monkeypatch.setattr(paging, "MOST", 1)
    poor()
    poor()
    screened()
    assert "超过 1 条预警" in county.get("/flags/").content.decode()


def test_counts_by_criterion_are_doors_to_exactly_those_rows(county):
    poor(head_name="甲")
    uninsured(head_name="乙")
    screened()
    rows = county.get("/flags/summary/").context["rows"]
    assert {row["criterion"]: row["flags"] for row in rows} == {
        "income-below-line": 1,
        "uninsured-others": 1,
    }
    door = next(row["query"] for row in rows if row["criterion"] == "uninsured-others")
    assert names(county.get("/flags/?" + door)) == ["乙"]


def test_lists_for_departments_do_not_burden_the_village(village):
    household = uninsured()
    screened()
    assert names(village.get("/flags/")) == []
    assert village.get(f"/flags/{household.flags.get().pk}/").status_code == 404
    assert "部门清单" not in village.get("/flags/").content.decode()


def test_a_department_office_sees_its_list_and_not_the_household(client):
    poor()
    household = uninsured(head_name="乙")
    screened()
    client.force_login(factories.user(Post.Role.DEPARTMENT, factories.PINGSHAN))
    assert names(client.get("/flags/")) == ["乙"]
    page = client.get(f"/flags/{household.flags.get().pk}/").content.decode()
    assert f"/households/{household.pk}/" not in page


def test_a_flag_shows_its_clauses_its_history_and_what_would_clear_it(county):
    household = poor()
    screened()
    Flag.objects.update(cleared_on=TODAY, first_seen="2026-01-05")
    screened()
    page = county.get(f"/flags/{household.flags.get(cleared_on=None).pk}/").content.decode()
    for text in ("人均纯收入低于监测收入标准", "低于监测线 1,633.34 元/人", "4,900.00",
                 "2026-01-05", "已解除", f"/households/{household.pk}/?tab=income"):  # fmt: skip
        assert text in page


@pytest.mark.parametrize(
    "path",
    ["/flags/", "/flags/{flag}/", "/screening/runs/", "/screening/runs/{run}/", "/screening/gaps/",
     "/screening/gaps/near/"],
)  # fmt: skip
def test_an_old_parameter_is_said_until_it_is_confirmed_or_replaced(county, path):
    poor()
    run = screened()
    url, today = path.format(flag=Flag.objects.get().pk, run=run.pk), timezone.localdate()
    line, income = "监测收入标准：8,300", "上年全省农村人均收入："
    shown = county.get(url).content.decode()
    assert (line in shown, income in shown) == (True, True)
    ParameterValue.objects.filter(parameter="monitoring_line").update(confirmed_on=today)
    shown = county.get(url).content.decode()
    assert (line in shown, income in shown) == (False, True)
    ParameterValue.objects.create(
        parameter="rural_income_last_year", value=22000, valid_from=today, document="公报"
    )
    assert income not in county.get(url).content.decode()


def test_a_run_shows_what_it_found_by_criterion(county):
    poor()
    run = screened()
    page = county.get(f"/screening/runs/{run.pk}/").content.decode()
    assert Criterion.objects.get(code="income-below-line").name in page
    assert "8300" in page


def test_a_run_of_another_county_is_not_shown(county):
    poor(factories.FAR_VILLAGE)
    run = screened()
    assert run.division_code == factories.FAR_VILLAGE
    assert county.get(f"/screening/runs/{run.pk}/").status_code == 404
    assert not county.get("/screening/runs/").context["runs"]


def test_the_list_of_runs_leaves_single_households_out(county):
    household = poor()
    run = screened()
    screened(household_ids=[household.pk], trigger=Run.Trigger.CHANGE)
    assert county.get("/screening/runs/").context["runs"] == [run]


def test_starting_a_run_elsewhere_is_refused(county):
    answer = county.post("/screening/runs/start/", {"division": factories.ZANHUANG})
    assert answer.status_code == 404
    assert not Run.objects.exists()


def test_gaps_are_percentages_of_the_places_below(county):
    factories.conditions(poor(), safe_water=True)
    poor()
    screened()
    table = county.get("/screening/gaps/").context["table"]
    row = next(row for row in table.rows if row.division.code == factories.PINGSHAN_TOWN)
    water = next(cell for cell in row.cells if cell.name == "饮水安全有问题")
    assert (water.missing, water.households, water.percent) == (1, 2, 50)
    below = county.get("/screening/gaps/", {"division": factories.PINGSHAN_TOWN}).context["table"]
    assert factories.VILLAGE in {row.division.code for row in below.rows}


def test_one_fact_short_lists_the_household_and_what_to_ask(village):
    poor(household_type="脱贫户", head_name="甲")
    poor(NEIGHBOUR, household_type="脱贫户", head_name="乙")
    screened()
    rows = village.get("/screening/gaps/near/").context["rows"]
    assert [row.household.head_name for row in rows] == ["甲"]
    assert "uninsured" in [gap.criterion.code for gap in rows[0].gaps]


def test_one_fact_short_goes_on_page_by_page(county, monkeypatch):
    monkeypatch.setattr(views, "ROWS", 1)
    poor(factories.OTHER_VILLAGE, household_type="脱贫户", head_name="乙")
    poor(household_type="脱贫户", head_name="甲")
    screened()
    first = county.get("/screening/gaps/near/")
    second = county.get("/screening/gaps/near/?" + first.context["next"])
    shown = [page.context["rows"][0].household.head_name for page in (first, second)]
    assert (shown, second.context["next"]) == (["甲", "乙"], "")


def test_a_helper_sees_the_paired_household_alone(client):
    helper = factories.user(Post.Role.HELPER, factories.VILLAGE)
    own = poor(household_type="脱贫户", head_name="甲")
    poor(household_type="脱贫户", head_name="乙")
    own.pairings.create(user=helper)
    screened()
    client.force_login(helper)
    assert names(client.get("/flags/")) == ["甲"]
    rows = client.get("/screening/gaps/near/").context["rows"]
    assert [row.household.head_name for row in rows] == ["甲"]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("screening:flag-list", "/flags/"),
        ("screening:run-list", "/screening/runs/"),
        ("screening:gap-list", "/screening/gaps/"),
        ("screening:near-list", "/screening/gaps/near/"),
    ],
)
def test_lists_ask_as_many_queries_for_many_rows(county, recorded_queries, name, path):
    for _ in range(5):
        poor(household_type="脱贫户")
    screened()
    assert Household.objects.count() == 5
    with recorded_queries(name):
        assert county.get(path).status_code == 200
