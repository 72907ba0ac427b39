"""A visit at a phone: few taps, nothing lost, one visit, and both values where two people typed."""

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from accounts.models import Post
from monitoring.cases.visits.models import Visit, VisitDraft
from monitoring.registry.models import Change, Source, Statement
from tests import factories

SECTIONS = 8


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
    factories.statement(made)
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
    page.get_by_role("link", name="打印一页").click()
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
