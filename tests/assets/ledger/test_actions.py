"""Entering assets, and saying their state."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.events import Event
from accounts.models import AuditEvent
from assets.ledger import actions, shipped
from assets.ledger.models import Asset
from tests import factories
from tests.assets import making
from tests.races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


def test_an_asset_is_entered_with_its_first_state_and_an_audit_row():
    made = making.asset()
    assert made.number == "130131-000001"
    assert made.asset_class == "经营性"
    [entry] = made.states.all()
    assert (entry.state, entry.since) == ("在用", date(2020, 1, 15))
    assert AuditEvent.objects.get(event=Event.ASSET_REGISTERED).subject_id == str(made.pk)
    assert making.asset().number == "130131-000002"
    assert making.asset(factories.FAR_VILLAGE).number == "130129-000001"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"began_on": date(2999, 1, 1)}, "将来"),
        ({"original_value": Decimal("-1")}, "大于或等于"),
        ({"number": "130131-000001"}, "已有"),
        ({"kind": "household-fixed"}, "农户"),
    ],
)
def test_what_cannot_be_is_refused_and_enters_nothing(fields, said):
    making.asset()
    with pytest.raises(ValidationError, match=said):
        making.asset(**fields)
    assert Asset.objects.count() == 1


def test_nobody_enters_assets_elsewhere():
    with pytest.raises(PermissionDenied):
        making.asset(factories.FAR_VILLAGE, by=making.keeper())
    with pytest.raises(PermissionDenied):
        making.asset(factories.OTHER_VILLAGE, by=factories.user("village", factories.VILLAGE))


def test_a_state_is_said_from_a_day_with_a_reason_and_never_goes_back():
    made, by = making.asset(), factories.user("village", factories.VILLAGE)
    said = {"by": by, "since": date(2024, 3, 1), "reason": "停产"}
    actions.change_state(made, state="闲置", **said)
    made.refresh_from_db()
    assert made.state == "闲置"
    for wrong, sentence in (
        ({"state": "已处置"}, "处置"),
        ({"since": date(2024, 2, 1)}, "更晚"),
        ({"since": date(2999, 1, 1)}, "将来"),
        ({"reason": " "}, "原因"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            actions.change_state(made, **(said | {"state": "在用"} | wrong))
    assert [entry.state for entry in made.states.all()] == ["闲置", "在用"]


def test_a_project_tells_its_money_by_source_and_year():
    made, by = making.project(), making.keeper()
    for source, amount in (("中央", "100000.10"), ("县级", "0.90")):
        actions.fund_project(made, by=by, source=source, year=2020, amount=Decimal(amount))
    with pytest.raises(ValidationError, match="已经"):
        actions.fund_project(made, by=by, source="中央", year=2020, amount=Decimal(1))
    assert type(made)._default_manager.for_list().get(pk=made.pk).funded == Decimal("100001.00")


def test_a_project_is_corrected_and_what_was_said_before_stays_readable(client):
    made, by = making.project(number="XM-1"), making.keeper()
    client.force_login(by)
    page = reverse("assets:project-correct", args=[made.pk])
    said = {
        "name": made.name, "number": "XM-1", "year": made.year, "document": made.document,
        "contract_sum": "98000.5", "accepted_on": "2021-06-30",
    }  # fmt: skip
    assert "必填" in client.post(page, said).content.decode()
    answer = client.post(page, said | {"reason": "验收完成"}, follow=True)
    assert "验收完成" in answer.content.decode()
    made.refresh_from_db()
    assert (made.contract_sum, made.accepted_on) == (Decimal("98000.50"), date(2021, 6, 30))
    changes = {each.field: (each.before, each.after) for each in made.changes.all()}
    assert changes == {"contract_sum": ("", "98000.50"), "accepted_on": ("", "2021-06-30")}
    assert AuditEvent.objects.get(event="projects.corrected").detail["fields"] == [
        "contract_sum",
        "accepted_on",
    ]


def test_a_project_takes_no_number_of_another_and_only_its_county_corrects_it(client):
    made, by = making.project(number="XM-1"), making.keeper()
    making.project(number="XM-2")
    with pytest.raises(ValidationError, match="编号"):
        actions.correct_project(made, by=by, reason="更正", number="XM-2")
    with pytest.raises(ValidationError, match="原因"):
        actions.correct_project(made, by=by, reason=" ", name="新名")
    assert actions.correct_project(made, by=by, reason="更正", number="XM-1") == []
    client.force_login(making.keeper(factories.ZANHUANG))
    assert client.get(reverse("assets:project-correct", args=[made.pk])).status_code == 404


def test_the_main_source_is_who_gave_most_in_all_years():
    made, by, found = making.project(), making.keeper(), []
    for source, year, amount in (("县级", 2020, 40), ("中央", 2020, 60), ("县级", 2021, 30)):
        actions.fund_project(made, by=by, source=source, year=year, amount=Decimal(amount))
        made.refresh_from_db()
        found.append(made.source)
    assert found == ["县级", "中央", "县级"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_two_numbers():
    shipped.install()
    by = making.keeper()
    entered = at_once(*[lambda: making.asset(by=by)] * 2)
    assert sorted(made.number for made in entered) == ["130131-000001", "130131-000002"]


def test_the_page_says_what_it_was_worth_on_any_day(client):
    found = making.asset(original_value=Decimal("240000.00"), began_on=date(2020, 1, 15))
    client.force_login(making.keeper())
    page = client.get(found.get_absolute_url(), {"on": "2025-01-15"})
    assert page.context["net_value"] == Decimal("183000.00")  # 60 of 240 months, down to 5 %
    assert "2025-01-15的净值" in page.content.decode()
    today = client.get(found.get_absolute_url(), {"on": "昨天"}).context["net_value"]
    assert today == client.get(found.get_absolute_url()).context["net_value"]
