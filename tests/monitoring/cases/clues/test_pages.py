"""The queue as people see it, and verdicts given on it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AuditEvent
from monitoring.cases.clues import reading
from monitoring.cases.clues.models import Capacity, Clue, JudgementLimit
from tests import factories
from tests.monitoring.lists.exported import figures

pytestmark = pytest.mark.usefixtures("divisions")

TODAY = timezone.localdate()


@pytest.fixture
def township(client):
    user = factories.user("township", factories.PINGSHAN_TOWN)
    client.force_login(user)
    client.user = user
    return client


def clue(name="赵大山", division=factories.VILLAGE, **fields):
    household = factories.household(division, head_name=name)
    return factories.clue(household, **({"criteria": ["income-below-line"]} | fields))


def names(response):
    return [row.clue.household.head_name for row in response.context["rows"]]


standings = st.tuples(
    st.sampled_from(Clue.Standing.values),
    st.integers(0, 4),
    st.decimals(0, 9000, places=2),
    st.integers(0, 40),
)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(standings, min_size=1, max_size=12))
def test_the_queue_and_its_ranks_are_in_the_order_of_urgency(divisions, drawn):
    Clue.objects.all().delete()
    made = [
        clue(standing=standing, reds=reds, gap=gap, raised_on=TODAY - timedelta(days=days))
        for standing, reds, gap, days in drawn
    ]
    expected = sorted(
        made,
        key=lambda each: (each.standing, -each.reds, -each.gap, each.raised_on, each.pk),
    )
    found = list(Clue.objects.waiting().most_urgent_first())
    assert found == expected
    assert reading.ranks_of(found) == {each.pk: n for n, each in enumerate(expected, 1)}


def test_a_rank_counts_the_waiting_of_its_township_only(township):
    first, second = clue(reds=2), clue(reds=1)
    clue(reds=9, division=factories.OTHER_VILLAGE)
    clue(reds=9, state="checking")
    assert reading.ranks_of([first, second]) == {first.pk: 1, second.pk: 2}


def test_the_list_says_who_where_why_and_until_when(township, recorded_queries):
    clue(reds=1, gap=Decimal("1633.34"), due_on=TODAY - timedelta(days=3))
    with recorded_queries("clues:list"):
        response = township.get("/clues/")
    page = response.content.decode()
    for text in ("赵大山", "人均纯收入低于监测标准", "1,633.34", "超期 3 天", "其他农户"):
        assert text in page


def test_tabs_and_filters_narrow_the_list(township):
    clue("甲", standing=0)
    clue("乙", due_on=TODAY - timedelta(days=1))
    clue("丙", state="deferred", deferred_until=TODAY + timedelta(days=3))
    clue("丁", state="known")
    clue("戊", assigned_to=township.user, criteria=["unsafe-water"])
    assert names(township.get("/clues/")) == ["甲", "乙", "戊"]
    assert names(township.get("/clues/?standing=0")) == ["甲"]
    assert names(township.get("/clues/?only=overdue")) == ["乙"]
    assert names(township.get("/clues/?only=mine")) == ["戊"]
    assert names(township.get("/clues/?criterion=unsafe-water")) == ["戊"]
    assert names(township.get("/clues/?tab=deferred")) == ["丙"]
    assert names(township.get("/clues/?tab=ended")) == ["丁"]


def test_an_empty_list_says_what_to_do(township):
    assert "没有符合条件的线索" in township.get("/clues/").content.decode()


def test_rows_of_another_area_are_not_there(township):
    clue("外乡", division=factories.OTHER_VILLAGE)
    assert names(township.get("/clues/")) == []


def test_a_verdict_per_row_or_one_for_those_ticked(township):
    ticked, own, untouched = clue("甲"), clue("乙"), clue("丙")
    response = township.post(
        "/clues/judge/",
        {"clue": [ticked.pk, own.pk], "verdict": "known", f"verdict-{own.pk}": "check",
         "reason": "家中已有人务工"},
    )  # fmt: skip
    assert [each.refusal for each in response.context["results"]] == ["", ""]
    states = dict(Clue.objects.values_list("pk", "state"))
    assert states == {ticked.pk: "known", own.pk: "checking", untouched.pk: "waiting"}


def test_a_verdict_without_its_reason_or_day_is_asked_again_and_changes_nothing(township):
    one = clue()
    for verdict, sentence in (("known", "请写明已知的情况"), ("defer", "请选择暂缓到哪一天")):
        response = township.post("/clues/judge/", {f"verdict-{one.pk}": verdict})
        assert sentence in response.content.decode()
    assert "请勾选线索" in township.post("/clues/judge/", {}).content.decode()
    assert Clue.objects.get().state == "waiting"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2027-13-01"])
def test_a_clue_is_not_put_off_for_ever(township, day):
    waiting = clue()
    said = {"clue": waiting.pk, "verdict": "defer", "until": day}
    assert township.post("/clues/judge/", said).status_code == 200
    waiting.refresh_from_db()
    assert waiting.state == Clue.State.WAITING


def test_a_clue_of_another_area_cannot_be_judged_or_assigned(township):
    far = clue(division=factories.OTHER_VILLAGE)
    for url in ("/clues/judge/", "/clues/assign/"):
        data = {"clue": far.pk, "verdict": "check", "to": township.user.pk}
        assert township.post(url, data).status_code == 404
    assert Clue.objects.get().state == "waiting"


def test_whom_to_assign_to_is_not_asked_of_who_judges(township):
    """A browser sends no form with an empty field that is required."""
    clue()
    form = township.get("/clues/").context["assign_form"]
    assert "required" not in str(form["to"])


def test_all_of_a_filter_are_assigned_at_once(township):
    clue("甲")
    clue("乙", criteria=["unsafe-water"])
    data = {"everything": "on", "criterion": "unsafe-water", "to": township.user.pk}
    response = township.post("/clues/assign/", data, follow=True)
    assert "已分派 1 户" in response.content.decode()
    assert Clue.objects.get(assigned_to=township.user).household.head_name == "乙"


def test_the_page_of_a_clue_shows_its_reasons_and_its_verdicts(township):
    one = clue()
    factories.flag(one.household, values={"net_income": "20000.00", "people": 3})
    page = township.get(f"/clues/{one.pk}/").content.decode()
    assert "去核查" in page
    assert "人均纯收入低于监测标准" in page
    township.post("/clues/judge/", {f"verdict-{one.pk}": "check"})
    assert "您的研判意见" not in township.get(f"/clues/{one.pk}/").content.decode()


def test_a_county_sees_the_queues_of_its_townships(client, recorded_queries):
    client.force_login(factories.user("county", factories.PINGSHAN))
    clue(raised_on=TODAY - timedelta(days=8), due_on=TODAY - timedelta(days=3))
    clue(state="checking", checked_on=TODAY)
    Capacity.objects.create(division_id=factories.PINGSHAN_TOWN, visits=5, by=factories.user())
    with recorded_queries("clues:queues"):
        lengths = client.get("/clues/queues/").context["lengths"]
    (row,) = [each for each in lengths if each.division.code == factories.PINGSHAN_TOWN]
    assert (row.waiting, row.days, row.overdue, row.week.used, row.week.left) == (1, 8, 1, 1, 4)


def test_the_queues_go_out_as_a_workbook_with_its_record(client):
    client.force_login(factories.user("county", factories.PINGSHAN))
    clue(raised_on=TODAY - timedelta(days=8))
    rows = {row[0]: row[1:3] for row in figures(client, "clue-queues", factories.PINGSHAN)}
    assert rows["平山镇"] == [1, 8]
    told = AuditEvent.objects.get(event="households.exported")
    assert (told.count, told.detail["list"]) == (len(rows) - 1, "clue-queues")


def test_a_township_sets_how_many_it_checks_in_a_week(township):
    url = f"/clues/capacity/{factories.PINGSHAN_TOWN}/"
    assert township.post(url, {"visits": "-1"}).status_code == 200
    assert not Capacity.objects.exists()
    township.post(url, {"visits": "20"})
    clue(state="checking", checked_on=TODAY)
    assert (
        "本周可核查 20 户，已安排 1 户，还可安排 19 户" in township.get("/clues/").content.decode()
    )


def test_an_administrator_sets_the_limit_of_a_county_by_a_document(client):
    client.force_login(factories.user("admin"))
    said = {"days": "2", "county": factories.PINGSHAN, "valid_from": "2026-06-01"}
    assert client.post("/clues/limits/", said).status_code == 200
    client.post("/clues/limits/", said | {"document": "平防返贫办〔2026〕3号"})
    assert JudgementLimit.objects.days(TODAY, factories.VILLAGE) == 2
    assert JudgementLimit.objects.days(TODAY, factories.FAR_VILLAGE) == 5
    again = client.post("/clues/limits/", said | {"document": "另一份"})
    assert "该日起已设定期限" in again.content.decode()
    assert "平防返贫办〔2026〕3号" in client.get("/clues/limits/").content.decode()
