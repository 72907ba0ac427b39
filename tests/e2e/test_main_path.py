"""From a census workbook to an explained list of households at risk, walked in a browser."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from accounts.models import Post
from monitoring.registry.models import Household
from tests import factories
from tests.e2e import workbook
from tests.e2e.pages import Visitor, go

pytestmark = pytest.mark.usefixtures("worker")

RED = "FFE03131"


@pytest.fixture
def census(tmp_path: Path) -> Path:
    """The workbook with mistakes, and beside it the mended one."""
    workbook.write(tmp_path / "平山县2026.xlsx")
    workbook.write(tmp_path / "平山县2026改.xlsx", mended=True)
    return tmp_path


@pytest.fixture
def people(transactional_db: None) -> None:
    factories.user(Post.Role.COUNTY, factories.PINGSHAN, username="county", full_name="王主任")
    factories.user(Post.Role.VILLAGE, workbook.VILLAGE, username="village", full_name="赵支书")


def test_from_a_workbook_with_mistakes_to_the_village(visitor: Visitor, census: Path, people: None):
    visitor.sign_in("county")
    upload(visitor, census / "平山县2026.xlsx")
    preview_of_the_first(visitor)
    apply(visitor)
    red_cells(visitor, census / "red.xlsx")
    upload(visitor, census / "平山县2026改.xlsx")
    preview_of_the_mended(visitor)
    apply(visitor)
    flag_understood(visitor)
    visitor.sign_out()
    visitor.phone()
    visitor.sign_in("village")
    only_this_village(visitor)


def test_the_same_with_the_keyboard_alone(visitor: Visitor, census: Path, people: None):
    page, typed = visitor.page, visitor.page.keyboard.type
    page.goto("/")
    sign_in_by_keyboard(visitor, "county")
    visitor.enter_at(page.get_by_role("link", name="数据导入").first)
    visitor.enter_at(page.get_by_role("link", name="新建导入").first)
    with page.expect_file_chooser() as chooser:
        visitor.enter_at(page.locator("[name=workbooks]"))
    chooser.value.set_files(census / "平山县2026.xlsx")
    visitor.enter_at(page.get_by_role("button", name="上传并检查"))
    expect(page.locator("#preview")).to_be_visible()
    visitor.enter_at(page.locator("#preview a").last)
    expect(page.locator("main")).to_contain_text("“三万多”不是可识别的数字")
    visitor.enter_at(page.get_by_role("button", name="导入无误的行"))
    expect(page.get_by_role("link", name="撤销这次导入")).to_be_visible()
    visitor.enter_at(page.get_by_role("button", name="下载标红工作簿"))
    expect(page.get_by_role("link", name="下载文件")).to_be_visible()
    with page.expect_download():
        visitor.enter_at(page.get_by_role("link", name="下载文件"))
    visitor.enter_at(page.get_by_role("link", name="预警", exact=True).first)
    visitor.enter_at(page.locator("a[data-row]", has_text=workbook.MONITORED).first)
    expect(page.locator("main")).to_contain_text("家庭纯收入再增加 936.00 元，即不再触发")
    visitor.enter_at(page.get_by_role("link", name="农户", exact=True).first)
    rows = page.locator("a[data-row]")
    expect(rows).to_have_count(10)
    page.wait_for_load_state()  # until then nobody listens to keys
    page.keyboard.press("/")
    typed(workbook.MONITORED)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(rows).to_have_count(1)
    page.keyboard.press("j")
    expect(rows).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("低于监测线 312.00 元/人")
    visitor.enter_at(page.get_by_role("button", name="退出").first)
    sign_in_by_keyboard(visitor, "village")
    expect(page.get_by_role("heading", level=1)).to_contain_text("西街村民委员会")
    expect(page.locator("main")).to_contain_text(workbook.MONITORED)
    expect(page.locator("main")).not_to_contain_text("郭长顺")


def sign_in_by_keyboard(visitor: Visitor, username: str) -> None:
    visitor.tab_to(visitor.page.locator("[name=username]"))
    visitor.page.keyboard.type(username)
    visitor.tab_to(visitor.page.locator("[name=password]"))
    visitor.page.keyboard.type(factories.PASSWORD)
    visitor.page.keyboard.press("Enter")


def upload(visitor: Visitor, path: Path) -> None:
    page = visitor.page
    go(page.get_by_role("link", name="数据导入").first)
    go(page.get_by_role("link", name="新建导入").first)
    page.locator("[name=workbooks]").set_input_files(path)
    expect(page.locator("[data-chosen]")).to_contain_text(path.name)
    visitor.check()
    visitor.picture("import-new")
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_role("heading", name="检查完成，尚未写入任何数据")).to_be_visible()


def preview_of_the_first(visitor: Visitor) -> None:
    page = visitor.page
    expect(page.locator("#preview a")).to_have_text(["新增 30", "变更 0", "不变 0", "有误 9"])
    visitor.check()
    visitor.picture("import-preview")
    go(page.locator("#preview a").last)
    for mistake in (
        "“三万多”不是可识别的数字",
        "西关外村民委员会",
        "前面已有一行",
        "校验不通过",
        "性别“女”",
    ):
        expect(page.locator("main")).to_contain_text(mistake)
    visitor.check()
    visitor.picture("import-findings")


def preview_of_the_mended(visitor: Visitor) -> None:
    page = visitor.page
    expect(page.locator("#preview a")).to_have_text(["新增 4", "变更 1", "不变 29", "有误 5"])
    go(page.locator("#preview a").nth(1))
    changed = page.locator(".changes")
    expect(changed.locator("del")).to_have_text("66,000.00")
    expect(changed.locator("ins")).to_have_text("71,000.00")
    visitor.check()
    visitor.picture("import-changes")


def apply(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="导入无误的行").click()
    expect(visitor.page.get_by_role("link", name="撤销这次导入")).to_be_visible()
    visitor.check()
    visitor.picture("import-applied")


def red_cells(visitor: Visitor, path: Path) -> None:
    page = visitor.page
    page.get_by_role("button", name="下载标红工作簿").click()
    link = page.get_by_role("link", name="下载文件")
    expect(link).to_be_visible()
    visitor.check()
    with page.expect_download() as download:
        link.click()
    download.value.save_as(path)
    sheet = load_workbook(path)["户信息"]
    wage = [cell.value for cell in sheet[workbook.HEADER_ROW + 1]].index("工资性收入")
    wrong, right = sheet[10][wage], sheet[4][wage]
    assert wrong.value == "三万多"
    assert wrong.fill.fgColor.rgb == RED
    assert wrong.comment is not None
    assert "请只填写数字" in wrong.comment.text
    assert right.fill.fgColor.rgb != RED
    assert right.comment is None


def flag_understood(visitor: Visitor) -> None:
    page = visitor.page
    go(page.get_by_role("link", name="预警", exact=True).first)
    flags = page.locator("table[data-rows]")
    expect(flags).to_contain_text(workbook.MONITORED)
    visitor.check()
    visitor.picture("flags-desktop")
    go(flags.get_by_role("link", name=workbook.MONITORED))
    main = page.locator("main")
    expect(main).to_contain_text("人均纯收入 7,988.00 元，低于监测收入标准 8,300 元")  # the value
    expect(main).to_contain_text("低于监测线 312.00 元/人")
    expect(main).to_contain_text("家庭纯收入再增加 936.00 元，即不再触发")
    expect(main).to_contain_text("冀巩固拓展发〔2023〕1号")  # the document
    expect(main).to_contain_text(f"{workbook.YEAR}年度收支，导入批次")  # the source
    visitor.check()
    visitor.picture("flag-desktop")


def only_this_village(visitor: Visitor) -> None:
    page = visitor.page
    expect(page.get_by_role("heading", level=1)).to_contain_text("西街村民委员会")
    expect(page.locator("main")).to_contain_text(workbook.MONITORED)
    expect(page.locator("main")).not_to_contain_text("郭长顺")
    visitor.check()
    visitor.picture("home-village-phone")
    go(page.locator("nav.bar").get_by_role("link", name="农户"))
    expect(page.locator("table[data-rows] tbody tr")).to_have_count(7)
    search(visitor, "郭长顺")
    expect(page.get_by_text("没有符合条件的农户")).to_be_visible()
    search(visitor, workbook.MONITORED)
    go(page.get_by_role("link", name=workbook.MONITORED))
    expect(page.locator("main")).to_contain_text("低于监测线 312.00 元/人")
    visitor.check()
    visitor.picture("household-phone")
    outside = Household.objects.get(head_name="郭长顺")
    answer = page.goto(f"/households/{outside.pk}/")
    assert answer is not None
    assert answer.status == 404


def search(visitor: Visitor, text: str) -> None:
    box = visitor.page.locator("[data-search]")
    box.fill(text)
    with visitor.page.expect_navigation():
        box.press("Enter")
