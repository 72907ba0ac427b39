from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent, Division
from monitoring.cases.casework.following import follow
from monitoring.cases.visits import plan_actions, planning, yearly_round
from monitoring.cases.visits.actions import submit_visit
from monitoring.cases.visits.completion import completion
from monitoring.cases.visits.lists import WITHOUT_CONTACT
from monitoring.cases.visits.models import Frequency, Visit, VisitDue
from monitoring.cases.visits.planning import Period, period, plan_county
from monitoring.indicators.refresh import refresh
from monitoring.jobs import actions as jobs
from monitoring.jobs.models import Job
from monitoring.registry.actions import pair_helper
from tests import factories
from tests.monitoring.cases.visits.submissions import submission
from tests.monitoring.lists.exported import figures
from tests.races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

DAY = date(2026, 11, 27)
COUNTY = "130131"


def plan(day=DAY):
    refresh(as_of=DAY)
    return plan_county(COUNTY, day, 8300)


def due(household):
    return VisitDue.objects.get(household=household)


def test_periods_divide_the_year():
    assert period(DAY, 1) == Period(date(2026, 11, 1), date(2026, 11, 30))
    assert period(DAY, 3) == Period(date(2026, 10, 1), date(2026, 12, 31))
    assert period(date(2028, 2, 10), 2) == Period(date(2028, 1, 1), date(2028, 2, 29))
    assert period(DAY, 12) == Period(date(2026, 1, 1), date(2026, 12, 31))


def test_each_household_is_due_as_often_as_its_group():
    monitored = factories.household(monitored_type="边缘易致贫户")
    ex_poor = factories.household(household_type="脱贫户")
    ordinary = factories.household()
    chronic = factories.household()
    for each in (monitored, ex_poor, ordinary):
        factories.member(each)
    factories.member(chronic, health=["长期慢性病"])
    assert plan() == 4
    assert {due(monitored).kind, due(ex_poor).kind} == {"watched"}
    assert due(monitored).due_on == date(2026, 11, 30)
    assert (due(chronic).kind, due(chronic).groups) == ("must", ["illness"])
    assert due(chronic).due_on == date(2026, 12, 31)
    assert (due(ordinary).kind, due(ordinary).due_on) == ("round", date(2026, 12, 31))


@pytest.mark.parametrize(
    ("group", "facts"),
    [
        ("illness", {"health": ["患有大病"]}),
        ("extreme-poverty", {"extreme_poverty_support": True}),
        ("low-income", {"low_income_allowance": True}),
        ("disability", {"disability_grade": "三级"}),
        ("work", {"work_months": 3}),
    ],
)
def test_what_of_a_member_makes_a_must_visit(group, facts):
    home = factories.household()
    factories.member(home, **facts)
    factories.member(home)
    plan()
    assert due(home).groups == [group]


def test_income_students_mishaps_and_flags_make_a_must_visit():
    poor, students, mishap, flagged = (factories.household() for _ in range(4))
    for each in (poor, mishap, flagged):
        factories.member(each)
    factories.statement(poor, wage_income=0)
    for stage in ("普通高中一年级", "本科二年级"):
        factories.member(students, school_stage=stage)
    mishap.risk1 = "因意外事故"
    mishap.save()
    factories.flag(flagged, "elderly-alone")
    plan()
    found = [due(each).groups for each in (poor, students, mishap, flagged)]
    assert found == [["income"], ["students"], ["mishap"], ["flag"]]


def test_planned_again_nothing_is_double_whatever_stopped_it_before(monkeypatch):
    for _ in range(3):
        factories.member(factories.household(household_type="脱贫户"))
    monkeypatch.setattr(planning, "DROP_ENDED", "SELECT 1 / 0")
    with pytest.raises(Exception, match="division by zero"):
        plan()
    monkeypatch.undo()
    assert (plan(), plan()) == (3, 0)
    assert VisitDue.objects.count() == 3


@pytest.mark.parametrize(("wage", "kind"), [("31349.99", "must"), ("31350.00", "round")])
def test_low_is_below_one_and_a_half_times_the_line(wage, kind):
    home = factories.household()
    factories.member(home)
    factories.statement(home, wage_income=wage)  # with 6,000 of others, for three people
    plan()
    assert due(home).kind == kind


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_plan_nothing_double():
    for _ in range(5):
        factories.member(factories.household(household_type="脱贫户"))
    refresh(as_of=DAY)

    made = at_once(*[lambda: plan_county(COUNTY, DAY, 8300)] * 4)
    assert sorted(made) == [0, 0, 0, 5]
    assert VisitDue.objects.count() == 5


def test_the_nightly_job_begun_again_after_a_killed_worker_goes_on():
    for village in (factories.VILLAGE, factories.FAR_VILLAGE):
        factories.member(factories.household(village))
    refresh(as_of=timezone.localdate())
    job = Job.objects.create(kind="visits.plan", state="running", attempts=1)
    plan_county(COUNTY, timezone.localdate(), None)  # as far as the killed worker came
    jobs.run(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"made": 1})
    assert VisitDue.objects.count() == 2


def test_a_county_is_planned_in_the_same_number_of_statements_however_many_live_there():
    def statements():
        with CaptureQueriesContext(connection) as seen:
            plan()
        return len(seen)

    factories.member(factories.household())
    few = statements()
    for _ in range(20):
        factories.member(factories.household())
    assert statements() == few


def test_another_county_is_left_alone():
    factories.member(factories.household(factories.FAR_VILLAGE))
    assert plan() == 0


def test_how_often_is_a_countys_own_from_its_day():
    admin = factories.user("admin")
    home = factories.household(household_type="脱贫户")
    factories.member(home)
    own = Frequency(
        kind="watched", months=2, valid_from=date(2026, 11, 1), document="试行",
        county_id=factories.PINGSHAN,
    )  # fmt: skip
    with pytest.raises(PermissionDenied):
        plan_actions.set_frequency(own, by=factories.user("county", factories.PINGSHAN))
    plan_actions.set_frequency(own, by=admin)
    plan()
    assert due(home).due_on == date(2026, 12, 31)
    again = Frequency(kind="watched", months=3, valid_from=date(2026, 11, 1), document="重复",
                      county_id=factories.PINGSHAN)  # fmt: skip
    with pytest.raises(ValidationError):
        plan_actions.set_frequency(again, by=admin)


def test_a_visit_by_anyone_counts_once_for_all_that_is_due():
    cadre = factories.user("village", factories.VILLAGE)
    home = factories.household(household_type="脱贫户")
    factories.member(home)
    factories.visit_due(home, starts=date(2026, 9, 1), due_on=date(2026, 9, 30))
    factories.visit_due(home, kind="round", starts=date(2026, 1, 1), due_on=date(2026, 12, 31))
    visit = submit_visit(home, by=cadre, submission=submission())
    assert set(VisitDue.objects.values_list("visit", flat=True)) == {visit.pk}


def test_a_visit_made_before_the_plan_counts():
    home = factories.household(household_type="脱贫户")
    factories.member(home)
    visit = factories.visit(home, visited_on=date(2026, 11, 3))
    plan()
    assert due(home).visit == visit


def test_the_worst_flag_orders_and_ended_households_drop_out():
    home, ended = (factories.household(household_type="脱贫户") for _ in range(2))
    for each in (home, ended):
        factories.member(each)
    plan()
    assert due(home).risk == 9
    factories.flag(home, "income-below-line")
    ended.status = "died_out"
    ended.save()
    plan()
    assert due(home).risk == 1
    assert not VisitDue.objects.filter(household=ended).exists()


def test_a_helper_is_given_the_paired_household():
    helper = factories.user("helper", factories.VILLAGE)
    home = factories.household(household_type="脱贫户")
    factories.member(home)
    pair_helper(home, helper=helper, by=factories.user("county", factories.PINGSHAN))
    plan(timezone.localdate())  # paired from today
    assert due(home).assigned_to == helper


def test_a_household_that_nobody_answers_for_is_listed():
    monitored = {"monitored_type": "边缘易致贫户"}
    alone = factories.household(**monitored)
    factories.household(**monitored, contact_name="李支书", contact_phone="13800000001")
    paired = factories.household(**monitored)
    helper = factories.user("helper", factories.VILLAGE)
    county = factories.user("county", factories.PINGSHAN)
    pair_helper(paired, helper=helper, by=county)
    assert list(WITHOUT_CONTACT.seen(county)) == [alone]
    yesterday = timezone.localdate() - timedelta(days=1)
    paired.pairings.update(starts=yesterday, ends=timezone.localdate())
    assert set(WITHOUT_CONTACT.seen(county)) == {alone, paired}


def test_visits_follow_their_household():
    home = factories.household()
    factories.visit(home)
    made = factories.visit_due(home)
    home.division_id = factories.OTHER_VILLAGE
    home.save()
    follow(factories.source(), [home.pk])
    made.refresh_from_db()
    assert made.division_id == Visit.objects.get().division_id == factories.OTHER_VILLAGE


def test_visits_are_assigned_to_who_may_make_them():
    township = factories.user("township", factories.PINGSHAN_TOWN)
    cadre = factories.user("village", factories.VILLAGE)
    helper = factories.user("helper", factories.VILLAGE)
    dues = [factories.visit_due(factories.household()) for _ in range(3)]
    elsewhere = factories.visit_due(factories.household(factories.OTHER_VILLAGE))
    ids = [each.pk for each in (*dues, elsewhere)]
    assert plan_actions.assign(ids, to=cadre, by=township) == 3
    elsewhere.refresh_from_db()
    assert elsewhere.assigned_to is None
    with pytest.raises(ValidationError, match="3"):
        plan_actions.assign(ids, to=helper, by=township)
    with pytest.raises(ValidationError):
        plan_actions.assign(ids, to=helper, by=factories.user("county", factories.PINGSHAN))
    assert set(VisitDue.objects.exclude(pk=elsewhere.pk).values_list("assigned_to", flat=True)) == {
        cadre.pk
    }


def test_completion_counts_what_runs_and_what_is_overdue():
    officer = factories.user("county", factories.PINGSHAN)
    month = {"starts": date(2026, 11, 1), "due_on": date(2026, 11, 30)}
    done, open_, late = (factories.household() for _ in range(3))
    factories.visit_due(done, visit=factories.visit(done), **month)
    factories.visit_due(open_, **month)
    factories.visit_due(late, starts=date(2026, 10, 1), due_on=date(2026, 10, 31))
    factories.visit_due(factories.household(factories.FAR_VILLAGE), **month)
    county = Division.objects.get(code=factories.PINGSHAN)
    [row] = completion(officer, county, DAY)
    assert row.division.code == factories.PINGSHAN_TOWN
    assert (row.due, row.done, row.overdue) == (2, 1, 1)


def upload(text):
    return SimpleUploadedFile("集中排查.csv", text.encode())


def test_the_national_apps_round_counts_once():
    officer = factories.user("township", factories.PINGSHAN_TOWN)
    home = factories.household()
    today = timezone.localdate()
    day = today - timedelta(days=20)
    made = factories.visit_due(home, kind="round", starts=day, due_on=today)
    text = f"集中排查结果\n户编号,排查日期,排查人,备注\n{home.code},{day},刘书记,房屋漏雨\n"
    for _ in range(2):
        yearly_round.import_round(upload(text), by=officer)
    visit = Visit.objects.get()
    made.refresh_from_db()
    assert (visit.way, visit.second_name, visit.difficulties) == ("imported", "刘书记", "房屋漏雨")
    assert made.visit == visit


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("户编号,排查日期\n{far},2026-11-03\n{home},2026-11-03\n", "第 2 行"),
        ("户编号,排查日期\n{home},2126-11-03\n", "第 2 行"),
        ("户编号,排查日期\n{home},0001-01-01\n", "第 2 行"),
        ("户编号,排查日期\n{home},十一月\n", "第 2 行"),
        ("户编号,排查人\n{home},刘书记\n", "排查日期"),
        ("户编号,排查日期\n", "没有数据"),
        ("", "空"),
    ],
)
def test_a_round_with_a_wrong_row_changes_nothing(rows, said):
    officer = factories.user("township", factories.PINGSHAN_TOWN)
    home, far = factories.household(), factories.household(factories.FAR_VILLAGE)
    text = rows.format(home=home.code, far=far.code)
    with pytest.raises(ValidationError, match=said):
        yearly_round.import_round(upload(text), by=officer)
    assert Visit.objects.count() == 0


def test_completion_goes_out_as_a_workbook_with_its_record(client):
    factories.visit_due(
        factories.household(), starts=timezone.localdate(), due_on=timezone.localdate()
    )
    client.force_login(factories.user("county", factories.PINGSHAN))
    [_headers, row] = figures(client, "visit-completion", factories.PINGSHAN)
    assert row[:2] == ["平山镇", 1]
    told = AuditEvent.objects.get(event="households.exported")
    assert (told.count, told.detail["list"]) == (1, "visit-completion")
