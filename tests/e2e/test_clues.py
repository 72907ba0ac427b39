"""A declaration without an account, and the queue judged at a desk and at a phone."""

import pytest
from playwright.sync_api import expect

from monitoring.cases.clues.models import Clue
from monitoring.cases.clues.reports.models import Report
from tests import factories
from tests.e2e.pages import go


@pytest.fixture
def township(visitor):
    user = factories.user("township", factories.PINGSHAN_TOWN, full_name="高晓明")
    for name in ("王建国", "赵大山", "孙勇峰"):
        household = factories.household(head_name=name)
        factories.clue(household, criteria=["income-below-line"], reds=1)
    visitor.enter(user)
    return visitor


def test_ticked_rows_are_judged_and_the_bar_asks_only_for_what_a_verdict_needs(township):
    page = township.page
    page.goto("/clues/")
    township.check()
    reason = page.get_by_label("理由")
    expect(reason).to_be_hidden()
    page.get_by_label("勾选 王建国").check()
    page.get_by_label("勾选 赵大山").check()
    page.get_by_label("对勾选的").select_option("known")
    reason.fill("已有人务工")
    page.get_by_role("button", name="提交研判").click()
    expect(page.get_by_text("已研判")).to_have_count(2)
    assert Clue.objects.filter(state="known").count() == 2


def test_a_clue_is_sent_to_be_checked_on_a_phone_and_assigned_to_somebody(township):
    page = township.page
    township.phone()
    page.goto("/clues/")
    township.check()
    page.get_by_text("分派", exact=True).first.click()
    page.get_by_label("分派给").select_option(label="高晓明")
    page.get_by_label("本筛选的全部 3 户").check()
    page.get_by_role("button", name="分派", exact=True).click()
    expect(page.get_by_text("已分派 3 户")).to_be_visible()
    go(page.get_by_role("link", name="王建国"))
    township.check()
    page.get_by_role("button", name="去核查").click()
    expect(page.get_by_text("王建国：已研判")).to_be_visible()
    assert Clue.objects.get(state="checking").case is not None


def test_somebody_without_an_account_declares_and_asks_how_far_it_is(visitor):
    page = visitor.page
    visitor.phone()
    page.goto(f"/declare/{factories.VILLAGE}/")
    visitor.check()
    page.get_by_label("困难人员姓名").fill("王秀兰")
    page.get_by_label("困难人员身份证号").fill("130131198005171235")
    page.get_by_label("联系电话").fill("13800001111")
    page.get_by_label("收入骤减").check()
    go(page.get_by_role("button", name="提交"))
    receipt = page.locator(".receipt").inner_text()
    visitor.check()
    go(page.get_by_role("link", name="查办理进度"))
    page.get_by_label("查询码").fill(receipt.replace("-", ""))
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("status")).to_contain_text("已收到")
    visitor.check()
    assert Report.objects.get().difficulties == ["income"]
