"""Projects and their money by workbook: read as people write them, kept set-wise, taken back."""

import io
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent
from assets.ledger import actions as ledger
from assets.ledger.lists import PROJECTS
from assets.ledger.models import Project
from assets.ledger.sheets import project_table
from assets.workbooks.projects.shape import SHAPE
from monitoring.exchange.models import Batch
from monitoring.feeds.workbooks import actions, template
from monitoring.jobs import actions as jobs
from monitoring.jobs.actions import Refusal
from monitoring.jobs.files import result_path
from tests import factories
from tests.assets import making
from tests.assets.workbooks import sending
from tests.assets.workbooks.sending import exported, headers, told
from tests.races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

HEADERS = headers(SHAPE)
checked, applied = partial(sending.checked, SHAPE), partial(sending.applied, SHAPE)
MONEY = [("中央", 2020, Decimal("500000.00"))]


def row(**cells: Any) -> dict[str, Any]:
    said = {"number": "XM-1", "name": "扶贫车间", "year": 2020, "document": "平政〔2020〕12号"}
    return said | cells


def money(project: Project) -> list[tuple[str, int, Decimal]]:
    return list(project.fundings.order_by("year", "source").values_list("source", "year", "amount"))


def funded(**fields: Any) -> Project:
    """A project with money of two sources, of one in two years."""
    gave = [("中央", 2020, "500000.00"), ("县级", 2020, "20000.50"), ("县级", 2019, "80000.00")]
    fundings = [{"source": s, "year": y, "amount": Decimal(a)} for s, y, a in gave]
    return making.project(fundings=fundings, **fields)


def exported_again() -> Batch:
    return applied(content=exported(project_table(PROJECTS.for_list(Project.objects.all()))))


def test_the_template_has_the_columns_of_the_export():
    out = io.BytesIO()
    template.write(out, SHAPE)
    first = next(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))
    said = [str(header).removesuffix("*") for header in first]
    assert said == [str(header) for header in project_table([]).headers]
    assert "东西部协作资金（元）" in said


def test_an_export_read_back_changes_nothing():
    funded(contract_sum=Decimal("600000.00"), builder="二建", accepted_on=date(2020, 11, 20))
    making.project()
    assert exported_again().counts == {"new": 0, "changed": 0, "same": 2, "invalid": 0}


def test_an_export_of_what_is_no_longer_there_enters_it_as_it_was():
    made = funded(contract_sum=Decimal("600000.00"), accepted_on=date(2020, 11, 20))
    before, content = money(made), exported(project_table(PROJECTS.for_list(Project.objects.all())))
    made.delete()
    assert applied(content=content).counts["new"] == 1
    again = Project.objects.get()
    assert (money(again), again.source) == (before, "中央")
    assert again.contract_sum == Decimal("600000.00")


def test_cells_are_read_as_people_write_them():
    batch = applied(
        row(year="2020年", contract_sum="60万元", accepted_on="2020年11月20日", county="平山县"),
        row(number="XM-2", central_funds="50万元", county=factories.PINGSHAN),
        row(number="XM-3", central_funds=500000),
        row(number="XM-4", central_funds="２０20年500,000.00；2019年度 3 万", funded="530000"),
    )
    assert (told(batch), batch.counts["new"]) == ({}, 4)
    first, *others = Project.objects.order_by("number")
    assert (first.contract_sum, first.accepted_on) == (Decimal("600000.00"), date(2020, 11, 20))
    assert [money(each) for each in others] == [
        MONEY, MONEY, [("中央", 2019, Decimal("30000.00")), *MONEY],
    ]  # fmt: skip
    assert AuditEvent.objects.filter(event="projects.imported", count=4).exists()


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"number": None}, "number", "必填"),
        ({"document": None}, "document", "必填"),
        ({"number": "9" * 41}, "number", "40"),
        ({"county": "赞皇县"}, "county", "只能登记平山县"),
        ({"year": 2012}, "year", "2013"),
        ({"year": "2999"}, "year", "2999"),
        ({"contract_sum": "-5"}, "contract_sum", "不能为负"),
        ({"accepted_on": "2999-01-01"}, "accepted_on", "2000"),
        ({"central_funds": "很多"}, "central_funds", "数字"),
        ({"central_funds": "-5"}, "central_funds", "负"),
        ({"central_funds": "2012年5"}, "central_funds", "2013"),
        ({"central_funds": "2999年5"}, "central_funds", "今年"),
        ({"central_funds": "2019年5；2019年6"}, "central_funds", "两次"),
        ({"funded": "5"}, "funded", "各来源"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_with_a_sentence(cells, column, sentence):
    batch = applied(row(**cells), row(number="XM-2"))
    assert [each.number for each in Project.objects.all()] == ["XM-2"]
    assert sentence in told(batch)[HEADERS[column]]
    assert batch.counts["invalid"] == 1


def test_the_faults_come_back_in_the_workbook_beside_their_cells():
    batch = checked(row(central_funds="很多"), row(number="XM-2"))
    job = actions.give_back(batch, by=batch.by)
    jobs.run(str(job.pk))
    job.refresh_from_db()
    sheet = openpyxl.load_workbook(result_path(job)).worksheets[0]
    remarks = {
        cell.coordinate: cell.comment.text for each in sheet for cell in each if cell.comment
    }
    [(place, remark)] = remarks.items()
    assert sheet[place].value == "很多"
    assert "请只填写数字" in remark


def test_a_project_known_by_its_number_is_corrected_and_blank_cells_leave_it():
    made = funded(number="XM-1", builder="二建")
    batch = applied(row(name="新名", central_funds="0", county="平山县", province_funds="7"))
    assert batch.counts == {"new": 0, "changed": 1, "same": 0, "invalid": 0}
    made = Project.objects.get()
    assert (made.name, made.builder, made.source) == ("新名", "二建", "县级")
    assert money(made) == [
        ("县级", 2019, Decimal("80000.00")),
        ("县级", 2020, Decimal("20000.50")),
        ("省级", 2020, Decimal("7.00")),
    ]
    assert told(batch)[HEADERS["central_funds"]] == "2020年500000.00 改为 —"
    assert told(batch)[HEADERS["name"]] == "光伏扶贫项目 改为 新名"


def test_the_page_of_a_project_tells_what_was_changed_and_by_whom(client):
    made = funded(number="XM-1")
    ledger.fund_project(made, by=making.keeper(), source="县级", year=2021, amount=Decimal("1.00"))
    batch = applied(row(name="新名"))
    client.force_login(making.keeper())
    page = client.get(made.get_absolute_url()).content.decode()
    assert "2019年80000.00；2020年20000.50；2021年1.00" in page
    assert f"表格 {batch.pk}" in page or f"工作簿 {batch.pk}" in page


def test_sent_twice_it_is_the_same_and_a_number_stands_once():
    said = row(central_funds="5", county=factories.PINGSHAN)
    applied(said)
    assert applied(said).counts == {"new": 0, "changed": 0, "same": 1, "invalid": 0}
    twice = applied(row(number="XM-2"), row(number="XM-2", name="另一个"))
    assert "另一行" in told(twice)[HEADERS["number"]]
    assert Project.objects.get(number="XM-2").name == "扶贫车间"


def test_the_number_of_another_county_is_another_project():
    theirs = making.project(factories.ZANHUANG, number="XM-1")
    assert applied(row(name="新名")).counts["new"] == 1
    theirs.refresh_from_db()
    assert theirs.name == "光伏扶贫项目"


def test_undone_everything_is_as_it_was():
    made = funded(number="XM-1", contract_sum=Decimal("5.00"), accepted_on=date(2020, 11, 20))
    before = list(Project.objects.values()), money(made)
    batch = applied(
        row(year=2021, contract_sum=6, builder="二建", accepted_on="2021-01-01", central_funds=3,
            county="平山县", other_funds="4"),
        row(number="XM-2", central_funds=5),
    )  # fmt: skip
    assert money(Project.objects.get(number="XM-1")) != before[1]
    assert actions.undo(batch, by=batch.by, why="传错了文件") == 0
    assert (list(Project.objects.values()), money(made)) == before
    with pytest.raises(Refusal):
        actions.undo(batch, by=batch.by, why="再来")


def test_undoing_is_refused_to_what_somebody_went_on_from(client):
    made = funded(number="XM-1")
    batch = applied(
        row(name="新名", central_funds=3), *(row(number=f"N{n}", central_funds=5) for n in range(4))
    )
    formed, given, corrected, _untouched = Project.objects.filter(number__startswith="N").order_by(
        "number"
    )
    making.asset(project=formed)
    ledger.fund_project(given, by=making.keeper(), source="县级", year=2020, amount=Decimal("1.00"))
    applied(row(number=corrected.number, builder="二建"), row(central_funds=4))
    Batch.objects.update(job=None)
    actions.start_undoing(batch, by=batch.by, why="错")
    batch.refresh_from_db()
    jobs.run(str(batch.job_id))
    client.force_login(batch.by)
    page = client.get(f"/feeds/batches/{batch.pk}/").content.decode()
    assert "有 5 处此后又被改动或使用" in page  # three projects, two values
    assert list(Project.objects.order_by("number").values_list("number", "name")) == [
        ("N0", "扶贫车间"), ("N1", "扶贫车间"), ("N2", "扶贫车间"), ("XM-1", "扶贫车间"),
    ]  # fmt: skip
    assert money(made)[1] == ("中央", 2020, Decimal("4.00"))


@pytest.mark.django_db(transaction=True)
def test_two_workbooks_at_once_enter_a_project_once():
    batches = [checked(row(central_funds=5)) for _ in range(2)]
    ends = at_once(*[partial(actions.apply, each, by=each.by) for each in batches])
    assert ends == [None, None]
    [made] = Project.objects.all()
    assert money(made) == [("中央", 2020, Decimal("5.00"))]
    assert sorted(each.counts["new"] for each in batches) == [0, 1]


def test_five_thousand_rows_in_as_many_statements_as_three():
    def queries(first: int, count: int) -> int:
        batch = checked(*(row(number=f"Z{first + n}", central_funds=1 + n) for n in range(count)))
        with CaptureQueriesContext(connection) as seen:
            actions.apply(batch, by=batch.by)
        assert batch.counts["new"] == count
        return len(seen)

    few = queries(0, 3)
    assert queries(100, 2000) == few
    assert queries(10_000, 5000) <= few + 6  # two more portions of projects, money and origins
    assert Project.objects.count() == 7003


def test_the_list_asks_for_the_money_of_all_projects_at_once(client, recorded_queries):
    for _ in range(3):
        funded()
    client.force_login(making.keeper())
    with recorded_queries("assets:projects"):
        client.get("/assets/projects/")


def test_only_the_county_sends_one_and_sees_what_became_of_it(client):
    page = "/assets/workbooks/projects/"
    client.force_login(making.keeper())
    assert page in client.get("/assets/projects/").content.decode()
    sent = client.post(page, {"workbook": sending.workbook(SHAPE, row(), row(year=2012))})
    batch = Batch.objects.get()
    assert sent["Location"] == f"/feeds/batches/{batch.pk}/"
    actions.check(batch)
    Batch.objects.update(job=None)
    assert "新增项目" in client.get(sent["Location"]).content.decode()
    for role, place in (("county", factories.ZANHUANG), ("township", factories.PINGSHAN_TOWN)):
        client.force_login(factories.user(role, place))
        assert client.get(sent["Location"]).status_code in (403, 404)
