"""The list as a workbook: complete, in the census's columns, masked without a purpose."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from accounts.models import AuditEvent, Post
from accounts.personal import mask
from monitoring.jobs import actions, files
from monitoring.jobs.models import Job
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

NUMBER = "130131195603120012"
URL = reverse("registry:household-export")


@pytest.fixture
def officer(client):
    made = factories.user(Post.Role.COUNTY, factories.PINGSHAN)
    client.force_login(made, "django.contrib.auth.backends.ModelBackend")
    return made


def export(client, purpose="", **query):
    """Both sheets as lists of rows by header."""
    answer = client.post(URL, {"purpose": purpose}, query_params=query)
    job = Job.objects.get()
    assert answer.url == reverse("jobs:detail", args=[job.pk])
    actions.run(str(job.pk))
    job.refresh_from_db()
    book = CalamineWorkbook.from_filelike(files.open_result(job))
    sheets = [book.get_sheet_by_name(name).to_python() for name in ("户信息", "家庭成员信息")]
    return [[dict(zip(rows[0], row, strict=True)) for row in rows[1:]] for rows in sheets]


def test_both_sheets_have_the_census_columns(client, officer):
    household = factories.household(head_name="王大", household_type="脱贫户", relocated=True)
    factories.statement(household, wage_income=Decimal("30000.50"), people=2)
    factories.statement(household, year=2025, wage_income=Decimal(1))
    factories.conditions(household, house_grade="C", safe_water=False)
    factories.member(household, name="王大", relation="户主", health=["残疾", "患有大病"])
    (row,), (member,) = export(client)
    assert (row["县"], row["行政区划代码"], row["户编号"]) == (
        "平山县",
        factories.VILLAGE,
        household.code,
    )
    assert (row["年度"], row["工资性收入"], row["纯收入"]) == (2026, 30000.5, 36000.5)
    assert (row["人均纯收入"], row["危房级别"], row["是否解决安全饮用水"]) == (18000.25, "C", "否")
    assert (member["户编号"], member["健康状况"]) == (household.code, "残疾、患有大病")


def test_everything_the_filter_finds_and_nothing_else(client, officer):
    poor = factories.household(household_type="脱贫户")
    factories.member(poor)
    factories.member(poor, status="deceased", left_on=date(2026, 1, 1))
    factories.member(factories.household())
    factories.household(factories.FAR_VILLAGE, household_type="脱贫户")
    households, members = export(client, type="脱贫户")
    assert [row["户编号"] for row in households] == [poor.code]
    assert len(members) == 1


def test_numbers_are_masked_without_a_purpose(client, officer):
    household = factories.household(phone="13800000001")
    factories.member(household, id_number=NUMBER, phone="13900000002")
    (row,), (member,) = export(client)
    assert (row["户联系电话"], member["证件号码"]) == (mask("13800000001"), mask(NUMBER))
    assert member["成员联系电话"] == mask("13900000002")


def test_a_purpose_gives_the_numbers_and_is_kept(client, officer):
    factories.member(factories.household(phone="13800000001"), id_number=NUMBER)
    (row,), (member,) = export(client, purpose="inspection", type="")
    assert (row["户联系电话"], member["证件号码"]) == ("13800000001", NUMBER)
    event = AuditEvent.objects.get(event="households.exported")
    assert (event.count, event.by, event.detail["purpose"]) == (1, officer, "inspection")


def test_an_auditor_gets_no_number_in_full(client):
    auditor = factories.user(Post.Role.AUDITOR, factories.PINGSHAN)
    client.force_login(auditor, "django.contrib.auth.backends.ModelBackend")
    answer = client.post(URL, {"purpose": "inspection"})
    assert answer.context["form"].errors
    assert not Job.objects.exists()


def test_a_name_searched_for_stays_out_of_the_audit(client, officer):
    factories.household(head_name="王建国")
    client.post(reverse("registry:household-search"), {"text": "王建国"})
    households, _ = export(client, search=1)
    assert len(households) == 1
    assert "王建国" not in str(AuditEvent.objects.get(event="households.exported").detail)
