"""What the programs of finance and audit read of assets, and how they follow what changes."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client as Caller
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import AuditEvent
from assets.changes.resources import ASSETS
from assets.corrections import actions as corrections
from assets.disposal import actions as disposals
from assets.ledger.models import Asset
from assets.rights import actions as rights
from assets.rights.models import Right
from tests import factories
from tests.assets import making
from tests.queries import another_connection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

EVERY_FIELD = [f"assets.{name}" for name in ASSETS.labels]


@pytest.fixture
def made(divisions):
    return factories.department_client(fields=EVERY_FIELD)


def get(of, **asked: Any):
    return Caller().get("/api/v1/assets/", asked, headers=factories.bearer(of))


def page(of, **asked: Any):
    answer = get(of, **asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def ids(of, **asked: Any) -> list[int]:
    return [row["id"] for row in page(of, **asked)["rows"]]


def test_a_row_says_all_that_its_worth_follows_from(made):
    project = making.project(number="XM-1")
    asset = making.asset(project=project, latitude=Decimal("38.2"), longitude=Decimal("114.2"))
    [row] = page(made)["rows"]
    assert row.pop("changed").endswith("Z")
    assert row == {
        "id": asset.pk, "number": asset.number, "name": "扶贫车间", "division": factories.VILLAGE,
        "asset_class": "经营性", "kind": "厂房车间", "project": "XM-1", "household": None,
        "place": "", "latitude": "38.200000", "longitude": "114.200000", "state": "在用",
        "confirmed_on": str(timezone.localdate()),
        "original_value": "240000.00", "written_off": "0.00",
        "residual_value": str(asset.residual_value.quantize(Decimal("0.01"))),
        "life_months": asset.life_months, "began_on": "2020-01-15", "ended_on": None,
        "rights": [],
    }  # fmt: skip


def test_only_of_its_area_and_the_fields_it_was_given():
    near, _far = making.asset(), making.asset(factories.FAR_VILLAGE)
    few = factories.department_client(fields=["assets.number"])
    [row] = page(few)["rows"]
    assert set(row) == {"id", "changed", "number"}
    assert row["id"] == near.pk


def test_without_the_scope_nothing_is_read():
    making.asset()
    refused = get(factories.department_client(scopes=["flags.read"], fields=EVERY_FIELD))
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "scope_missing")


def test_filters_narrow_and_what_is_unknown_is_refused(made):
    road, shop = making.asset(kind="road"), making.asset()
    Asset.objects.filter(pk=shop.pk).update(state="闲置", ended_on="2026-01-01")
    assert ids(made, asset_class="公益性") == [road.pk]
    assert ids(made, state="闲置") == [shop.pk]
    assert ids(made, ended="false") == [road.pk]
    assert ids(made, division=factories.OTHER_VILLAGE) == []
    assert get(made, colour="red").status_code == 400


def test_a_copy_follows_what_changes_and_what_goes(made):
    kept, leaving = making.asset(), making.asset()
    gone = leaving.pk
    first = page(made, page_size=1)
    second = page(made, page_size=1, cursor=first["next"])
    assert [row["id"] for row in first["rows"] + second["rows"]] == [kept.pk, gone]
    corrections.correct(kept, by=making.keeper(), reason="改名", name="新名")
    leaving.states.all().delete()
    leaving.delete()
    later = page(made, cursor=second["next"])
    assert [(row["id"], row["name"]) for row in later["rows"]] == [(kept.pk, "新名")]
    assert (later["gone"], later["more"]) == ([gone], False)


def test_a_row_says_who_holds_each_right_or_held_it_last(made):
    asset = making.asset()
    making.right(asset)
    making.right(asset, holder="平山县城投公司", holder_kind="国有", certificate="平权字1号",
                 starts_on=date(2023, 5, 1))  # fmt: skip
    let = making.right(asset, Right.Kind.OPERATION, holder="王坡合作社", holder_kind="合作社")
    rights.end(let, by=making.of(asset), ends_on=date(2024, 2, 29))
    [row] = page(made)["rows"]
    owned, operated = row["rights"]
    assert owned == {
        "right": Right.Kind.OWNERSHIP, "holder_kind": "国有", "holder": "平山县城投公司",
        "document": "平政〔2021〕1号", "certificate": "平权字1号",
        "starts_on": "2023-05-01", "ends_on": None,
    }  # fmt: skip
    assert (operated["right"], operated["holder"]) == (Right.Kind.OPERATION, "王坡合作社")
    assert operated["ends_on"] == "2024-02-29"


@pytest.fixture
def copied(made):
    """An asset with an owner, another one, and the cursor of who has read both."""
    asset, other = making.asset(), making.asset()
    held = making.right(asset)
    return held, other, page(made)["next"]


def taken_over(held):
    making.right(held.asset, starts_on=date(2024, 1, 1), holder="平山县城投公司")


def ended(held):
    rights.end(held, by=making.of(held.asset), ends_on=date(2024, 1, 1))


def let_go(held):
    """With its asset, which is disposed of."""
    found = making.disposal(held.asset)
    making.papers(found)
    disposals.submit(found, by=found.by)
    disposals.approve(found, by=making.of(held.asset))


def deleted_by_hand(held):
    held.delete()


@pytest.mark.parametrize("change", [taken_over, ended, let_go, deleted_by_hand])
def test_a_changed_right_is_told_once_with_its_asset_and_nothing_else(made, copied, change):
    held, _other, read = copied
    before = page(made, cursor=read)
    assert (before["rows"], before["gone"]) == ([], [])
    asset = held.asset
    change(held)
    told = page(made, cursor=read)
    assert ([row["id"] for row in told["rows"]], told["gone"]) == ([asset.pk], [])
    held_now = asset.rights.order_by("-starts_on").first()
    assert [(right["holder"], right["ends_on"]) for right in told["rows"][0]["rights"]] == (
        [(held_now.holder, held_now.ends_on and str(held_now.ends_on))] if held_now else []
    )
    assert page(made, cursor=told["next"])["rows"] == []


def test_a_right_that_changes_between_pages_leaves_no_asset_out(made):
    assets = [making.asset() for _ in range(3)]
    first = page(made, page_size=1)
    making.right(assets[0])
    making.right(assets[2])
    rest, cursor = [], first["next"]
    while True:
        told = page(made, page_size=1, cursor=cursor)
        rest += [(row["id"], len(row["rights"])) for row in told["rows"]]
        cursor = told["next"]
        if not told["more"]:
            break
    assert rest == [(assets[1].pk, 0), (assets[0].pk, 1), (assets[2].pk, 1)]


@pytest.mark.django_db(transaction=True)
def test_a_right_written_first_and_committed_last_is_not_skipped(made):
    slow_one, quick_one = making.asset(), making.asset()
    held = making.right(slow_one)
    read = page(made)["next"]
    with another_connection() as slow, slow.cursor() as cursor:
        cursor.execute("UPDATE assets_right SET holder = '新主' WHERE id = %s", [held.pk])
        making.right(quick_one)
        told = page(made, cursor=read)
        assert [row["id"] for row in told["rows"]] == [quick_one.pk]
        slow.commit()
    later = page(made, cursor=told["next"])
    assert [(row["id"], row["rights"][0]["holder"]) for row in later["rows"]] == [
        (slow_one.pk, "新主")
    ]


def test_a_right_of_another_area_is_not_told(made):
    far = making.asset(factories.FAR_VILLAGE)
    read = page(made)["next"]
    making.right(far)
    told = page(made, cursor=read)
    assert (told["rows"], told["gone"]) == ([], [])
    assert ids(made, division=factories.FAR_VILLAGE) == []


def test_rights_cost_no_query_of_their_own_for_each_asset(made, django_assert_num_queries):
    making.right(making.asset())
    page(made)  # whatever is asked once
    with CaptureQueriesContext(connection) as seen:
        page(made)
    for_one = len(seen)
    for _ in range(3):
        asset = making.asset()
        making.right(asset)
        making.right(asset, Right.Kind.INCOME)
    page(made)
    with django_assert_num_queries(for_one):
        page(made)


def test_each_call_is_in_the_audit_with_its_purpose(made):
    making.asset()
    page(made)
    called = AuditEvent.objects.filter(event="clients.called").latest("pk")
    assert (called.count, called.division_code) == (1, factories.PINGSHAN)
    assert called.detail["scope"] == "assets.read"
