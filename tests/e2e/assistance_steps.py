"""What village, township, county and bank do for a household's measure; told by the story of it."""

from datetime import timedelta
from pathlib import Path

from openpyxl import Workbook, load_workbook
from playwright.sync_api import expect

from tests.e2e.pages import Visitor, go
from tests.e2e.steps import HEAD, TODAY, fill, home, menu, own_page, seen

POST = "乡村公益性岗位"
FUND = f"衔接资金（{TODAY.year}）"
OLD_CARD, NEW_CARD = "6217000130001234567", "6217000130007654321"
FIRST = TODAY.replace(day=1)
LAST = (FIRST + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def suggested(cadre: Visitor) -> None:
    page = own_page(cadre)
    expect(page.locator(".episodes")).to_contain_text("监测中")
    panel = page.locator("section[aria-labelledby=assistance]")
    expect(panel).to_contain_text("建议措施")
    expect(panel).to_contain_text(POST)
    panel.scroll_into_view_if_needed()
    seen(cadre, "suggested-phone")


def planned(cadre: Visitor) -> None:
    page = cadre.page
    go(page.get_by_role("button", name="制订帮扶计划"))
    go(page.get_by_role("button", name=f"加入{POST}").first)
    fill(page, contact="刘书记", contact_phone="13832110002")
    go(page.locator("section[aria-labelledby=contact]").get_by_role("button", name="保存"))
    seen(cadre, "plan-phone")
    go(page.get_by_role("link", name=POST).first)
    fill(page, expected="6000")
    go(page.get_by_role("button", name="保存"))
    go(page.get_by_role("button", name="提交乡镇"))
    seen(cadre)


def confirmed(township: Visitor) -> None:
    page = home(township)
    go(page.locator(".figure", has_text="待确认的帮扶计划"))
    go(page.get_by_role("link", name=HEAD).first)
    seen(township, "plan-desktop")
    go(page.get_by_role("button", name="确认并落实措施"))
    seen(township)


def funded(county: Visitor) -> None:
    page = menu(county, "帮扶资金")
    go(page.get_by_role("link", name="新建资金"))
    fill(page, name="衔接资金", budget="20000", document="冀财农〔2026〕1号")
    page.locator("[name=source]").select_option(label="中央")
    seen(county)
    go(page.locator("main form.panel button.btn-primary"))
    expect(page.locator("main")).to_contain_text("20,000.00 元")
    seen(county)


def listed(county: Visitor) -> str:
    """The number of the new list: the post of this month, for the whole county."""
    page = menu(county, "发放清单")
    go(page.get_by_role("link", name="新建清单"))
    page.locator("[name=measure]").select_option(label=POST)
    page.locator("[name=fund]").select_option(label=FUND)
    fill(page, starts_on=f"{FIRST}", ends_on=f"{LAST}", each="500")
    seen(county, "payment-new-desktop")
    go(page.get_by_role("button", name="生成发放清单"))
    expect(page.get_by_text("清单已制作")).to_be_visible()
    expect(page.locator("main table")).to_contain_text(HEAD)
    seen(county, "payment-list-desktop")
    return page.url.rstrip("/").rsplit("/", 1)[1]


def checked(second: Visitor) -> None:
    page = menu(second, "发放清单")
    go(page.locator("[data-rows] a[data-row]").first)
    go(page.get_by_role("button", name="复核无误"))
    expect(page.locator(".page-head")).to_contain_text("已复核")
    seen(second)


def handed(county: Visitor, folder: Path, card: str) -> None:
    """With the file for the bank, in which the card stands in full."""
    page = menu(county, "发放清单")
    go(page.locator("[data-rows] a[data-row]").first)
    go(page.get_by_role("button", name="交银行"))
    page.locator("[name=purpose]").select_option(value="payment")
    page.locator("[name=format]").select_option(value="xlsx")
    with page.expect_download() as download:
        page.get_by_role("button", name="银行发放文件").click()
    download.value.save_as(folder / "银行.xlsx")
    sheet = load_workbook(folder / "银行.xlsx").worksheets[0]
    (row,) = list(sheet.iter_rows(min_row=2, values_only=True))
    assert (row[2], row[5], row[6]) == (HEAD, card, 500)
    seen(county, "payment-handed-desktop")


def returned(county: Visitor, folder: Path, number: str) -> None:
    """The bank's workbook, first with a slip of the pen, then as it should be."""
    page = menu(county, "发放清单")
    page.get_by_text("读回银行退款").click()
    page.locator("[name=workbook]").set_input_files(_answer(folder, number, "赵小山"))
    with page.expect_download() as download:
        page.get_by_role("button", name="读回", exact=True).click()
    download.value.save_as(folder / "标红.xlsx")
    marked = load_workbook(folder / "标红.xlsx").worksheets[0]
    assert "户名与清单这一行不符" in str([cell.value for cell in marked[2]])
    page.locator("[name=workbook]").set_input_files(_answer(folder, number, HEAD))
    go(page.get_by_role("button", name="读回", exact=True))
    expect(page.get_by_text("读回 1 笔退款")).to_be_visible()
    seen(county)


def _answer(folder: Path, number: str, name: str) -> Path:
    book = Workbook()
    for row in (("清单编号", "序号", "户名", "退回原因"), (int(number), 1, name, "账户已销户")):
        book.worksheets[0].append(row)
    path = folder / f"退款-{name}.xlsx"
    book.save(path)
    return path


def card_corrected(cadre: Visitor) -> None:
    page = own_page(cadre)
    go(page.get_by_role("link", name="修改").first)
    fill(page, bank_card=NEW_CARD, note="原账户已销户")
    seen(cadre)
    go(page.locator("main form button.btn-primary"))
    expect(page.locator("main")).to_contain_text(NEW_CARD[-4:])


def paid(county: Visitor) -> None:
    page = menu(county, "发放清单")
    go(page.locator("[data-rows] a[data-row]").first)
    go(page.get_by_role("button", name="银行已支付"))
    expect(page.locator("main table")).to_contain_text("已发放")
    seen(county, "payment-paid-desktop")


def adds_up(county: Visitor) -> None:
    """What came back is free again: the fund has promised and paid one month, not two."""
    page = menu(county, "帮扶资金")
    expect(page.locator("table.list tbody")).to_contain_text("19,500.00 元")
    go(page.locator("[data-rows] a[data-row]").first)
    expect(page.locator("main")).to_contain_text("500.00 元")
    seen(county, "fund-desktop")


def received(cadre: Visitor) -> None:
    """Both deliveries stand for good, the first with the reason why it came back."""
    page = menu(cadre, "发放记录")
    expect(page.locator("[data-rows] a[data-row]")).to_have_count(2)
    seen(cadre, "deliveries-phone")
    go(page.locator("[data-rows] a[data-row]").last)
    expect(page.locator("main")).to_contain_text("账户已销户")
    seen(cadre, "delivery-returned-phone")


def effect_seen(cadre: Visitor) -> None:
    """Help in time: what was returned stands there too, and only what was paid is summed."""
    page = own_page(cadre)
    go(page.locator("a[href*='/effect/households/']").first)
    expect(page.locator("section[aria-labelledby=given] tfoot")).to_contain_text("500.00")
    came = page.locator("section[aria-labelledby=came]")
    expect(came).to_contain_text("已发放")
    expect(came).to_contain_text("银行退回")
    seen(cadre, "effect-phone")


def elimination_allowed(cadre: Visitor) -> None:
    """The deliveries say that measures are in place, so that nobody has to vouch for them."""
    page = menu(cadre, "拟消除名单")
    go(page.get_by_role("link", name=HEAD))
    expect(page.locator("main")).to_contain_text("最近一次到户")
    seen(cadre, "ending-allowed-phone")
    page.get_by_label("帮扶消除").check()
    fill(page, ground="公益岗位稳定，补贴按月到账")
    go(page.get_by_role("button", name="发起办理"))
    expect(page.get_by_role("link", name="请先由两名核查人入户核查并提交。")).to_be_visible()
