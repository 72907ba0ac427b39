"""The pages of an import, from the upload to the undo."""

import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from monitoring.exchange.models import Batch, ColumnMapping, Finding
from monitoring.jobs import actions as jobs
from monitoring.jobs.models import Job
from monitoring.registry.census import actions
from monitoring.registry.models import Household
from tests import factories
from tests.monitoring.registry.census.files import (
    bring_in,
    check,
    household,
    id_number,
    member,
    workbook,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


@pytest.fixture
def page(client, officer):
    """Opens a page of a batch as its officer, and gives its text."""
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")

    def opened(name: str, *args: object, **query: object) -> str:
        response = client.get(reverse(f"imports:{name}", args=args), query)
        assert response.status_code == 200
        return re.sub(r"\s+", " ", response.content.decode())

    return opened


@pytest.fixture
def send(client, officer):
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    return lambda name, *args, **data: client.post(reverse(f"imports:{name}", args=args), data)


def run_job(batch: Batch) -> Batch:
    batch.refresh_from_db()
    assert batch.job
    jobs.run(str(batch.job.pk))
    batch.refresh_from_db()
    return batch


def test_upload_without_a_file_makes_no_batch(send):
    response = send("batch-new", csrfmiddlewaretoken="x")
    assert response.context["form"].errors["workbooks"]
    assert not Batch.objects.exists()


def test_upload_makes_one_batch_of_all_files(send):
    files = [workbook([household()], name="户.xlsx"), workbook([member()], name="人.xlsx")]
    response = send("batch-new", workbooks=files)
    batch = Batch.objects.get()
    assert response.url == reverse("imports:batch", args=[batch.pk])
    assert run_job(batch).state == Batch.State.CHECKED
    assert sorted(batch.files.values_list("name", flat=True)) == ["人.xlsx", "户.xlsx"]


def test_two_files_of_one_name_are_turned_back(send):
    response = send("batch-new", workbooks=[workbook([household()]), workbook([member()])])
    assert response.context["form"].errors["workbooks"]
    assert not Batch.objects.exists()


def test_a_refused_file_says_why_and_what_to_do(send, page):
    send("batch-new", workbooks=[ContentFile(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64, "旧.xls")])
    batch = run_job(Batch.objects.get())
    text = page("batch", batch.pk)
    assert "旧.xls" in text
    assert batch.findings.get().message in text
    assert reverse("imports:apply", args=[batch.pk]) not in text


def test_the_preview_has_four_tabs_with_counts(officer, page):
    batch = check(workbook([household()], [member(), member(证件号码="1")]), by=officer)
    text = page("batch", batch.pk)
    tabs = re.findall(r"tab=(\w+)#preview\"[^>]*>\S+ (\d+)", text)
    assert tabs == [("created", "2"), ("updated", "0"), ("unchanged", "0"), ("refused", "1")]


def test_a_change_shows_old_and_new_value(officer, page):
    bring_in(workbook([household(工资性收入=100)], [member(健康状况="健康")]), by=officer)
    changed = workbook([household(工资性收入=250.5)], [member(健康状况="残疾、长期慢性病")])
    batch = check(changed, by=officer)
    text = page("batch", batch.pk, tab="updated")
    assert "<del>100.00</del> → <ins>250.50</ins>" in text
    assert reverse("registry:household-detail", args=[Household.objects.get().pk]) in text
    assert "<del>健康</del> → <ins>长期慢性病、残疾</ins>" in text


def test_a_new_year_and_another_village_are_changes(officer, page):
    bring_in(workbook([household(年度=2025, 工资性收入=1)]), by=officer)
    moved = household(行政区划代码=factories.OTHER_VILLAGE, 工资性收入=1)
    text = page("batch", check(workbook([moved]), by=officer).pk, tab="updated")
    assert "<ins>2026</ins>" in text
    assert re.search("行政村 <del>[^<]+</del> → <ins>[^<]+</ins>", text)


def test_numbers_are_shown_masked(officer, page):
    bring_in(workbook([household(银行卡号="6222021234567890123")]), by=officer)
    changed = workbook([household(银行卡号="6222021234567890456")])
    text = page("batch", check(changed, by=officer).pk, tab="updated")
    assert "0456" in text
    assert "6222021234567890456" not in text


def test_findings_are_grouped_and_capped(officer, page):
    batch = check(workbook([household()]), by=officer)
    Finding.objects.bulk_create(
        Finding(batch=batch, severity="error", code="name-missing", row=n, message="缺姓名")
        for n in range(1000)
    )
    text = page("batch", batch.pk, tab="refused")
    assert text.count("<td>缺姓名</td>") == 20
    assert "1,000" in text
    assert "980" in text


def test_an_unknown_column_is_mapped_and_remembered(officer, page, send):
    rows = [household(当年工资="100")]
    batch = check(workbook(rows), by=officer)
    assert "当年工资" in page("batch", batch.pk)
    send("columns", batch.pk, column0="wage_income")
    assert ColumnMapping.objects.get().field == "wage_income"
    columns = run_job(batch).files.get().sheets[0]["columns"]
    assert columns["当年工资"] == "wage_income"


def test_a_wrong_answer_about_a_column_can_be_corrected(officer, page, send):
    ColumnMapping.objects.create(
        division_code=factories.PINGSHAN, kind="household", header="当年工资", field="pension",
        by=officer,
    )  # fmt: skip
    batch = check(workbook([household(当年工资="100")]), by=officer)
    assert '<option value="pension" selected>' in page("batch", batch.pk)
    send("columns", batch.pk, column0="wage_income")
    assert run_job(batch).files.get().sheets[0]["columns"]["当年工资"] == "wage_income"
    send("columns", batch.pk, column0="")
    assert run_job(batch).files.get().sheets[0]["unknown"] == ["当年工资"]


def test_apply_and_undo(officer, page, send):
    batch = check(workbook([household()], [member()]), by=officer)
    send("apply", batch.pk)
    assert run_job(batch).state == Batch.State.APPLIED
    assert reverse("imports:undo", args=[batch.pk]) in page("batch", batch.pk)
    send("undo", batch.pk)
    assert run_job(batch).state == Batch.State.UNDONE
    assert not Household.objects.exists()


def test_a_second_click_on_undo_does_not_lose_what_stayed(officer, page, send):
    bring_in(workbook([household()]), by=officer)
    batch = bring_in(workbook([household(户联系电话="13800000000")]), by=officer)
    bring_in(workbook([household(户联系电话="13900000000")]), by=officer)
    send("undo", batch.pk)
    send("undo", batch.pk)
    assert Job.objects.filter(kind="imports.undo").count() == 1
    run_job(batch)
    send("undo", batch.pk)
    assert "1301310001" in page("batch", batch.pk)


def test_undo_lists_what_it_would_leave(officer, page):
    bring_in(workbook([household(户联系电话="13800000001")]), by=officer)
    batch = bring_in(workbook([household(户联系电话="13800000002")]), by=officer)
    bring_in(workbook([household(户联系电话="13800000003")]), by=officer)
    text = page("undo", batch.pk)
    assert "1301310001" in text
    assert Household.objects.get().phone == "13800000003"


def test_discarding_changes_nothing(officer, send, page):
    batch = check(workbook([household()]), by=officer)
    send("discard", batch.pk)
    batch.refresh_from_db()
    assert batch.state == Batch.State.DISCARDED
    assert not Household.objects.exists()
    assert reverse("imports:apply", args=[batch.pk]) not in page("batch", batch.pk)


def test_a_decision_taken_twice_is_told_and_not_done_twice(officer, send):
    batch = check(workbook([household()]), by=officer)
    send("apply", batch.pk)
    response = send("apply", batch.pk)
    assert response.status_code == 302
    assert Job.objects.filter(kind="imports.apply").count() == 1


def test_an_apply_that_failed_can_be_tried_again(officer, send, page):
    batch = check(workbook([household()]), by=officer)
    send("apply", batch.pk)
    Job.objects.update(state=Job.State.FAILED)
    assert reverse("imports:apply", args=[batch.pk]) in page("batch", batch.pk)
    send("apply", batch.pk)
    assert run_job(batch).state == Batch.State.APPLIED


def test_a_check_that_failed_can_be_discarded(officer, send, page):
    batch = actions.upload([workbook([household()])], by=officer)
    Job.objects.update(state=Job.State.FAILED)
    assert str(batch.job.pk) in page("batch", batch.pk)
    send("discard", batch.pk)
    batch.refresh_from_db()
    assert batch.state == Batch.State.DISCARDED


def test_a_running_batch_shows_its_progress_and_then_turns(officer, client, page):
    batch = actions.upload([workbook([household()])], by=officer)
    assert "<progress" in page("batch", batch.pk)
    assert "<progress" not in page("batch-list") or "hx-get" in page("batch-list")
    run_job(batch)
    url = reverse("imports:batch", args=[batch.pk])
    assert client.get(url, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_the_list_is_filtered(officer, page):
    batch = check(workbook([household()]), by=officer)
    link = reverse("imports:batch", args=[batch.pk])
    assert link in page("batch-list", state="checked")
    assert link not in page("batch-list", state="applied")


def test_an_auditor_reads_and_decides_nothing(officer, client, page):
    batch = check(workbook([household(户类型="无")]), by=officer)
    assert reverse("imports:mark", args=[batch.pk]) in page("batch", batch.pk)
    auditor = factories.user("auditor", factories.PINGSHAN)
    client.force_login(auditor, "django.contrib.auth.backends.ModelBackend")
    text = client.get(reverse("imports:batch", args=[batch.pk])).content.decode()
    assert reverse("imports:apply", args=[batch.pk]) not in text
    assert reverse("imports:mark", args=[batch.pk]) not in text


def test_the_empty_workbook_can_be_filled_in_and_imported(officer, client):
    from openpyxl.reader.excel import load_workbook

    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")
    given = b"".join(client.get(reverse("imports:template")).streaming_content)
    book = load_workbook(BytesIO(given))
    filled = {"户信息": household(), "家庭成员信息": member(证件号码=id_number())}
    for name, cells in filled.items():
        headers = {str(cell.value).strip("*"): cell.column for cell in book[name][2]}
        for header, value in cells.items():
            book[name].cell(3, headers[header], value)
    out = BytesIO()
    book.save(out)
    batch = check(ContentFile(out.getvalue(), "填好.xlsx"), by=officer)
    assert batch.counts["members"]["created"] == 1
    assert not batch.findings.exclude(sheet="可选值").exists()


def test_the_list_asks_a_fixed_number_of_queries(officer, page, recorded_queries):
    for _ in range(3):
        check(workbook([household()]), by=officer)
    page("batch-list")
    with recorded_queries("imports:batch-list"):
        page("batch-list")
