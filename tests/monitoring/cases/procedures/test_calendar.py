from datetime import date

import pytest

from accounts.models import AuditEvent
from monitoring.cases.procedures.calendar import is_known, read_days
from monitoring.cases.procedures.models import CalendarDay
from monitoring.cases.procedures.workdays import is_working_day, last_day
from tests import factories

pytestmark = pytest.mark.django_db

NOTICE = "2051-02-06 休 春节\n2051-02-11\t班\t调休上班\n\n2051年10月2日 放假 国庆节\n"


@pytest.fixture
def admin():
    return factories.user("admin")


def entered(client, user, days: str, **data: object):
    client.force_login(user)
    said = {"days": days, "document": "国办发明电〔2050〕7号", "whole_years": "on"} | data
    return client.post("/procedures/calendar/", said, follow=True).content.decode()


def test_a_whole_year_is_known_by_its_exceptions(client, admin):
    assert not is_known(2051)
    page = entered(client, admin, NOTICE)
    assert "已录入 365 天" in page
    assert is_known(2051)
    assert [is_working_day(date(2051, 2, day)) for day in (6, 7, 11, 12)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert last_day(date(2051, 2, 3), 2, "working_days") == date(2051, 2, 8)
    assert AuditEvent.objects.get(event="procedures.calendar_entered").count == 365


def test_a_single_day_corrects_what_is_known_and_fills_no_year(client, admin):
    entered(client, admin, "2026-10-10 休 地方假日", whole_years="")
    assert CalendarDay.objects.count() == 1
    assert not is_working_day(date(2026, 10, 10))
    entered(client, admin, "2026-10-10 班")
    assert CalendarDay.objects.count() == 1
    assert is_working_day(date(2026, 10, 10))


@pytest.mark.parametrize(
    "line",
    [
        "2051-02-30 休 春节",
        "明天 休",
        "2051-02-06",
        "2051-02-06 半天",
        "2051-02-06 休\n乱写",
        "9999-01-01 休",
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_nothing_is_kept(client, admin, line):
    page = entered(client, admin, f"2051-01-01 休 元旦\n{line}")
    assert "写法不对" in page
    assert not CalendarDay.objects.exists()


def test_the_line_is_counted_as_pasted(client, admin):
    assert "第 3 行" in entered(client, admin, "2051-01-01 休\n\n乱写")


def test_a_pasted_row_of_a_workbook_is_read():
    assert read_days("2027/2/6\t休\t春节") == {date(2027, 2, 6): (False, "春节")}


def test_others_read_and_do_not_enter(client, divisions):
    county = factories.user("county", factories.PINGSHAN)
    client.force_login(county)
    assert "录入这些日期" not in client.get("/procedures/calendar/").content.decode()
    assert client.post("/procedures/calendar/", {"days": "2051-01-01 休"}).status_code == 403
