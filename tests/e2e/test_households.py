"""Finding a household, reading it, correcting it: at a desk, at a phone, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from accounts.models import Post
from tests import factories
from tests.e2e.pages import go

NUMBER = "130131195603120012"
FORMS = (
    "edit",
    "conditions",
    "statements/add",
    "members/add",
    "split",
    "merge",
    "move",
    "end",
    "pair",
)


@pytest.fixture
def household():
    made = factories.household(
        head_name="王建国", phone="13800000001", household_type="脱贫户",
        monitored_type="脱贫不稳定户", risk1="因病", declared_size=3,
    )  # fmt: skip
    factories.member(made, name="王建国", relation="户主", id_number=NUMBER, sex="男")
    factories.member(made, name="赵小兰", relation="配偶", health=["长期慢性病"])
    for year in (2024, 2025, 2026):
        factories.statement(made, year)
    factories.conditions(made, house_grade="C")
    for name in ("李四", "张三"):
        factories.household(head_name=name)
    return made


@pytest.fixture
def officer(visitor):
    factories.user(Post.Role.COUNTY, factories.PINGSHAN, username="county", full_name="王主任")
    visitor.sign_in("county")
    return visitor


def test_a_household_is_found_and_opened_with_the_keyboard_alone(officer, household):
    page = officer.page
    page.goto("/households/")
    page.keyboard.press("/")
    page.keyboard.type("赵小")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("搜索“赵小”")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("王建国")
    assert "赵" not in page.url


def test_a_number_is_shown_for_a_purpose_only(officer, household):
    page = officer.page
    page.goto(f"/households/{household.pk}/")
    row = page.get_by_role("row").filter(has_text="王建国")
    row.get_by_role("button", name="填写用途后查看完整内容").click()
    row.get_by_role("combobox").select_option("identity")
    row.get_by_role("button", name="显示").click()
    expect(row.get_by_text(NUMBER, exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_text(NUMBER, exact=True)).to_have_count(0)


def test_a_correction_is_saved_and_stands_in_the_history(officer, household):
    page = officer.page
    page.goto(f"/households/{household.pk}/edit/")
    page.get_by_label("家庭人口数").fill("2")
    page.get_by_label("变更依据").fill("入户核实")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存")).to_be_visible()
    go(page.get_by_role("link", name="历史"))
    expect(page.get_by_role("row").filter(has_text="家庭人口数")).to_contain_text("入户核实")
    officer.picture("household-history-desktop")


def test_every_part_of_the_record_is_sound(officer, household):
    for tab in ("members", "income", "conditions", "history"):
        officer.desktop()
        officer.page.goto(f"/households/{household.pk}/?tab={tab}")
        officer.check()
        officer.picture(f"household-{tab}-desktop")
        officer.phone()
        officer.check()
        officer.picture(f"household-{tab}-phone")


def test_the_list_is_sound_with_rows_and_without(officer, household):
    for query, name in (("", "household-list"), ("?type=一般农户&risk=因疫情", "household-none")):
        officer.desktop()
        officer.page.goto(f"/households/{query}")
        officer.check()
        officer.picture(f"{name}-desktop")
        officer.phone()
        officer.check()
        officer.picture(f"{name}-phone")


def test_every_form_is_sound_at_both_sizes(officer, household):
    for form in FORMS:
        officer.desktop()
        officer.page.goto(f"/households/{household.pk}/{form}/")
        officer.check()
        officer.phone()
        officer.check()


def test_extreme_names_and_families_do_not_break_the_page(officer):
    crowded = factories.household(head_name="长" * 60)
    for number in range(20):
        factories.member(
            crowded, name="名" * 60, work_place="石" * 60, work_months=12 - number % 12
        )
    for path in (f"/households/{crowded.pk}/", f"/households/{crowded.pk}/split/", "/households/"):
        officer.desktop()
        officer.page.goto(path)
        officer.check()
        officer.phone()
        officer.check()
