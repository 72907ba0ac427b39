"""The pages of the census import, from the empty list to an import taken back."""

import re
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from monitoring.exchange.models import Batch
from monitoring.jobs import actions as jobs
from monitoring.jobs.models import Job
from monitoring.registry.models import Household
from tests import factories
from tests.e2e.pages import Visitor, go
from tests.monitoring.registry.census.files import (
    bring_in,
    check,
    household,
    id_number,
    member,
    workbook,
)
from tests.queries import another_connection

DROP = """([zone, base64]) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    const moved = new DataTransfer();
    moved.items.add(new File([bytes], "排查表.xlsx"));
    const event = new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: moved});
    document.querySelector(zone).dispatchEvent(event);
}"""


@pytest.fixture
def officer(visitor):
    user = factories.user("county", factories.PINGSHAN, username="county", full_name="李县长")
    visitor.sign_in("county")
    return user


@pytest.fixture
def faulty(tmp_path) -> Path:
    """Two households and three members, one of them with a wrong ID number."""
    households = [household(), household("1301310002", 年度=2026)]
    people = [
        member(),
        member("1301310002", 姓名="李四", 证件号码=id_number("19800517", "22")),
        member("1301310002", 姓名="王五", 证件号码="130131198005170000"),
    ]
    path = tmp_path / "排查表.xlsx"
    path.write_bytes(workbook(households, people).read())
    return Path(path)


def looked_at(visitor: Visitor, name: str) -> None:
    """The page passes every check on a desk and on a phone."""
    visitor.desktop()
    visitor.check()
    visitor.picture(f"{name}-desktop")
    visitor.phone()
    visitor.check()
    visitor.picture(f"{name}-phone")
    visitor.desktop()


@pytest.mark.usefixtures("worker")
def test_from_upload_to_undo(visitor, officer, faulty):
    page: Page = visitor.page
    page.goto("/imports/")
    looked_at(visitor, "imports-empty")
    go(page.get_by_role("link", name="新建导入").first)
    looked_at(visitor, "import-new")
    page.locator("[name=workbooks]").set_input_files(faulty)
    expect(page.locator("[data-chosen]")).to_contain_text("排查表.xlsx")
    page.get_by_role("button", name="上传并检查").click()

    expect(page.locator("#preview")).to_contain_text("有误 1")
    looked_at(visitor, "import-preview")
    go(page.get_by_role("link", name="有误 1"))
    looked_at(visitor, "import-faulty")
    page.get_by_role("button", name="导入无误的行").click()

    expect(page.locator("main")).to_contain_text("已导入。")
    looked_at(visitor, "import-applied")
    page.get_by_role("button", name="下载标红工作簿").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载").click()
    assert "xl/comments1.xml" in " ".join(ZipFile(download.value.path()).namelist())

    page.goto("/imports/")
    looked_at(visitor, "imports")
    go(page.locator("[data-row]").first)
    go(page.get_by_role("link", name="撤销这次导入"))
    looked_at(visitor, "import-undo")
    page.get_by_role("button", name="撤销这次导入").click()
    expect(page.locator("main")).to_contain_text("撤销。")
    visitor.check()


def test_work_that_a_killed_worker_left_is_done_once(visitor, officer, worker, start_worker):
    batch = check(workbook([household()], [member()]), by=officer)
    page: Page = visitor.page
    with closing(another_connection()) as busy, busy.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext('registry.census.merge'))")
        page.goto(f"/imports/{batch.pk}/")
        page.get_by_role("button", name="导入无误的行").click()
        expect(page.locator("#running")).to_contain_text("正在写入数据")
        visitor.check()
        page.goto("/households/")
        worker.kill()
        worker.wait()
        cursor.execute("SELECT pg_advisory_unlock_all()")
        batch.refresh_from_db()
        job = str(batch.job_id)
        # Returns once the database has noticed that the worker is gone.
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [job])
    Job.objects.update(created_at=timezone.now() - jobs.RECENT)
    start_worker()
    page.goto(f"/imports/{batch.pk}/")
    expect(page.get_by_role("link", name="撤销这次导入")).to_be_visible()
    batch.refresh_from_db()
    assert (batch.job.attempts, Household.objects.count()) == (2, 1)


def test_changes_are_told_with_old_and_new_values(visitor, officer):
    bring_in(workbook([household(工资性收入=100)]), by=officer)
    batch = check(workbook([household(工资性收入=250, 当年工资=1)]), by=officer)
    visitor.page.goto(f"/imports/{batch.pk}/?tab=updated")
    expect(visitor.page.locator(".changes")).to_contain_text("工资性收入 100.00 → 250.00")
    looked_at(visitor, "import-changes")


def test_a_dropped_workbook_is_chosen(visitor, officer, faulty):
    page = visitor.page
    page.goto("/imports/new/")
    page.evaluate(DROP, ["[data-drop]", b64encode(faulty.read_bytes()).decode()])
    expect(page.locator("[data-chosen]")).to_contain_text("排查表.xlsx")
    page.get_by_role("button", name="上传并检查").click()
    expect(page).to_have_url(re.compile(r"/imports/\d+/$"))
    visitor.check()


@pytest.fixture
def plain(browser, live_server, visitor, officer) -> Iterator[Page]:
    """The officer's browser without JavaScript."""
    context = browser.new_context(
        base_url=live_server.url, locale="zh-CN", java_script_enabled=False,
        storage_state=visitor.page.context.storage_state(),
    )  # fmt: skip
    yield context.new_page()
    context.close()


def test_it_works_without_javascript(plain, officer, faulty):
    plain.goto("/imports/new/")
    plain.locator("[name=workbooks]").set_input_files(faulty)
    plain.get_by_role("button", name="上传并检查").click()
    expect(plain).to_have_url(re.compile(r"/imports/\d+/$"))
    jobs.run(str(Batch.objects.get().job_id))
    plain.get_by_role("link", name="查看进度").click()
    expect(plain.locator("#preview")).to_contain_text("有误 1")
