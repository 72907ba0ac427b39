"""A visit at a phone: few taps, nothing lost, one visit, and both values where two people typed."""

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect
from pypdf import PdfReader

from accounts.models import Post
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.visits.models import Visit, VisitDraft
from monitoring.registry.models import Change, Source, Statement
from tests import factories
from tests.e2e.county import large_household
from tests.e2e.pages import go
from tests.monitoring.feeds.updates.test_writing import WANG, enrolment, tell
from tests.monitoring.registry.census.files import bring_in, text_file
from tests.monitoring.registry.census.files import household as census_row

GPS = 0x8825


@pytest.fixture
def household():
    made = factories.household(
        head_name="王建国", phone="13800000001", household_type="脱贫户",
        monitored_type="脱贫不稳定户", risk1="因病",
    )  # fmt: skip
    factories.member(made, name="王建国", relation="户主", work_months=8, work_place="石家庄")
    factories.member(made, name="赵小兰", relation="配偶", health=["长期慢性病"])
    factories.member(made, name="王小明", relation="之子", birth_date="2014-03-01",
                     school_stage="小学", labour="无劳动力")  # fmt: skip
    factories.statement(made, timezone.localdate().year)
    factories.conditions(made, house_grade="B", safe_water=True, dangerous_house=False)
    return made


@pytest.fixture
def cadre(visitor):
    visitor.enter(factories.user(Post.Role.VILLAGE, factories.VILLAGE, full_name="刘书记"))
    visitor.phone()
    return visitor


def opened(visitor, household):
    visitor.page.goto(f"/visits/household/{household.pk}/")
    expect(visitor.page.locator("form[data-ready]")).to_be_attached()
    return visitor.page


def unchanged(page, section):
    page.locator(f'[data-section="{section}"]').get_by_role("button", name="无变化").click()


def all_unchanged(page, *but):
    for section in page.locator("[data-section]:visible").all():
        if section.get_attribute("data-section") not in but:
            section.locator('[data-answer="unchanged"]').click()


def test_a_changed_amount_enters_the_registry_with_the_visit_as_source(cadre, household):
    page = opened(cadre, household)
    cadre.check()
    cadre.picture("visit-phone")
    all_unchanged(page, "income")
    page.locator('[data-section="income"] [data-answer="changed"]').click()
    page.get_by_label("工资性收入").fill("0")
    warnings = page.locator('[data-section="income"] [data-warnings]')
    expect(warnings).to_contain_text("王建国务工 8 个月，但家庭工资性收入为 0。")
    expect(warnings).to_contain_text("原登记：工资性收入 30000.00")
    expect(page.locator("[data-distance]")).to_have_text("低于监测线 6,300.00 元")
    cadre.picture("visit-income-phone")
    cadre.check()
    page.get_by_role("button", name="提交走访").click()
    expect(page.get_by_role("heading", name="走访后的变化")).to_be_visible()
    cadre.picture("visit-detail-phone")
    cadre.check()
    visit = Visit.objects.get()
    change = Change.objects.get(field="wage_income")
    assert (change.source_id, change.source.kind) == (visit.source_id, Source.Kind.VISIT)
    assert Statement.objects.get().wage_income == 0
    assert "income-below-line" in household.flags.open().values_list("criterion", flat=True)
    assert VisitDraft.objects.count() == 0


def test_what_is_due_is_a_list_of_cards_and_one_printed_page(cadre, household, tmp_path):
    factories.visit_due(household, risk=1)
    for number in range(40):
        home = factories.household(head_name=f"赵{number}" + "买买提阿卜杜热西提" * (number % 2))
        groups = ["illness", "income", "students"] if number % 3 else ["flag"]
        factories.visit_due(home, kind="must", groups=groups)
    factories.visit_due(household, kind="round", starts="2025-01-01", due_on="2025-12-31")
    page = cadre.page
    page.goto("/visits/")
    cadre.check()
    cadre.picture("visit-plan-phone")
    cadre.desktop()
    cadre.check()
    cadre.picture("visit-plan-desktop")
    go(page.get_by_role("link", name="打印一页"))
    expect(page.get_by_role("row")).to_have_count(31)
    expect(page.get_by_role("row").filter(has_text="王建国")).to_have_count(1)
    cadre.check()
    cadre.picture("visit-sheet-desktop")
    printed = tmp_path / "sheet.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    assert len(PdfReader(printed).pages) == 1


def test_chosen_visits_are_assigned_at_once(visitor, household):
    factories.user(Post.Role.VILLAGE, factories.VILLAGE, full_name="刘书记")
    visitor.enter(factories.user(Post.Role.TOWNSHIP, factories.PINGSHAN_TOWN))
    factories.visit_due(household)
    page = visitor.page
    page.goto("/visits/")
    page.get_by_role("checkbox").check()
    page.get_by_label("分派给").select_option(label="刘书记")
    page.get_by_role("button", name="分派所选走访").click()
    expect(page.get_by_text("已将 1 户的走访分派给刘书记。")).to_be_visible()
    for path in ("completion", "without-contact", "done", "round", "frequencies"):
        page.goto(f"/visits/{path}/")
        visitor.check()
        visitor.picture(f"visit-{path}-desktop")


def test_a_difference_between_sources_takes_one_tap_and_survives_a_reload(cadre, household):
    wang = factories.member(household, name="王秀英", id_number=WANG, resident_insurance=False)
    enrolment()
    tell("poverty-census", year=2020, insured=False)
    tell("household-changes", happened_on="2026-08-01", change="死亡")
    page = opened(cadre, household)
    cadre.check()
    medical = page.locator('[data-section="medical"]')
    medical.get_by_role("button", name="以新值为准").click()
    page.get_by_role("button", name="保留原值").first.click()
    cadre.picture("visit-difference-phone")
    expect(page.locator("[data-kept]")).to_contain_text("服务器")
    page.reload()
    expect(medical.get_by_role("button", name="以新值为准")).to_have_attribute(
        "aria-pressed", "true"
    )
    all_unchanged(page)
    page.get_by_role("button", name="保留原值").first.click()  # taken back: it stays open
    page.get_by_role("button", name="提交走访").click()
    expect(page.get_by_role("heading", name="走访后的变化")).to_be_visible()
    wang.refresh_from_db()
    assert wang.resident_insurance is False
    assert household.differences.get(field="resident_insurance").state == "taken"
    assert household.differences.get(field="status").state == "open"
    page.goto(f"/households/{household.pk}/")
    cadre.check()
    cadre.picture("household-difference-phone")


def test_an_unchanged_household_takes_at_most_twelve_taps(cadre, household):
    page = opened(cadre, household)
    page.evaluate("""() => {
        window.taps = 0;
        addEventListener("pointerdown", () => { window.taps += 1; sessionStorage.taps = taps; });
    }""")
    all_unchanged(page)
    sign(page, "householder_signature")
    page.get_by_role("button", name="提交走访").click()
    expect(page.get_by_role("heading", name="走访后的变化")).to_be_visible()
    assert 0 < int(page.evaluate("sessionStorage.taps")) <= 12
    assert Visit.objects.get().householder_signature


def test_a_draft_survives_a_reload_and_comes_back_on_another_phone(cadre, household, browser):
    page = opened(cadre, household)
    unchanged(page, "people")
    fill_wage(page, "12000")
    sign(page, "householder_signature")
    expect(page.locator("[data-kept]")).to_contain_text("服务器")
    page.reload()
    expect(page.get_by_label("工资性收入")).to_have_value("12000")
    expect(page.locator('[data-section="people"]')).to_have_attribute("data-answered", "")
    other = browser.new_context(storage_state=page.context.storage_state(), locale="zh-CN")
    there = other.new_page()
    there.goto(page.url)
    expect(there.get_by_label("工资性收入")).to_have_value("12000")
    assert there.evaluate("draft.signatures.householder_signature").startswith("data:image/png")
    other.close()


def test_without_a_connection_nothing_is_lost_and_it_is_handed_in_later(cadre, household):
    page = opened(cadre, household)
    page.context.set_offline(True)
    all_unchanged(page, "income")
    fill_wage(page, "12000")
    take_photo(page)
    expect(page.locator("[data-offline]")).to_be_visible()
    page.get_by_role("button", name="提交走访").click()
    expect(page.locator("[data-offline]")).to_contain_text("联网后会自动提交")
    cadre.picture("visit-offline-phone")
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="走访后的变化")).to_be_visible()
    visit = Visit.objects.get()
    assert visit.photos.count() == 1
    assert Statement.objects.get().wage_income == 12000
    cadre.problems.clear()  # the browser's own word that it was offline


def test_a_photo_leaves_the_phone_small_and_tells_no_place(cadre, household):
    page = opened(cadre, household)
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    take_photo(page, size=(3200, 2400), exif=exif.tobytes())
    sizes = page.evaluate("""() => Promise.all(draft.photos.map(async (photo) => {
        const bytes = await photo.arrayBuffer();
        const picture = await createImageBitmap(photo);
        return [picture.width, picture.height, new TextDecoder("latin1").decode(bytes)];
    }))""")
    ((width, height, content),) = sizes
    assert (width, height) == (1280, 960)
    assert "Exif" not in content


def test_a_visit_queued_offline_is_handed_in_after_a_reload(cadre, household):
    page = opened(cadre, household)
    all_unchanged(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="提交走访").click()
    expect(page.locator("[data-offline]")).to_contain_text("联网后会自动提交")
    sent = page.evaluate("draft.id")
    page.close()
    again = cadre.page.context.new_page()
    cadre.page.context.set_offline(False)
    again.goto(f"/visits/household/{household.pk}/")
    expect(again.get_by_role("heading", name="走访后的变化")).to_be_visible()
    assert str(Visit.objects.get().pk) == sent


def test_handed_in_ten_times_it_is_one_visit(cadre, household):
    page = opened(cadre, household)
    all_unchanged(page)
    answers = page.evaluate("""() => Promise.all(Array.from({ length: 10 }, () =>
        fetch(location.href, { method: "POST", headers: { "X-CSRFToken": token() }, body: sent() })
            .then((answered) => answered.json())))""")
    assert len({answer["url"] for answer in answers}) == 1
    assert Visit.objects.count() == 1


def test_an_import_meanwhile_shows_both_values_and_the_visitor_chooses(cadre, household, tmp_path):
    page = opened(cadre, household)
    all_unchanged(page, "income")
    fill_wage(page, "12000")
    import_wage(household, "25000")
    page.get_by_role("button", name="提交走访").click()
    conflict = page.get_by_role("group", name="工资性收入")
    expect(conflict).to_contain_text("保留现有值：25000.00")
    expect(conflict).to_contain_text("改为我填的：12000")
    cadre.problems.clear()  # the browser says that a request was answered with 409
    cadre.check()
    cadre.picture("visit-conflict-phone")
    assert Visit.objects.count() == 0
    conflict.get_by_label("改为我填的").check()
    page.get_by_role("button", name="提交走访").click()
    expect(page.get_by_role("heading", name="走访后的变化")).to_be_visible()
    assert Statement.objects.get(year=timezone.localdate().year).wage_income == 12000
    cadre.problems.clear()  # the browser says that a request was answered with 409


def test_a_check_is_signed_by_two_and_the_householder(cadre, household):
    begin_identification(household, by=None)
    household.monitored_type = None
    page = cadre.page
    page.goto(f"/visits/household/{household.pk}/?purpose=check")
    expect(page.locator("form[data-ready]")).to_be_attached()
    all_unchanged(page)
    page.locator("[name=finding]").select_option(label="风险属实")
    page.get_by_label("结论依据").fill("住院票据 3 张")
    page.get_by_role("button", name="提交走访").click()
    expect(page.get_by_role("alert")).to_contain_text("核查须两人进行")
    expect(page.get_by_role("alert")).to_contain_text("请户主签字")
    page.locator("[name=second_name]").fill("王会计")
    sign(page, "second_signature")
    sign(page, "householder_signature")
    cadre.problems.clear()
    cadre.picture("visit-check-phone")
    cadre.check()
    page.get_by_role("button", name="提交走访").click()
    expect(page.get_by_role("heading", name="走访后的变化")).to_be_visible()
    expect(page.get_by_role("img", name="第二名核查人签名")).to_be_visible()
    cadre.desktop()
    cadre.picture("visit-detail-desktop")
    assert Visit.objects.get().finding == "confirmed"
    cadre.problems.clear()


def test_the_yearly_round_is_short(cadre, household):
    page = cadre.page
    page.goto(f"/visits/household/{household.pk}/?purpose=round")
    expect(page.locator("[data-section]:visible")).to_have_count(3)
    page.get_by_label("方式").select_option(label="电话")
    all_unchanged(page)
    page.get_by_role("button", name="提交走访").click()
    expect(page.get_by_role("heading", name="走访后的变化")).to_be_visible()


def test_a_slow_phone_with_one_bar_of_signal_can_work(cadre, household):
    page = cadre.page
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    line = {"offline": False, "latency": 200, "downloadThroughput": 50_000}
    devtools.send("Network.emulateNetworkConditions", line | {"uploadThroughput": 50_000})
    opened(cadre, household)
    all_unchanged(page, "income")
    fill_wage(page, "12000")
    expect(page.locator("[data-distance]")).to_have_text("低于监测线 2,300.00 元")
    page.get_by_role("button", name="提交走访").click()
    expect(page.get_by_role("heading", name="走访后的变化")).to_be_visible()


def test_extremes_stay_in_shape(visitor, household):
    home = large_household(factories.user(Post.Role.COUNTY, factories.PINGSHAN))
    visitor.enter(factories.user(Post.Role.TOWNSHIP, factories.PINGSHAN_TOWN))
    visitor.desktop()
    page = opened(visitor, home)
    visitor.check()
    visitor.picture("visit-large-desktop")
    for code in ("people", "medical", "work"):
        page.locator(f'[data-section="{code}"] [data-answer="changed"]').click()
    visitor.phone()
    visitor.check()
    visitor.enlarge_text(200)
    visitor.check()
    page.locator('[data-section="medical"]').scroll_into_view_if_needed()
    visitor.picture("visit-large-phone")


def fill_wage(page, amount):
    page.locator('[data-section="income"] [data-answer="changed"]').click()
    page.get_by_label("工资性收入").fill(amount)


def sign(page, name):
    canvas = page.locator(f'[data-signature="{name}"] canvas')
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 90, steps=8)
    page.mouse.up()


def take_photo(page, **saved):
    photo = {"name": "a.jpg", "mimeType": "image/jpeg"}
    content = factories.picture(kind="JPEG", **saved).read()
    page.locator("[data-photos]").set_input_files([photo | {"buffer": content}])
    expect(page.locator("[data-thumbs] img")).to_have_count(1)


def import_wage(household, amount):
    """A census workbook with another wage income for this household, applied by the county."""
    officer = factories.user(Post.Role.COUNTY, factories.PINGSHAN)
    row = census_row(
        household.code, 年度=timezone.localdate().year, 户主姓名="王建国", 工资性收入=amount
    )
    bring_in(text_file([row]), by=officer)
    assert Statement.objects.filter(wage_income=amount).exists()
