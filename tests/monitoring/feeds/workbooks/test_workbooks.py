"""A department's workbook: the same facts as by the API, checked first, taken back whole."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.utils import translation

from accounts.models import Post
from monitoring.exchange.models import Batch
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.records.actions import receive
from monitoring.feeds.records.models import Record
from monitoring.feeds.updates.models import Difference
from monitoring.feeds.workbooks import actions, template
from monitoring.jobs.actions import Refusal
from monitoring.jobs.models import Job
from tests import factories

pytestmark = pytest.mark.django_db

WANG, LI = "130131195603121234", "130131198005170013"
ENROLMENT = FEEDS["insurance-enrolment"]


@pytest.fixture
def office():
    user = factories.user(Post.Role.DEPARTMENT, factories.PINGSHAN)
    user.posts.update(department="医保局")
    return user


@pytest.fixture
def wang():
    return factories.member(
        factories.household(), id_number=WANG, resident_insurance=False, employee_insurance=False
    )


def filled(feed, *rows):
    """The feed's own template with these rows below its header."""
    out = io.BytesIO()
    template.write(out, feed)
    book = openpyxl.load_workbook(out)
    for row in rows:
        book.worksheets[0].append(list(row))
    out = io.BytesIO()
    book.save(out)
    return ContentFile(out.getvalue(), name="数据.xlsx")


def uploaded(content, office, county, feed=ENROLMENT) -> Batch:
    batch = actions.upload(feed.code, content, by=office, area=county)
    actions.check(batch)
    batch.refresh_from_db()
    return batch


def test_the_rows_are_judged_and_nothing_is_changed(wang, office, county):
    content = filled(
        ENROLMENT, [WANG, None, 2026, "是", "否"], [LI, "李四", 2026, "是", "否"],
        [WANG, None, 2026, "可能", "否"], [None] * 5,
        ["13013119560312123X", None, 2026, "是", "否"],
    )  # fmt: skip
    batch = uploaded(content, office, county)
    assert batch.state == Batch.State.CHECKED
    assert batch.counts == {"accepted": 1, "duplicate": 0, "unmatched": 1, "invalid": 2}
    assert set(batch.findings.values_list("row", "column")) == {
        (3, ""), (4, "城乡居民基本医疗保险*"), (6, "证件号码*"),
    }  # fmt: skip
    assert not Record.objects.exists()


def test_applied_rows_are_what_the_api_would_have_made(wang, office, county):
    batch = uploaded(filled(ENROLMENT, [WANG, None, 2026, "是", "否"]), office, county)
    actions.apply(batch, by=office)
    wang.refresh_from_db()
    assert wang.resident_insurance is True
    again = {"id_number": WANG, "year": 2026, "resident": True, "employee": False}
    assert (
        receive(ENROLMENT, {1: again}, by=office, area=county).results[0]["status"] == "duplicate"
    )


def test_undoing_takes_the_records_and_their_values_back(wang, office, county):
    told = {"id_number": WANG, "year": 2026, "resident": False, "employee": True}
    receive(ENROLMENT, {1: told}, by=office, area=county)
    batch = uploaded(filled(ENROLMENT, [WANG, None, 2026, "是", "否"]), office, county)
    actions.apply(batch, by=office)
    actions.undo(batch, by=office)
    wang.refresh_from_db()
    assert (wang.resident_insurance, wang.employee_insurance) == (False, True)
    assert Record.objects.get(current=True).data["employee"] is True
    assert batch.state == Batch.State.UNDONE


def test_a_difference_that_only_the_undone_rows_raised_is_closed(wang, office, county):
    enrolled = {"id_number": WANG, "year": 2026, "resident": True, "employee": False}
    receive(ENROLMENT, {1: enrolled}, by=office, area=county)
    census = FEEDS["poverty-census"]
    officer = factories.user(Post.Role.COUNTY, factories.PINGSHAN)
    content = filled(census, [WANG, None, 2020, None, None, "否"])
    batch = uploaded(content, officer, county, census)
    actions.apply(batch, by=officer)
    assert Difference.objects.get().state == "open"
    actions.undo(batch, by=officer)
    assert Difference.objects.get().state == "agreed"


def test_of_two_people_who_decide_one_is_told(wang, office, county):
    batch = uploaded(filled(ENROLMENT, [WANG, None, 2026, "是", "否"]), office, county)
    actions.apply(batch, by=office)
    with pytest.raises(Refusal):
        actions.discard(Batch.objects.get(pk=batch.pk), by=office)


def test_a_second_post_opens_no_feed_of_another_department(client, office):
    Post.objects.create(user=office, role=Post.Role.VILLAGE, division_id=factories.VILLAGE)
    client.force_login(office)
    assert client.get("/feeds/insurance-enrolment/").status_code == 200
    assert client.get("/feeds/housing-appraisals/").status_code == 404


def test_another_workbook_is_refused_with_what_to_do(office, county):
    batch = uploaded(filled(FEEDS["medical-costs"]), office, county)
    assert batch.state == Batch.State.REFUSED
    assert "请下载本页的模板" in batch.findings.get().message


def test_days_and_amounts_are_read_as_people_write_them(wang, office, county):
    appraisals = FEEDS["housing-appraisals"]
    batch = uploaded(
        filled(appraisals, [WANG, None, date(2026, 4, 12), "C"]),
        factories.user(Post.Role.COUNTY, factories.PINGSHAN), county, appraisals,
    )  # fmt: skip
    assert batch.counts["accepted"] == 1


def test_every_template_offers_its_lists_and_is_read_back():
    for feed in FEEDS.values():
        out = io.BytesIO()
        template.write(out, feed)
        sheet = openpyxl.load_workbook(out).worksheets[0]
        assert [cell.value for cell in sheet[1]] == [template.header(f) for f in feed.fields]
        listed = sum(bool(template.options(field)) for field in feed.fields)
        assert len(sheet.data_validations.dataValidation) == listed


@pytest.mark.parametrize("code", FEEDS)
def test_the_examples_of_every_feed_in_its_template_are_read(code, county):
    feed = FEEDS[code]
    officer = factories.user(Post.Role.COUNTY, factories.PINGSHAN)
    with translation.override("en"):  # the page; the worker reads in Chinese
        content = filled(feed, [field.example for field in feed.fields])
    batch = uploaded(content, officer, county, feed)
    assert batch.state == Batch.State.CHECKED
    assert batch.counts["invalid"] == 0


def test_the_page_shows_what_to_send_and_takes_the_workbook(client, wang, office):
    client.force_login(office)
    assert "个人自付" in client.get("/feeds/medical-costs/").content.decode()
    content = filled(ENROLMENT, [WANG, None, 2026, "是", "否"])
    answer = client.post("/feeds/insurance-enrolment/", {"workbook": content})
    batch = Batch.objects.get()
    assert answer["Location"] == f"/feeds/batches/{batch.pk}/"
    actions.check(batch)
    Job.objects.update(state=Job.State.DONE)
    assert "导入无误的行" in client.get(answer["Location"]).content.decode()
    assert client.get("/feeds/housing-appraisals/").status_code == 404
