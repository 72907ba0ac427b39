"""Try before release: numbers in, households out, and a draft for a second person."""

import pytest
from django.urls import reverse

from accounts.models import Division
from monitoring.criteria import actions
from monitoring.criteria.models import ParameterValue, Version
from tests import factories
from tests.monitoring.criteria.test_actions import a_draft
from tests.monitoring.criteria.test_simulation import villages

__all__ = ["villages"]
pytestmark = pytest.mark.django_db
RIGID = "rigid-spending.and.1.<.1.*.0"


@pytest.fixture
def ask(client, villages):
    def get(role="county", place=factories.PINGSHAN, **data):
        user = factories.user(role, place)
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client.get(reverse("criteria:try"), data)

    return get


def test_nothing_is_tried_until_a_number_differs(ask):
    response = ask()
    assert "found" not in response.context
    assert response.context["form"]["monitoring_line"].value() == "8300"


def test_another_line_shows_who_comes(ask):
    response = ask(monitoring_line="9000")
    found = response.context["found"]
    assert (found.total.today, found.total.tried, found.visits) == (4, 8, 4)
    assert [(place.name, count.difference) for place, count, _ in response.context["rows"]] == [
        ("平山镇", 2),
        ("东回舍镇", 2),
    ]
    assert len(response.context["newly_flagged"]) == 2


def test_a_number_inside_a_criterion_is_tried(ask):
    response = ask(**{RIGID: "3"})
    assert list(response.context["found"].touched) == ["rigid-spending"]
    field = response.context["form"][RIGID]
    assert field.label == "扣除刚性支出后的人均纯收入低于监测收入标准的 1.5 倍"


def test_a_township_is_opened_to_its_villages(ask):
    response = ask(monitoring_line="9000", division=factories.PINGSHAN_TOWN)
    assert [place.pk for place, _, _ in response.context["rows"]] == [factories.VILLAGE]


def test_another_county_does_not_exist(ask):
    assert ask(monitoring_line="9000", division=factories.ZANHUANG).status_code == 404


def test_a_wrong_number_is_said(ask):
    response = ask(monitoring_line="viel")
    assert "有一个数填写不对" in response.content.decode()


def test_what_was_tried_is_handed_in(client, divisions):
    client.force_login(
        factories.user("county", factories.PINGSHAN), "django.contrib.auth.backends.ModelBackend"
    )
    data = {
        "monitoring_line": "9000", RIGID: "2", "division": factories.PINGSHAN,
        "county": factories.PINGSHAN, "valid_from": "2027-01-01", "document": "县文件",
    }  # fmt: skip
    client.post(reverse("criteria:propose"), data)
    value = ParameterValue.objects.get(value=9000)
    assert (value.state, value.county_id) == ("submitted", factories.PINGSHAN)
    version = Version.objects.get(number=2)
    assert (version.state, version.county_id) == ("submitted", factories.PINGSHAN)
    tried = version.criteria.get(code="rigid-spending").condition["and"][1]["<"][1]["*"][0]
    assert tried == {"number": "2"}


def test_handing_in_without_document_writes_nothing(client, divisions):
    client.force_login(
        factories.user("city", factories.CITY), "django.contrib.auth.backends.ModelBackend"
    )
    data = {"monitoring_line": "9000", "valid_from": "2027-01-01", "document": ""}
    response = client.post(reverse("criteria:propose"), data, follow=True)
    assert "请填写生效日期和依据文件" in response.content.decode()
    assert not ParameterValue.objects.filter(value=9000).exists()


def test_a_draft_is_tried_as_a_whole(ask):
    officer = factories.user("city", factories.CITY)
    version = a_draft(officer)
    low = version.criteria.get(code="income-below-line")
    actions.remove_criterion(low, by=officer)
    above = {">": [{"indicator": "net_income_pc"}, {"number": "10000"}]}
    actions.add_criterion(
        version, by=officer, name="收入高", condition=above, severity="red", effect="clue"
    )
    response = ask(version=version.pk)
    total = response.context["found"].total
    assert (total.newly_flagged, total.newly_cleared) == (2, 4)
    assert ("收入高", 2) in [(name, move.newly_flagged) for name, move in response.context["moves"]]


def test_a_draft_of_another_county_does_not_exist(ask):
    officer = factories.user("city", factories.CITY)
    zanhuang = Division.objects.get(code=factories.ZANHUANG)
    assert ask(version=a_draft(officer, county=zanhuang).pk).status_code == 404


def test_a_place_that_is_no_code_does_not_exist(client, divisions):
    client.force_login(
        factories.user("county", factories.PINGSHAN), "django.contrib.auth.backends.ModelBackend"
    )
    for code in ("\0", "130131\0aaaaa", "平山县"):
        assert client.post(reverse("criteria:propose"), {"division": code}).status_code == 404
