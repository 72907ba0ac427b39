"""Differences of a stock-take: explained, checked by the township, decided by the county."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Division
from assets.ledger import shipped
from assets.ledger.actions import change_state
from assets.ledger.models import Asset, Kind
from assets.stocktake.differences import actions
from assets.stocktake.differences.models import StockDifference
from tests import factories
from tests.assets.making import asset, keeper
from tests.assets.stocktake import making
from tests.races import at_once, refusals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("批复.pdf", b"%PDF-1.4 x", "application/pdf")


def approved(difference: StockDifference, **fields) -> StockDifference:
    actions.check(difference, by=making.township())
    actions.approve(difference, by=keeper(), **fields)
    difference.refresh_from_db()
    return difference


def test_another_state_place_and_value_reach_the_ledger_when_approved():
    row = asset(place="村东")
    making.take()
    found = making.otherwise(row, new_place="村西", new_value=Decimal("230000.00"))
    row.refresh_from_db()
    assert (row.state, row.place) == ("在用", "村东")
    approved(found)
    row.refresh_from_db()
    said = (row.state, row.place, row.original_value)
    assert said == ("闲置", "村西", Decimal("230000.00"))
    assert "停产半年" in row.states.first().reason
    assert {each.field for each in row.corrections.all()} == {"place", "original_value"}
    assert AuditEvent.objects.filter(event="assets.difference_approved").count() == 1


def test_what_nobody_finds_needs_a_state_and_a_paper():
    row = asset()
    making.take()
    found = making.missing(row)
    actions.check(found, by=making.township())
    for given in ({}, {"state": "损毁"}, {"state": "在用", "upload": paper()}):
        with pytest.raises(ValidationError, match="审定文件"):
            actions.approve(found, by=keeper(), **given)
    row.refresh_from_db()
    assert row.state == "在用"
    actions.approve(found, by=keeper(), state="损毁", upload=paper())
    row.refresh_from_db()
    found.refresh_from_db()
    assert (row.state, found.state) == ("损毁", "approved")
    assert found.paper.asset == row


def test_a_surplus_is_entered_in_the_ledger():
    take, village = making.take(), Division.objects.get(pk=factories.VILLAGE)
    values = {
        "name": "未登记的机井", "asset_kind": Kind.objects.get(pk="workshop"),
        "new_value": Decimal("50000.00"), "began_on": date(2018, 6, 1), "new_place": "村南",
    }  # fmt: skip
    found = actions.report_surplus(
        take, village, by=making.cadre(), explanation="移交时漏登", **values
    )
    approved(found)
    entered = Asset.objects.get(name="未登记的机井")
    assert found.became == entered
    assert (entered.original_value, entered.place) == (Decimal("50000.00"), "村南")


def test_nobody_checks_or_approves_their_own():
    row, by = asset(), making.township()
    making.take()
    found = making.otherwise(row, by=by)
    with pytest.raises(ValidationError, match="另一人"):
        actions.check(found, by=by)
    with pytest.raises(ValidationError, match="已有人处理"):
        actions.approve(found, by=keeper())
    with pytest.raises(PermissionDenied):
        actions.check(found, by=making.cadre())
    with pytest.raises(PermissionDenied):
        actions.approve(found, by=making.township())
    with pytest.raises(IntegrityError), transaction.atomic():
        StockDifference.objects.filter(pk=found.pk).update(checked_by=by)


def test_what_is_the_countys_own_needs_no_township_but_another_person():
    row, by = asset(factories.PINGSHAN), keeper()
    making.take()
    found = making.otherwise(row, by=by)
    with pytest.raises(ValidationError, match="另一人"):
        actions.approve(found, by=by)
    actions.approve(found, by=keeper())
    row.refresh_from_db()
    assert row.state == "闲置"


def test_what_is_sent_back_is_looked_for_again():
    row = asset()
    making.take()
    found = making.missing(row)
    actions.send_back(found, by=making.township(), reason="去隔壁院里看看")
    assert making.line(row).result == "open"
    with pytest.raises(ValidationError, match="已有人处理"):
        actions.send_back(found, by=making.township(), reason="再看")
    assert making.otherwise(row).pk == found.pk
    actions.check(found, by=making.township())
    actions.send_back(found, by=keeper(), reason="照片不清")
    assert making.tick(row) == 1
    assert making.line(row).result == "found"


def test_what_changed_in_the_ledger_meanwhile_is_not_written_over():
    row = asset()
    making.take()
    found = making.otherwise(row)
    change_state(row, by=keeper(), state="出租", since=date(2026, 1, 1), reason="新合同")
    actions.check(found, by=making.township())
    with pytest.raises(ValidationError, match="台账有变动"):
        actions.approve(found, by=keeper())
    row.refresh_from_db()
    assert row.state == "出租"


def test_a_difference_says_what_differs_once_at_a_time():
    row = asset()
    making.take()
    with pytest.raises(ValidationError, match="至少一项"):
        making.otherwise(row, new_state="")
    with pytest.raises(ValidationError, match="至少一项"):
        making.otherwise(row, new_state="在用")
    making.otherwise(row)
    with pytest.raises(ValidationError, match="已经说明"):
        making.missing(row)


def test_the_pages_explain_check_and_approve(client):
    row = asset()
    making.take()
    client.force_login(making.cadre())
    said = {"what": "missing", "explanation": "洪水冲毁"}
    client.post(reverse("stock-differences:explain", args=[making.line(row).pk]), said)
    found = StockDifference.objects.get()
    client.force_login(making.township())
    assert "审核：情况属实" in client.get(found.get_absolute_url()).content.decode()
    client.post(reverse("stock-differences:check", args=[found.pk]))
    client.force_login(keeper())
    approve = reverse("stock-differences:approve", args=[found.pk])
    refused = client.post(approve, {"state": "损毁"}).content.decode()
    assert "field-wrong" in refused
    client.post(approve, {"state": "损毁", "upload": paper()})
    page = client.get(found.get_absolute_url()).content.decode()
    assert "已审定并更新台账" in page
    waiting = client.get(f"{reverse('stock-differences:list')}?state=approved&what=missing")
    assert waiting.context["count"].number == 1


def test_the_page_takes_what_is_in_no_ledger(client):
    take = making.take()
    client.force_login(making.cadre())
    said = {
        "name": "机井", "asset_kind": "workshop", "new_value": "50000", "began_on": "2018-06-01",
        "new_place": "村南", "explanation": "漏登",
    }  # fmt: skip
    url = reverse("stock-differences:surplus", args=[take.pk, factories.VILLAGE])
    assert client.post(url, {"name": "机井"}).status_code == 200
    page = client.post(url, said, follow=True).content.decode()
    assert "盘盈" in page
    far = reverse("stock-differences:surplus", args=[take.pk, factories.FAR_VILLAGE])
    assert client.post(far, said).status_code == 404


def checked() -> tuple[Asset, StockDifference]:
    """Where nothing of the migrations is left."""
    shipped.install()
    row = asset()
    making.take()
    found = making.otherwise(row)
    actions.check(found, by=making.township())
    return row, found


@pytest.mark.django_db(transaction=True)
def test_two_at_once_approve_once():
    (row, found), people = checked(), [keeper(), keeper()]
    done, refused = refusals(*(lambda by=by: actions.approve(found, by=by) for by in people))
    assert (done, "已有人" in refused) == ("", True)
    assert row.states.filter(state="闲置").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_state_said_while_a_difference_is_approved_is_not_written_over():
    (row, found), people = checked(), [keeper(), keeper()]
    said = {"state": "出租", "since": timezone.localdate(), "reason": "新合同"}
    approved, changed = at_once(
        lambda: actions.approve(found, by=people[0]),
        lambda: change_state(row, by=people[1], **said),
    )
    row.refresh_from_db()
    assert row.state == "出租"  # of both, it is said later; alone, the approval is refused
    assert changed is None
    assert approved is None or "台账有变动" in approved.messages[0]
