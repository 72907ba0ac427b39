"""Deliveries that departments report: judged alike by both ways, kept once, reversed whole."""

import io
import re
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent
from assistance.catalogue.models import Measure
from assistance.deliveries import actions as deliveries
from assistance.deliveries.lists import deliveries_seen_by
from assistance.deliveries.models import Delivery
from assistance.deliveries.reports.shape import CODE, SHAPE, offered
from assistance.funds import actions as funds
from monitoring.exchange.models import Batch
from monitoring.feeds.records.models import Push
from monitoring.feeds.workbooks import actions as workbooks
from monitoring.feeds.workbooks import template
from monitoring.jobs.actions import Refusal
from tests import factories
from tests.assistance.deliveries.conftest import Money
from tests.assistance.deliveries.telling import LI, WANG, number, person, receive, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(money):
    return factories.office(money.department)


@pytest.fixture
def wang(money):
    """Has the post."""
    return person(money, WANG)


def statuses(received) -> list[str]:
    return [result["status"] for result in received.results]


def test_rows_are_kept_with_their_award_and_the_fund_pays(wang, money, office):
    received = receive(office, money, row(fund="衔接资金（2026）"))
    kept = Delivery.objects.get()
    assert statuses(received) == ["accepted"]
    assert (kept.award, kept.household, kept.member) == (wang, wang.household, wang.member)
    assert (kept.state, kept.amount, kept.paid_on) == ("paid", Decimal(500), date(2026, 6, 3))
    assert (kept.department, kept.pk) == (money.department, received.results[0]["id"])
    assert money.columns() == (500, 500)
    assert AuditEvent.objects.filter(event="deliveries.reported", count=1).exists()


def test_the_same_again_is_known_and_changes_nothing(wang, money, office):
    first = receive(office, money, row(fund="衔接资金"), row(fund="衔接资金"))
    again = receive(office, money, row(fund="衔接资金（2026）"))
    assert (statuses(first), statuses(again)) == (["accepted", "duplicate"], ["duplicate"])
    ids = {result["id"] for result in (*first.results, *again.results)}
    assert ids == {Delivery.objects.get().pk}
    assert money.columns() == (500, 500)


@pytest.mark.parametrize(
    ("fields", "column", "sentence"),
    [
        ({"id_number": LI}, "id_number", "没有"),
        ({"name": "别人"}, "id_number", "没有"),
        ({"measure": "不存在"}, "measure", "没有这项措施"),
        ({"kind": "资金", "amount": ""}, "amount", "大于零"),
        ({"kind": "实物"}, "quantity", "数量"),
        ({"kind": "股票"}, "kind", "资金"),
        ({"starts_on": "2026-05-02"}, "ends_on", "每月"),
        ({"starts_on": "2025-05-01", "ends_on": "2025-05-31"}, "starts_on", "没有在享"),
        ({"starts_on": "2026-05-31", "ends_on": "2026-05-01"}, "ends_on", "早于"),
        ({"ends_on": "9999-12-31"}, "ends_on", "年份"),
        ({"paid_on": "2199-01-01"}, "paid_on", "今天"),
        ({"fund": "没有的资金"}, "fund", "没有这笔资金"),
        ({"fund": "衔接资金", "amount": "10000.01"}, "fund", r"10000\.00"),
        ({"fund": "衔接资金", "kind": "服务", "amount": "0", "quantity": "1", "unit": "次"},
         "amount", "大于零"),
        ({"quantity": "0"}, "quantity", "大于零"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(
    wang, money, office, fields, column, sentence
):
    received = receive(office, money, row(**fields))
    assert statuses(received) == ["invalid"]
    assert list(received.results[0]["errors"]) == [column]
    assert re.search(sentence, received.results[0]["errors"][column])
    assert not Delivery.objects.exists()
    assert money.columns() == (0, 0)


def test_what_is_paid_in_one_way_only_is_not_told_by_a_workbook(wang, money, office):
    factories.award(wang.household, "asset-difficult", starts_on=date(2026, 1, 1))
    received = receive(office, money, row(measure="资产收益困难户帮扶"))
    assert "收益分配" in received.results[0]["errors"]["measure"]
    by = factories.office("农业农村局")
    offers = {field.name: field.choices for field in offered(by, money.county).fields}["measure"]
    assert "产业发展帮扶" in offers
    assert "资产收益困难户帮扶" not in offers
    assert not Delivery.objects.exists()


def test_a_department_reports_only_what_it_pays_and_the_county_all(wang, money):
    other = factories.office("残联" if money.department != "残联" else "医保局")
    received = receive(other, money, row())
    assert "不由贵部门支付" in received.results[0]["errors"]["measure"]
    assert statuses(receive(money.by, money, row())) == ["accepted"]


def test_whoever_lives_elsewhere_is_as_unknown_as_nobody(money, office):
    person(money, WANG, factories.FAR_VILLAGE)
    elsewhere, nobody = receive(office, money, row(WANG), row(LI)).results
    assert elsewhere["errors"] == nobody["errors"]


def test_what_stands_on_a_list_or_was_given_otherwise_is_not_given_again(wang, money, office):
    money.make()
    received = receive(office, money, row(), row(starts_on="2026-04-01", ends_on="2026-04-30"))
    assert statuses(received) == ["invalid", "accepted"]
    assert "不能重复" in received.results[0]["errors"]["starts_on"]
    changed = receive(
        office, money, row(starts_on="2026-04-01", ends_on="2026-04-30", amount="499.00")
    )
    assert statuses(changed) == ["invalid"]


def test_rows_beyond_what_the_fund_has_stay_out_and_the_others_go_in(money, office):
    numbers = [number(n) for n in range(3)]
    for each in numbers:
        person(money, each)
    rows = [row(each, fund="衔接资金", amount="500.00") for each in numbers]
    money_left(money, "1200.00")
    assert statuses(receive(office, money, *rows)) == ["accepted", "accepted", "invalid"]
    assert money.columns() == (9800, 9800)


def money_left(money: Money, amount: str) -> None:
    spent = Decimal(10000) - Decimal(amount)
    for move in (funds.commit, funds.pay):
        move(money.fund, by=money.by, amount=spent, reason="已用")


def test_a_reversed_delivery_gives_its_money_back_and_may_be_told_again(wang, money, office):
    receive(office, money, row(fund="衔接资金"))
    deliveries.reverse(Delivery.objects.get(), by=office, reason="报错了")
    assert money.columns() == (0, 0)
    assert statuses(receive(office, money, row(fund="衔接资金"))) == ["accepted"]
    assert money.columns() == (500, 500)


def test_an_office_sees_its_own_deliveries_and_no_others(wang, money, office):
    receive(office, money, row())
    other = factories.office("残联")
    assert list(deliveries_seen_by(office)) == [Delivery.objects.get()]
    assert not deliveries_seen_by(other)


def filled(by, money, *raw):
    """The template of that person with these rows."""
    out = io.BytesIO()
    template.write(out, offered(by, money.county))
    book = openpyxl.load_workbook(out)
    for said in raw:
        book.worksheets[0].append([said.get(field.name) for field in SHAPE.fields])
    out = io.BytesIO()
    book.save(out)
    return ContentFile(out.getvalue(), name="发放.xlsx")


def uploaded(by, money, *raw) -> Batch:
    batch = workbooks.upload(CODE, filled(by, money, *raw), by=by, area=money.county)
    workbooks.check(batch)
    batch.refresh_from_db()
    return batch


def test_the_template_offers_the_measures_of_the_office_and_the_funds(money, office):
    shape = {field.name: field.choices for field in offered(office, money.county).fields}
    assert money.measure.name in shape["measure"]
    assert shape["fund"] == ("衔接资金（2026）",)
    pays = Measure.objects.filter(terms__paying_department=money.department)
    assert set(shape["measure"]) <= set(pays.values_list("name", flat=True))
    book = openpyxl.load_workbook(filled(office, money))
    offers = book.worksheets[0].data_validations.dataValidation
    assert len(offers) == 3


def test_a_workbook_is_judged_first_and_its_good_rows_are_kept(wang, money, office):
    batch = uploaded(office, money, row(), row(LI), row(kind="股票"))
    assert batch.counts == {"accepted": 1, "duplicate": 0, "invalid": 2}
    assert set(batch.findings.values_list("row", "column")) == {(3, "证件号码*"), (4, "形式*")}
    assert not Delivery.objects.exists()
    workbooks.apply(batch, by=office)
    assert Delivery.objects.get().push == Push.objects.get(batch=batch)


def test_the_same_workbook_twice_changes_nothing(wang, money, office):
    workbooks.apply(uploaded(office, money, row(fund="衔接资金")), by=office)
    again = uploaded(office, money, row(fund="衔接资金"))
    assert again.counts == {"accepted": 0, "duplicate": 1, "invalid": 0}
    workbooks.apply(again, by=office)
    assert (Delivery.objects.count(), money.columns()) == (1, (500, 500))


def test_undoing_reverses_with_its_reason_and_deletes_nothing(wang, money, office):
    batch = uploaded(office, money, row(fund="衔接资金"))
    workbooks.apply(batch, by=office)
    batch.refresh_from_db()
    with pytest.raises(Refusal, match="原因"):
        workbooks.start_undoing(batch, by=office, why=" ")
    workbooks.undo(batch, by=office, why="整批报错")
    kept = Delivery.objects.get()
    assert (kept.state, kept.why, money.columns()) == ("reversed", "整批报错", (0, 0))
    assert AuditEvent.objects.filter(event="deliveries.taken_back", count=1).exists()
    assert statuses(receive(office, money, row())) == ["accepted"]


def test_a_workbook_is_seen_by_its_sender_and_the_county_only(wang, money, office, client):
    batch = uploaded(office, money, row())
    seen = {}
    for user in (office, money.by, factories.office("残联"), factories.office(money.department)):
        client.force_login(user)
        seen[user] = client.get(f"/feeds/batches/{batch.pk}/").status_code
    assert list(seen.values()) == [200, 200, 404, 404]


def test_many_rows_take_as_many_statements_as_few(money, office):
    for n in range(20):
        person(money, number(n))
    rows = [row(number(n), fund="衔接资金") for n in range(20)]
    with CaptureQueriesContext(connection) as first:
        receive(office, money, *rows[:2])
    with CaptureQueriesContext(connection) as second:
        received = receive(office, money, *rows[2:])
    assert received.counts["accepted"] == 18
    assert len(second) <= len(first)
