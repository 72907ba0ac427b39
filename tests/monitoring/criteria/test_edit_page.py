"""The editor: rows are arranged, only what fits is offered, each row has its sentence."""

import pytest
from django.urls import reverse

from tests import factories
from tests.monitoring.criteria.test_actions import a_draft

pytestmark = pytest.mark.django_db
ABOUT = {"name": "新名称", "severity": "red", "effect": "clue", "risk": "", "document": ""}
BELOW = {
    "group": "0", "indicator": "net_income_pc", "comparison": "<",
    "against": "parameter:monitoring_line", "number": "1.2",
}  # fmt: skip
DROPOUT = {"group": "1", "indicator": "dropout", "comparison": "yes"}


@pytest.fixture
def maker(divisions):
    return factories.user("city", factories.CITY)


@pytest.fixture
def edit(client, maker):
    client.force_login(maker, "django.contrib.auth.backends.ModelBackend")
    criterion = a_draft(maker).criteria.get(code="income-below-line")

    def ask(do=None, *rows):
        url = reverse("criteria:criterion-change", args=[criterion.pk])
        if do is None:
            return client.get(url), criterion
        button = "do" if do == "save" else "rows-do"
        data = ABOUT | {button: do, "rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": 0}
        for index, row in enumerate(rows):
            data |= {f"rows-{index}-{name}": value for name, value in row.items()}
        response = client.post(url, data)
        criterion.refresh_from_db()
        return response, criterion

    return ask


def offered(response, name, row=0):
    return [value for value, _ in response.context["rows"].forms[row].fields[name].choices]


def _choices(response, name):
    return response.context["rows"].forms[0].fields[name].choices


def sentences(response):
    return [form.sentence for form in response.context["rows"].forms]


def test_it_shows_the_condition_as_rows_with_sentences(edit):
    response, _ = edit()
    assert sentences(response) == ["人均纯收入低于监测收入标准"]
    assert "人均纯收入低于监测收入标准" in response.content.decode()


def test_only_what_counts_the_same_is_offered(edit):
    response, _ = edit()
    limits = offered(response, "against")
    assert "parameter:monitoring_line" in limits
    assert "indicator:reference_income_pc" in limits
    assert "indicator:net_income" not in limits
    response, _ = edit("refresh", BELOW | {"indicator": "net_income"})
    assert "parameter:monitoring_line" not in offered(response, "against")


def test_what_is_counted_is_offered_and_compared_with_a_number(edit):
    row = BELOW | {"indicator": "measures_given", "against": "number", "number": "2"}
    response, _ = edit("refresh", row)
    groups = [group for label, group in _choices(response, "indicator")]
    assert any("measures_given" in dict(group) for group in groups)
    assert sentences(response) == ["在享帮扶措施数低于2 项"]


def test_a_yes_or_no_indicator_is_not_compared(edit):
    response, _ = edit("refresh", BELOW | {"indicator": "dropout"})
    row = response.context["rows"].forms[0]
    assert offered(response, "comparison") == ["yes", "no"]
    assert row.fields.keys() == {"group", "indicator", "comparison"}
    assert sentences(response) == ["有适龄成员失学辍学"]


def test_rows_and_groups_are_added_and_removed(edit):
    response, _ = edit("row:0", BELOW)
    assert [len(group) for _, group in response.context["rows"].groups()] == [2]
    response, _ = edit("group", BELOW)
    assert [len(group) for _, group in response.context["rows"].groups()] == [1, 1]
    response, criterion = edit("drop:0", BELOW, DROPOUT)
    assert sentences(response) == ["有适龄成员失学辍学"]
    assert criterion.name != ABOUT["name"]


def test_saving_writes_the_condition(edit):
    response, criterion = edit("save", BELOW, DROPOUT)
    assert response.status_code == 302
    assert criterion.name == "新名称"
    assert criterion.condition == {
        "and": [
            {"<": [
                {"indicator": "net_income_pc"},
                {"*": [{"number": "1.2"}, {"parameter": "monitoring_line"}]},
            ]},
            {"indicator": "dropout"},
        ]
    }  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "viel"},
        {"number": ""},
        {"against": "indicator:net_income"},
        {"against": "parameter:unknown"},
        {"indicator": "unknown"},
        {"comparison": "yes"},
    ],
)
def test_what_does_not_fit_changes_nothing(edit, wrong):
    response, criterion = edit("save", BELOW | wrong)
    assert response.status_code == 200
    assert response.context["rows"].forms[0].errors
    assert criterion.condition == {"<": [
        {"indicator": "net_income_pc"}, {"parameter": "monitoring_line"}]}  # fmt: skip


@pytest.mark.parametrize(
    "do", ["group", "drop:²", "row:²", f"row:{9 * '9'}", "drop:-1", "", "save"]
)
def test_numbers_that_the_page_never_wrote_are_passed_over(edit, do):
    response, criterion = edit(do, BELOW | {"group": "viel"}, BELOW | {"group": "9" * 9})
    assert response.status_code == 200
    assert criterion.name != ABOUT["name"]


def test_a_count_that_the_page_never_wrote_is_no_row(client, edit):
    _, criterion = edit()
    url = reverse("criteria:criterion-change", args=[criterion.pk])
    response = client.post(url, ABOUT | {"rows-do": "group", "rows-TOTAL_FORMS": "viel"})
    assert len(response.context["rows"].forms) == 1


def test_no_rows_are_no_condition(edit):
    response, criterion = edit("save")
    assert response.status_code == 200
    assert criterion.name != ABOUT["name"]


def test_a_criterion_is_added_and_removed(client, maker):
    client.force_login(maker, "django.contrib.auth.backends.ModelBackend")
    version = a_draft(maker)
    data = ABOUT | {"do": "save", "rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0}
    data |= {f"rows-0-{name}": value for name, value in DROPOUT.items()}
    client.post(reverse("criteria:criterion-add", args=[version.pk]), data)
    added = version.criteria.get(name="新名称")
    assert added.condition == {"indicator": "dropout"}
    client.post(reverse("criteria:criterion-remove", args=[added.pk]))
    assert not version.criteria.filter(name="新名称").exists()
