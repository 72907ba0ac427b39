"""A platform's own layout: mapped once, and given back with what became of its rows."""

import io

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Division, Post
from monitoring.cases.clues.models import Clue
from monitoring.exchange.models import Batch, ColumnMapping
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.outcomes import results
from monitoring.feeds.outcomes.fate import Fate
from monitoring.feeds.records.models import Record
from monitoring.feeds.workbooks import actions
from monitoring.jobs.models import Job
from tests import factories

pytestmark = pytest.mark.django_db

WANG, LI = "130131195603121234", "130131198005170013"
WARNINGS = FEEDS["platform-warnings"]
HEADER = ["序号", "姓名", "公民身份号码", "预警内容", "下发时间", "核查情况", "备注"]
MEANS = {
    "公民身份号码": "id_number", "预警内容": "warning", "下发时间": "warned_on",
    "核查情况": "result.fate",
}  # fmt: skip


@pytest.fixture
def officer():
    return factories.user(Post.Role.COUNTY, factories.PINGSHAN)


@pytest.fixture
def wang():
    return factories.member(factories.household(household_type="脱贫户"), id_number=WANG)


def layout(*rows):
    book = openpyxl.Workbook()
    book.active.append(["省级平台预警信息表"])
    book.active.append(HEADER)
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return ContentFile(out.getvalue(), name="省级预警.xlsx")


def uploaded(officer, *rows) -> Batch:
    area = Division.objects.get(code=factories.PINGSHAN)
    batch = actions.upload(WARNINGS.code, layout(*rows), by=officer, area=area)
    return checked(batch)


def checked(batch: Batch) -> Batch:
    batch.refresh_from_db()
    actions.check(batch)
    Job.objects.update(state="done")
    return Batch.objects.get(pk=batch.pk)


def choices(page) -> dict[str, str]:
    """By the name of the select: the header it asks about."""
    return {field.label: name for name, field in page.context["columns_form"].fields.items()}


def warning(number, day="2026-11-05", what="医疗费用自付过高"):
    return [1, "", number, what, day, "待核查", "平台备注"]


def test_a_foreign_layout_is_mapped_once(client, officer, wang):
    client.force_login(officer)
    batch = uploaded(officer, warning(WANG))
    assert batch.state == Batch.State.REFUSED
    page = client.get(reverse("feeds:batch", args=[batch.pk]))
    asked = choices(page)
    assert {"序号", *MEANS, "备注"} == set(asked)
    client.post(
        reverse("feeds:columns", args=[batch.pk]),
        {asked[header]: name for header, name in MEANS.items()},
    )
    assert checked(batch).counts["accepted"] == 1

    second = uploaded(officer, warning(LI), warning(WANG, day="2026-11-06"))
    assert second.state == Batch.State.CHECKED
    assert second.counts == {"accepted": 1, "duplicate": 0, "unmatched": 1, "invalid": 0}
    assert ColumnMapping.objects.get(header="备注").field == ""


@pytest.mark.parametrize(
    ("means", "said"),
    [
        ({"公民身份号码": "id_number"}, "请指明哪一列是"),
        (MEANS | {"备注": "warning"}, "两列不能是同一项内容"),
    ],
)
def test_a_mapping_that_cannot_be_read_is_refused(client, officer, means, said):
    client.force_login(officer)
    batch = uploaded(officer, warning(WANG))
    page = reverse("feeds:batch", args=[batch.pk])
    asked = choices(client.get(page))
    client.post(
        reverse("feeds:columns", args=[batch.pk]),
        {asked[header]: name for header, name in means.items()},
    )
    assert said in client.get(page).content.decode()
    assert not ColumnMapping.objects.exists()


def test_the_results_stand_in_their_column_and_behind_the_last(
    client, officer, wang, tmp_path, django_capture_on_commit_callbacks
):
    first = uploaded(officer, warning(WANG))
    actions.remap(first, by=officer, mapping=MEANS)
    with django_capture_on_commit_callbacks(execute=True):
        actions.apply(checked(first), by=officer)
    batch = uploaded(officer, warning(WANG), warning(LI), warning("1301311956"))
    actions.apply(batch, by=officer)
    Clue.objects.filter(household=wang.household).update(
        state="found_false", judged_on=timezone.localdate(), closed_on=timezone.localdate(),
        reason="票据核实无误",
    )  # fmt: skip
    client.force_login(officer)
    client.post(reverse("outcomes:results", args=[batch.pk]))
    out = tmp_path / "out.xlsx"
    results.write(out, batch)
    title, header, known, waiting, faulty = openpyxl.load_workbook(out).active.values
    assert title[0] == "省级平台预警信息表"
    assert header[:7] == tuple(HEADER)
    assert header[7:] == ("研判日期", "入户日期", "结论日期", "帮扶开始日期", "原因")
    assert known[2:7] == (WANG, "医疗费用自付过高", "2026-11-05", Fate.REFUSED.label, "平台备注")
    assert known[11] == "票据核实无误"
    assert waiting[5] == Fate.WAITING.label
    assert faulty[5] == "未收下"
    assert faulty[11]
    assert Record.objects.filter(push__batch=batch).count() == 1
    assert AuditEvent.objects.get(event="feeds.results_made").subject_id == str(batch.pk)


def test_without_applied_rows_there_are_no_results(client, officer, wang):
    client.force_login(officer)
    batch = uploaded(officer, warning(WANG))
    answered = client.post(reverse("outcomes:results", args=[batch.pk]), follow=True)
    assert "收下数据之后才有办理结果" in answered.content.decode()
