"""Splits, merges and transfers on their pages."""

from typing import Any

import pytest

from assets.ledger.models import Asset
from assets.restructuring.models import Restructuring
from tests import factories
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


def said(**fields: str) -> dict[str, Any]:
    common: dict[str, Any] = {
        "day": "2025-06-10",
        "reason": "分给两村",
        "document": "平政〔2025〕6号",
    }
    return common | {"upload": making.upload("批复.jpg")} | fields


def rows(*values: str) -> dict[str, str]:
    cells = {"parts-TOTAL_FORMS": str(len(values)), "parts-INITIAL_FORMS": str(len(values))}
    for number, value in enumerate(values):
        row = {"name": f"{number + 1}号车间", "original_value": value, "place": ""}
        row["division"] = factories.VILLAGE
        cells |= {f"parts-{number}-{name}": text for name, text in row.items()}
    return cells


def test_a_split_from_the_page_of_the_asset_to_its_parts(client):
    asset = making.asset()
    client.force_login(factories.user("village", factories.VILLAGE))
    page = f"/assets/{asset.pk}/split/"
    assert client.get(f"{page}?parts=3").content.decode().count("第 3 项") == 1
    wrong = client.post(page, said(**rows("100000", "100000"))).content.decode()
    assert "应为 240000.00 元" in wrong
    shown = client.post(page, said(**rows("100000", "140000")), follow=True).content.decode()
    assert "待审批" in shown
    case = Restructuring.objects.get()
    assert "批准并办理" not in client.get(case.get_absolute_url()).content.decode()
    client.force_login(making.keeper())
    assert "待审批的拆分" in client.get("/").content.decode()
    client.post(f"/assets/restructuring/{case.pk}/approve/", {"opinion": "同意"})
    new = Asset.objects.get(name="2号车间")
    assert asset.number in client.get(new.get_absolute_url()).content.decode()
    assert "2号车间" in client.get(asset.get_absolute_url()).content.decode()
    shown = client.get(case.get_absolute_url()).content.decode()
    assert all(f'href="{each.get_absolute_url()}"' in shown for each in (asset, new))


def test_a_merge_offers_what_is_alike(client):
    asset, like = making.asset(name="一号"), making.asset(name="二号")
    making.asset(name="路", kind="road")
    making.asset(factories.OTHER_VILLAGE, name="外乡车间")
    client.force_login(factories.user("village", factories.VILLAGE))
    page = client.get(f"/assets/{asset.pk}/merge/").content.decode()
    assert "二号" in page
    assert "外乡车间" not in page
    fields = said(name="大车间", place="", others=str(like.pk))
    client.post(f"/assets/{asset.pk}/merge/", fields)
    assert Restructuring.objects.get().successors.get().original_value == 480000


def test_the_collective_of_a_village_takes_over(client):
    asset = making.asset()
    client.force_login(making.keeper())
    fields = said(division=factories.VILLAGE, holder="王坡村股份经济合作社")
    client.post(f"/assets/{asset.pk}/collective/", fields)
    assert Restructuring.objects.get().successors.get().holder_kind == "村集体"


def test_who_sees_only_the_new_place_sees_where_it_came_from(client):
    case = making.transfer(making.asset(name="老车间"), factories.OTHER_VILLAGE)
    client.force_login(making.keeper())
    client.post(f"/assets/restructuring/{case.pk}/approve/", {})
    client.force_login(factories.user("village", factories.OTHER_VILLAGE))
    new = Asset.objects.get(ended_on=None)
    assert "老车间" in client.get(new.get_absolute_url()).content.decode()
    assert client.get(case.get_absolute_url()).status_code == 404
