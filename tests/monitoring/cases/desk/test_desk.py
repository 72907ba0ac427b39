from datetime import date, timedelta

import pytest
from celery.schedules import crontab
from django.utils import timezone
from django.utils.module_loading import import_string

from accounts.divisions import load_divisions
from accounts.models import AuditEvent, Division
from config.schedule import SCHEDULE
from monitoring.cases.casework import clocks, workflow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case
from monitoring.cases.desk import news, nightly, standing, todo, views
from monitoring.jobs.models import Job
from tests import factories
from tests.monitoring.lists.exported import figures

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def _procedure(db: None) -> None:
    load_divisions()
    factories.procedure((1, "accept", "township"), (2, "visit", "village"), (3, "decide", "county"))


@pytest.fixture
def village():
    return factories.user("village", factories.VILLAGE)


@pytest.fixture
def township():
    return factories.user("township", factories.PINGSHAN_TOWN)


@pytest.fixture
def county():
    return factories.user("county", factories.PINGSHAN)


def case(division: str = factories.VILLAGE, on: date | None = None) -> Case:
    return begin_identification(factories.household(division), by=None, on=on)


def counted(user) -> dict[str, tuple[int, int]]:
    return {group.label: (group.count, group.overdue) for group in todo.groups(user)}


def test_each_level_sees_what_waits_for_it_and_nobody_else(village, township, county):
    mine, _other = case(), case(factories.OTHER_VILLAGE)
    assert counted(township) == {"accept": (1, 0)}
    workflow.pass_on(mine.steps.open().get(), by=township)
    assert counted(township) == {}
    assert counted(village) == {"visit": (1, 0)}
    assert counted(county) == {}
    assert counted(factories.user()) == {}


def test_what_is_late_is_counted_and_goes_one_level_up(client, village, township, county):
    city = factories.user("city", factories.CITY)
    late = case(on=timezone.localdate() - timedelta(days=20))
    clocks.escalate(timezone.localdate())
    chain = {"accept": (township, county), "visit": (village, township), "decide": (county, city)}
    for step, (decides, above) in chain.items():
        assert late.steps.open().get().step.code == step
        told = {user: counted(user) for user in (village, township, county, city)}
        assert told.pop(decides) == {step: (1, 1)}
        assert told.pop(above) == {"超期上报到本级": (1, 1)}
        assert not any(told.values())
        client.force_login(above, BACKEND)
        (group,) = todo.groups(above)
        assert late.household.head_name in client.get(group.url).content.decode()
        workflow.pass_on(late.steps.open().get(), by=decides)


def test_the_rows_come_by_their_limit(township):
    late = case(on=timezone.localdate() - timedelta(days=20))
    soon = case()
    found = todo.items(township)
    assert [item.url for item in found] == [late.get_absolute_url(), soon.get_absolute_url()]
    assert [item.days_overdue for item in found] == [5, 0]


def test_a_number_is_a_door_to_exactly_those_rows(client, township):
    case()
    client.force_login(township, BACKEND)
    (group,) = todo.groups(township)
    page = client.get(group.url).content.decode()
    assert Case.objects.get().household.head_name in page


def test_who_sent_a_case_on_learns_what_became_of_it(village, township, county):
    sent = case()
    workflow.pass_on(sent.steps.open().get(), by=township)
    workflow.pass_on(sent.steps.open().get(), by=village)
    assert news.unread(village) == 0
    decide = sent.steps.open().get()
    back = sent.procedure.steps.get(code="visit")
    workflow.send_back(decide, to=back, by=county, reason="缺照片")
    assert news.unread(village) == 1
    assert "缺照片" in news.of(village)[0].sentence
    assert news.unread(county) == 0
    news.mark_seen(village)
    assert news.unread(village) == 0
    assert [each.is_new for each in news.of(village)] == [False]


def test_news_stay_in_the_area(county):
    far = factories.user("township", "130131101000")
    near = factories.user("township", factories.PINGSHAN_TOWN)
    workflow.refuse(case().steps.open().get(), by=near, reason="不符合")
    assert (news.unread(county), news.unread(far)) == (1, 0)


def test_a_county_sees_where_cases_stand_the_overdue_places_first(county):
    case(factories.OTHER_VILLAGE, on=timezone.localdate() - timedelta(days=20))
    case()
    case()
    area = Division.objects.get(code=factories.PINGSHAN)
    (stage,) = standing.stages(county, area)
    assert (stage.label, stage.count, stage.overdue, stage.days) == ("accept", 3, 1, 20)
    counted = standing.counted(county, area)
    first, second = counted.places
    assert (first.overdue, first.cases, first.days) == (1, 1, 20)
    assert (second.overdue, second.cases) == (0, 2)
    assert counted.totals.cases == 3


def test_a_chosen_place_narrows_where_cases_stand_and_its_export(client, county):
    case(factories.OTHER_VILLAGE)
    case()
    client.force_login(county, BACKEND)
    here = {"division": factories.PINGSHAN_TOWN}
    shown = client.get("/desk/standing/", here).context
    assert (shown["totals"].cases, [stage.count for stage in shown["stages"]]) == (1, [1])
    assert [place.division.code for place in shown["places"]] == [factories.VILLAGE]
    rows = figures(client, "standing", factories.PINGSHAN_TOWN)
    assert [row[0] for row in rows[1:]] == [factories.VILLAGE]
    assert AuditEvent.objects.filter(event="households.exported").exists()


def test_where_many_cases_stand_is_counted_once_in_a_while(
    client, county, monkeypatch, recorded_queries
):
    monkeypatch.setattr(views, "MANY", 0)
    case()
    client.force_login(county, BACKEND)
    client.get("/desk/standing/")
    case(factories.OTHER_VILLAGE)
    with recorded_queries("desk:standing, counted before"):
        page = client.get("/desk/standing/").content.decode()
    assert "数字统计于" in page
    assert "?division=130131101000" not in page, "what came since is counted later"


def test_the_last_run_of_each_night_job_is_shown(client, county):
    for state in ("done", "failed"):
        Job.objects.create(kind="endings.candidates", state=state, error="磁盘已满")
    runs = {row.label: row.last for row in nightly.last_runs()}
    assert [run.state for run in runs.values() if run] == ["failed"]
    client.force_login(county, BACKEND)
    assert "磁盘已满" in client.get("/desk/nightly/").content.decode()


def test_every_job_that_beat_begins_is_shown():
    for entry in SCHEDULE.values():
        if isinstance(entry["schedule"], crontab):
            import_string(entry["task"])()
    begun = set(Job.objects.filter(by=None).values_list("kind", flat=True))
    assert begun == set(nightly.JOBS)


def test_home_begins_with_what_waits(client, township):
    waiting = case()
    client.force_login(township, BACKEND)
    page = client.get("/").content.decode()
    assert (
        page.index("等我办理")
        < page.index(waiting.household.head_name)
        < page.index('<h2 id="places"')
    )


@pytest.mark.parametrize("cases", [1, 6])
def test_the_pages_ask_the_database_the_same_however_many_cases(
    client, county, recorded_queries, cases
):
    for _ in range(cases):
        case()
        case(factories.OTHER_VILLAGE)
    client.force_login(county, BACKEND)
    client.get("/desk/standing/")
    with recorded_queries("desk:standing"):
        client.get("/desk/standing/")
    with recorded_queries("desk:news"):
        client.get("/desk/news/")


def test_the_menu_tells_how_much_waits(client, township):
    client.force_login(township, BACKEND)
    assert 'hx-get="/desk/count/"' in client.get("/cases/").content.decode()
    case()
    case()
    assert "</span>2</span>" in client.get("/desk/count/").content.decode()
