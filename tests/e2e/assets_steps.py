"""What village, township and county do for an asset and its rent; told by the story of it."""

from datetime import timedelta

from playwright.sync_api import FilePayload, Locator, Page, expect

from assets.income.distributions.models import Distribution
from tests import factories
from tests.e2e.pages import Visitor, go
from tests.e2e.steps import HEAD, TODAY, fill, menu, own_page, seen

ASSET = "王坡村扶贫车间"
OPERATOR = "平山县惠农服装厂"
PDF = FilePayload(name="材料.pdf", mimeType="application/pdf", buffer=b"%PDF-1.4 paper")
YESTERDAY = TODAY - timedelta(days=1)
POSTED = TODAY - timedelta(days=30)


def project_entered(county: Visitor) -> None:
    page = menu(county, "项目")
    go(page.get_by_role("link", name="登记新项目"))
    fill(page, name="服装加工扶贫车间项目", number="冀平2021-018", year="2021")
    fill(page, document="平扶组〔2021〕5号", contract_sum="300000", builder="平山县第二建筑公司")
    fill(page, accepted_on="2021-11-20")
    seen(county, "project-new-desktop")
    go(page.get_by_role("button", name="登记项目"))
    page.get_by_text("添加资金来源").click()
    page.locator("[name=source]").select_option(label="中央")
    fill(page, year="2021", amount="300000")
    go(page.get_by_role("button", name="保存"))
    expect(page.locator("main")).to_contain_text("300,000.00 元")
    seen(county)


def asset_entered(county: Visitor) -> None:
    page = county.page
    go(page.get_by_role("link", name="登记形成的资产"))
    fill(page, name=ASSET, division=factories.VILLAGE, original_value="300000")
    fill(page, began_on="2021-12-01", place="村委会东侧")
    page.locator("[name=kind]").select_option(label="厂房车间")
    expect(page.locator("[name=project]")).not_to_have_value("")
    seen(county, "asset-new-desktop")
    go(page.get_by_role("button", name="登记资产"))
    expect(page.get_by_role("heading", name=ASSET)).to_be_visible()
    seen(county)


def titled(county: Visitor) -> None:
    page = county.page
    go(page.get_by_role("link", name="登记权利"))
    page.locator("[name=kind]").select_option(label="所有权")
    page.locator("[name=holder_kind]").select_option(label="村集体")
    fill(page, holder="王坡村股份经济合作社", document="平政确〔2022〕3号")
    fill(page, certificate="冀（2022）平山县不动产权第0000123号", starts_on="2022-01-10")
    seen(county)
    go(page.get_by_role("button", name="保存"))
    expect(page.locator("section[aria-labelledby=rights]")).to_contain_text("0000123号")


def let(county: Visitor) -> None:
    page = county.page
    go(page.get_by_role("link", name="登记合同"))
    fill(page, number="WP-2025-01", operator=OPERATOR, rent="12000")
    page.locator("[name=operator_kind]").select_option(label="企业")
    starts = TODAY - timedelta(days=400)
    fill(page, starts_on=f"{starts}", ends_on=f"{TODAY + timedelta(days=700)}")
    fill(page, first_due_on=f"{starts}", deposit="2000")
    page.locator("[name=upload]").set_input_files(PDF)
    seen(county, "contract-new-desktop")
    go(page.locator("main form button.btn-primary"))
    expect(page.locator("section[aria-labelledby=contracts]")).to_contain_text(OPERATOR)
    seen(county, "asset-desktop")


def own_asset(visitor: Visitor) -> Page:
    """As who scans the label: the page of the asset."""
    page = menu(visitor, "资产台账")
    go(page.get_by_role("link", name=ASSET))
    return page


def inspected_with_a_problem(cadre: Visitor) -> None:
    page = own_asset(cadre)
    seen(cadre, "asset-phone")
    go(page.get_by_role("link", name="巡检", exact=True))
    expect(page.locator("form[data-ready]")).to_be_attached()
    page.locator("[data-photos]").set_input_files(_photo("现场.png"))
    fill(page, note="设备正常，房顶一处漏水")
    page.get_by_text("发现问题，需要整改").click()
    fill(page, problem="房顶漏水", due_on=f"{TODAY + timedelta(days=10)}", who="李建国")
    seen(cadre, "inspect-phone")
    page.get_by_role("button", name="提交巡检").click()
    expect(page.locator("a[href*='/assets/repairs/']", has_text="房顶漏水")).to_be_visible()
    seen(cadre, "inspection-phone")


def repaired(cadre: Visitor) -> None:
    page = cadre.page
    go(page.locator("a[href*='/assets/repairs/']", has_text="房顶漏水"))
    fill(page, fixed_note="更换防水层")
    page.locator("[name=upload]").set_input_files(_photo("修好.png"))
    seen(cadre)
    go(page.get_by_role("button", name="登记已整改"))
    expect(page.locator("main")).to_contain_text("更换防水层")


def repair_confirmed(township: Visitor) -> None:
    page = own_asset(township)
    go(page.locator("a[href*='/assets/repairs/']", has_text="房顶漏水"))
    seen(township, "repair-desktop")
    go(page.get_by_role("button", name="确认已整改"))
    expect(page.locator("main")).to_contain_text("孙乡长")


def rent_received(county: Visitor) -> None:
    page = own_asset(county)
    go(page.get_by_role("link", name="登记收益"))
    page.locator("[name=kind]").select_option(label="租金")
    starts = TODAY - timedelta(days=400)
    fill(page, starts_on=f"{starts}", ends_on=f"{starts + timedelta(days=364)}")
    fill(page, amount="12000", received_on=f"{YESTERDAY}", document="农商行回单20260101")
    seen(county)
    go(page.locator("main form button.btn-primary"))
    expect(page.locator("main")).to_contain_text("12,000.00 元")


def distributed(cadre: Visitor) -> None:
    """Half for people in need, half for looking after the asset."""
    page = menu(cadre, "收益分配")
    go(page.get_by_role("link", name="新建分配方案"))
    seen(cadre, "distribution-new-phone")
    go(page.get_by_role("button", name="开始"))
    expect(page.get_by_role("heading", name="收益用途")).to_be_visible()
    fill(page, amount_maintenance="4000", share_difficult="1")
    seen(cadre, "distribution-uses-phone")
    go(page.get_by_role("button", name="保存"))
    expect(page.get_by_label("困难户帮扶")).to_contain_text("8,000.00 元")


def given_to_a_household(cadre: Visitor) -> None:
    page = cadre.page
    go(page.get_by_role("link", name="发给谁"))
    fill(page, who=HEAD)
    seen(cadre)
    go(page.get_by_role("button", name="加入"))
    expect(page.locator("main table")).to_contain_text(HEAD)
    seen(cadre, "distribution-people-phone")
    go(page.locator(".page-head a").first)
    seen(cadre)


def decided_and_posted(cadre: Visitor) -> None:
    page = cadre.page
    go(page.get_by_role("link", name="登记村民主议定"))
    fill(page, on=f"{POSTED}", note="村民代表大会，应到23人实到21人，一致通过")
    page.locator("[name=upload]").set_input_files(PDF)
    seen(cadre)
    go(page.locator("main form button.btn-primary"))
    go(page.get_by_role("link", name="登记公示"))
    fill(page, on=f"{POSTED}", note="村务公开栏")
    page.locator("[name=upload]").set_input_files(_photo("公示.png"))
    seen(cadre)
    go(page.locator("main form button.btn-primary"))
    expect(page.locator(".page-head")).to_contain_text("公示")
    seen(cadre, "distribution-phone")
    Distribution.objects.update(notice_until=YESTERDAY)


def checked_and_paid(township: Visitor) -> None:
    page = menu(township, "收益分配")
    go(page.locator("[data-rows] a[data-row]").first)
    seen(township, "distribution-desktop")
    go(page.get_by_role("link", name="审核通过"))
    go(page.locator("main form button.btn-primary"))
    go(page.get_by_role("link", name="兑付"))
    go(page.locator("main form button.btn-primary"))
    expect(page.locator(".page-head")).to_contain_text("已兑付")
    seen(township)


def household_paid(cadre: Visitor) -> None:
    """Its page says how much it got, and from which asset."""
    page = own_page(cadre)
    expect(page.locator("main")).to_contain_text(ASSET)
    expect(page.locator("main")).to_contain_text("8,000.00")
    seen(cadre, "household-income-phone")


def disposal_refused(cadre: Visitor) -> None:
    page = own_asset(cadre)
    go(page.get_by_role("link", name="处置或变更经营"))
    page.locator("[name=way]").select_option(label="出售")
    fill(page, reason="厂房老旧，村里另建新车间", taker="平山县恒通商贸公司", price="290000")
    page.locator("[name=taker_kind]").select_option(label="企业")
    seen(cadre, "disposal-new-phone")
    go(page.get_by_role("button", name="起草"))
    expect(page.locator(".notice-warning")).to_contain_text("评估报告")
    _act(page, "提交")
    expect(page.locator(".notice-error")).to_contain_text("还缺")
    seen(cadre, "disposal-refused-phone")


def papers_added(cadre: Visitor) -> None:
    page = cadre.page
    _act(page, "补评估报告", appraised="280000")
    _act(page, "补民主决策记录", decided_on=f"{POSTED}")
    _act(page, "补公示", notice_from=f"{POSTED}", notice_until=f"{YESTERDAY}")
    expect(page.locator("main")).to_contain_text("材料已齐。")
    seen(cadre, "disposal-ready-phone")
    _act(page, "提交")
    expect(page.locator("h1")).to_contain_text("待审批")


def disposed_of(county: Visitor) -> None:
    page = menu(county, "资产处置与变更经营")
    go(page.locator("[data-rows] a[data-row]").first)
    seen(county, "disposal-desktop")
    _act(page, "批准并办理")
    expect(page.get_by_role("link", name="登记到账收入")).to_be_visible()
    go(page.locator(".page-head a").first)
    expect(page.locator(".page-head")).to_contain_text("已处置")
    seen(county, "asset-ended-desktop")


def _act(page: Page, name: str, **values: str) -> None:
    """Unfold what an act asks for, fill it in and send it, with its paper where it needs one."""
    fold = page.locator("details.fold").filter(has=page.locator("summary", has_text=name))
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    for field, value in values.items():
        fold.locator(f"[name={field}]").fill(value)
    _paper(fold)
    go(fold.get_by_role("button", name=name))


def _paper(fold: Locator) -> None:
    upload = fold.locator("[name=upload]")
    if upload.count():
        upload.set_input_files(PDF)


def _photo(name: str) -> FilePayload:
    return FilePayload(name=name, mimeType="image/png", buffer=factories.picture().read())
