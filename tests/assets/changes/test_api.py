"""What the programs of finance and audit read of assets, and how they follow what changes."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client as Caller

from accounts.models import AuditEvent
from assets.changes.resources import ASSETS
from assets.corrections import actions as corrections
from assets.ledger.models import Asset
from tests import factories
from tests.assets import making

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
        "original_value": "240000.00", "written_off": "0.00",
        "residual_value": str(asset.residual_value.quantize(Decimal("0.01"))),
        "life_months": asset.life_months, "began_on": "2020-01-15", "ended_on": None,
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


def test_each_call_is_in_the_audit_with_its_purpose(made):
    making.asset()
    page(made)
    called = AuditEvent.objects.filter(event="clients.called").latest("pk")
    assert (called.count, called.division_code) == (1, factories.PINGSHAN)
    assert called.detail["scope"] == "assets.read"
