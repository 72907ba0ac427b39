"""The pages of criteria: read in words, edited by form, released by a second person."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import Division
from monitoring.criteria import actions, packs, parameter_actions
from monitoring.criteria.models import ParameterValue, Version
from tests import factories
from tests.monitoring.criteria.test_actions import DAY, a_draft, a_value

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(divisions):
    return factories.user("city", factories.CITY)


@pytest.fixture
def other(divisions):
    return factories.user("city", factories.CITY)


@pytest.fixture
def page(client):
    def ask(user, name, *arguments, data=None):
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        url = reverse(f"criteria:{name}", args=arguments)
        return client.get(url) if data is None else client.post(url, data, follow=True)

    return ask


def text(response):
    return response.content.decode()


def test_the_criteria_in_force_are_read_in_words(city, page):
    shown = text(page(city, "version-list"))
    assert "人均纯收入低于监测收入标准" in shown
    assert "且 扣除刚性支出后的人均纯收入低于监测收入标准的 1.5 倍" in shown
    assert "net_income_pc" not in shown


def test_the_list_needs_a_fixed_number_of_queries(city, client, recorded_queries):
    client.force_login(city, "django.contrib.auth.backends.ModelBackend")
    a_draft(city)
    with recorded_queries("criteria:version-list"):
        client.get(reverse("criteria:version-list"))


def test_the_parameters_need_a_fixed_number_of_queries(city, client, recorded_queries):
    client.force_login(city, "django.contrib.auth.backends.ModelBackend")
    with recorded_queries("criteria:parameter-list"):
        client.get(reverse("criteria:parameter-list"))


def test_a_draft_is_opened_by_form(city, page):
    shown = page(city, "version-draft", data={"valid_from": "2026-12-01", "document": "测试文件"})
    assert Version.objects.get(number=2).valid_from == DAY
    assert "目前没有差别" in text(shown)


def test_a_draft_without_document_is_refused_beside_the_field(city, page):
    shown = page(city, "version-draft", data={"valid_from": "2026-12-01", "document": ""})
    assert shown.context["form"].errors.keys() == {"document"}
    assert Version.objects.count() == 1


def test_a_county_officer_is_offered_their_county_alone(divisions, page):
    officer = factories.user("county", factories.PINGSHAN)
    form = page(officer, "version-draft").context["form"]
    assert [place.pk for place in form.fields["county"].queryset] == [factories.PINGSHAN]
    assert form.fields["county"].required


def test_the_second_person_sees_the_difference_and_releases(city, other, page):
    version = a_draft(city)
    criterion = version.criteria.get(code="elderly-alone")
    actions.change_criterion(criterion, by=city, severity="yellow")
    actions.submit(version, by=city)
    shown = text(page(other, "version", version.pk))
    assert "<del>蓝色</del>" in shown
    page(other, "version-release", version.pk, data={})
    assert packs.in_force(DAY) == version


def test_the_maker_is_not_offered_to_release(city, page):
    version = a_draft(city)
    actions.submit(version, by=city)
    assert reverse("criteria:version-release", args=[version.pk]) not in text(
        page(city, "version", version.pk)
    )
    shown = page(city, "version-release", version.pk, data={})
    assert "须由另一人发布" in text(shown)
    assert packs.in_force(DAY) != version


def test_returning_needs_a_reason(city, other, page):
    version = a_draft(city)
    actions.submit(version, by=city)
    assert "请写明要改什么" in text(page(other, "version-return", version.pk, data={"note": ""}))
    page(other, "version-return", version.pk, data={"note": "依据不足"})
    version.refresh_from_db()
    assert (version.state, version.note) == ("returned", "依据不足")


def test_the_parameters_show_value_document_and_notice(city, page):
    shown = text(page(city, "parameter-list"))
    assert "8,300" in shown
    assert "冀巩固拓展发〔2023〕1号" in shown
    assert "此数值自 2023-01-01 起使用，已超过 12 个月" in shown


def test_confirming_takes_the_notice_away(city, page):
    row = ParameterValue.objects.get(parameter="monitoring_line", valid_from="2023-01-01")
    shown = text(page(city, "parameter-confirm", row.pk, data={}))
    assert "此数值自 2023-01-01 起使用" not in shown


def test_a_new_value_waits_for_a_second_person(city, other, page):
    data = {
        "parameter": "monitoring_line", "value": "9000", "valid_from": "2026-12-01",
        "document": "测试文件",
    }  # fmt: skip
    page(city, "parameter-set", data=data)
    row = ParameterValue.objects.get(value=9000)
    assert row.state == "submitted"
    assert "9,000" in text(page(other, "version-list"))
    page(other, "parameter-release", row.pk, data={})
    assert packs.parameters_in_force(DAY)["monitoring_line"].value == Decimal(9000)


def test_a_county_goes_back_by_form(divisions, page):
    maker, second = (factories.user("county", factories.PINGSHAN) for _ in range(2))
    county = Division.objects.get(code=factories.PINGSHAN)
    parameter_actions.release_parameter(a_value(maker, county=county), by=second)
    asked = {
        "county": county.pk,
        "valid_from": "2027-02-01",
        "document": "文件",
        "back_to_common": 1,
    }
    page(maker, "parameter-set", data=asked | {"parameter": "monitoring_line", "value": ""})
    assert "改回执行全市统一标准" in text(page(second, "parameter-list"))
    page(maker, "version-draft", data=asked)
    version = Version.objects.get(number=2)
    assert "人均纯收入低于监测收入标准" in text(page(maker, "version", version.pk))
    page(maker, "version-submit", version.pk, data={})
    page(second, "version-release", version.pk, data={})
    version.refresh_from_db()
    assert (version.state, version.criteria.count()) == ("released", 0)


def test_a_value_is_given_or_given_up(city, page):
    data = {"parameter": "monitoring_line", "valid_from": "2027-02-01", "document": "文件"}
    assert page(city, "parameter-set", data=data).context["form"].errors.keys() == {"value"}


def test_a_second_value_of_the_day_is_refused(city, other, page):
    parameter_actions.release_parameter(a_value(city), by=other)
    data = {
        "parameter": "monitoring_line", "value": "9100", "valid_from": str(date(2026, 12, 1)),
        "document": "测试文件",
    }  # fmt: skip
    assert "该参数在这一天已有一个值" in text(page(city, "parameter-set", data=data))
    assert not ParameterValue.objects.filter(value=9100).exists()
