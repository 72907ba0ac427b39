"""What each of four people does in a household's story, page by page; told by test_story.py."""

import re
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from monitoring.cases.casework.models import Episode
from monitoring.cases.comparison import sheets
from monitoring.cases.ending import candidates
from monitoring.cases.meetings.models import Notice
from monitoring.registry.models import Household
from monitoring.screening.actions import screen
from monitoring.screening.models import Run
from tests import factories
from tests.e2e.pages import Visitor, go
from tests.monitoring.cases.comparison import world

TODAY = timezone.localdate()
HEAD = "赵大山"
PHONE = "13832110001"
NATIONAL_CODE = "1301310000009"
REPRESENTATIVES = "李长顺\n王秀兰\n郭建国\n刘福贵\n张桂芳\n赵树林\n陈玉梅\n孙保田\n周连生"


def screened() -> None:
    screen(as_of=TODAY, by=None, trigger=Run.Trigger.NIGHTLY)


def seen(visitor: Visitor, picture: str = "") -> None:
    visitor.check()
    if picture:
        visitor.picture(picture)


def home(visitor: Visitor) -> Page:
    go(visitor.page.locator("a[href='/']:visible", has_text="待办").first)
    return visitor.page


def menu(visitor: Visitor, name: str) -> Page:
    """By the menu of the desk; on a phone by 我的."""
    page = visitor.page
    if page.locator("nav.bar").is_visible():
        go(page.locator("nav.bar").get_by_role("link", name="我的"))
        go(page.locator("main").get_by_role("link", name=name, exact=True))
    else:
        go(page.locator("[data-side]").get_by_role("link", name=name, exact=True))
    return page


def to_do(visitor: Visitor, what: str) -> Page:
    page = home(visitor)
    go(page.get_by_role("link", name=f"去办理：{what}"))
    return page


def passed_on(page: Page) -> None:
    page.get_by_role("radio", name="通过", exact=True).check()
    go(page.get_by_role("button", name="提交意见"))
    expect(page.get_by_text("已处理。")).to_be_visible()


def judged(cadre: Visitor) -> None:
    page = home(cadre)
    seen(cadre, "todo-village-phone")
    go(page.locator(".figure", has_text="待研判"))
    seen(cadre, "clues-phone")
    go(page.get_by_role("link", name=HEAD))
    seen(cadre, "clue-phone")
    go(page.get_by_role("button", name="去核查"))
    expect(page.get_by_text(f"{HEAD}：已研判。")).to_be_visible()
    seen(cadre)


def accepted(township: Visitor) -> None:
    page = home(township)
    seen(township, "todo-township-desktop")
    page = to_do(township, "乡镇受理")
    seen(township, "case-desktop")
    passed_on(page)
    seen(township)


def visited(cadre: Visitor) -> None:
    page = to_do(cadre, "入户核查")
    seen(cadre, "case-phone")
    go(page.get_by_role("link", name="请先由两名核查人入户核查并提交。"))
    checked_at_home(cadre, "风险属实", "医疗票据齐全，务工收入减少", with_whom="王会计")


def checked_at_home(visitor: Visitor, finding: str, ground: str, with_whom: str) -> None:
    page = visitor.page
    expect(page.locator("form[data-ready]")).to_be_attached()
    seen(visitor, "check-phone")
    for section in page.locator("[data-section]:visible").all():
        section.locator('[data-answer="unchanged"]').click()
    page.locator("[name=finding]").select_option(label=finding)
    page.locator("[name=finding_reason]").fill(ground)
    page.locator("[name=second_name]").fill(with_whom)
    draw(page, "second_signature")
    draw(page, "householder_signature")
    seen(visitor, "check-signed-phone")
    page.get_by_role("button", name="提交走访").click()
    expect(page.get_by_role("heading", name="走访后的变化")).to_be_visible()
    seen(visitor)


def draw(page: Page, whose: str) -> None:
    """A stroke with the finger."""
    canvas = page.locator(f'[data-signature="{whose}"] canvas')
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    left, top, wide, high = box["x"], box["y"], box["width"], box["height"]
    page.mouse.move(left + wide * 0.2, top + high * 0.5)
    page.mouse.down()
    page.mouse.move(left + wide * 0.5, top + high * 0.2, steps=4)
    page.mouse.move(left + wide * 0.8, top + high * 0.7, steps=4)
    page.mouse.up()


def authorised(cadre: Visitor) -> None:
    page = to_do(cadre, "入户核查")
    go(page.get_by_role("link", name="请把全部家庭成员列入比对名单。").first)
    seen(cadre)
    go(page.get_by_role("button", name="列入全部家庭成员"))
    go(page.get_by_role("button", name="我已询问：没有"))
    seen(cadre, "comparison-phone")
    go(page.get_by_role("link", name="登记已签授权"))
    seen(cadre, "authorisation-phone")
    page.locator("[name=paper]").set_input_files(
        {"name": "授权书.png", "mimeType": "image/png", "buffer": factories.picture().read()}
    )
    go(page.get_by_role("button", name="保存"))
    expect(page.get_by_text("部门尚未反馈全部人员的结果。")).to_be_visible()
    seen(cadre)
    passed_on(to_do(cadre, "入户核查"))


def compared(county: Visitor, folder: Path) -> None:
    page = menu(county, "信息比对")
    seen(county)
    go(page.get_by_role("button", name="发起比对请求"))
    seen(county, "comparison-request-desktop")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载比对工作簿").click()
    download.value.save_as(folder / "比对.xlsx")
    answer(folder / "比对.xlsx")
    page.locator("[name=workbook]").set_input_files(folder / "比对.xlsx")
    go(page.get_by_role("button", name="读入结果"))
    expect(page.get_by_text("已读入 2 人的结果")).to_be_visible()
    seen(county)
    passed_on(to_do(county, "信息比对"))


def answer(path: Path) -> None:
    """What the departments do: nothing found of anybody."""
    book = load_workbook(path)
    sheet = book[sheets.SHEET]
    for row in sheet.iter_rows(min_row=2):
        row[sheets.RESULT].value = sheets.NOTHING
    book.save(path)


def income_told(cadre: Visitor, distance: str) -> None:
    """As what is known proposes it."""
    page = to_do(cadre, "民主评议")
    go(page.get_by_role("link", name="请逐项填写十二个月的收入支出。"))
    seen(cadre, "income-phone")
    go(page.get_by_role("button", name="保存"))
    expect(page.get_by_text("已保存。")).to_be_visible()
    expect(page.locator("#sums")).to_contain_text(distance)
    seen(cadre)


def risks_named(cadre: Visitor) -> None:
    page = to_do(cadre, "民主评议")
    go(page.get_by_role("link", name="请选择该户的风险。"))
    seen(cadre, "risks-phone")
    go(page.get_by_role("button", name="保存"))
    expect(page.locator("main")).to_contain_text("边缘易致贫户 一般农户，人均纯收入低于监测线。")
    seen(cadre)


def appraised(cadre: Visitor) -> None:
    page = to_do(cadre, "民主评议")
    go(page.get_by_role("link", name="请召开村民主评议会并登记票数。"))
    seen(cadre, "meeting-phone")
    for vote, number in {"agree": "8", "disagree": "1", "abstain": "0"}.items():
        page.locator(f"[data-vote={vote}]").fill(number)
    fill(page, place="村委会会议室", chair="刘书记", recorder="王会计")
    fill(page, present=REPRESENTATIVES, minutes="逐户介绍情况后投票表决。")
    go(page.get_by_role("button", name="保存会议记录"))
    expect(page.get_by_text("1 户已进入下一环节。")).to_be_visible()
    seen(cadre, "meetings-phone")


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(value)


def on_notice(cadre: Visitor) -> None:
    page = cadre.page
    go(page.get_by_role("link", name="张贴公示"))
    seen(cadre)
    fill(page, place="村务公开栏", phone="0311-82900000")
    go(page.get_by_role("button", name="张贴公示"))
    seen(cadre)
    page = to_do(cadre, "村内公示")
    go(page.get_by_role("link", name=re.compile("^公示期到")))
    seen(cadre, "notice-phone")
    Notice.objects.filter(until__gt=TODAY).update(posted_on=TODAY - timedelta(days=5), until=TODAY)
    page.reload()
    go(page.get_by_role("button", name="公示期满，进入下一环节"))
    expect(page.get_by_text("1 户已进入下一环节。")).to_be_visible()
    seen(cadre)


def reviewed(officer: Visitor, step: str) -> None:
    """On the page for many at once."""
    page = menu(officer, "办理")
    seen(officer, "cases-desktop")
    go(page.get_by_role("link", name="批量审核"))
    row = page.locator("table.review tbody tr", has_text=HEAD)
    expect(row).to_contain_text(step)
    seen(officer, "review-desktop")
    row.get_by_role("radio", name="通过", exact=True).check()
    go(page.get_by_role("button", name="提交"))
    expect(row).to_contain_text("已通过")
    seen(officer)


def announced(township: Visitor) -> None:
    page = menu(township, "评议公示")
    go(page.get_by_role("link", name="公告名单"))
    seen(township, "announcement-desktop")
    fill(page, number="平镇公告〔2026〕3号")
    go(page.get_by_role("button", name="公告名单"))
    expect(page.get_by_text("1 户已进入下一环节。")).to_be_visible()
    seen(township)


def entered(township: Visitor, folder: Path) -> None:
    page = menu(township, "录入全国系统")
    seen(township, "national-desktop")
    answer = folder / "全国系统.xlsx"
    book = Workbook()
    for row in (("户编号", "户主证件号码", "错误信息"), (NATIONAL_CODE, world.number(1), "")):
        book.worksheets[0].append(row)
    book.save(answer)
    page.locator("[name=workbook]").set_input_files(answer)
    go(page.get_by_role("button", name="读回结果"))
    expect(page.locator("table.list")).to_contain_text("已录入")
    seen(township)
    passed_on(to_do(township, "录入全国系统"))
    seen(township)


def own_page(cadre: Visitor) -> Page:
    page = cadre.page
    go(page.locator("nav.bar").get_by_role("link", name="农户"))
    go(page.get_by_role("link", name=HEAD))
    return page


def monitored(cadre: Visitor, household: Household) -> None:
    page = own_page(cadre)
    expect(page.locator(".episodes")).to_contain_text("监测中 · 边缘易致贫户")
    expect(page.locator(".page-head")).to_contain_text(NATIONAL_CODE)
    seen(cadre)
    household.refresh_from_db()
    assert (household.monitored_type, household.risk1) == ("边缘易致贫户", "因病")


def half_a_year_later(household: Household) -> None:
    """Help reached the household as well."""
    factories.delivery(factories.award(household))
    well_off(household)


def well_off(household: Household) -> None:
    """Half a year later the household earns enough, and no flag was open for so long."""
    household.statements.filter(kind="yearly").update(wage_income=60_000)
    screened()
    long_ago = TODAY - timedelta(days=300)
    household.flags.update(
        first_seen=TODAY - timedelta(days=400), last_seen=long_ago, cleared_on=long_ago
    )
    Episode.objects.update(opened_on=long_ago, monitored_on=long_ago)
    assert candidates.refresh(TODAY) == 1


def elimination_begun(second: Visitor) -> None:
    page = menu(second, "拟消除名单")
    seen(second, "candidates-phone")
    go(page.get_by_role("link", name=HEAD))
    seen(second, "ending-phone")
    page.get_by_label("帮扶消除").check()
    fill(page, ground="公益岗位稳定，医疗费用已报销")
    go(page.get_by_role("button", name="发起办理"))
    seen(second)
    go(page.get_by_role("link", name="请先由两名核查人入户核查并提交。"))
    checked_at_home(second, "风险不属实", "收入稳定，风险已消除", with_whom="刘书记")


def verified(second: Visitor) -> None:
    """Its measures are known from deliveries; nobody has to confirm them."""
    passed_on(to_do(second, "入户核实"))


def marked(township: Visitor) -> None:
    passed_on(to_do(township, "系统标注"))
    seen(township)


def eliminated(cadre: Visitor, household: Household) -> None:
    page = own_page(cadre)
    expect(page.locator(".episodes")).to_contain_text("风险已消除 · 边缘易致贫户")
    seen(cadre)
    household.refresh_from_db()
    assert (household.risk_eliminated, household.elimination_method) == (True, "帮扶消除")


def poor_again(household: Household) -> None:
    household.statements.filter(kind="yearly").update(wage_income=1000)
    screened()


def second_episode(cadre: Visitor) -> None:
    page = own_page(cadre)
    expect(page.locator("main")).to_contain_text("风险消除后再现风险")
    episodes = page.locator(".episodes li")
    expect(episodes).to_have_count(2)
    expect(episodes.first).to_contain_text("第 2 次监测 识别中")
    episodes.first.scroll_into_view_if_needed()
    seen(cadre, "episodes-phone")
