"""What the bank is given and what it gives back."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from accounts.models import AuditEvent
from assistance.deliveries.models import Delivery
from assistance.deliveries.payments import actions, amounts, bank, returned
from monitoring.exchange.writing import Table, write_tables
from monitoring.registry.models import Household
from tests import factories
from tests.assistance.deliveries.conftest import CARD

pytestmark = pytest.mark.django_db


def upload(headers: list[str], *rows: list[Any]) -> SimpleUploadedFile:
    out = BytesIO()
    write_tables(out, Table("银行", headers, rows))
    return SimpleUploadedFile("退款.xlsx", out.getvalue())


def back(*rows: list[Any]) -> SimpleUploadedFile:
    return upload(["清单编号", "序号", "户名", "退回原因"], *rows)


def test_the_bank_is_given_the_cards_in_full_and_the_audit_the_purpose(money):
    award = money.award(head_name="王|五")
    made = money.handed()
    rows = bank.rows_for_bank(made, by=money.by, purpose="payment")
    (line,) = bank.text(made, rows).decode(bank.ENCODING).splitlines()
    fields = line.split("|")
    assert fields[:3] == [str(made.pk), "1", "王 五"]
    assert fields[4:7] == ["农商行", CARD, "500.00"]
    told = AuditEvent.objects.get(event="payments.exported")
    assert (told.count, told.detail) == (1, {"purpose": "payment"})
    assert CARD not in str(told.detail)
    assert award.household.bank_card_masked != CARD


def test_the_workbook_adds_up_to_the_list_and_cards_stay_text(money, tmp_path: Path):
    for _ in range(3):
        money.award()
    made = money.handed()
    rows = bank.rows_for_bank(made, by=money.by, purpose="payment")
    write_tables(tmp_path / "bank.xlsx", *bank.tables(made, rows))
    sheet = load_workbook(tmp_path / "bank.xlsx").worksheets[0]
    values = list(sheet.iter_rows(values_only=True))[1:]
    assert sum(row[6] for row in values) == 1500
    assert {row[5] for row in values} == {CARD}


def test_whose_card_is_lost_after_the_hand_over_stands_on_a_sheet_of_its_own(money):
    money.award()
    lost = money.award()
    made = money.handed()
    Household.objects.filter(pk=lost.household_id).update(bank_card_cipher=None)
    rows = bank.rows_for_bank(made, by=money.by, purpose="payment")
    with_card, without = bank.tables(made, rows)
    assert (len(list(with_card.rows)), len(list(without.rows))) == (1, 1)


def test_nobody_else_and_at_no_other_time_gets_the_cards(money):
    money.award()
    made = money.checked()
    with pytest.raises(ValidationError, match="交银行后"):
        bank.rows_for_bank(made, by=money.by, purpose="payment")
    actions.hand_over(made, by=money.by)
    made.refresh_from_db()
    for by in (factories.user("city", factories.CITY), factories.office(money.department)):
        with pytest.raises(PermissionDenied):
            bank.rows_for_bank(made, by=by, purpose="payment")


def test_what_came_back_is_matched_by_list_row_and_name(money):
    first, second = money.award(), money.award()
    made = money.handed()
    names = {row.row: row.household.head_name for row in made.deliveries.all()}
    answer = returned.read_back(
        back([made.pk, 2, names[2], "账户状态异常"], [str(made.pk), "1", names[1], ""]), by=money.by
    )
    assert (answer.returned, dict(answer.unknown)) == (2, {})
    told = Delivery.objects.order_by("row").values_list("state", "why")
    assert list(told) == [("returned", "银行退回"), ("returned", "账户状态异常")]
    assert {first.household_id, second.household_id} == {
        row.household_id for row in money.make().deliveries.all()
    }


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_text_file_of_the_bank_is_read_like_a_workbook(money, encoding):
    award = money.award(head_name="王五")
    made = money.handed()
    text = f"清单编号|序号|户名|退回原因\r\n{made.pk}|1|王五|账户已销户\r\n"
    file = SimpleUploadedFile("退款.txt", text.encode(encoding))
    assert returned.read_back(file, by=money.by).returned == 1
    given = Delivery.objects.get(household=award.household)
    assert (given.state, given.why) == ("returned", "账户已销户")


def test_an_unknown_row_changes_nothing_and_comes_back_red(money):
    money.award()
    made = money.handed()
    name = made.deliveries.get().household.head_name
    answer = returned.read_back(
        back([made.pk, 1, name, "销户"], [made.pk, 1, "别人", ""], [made.pk, 9, name, ""],
             [made.pk + 1000, 1, name, ""], ["甲", "乙", name, ""]),
        by=money.by,
    )  # fmt: skip
    assert (answer.returned, sorted(answer.unknown)) == (0, [1, 2, 3, 4])
    assert Delivery.objects.get().state == "listed"
    sheet = load_workbook(returned.marked(answer)).worksheets[0]
    red = [row[4].fill.start_color.rgb == "FFE03131" for row in sheet.iter_rows(min_row=2)]
    assert red == [False, True, True, True, True]
    assert "户名" in sheet["E3"].value


def test_a_list_of_another_county_is_unknown(money):
    money.award()
    made = money.handed()
    name = made.deliveries.get().household.head_name
    stranger = factories.user("county", factories.ZANHUANG)
    answer = returned.read_back(back([made.pk, 1, name, "销户"]), by=stranger)
    assert list(answer.unknown) == [0]
    assert Delivery.objects.get().state == "listed"


def test_a_workbook_without_the_columns_says_which(money):
    with pytest.raises(ValidationError, match="清单编号"):
        returned.read_back(upload(["姓名"], ["王五"]), by=money.by)


def test_amounts_come_from_a_workbook(money):
    money.award()
    money.award()
    made = money.make(each=None)
    told = amounts.of_workbook(upload(["序号", "金额（元）"], [1, 480.5], ["2", "1,200.00"]))
    actions.set_amounts(made, told, by=money.by)
    kept = Delivery.objects.order_by("row").values_list("amount", flat=True)
    assert [str(amount) for amount in kept] == ["480.50", "1200.00"]
    with pytest.raises(ValidationError, match="第 1 行"):
        amounts.of_workbook(upload(["序号", "金额"], [1, "五百"]))
