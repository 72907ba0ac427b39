"""Disposals on their pages: what is lacking is said until nothing is."""

import pytest

from assets.disposal.models import Disposal, Requirement
from tests import factories
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


def test_a_sale_from_the_page_of_the_asset_until_the_price_has_come(client):
    asset = making.asset()
    client.force_login(factories.user("village", factories.VILLAGE))
    terms = {
        "way": "出售", "reason": "长期闲置", "taker_kind": "企业", "taker": "盛景公司",
        "price": "200000", "document": "", "below_because": "",
    }  # fmt: skip
    page = client.post(f"/assets/{asset.pk}/disposal/", terms, follow=True).content.decode()
    for paper in ("评估报告及评估价", "民主决策记录", "公示材料"):
        assert paper in page
    made = Disposal.objects.get()
    address = f"/assets/disposals/{made.pk}"
    refused = client.post(f"{address}/submit/").content.decode()
    assert "还缺：" in refused
    papers = {
        "appraisal": {"appraised": "180000"},
        "decision": {"decided_on": "2025-01-02"},
        "notice": {"notice_from": "2025-01-03", "notice_until": "2025-01-12"},
    }  # fmt: skip
    for name, said in papers.items():
        assert client.post(f"{address}/{name}/", said).status_code == 200  # without its file
        client.post(f"{address}/{name}/", said | {"upload": making.upload()})
    assert "材料已齐" in client.get(f"{address}/").content.decode()
    client.post(f"{address}/submit/")
    client.force_login(making.keeper())
    assert "待审批的资产处置" in client.get("/").content.decode()
    shown = client.post(f"{address}/approve/", {"opinion": ""}, follow=True).content.decode()
    assert "登记到账收入" in shown
    assert "已处置" in client.get(asset.get_absolute_url()).content.decode()
    assert "盛景公司" in client.get(asset.get_absolute_url()).content.decode()
    assert asset.name in client.get("/assets/disposals/?only=unpaid").content.decode()
    making.receipt(asset, "200000.00", kind="处置收入")
    assert "未分配" in client.get(f"{address}/").content.decode()
    assert asset.name not in client.get("/assets/disposals/?only=unpaid").content.decode()


def test_an_administrator_sets_a_requirement(client):
    client.force_login(factories.user("admin"))
    said = {
        "act": "处置", "asset_class": "公益性", "tier": "村级", "from_value": "5000", "county": "",
        "valid_from": "2026-01-01", "notice_days": "5", "decider": "乡镇审批",
        "document": "平政〔2026〕2号",
    }  # fmt: skip
    page = client.post("/assets/disposals/requirements/", said, follow=True).content.decode()
    assert "平政〔2026〕2号" in page
    assert "已有" in client.post("/assets/disposals/requirements/", said).content.decode()
    assert Requirement.objects.filter(from_value=5000).count() == 1
    client.force_login(factories.user("township", factories.PINGSHAN_TOWN))
    assert "待确认" in client.get("/assets/disposals/requirements/").content.decode()
