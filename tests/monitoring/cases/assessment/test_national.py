"""The workbook for the national system, and its answer."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from accounts.models import AuditEvent
from monitoring.cases.assessment import actions, evidence
from monitoring.cases.assessment.models import NationalEntry
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case
from monitoring.exchange.writing import Table, write_tables
from tests import factories
from tests.monitoring.cases.lacking import lacking

pytestmark = pytest.mark.usefixtures("divisions")

NUMBER = "130131195603120012"


@pytest.fixture
def township():
    return factories.user("township", factories.PINGSHAN_TOWN)


@pytest.fixture
def case() -> Case:
    made = factories.procedure((1, "enter", "township"))
    made.steps.update(evidence=["national_entry", "statement"])
    return begun()


def begun(division: str = factories.VILLAGE, number: str = NUMBER) -> Case:
    household = factories.household(division)
    factories.member(household, id_number=number, relation="户主")
    return begin_identification(household, by=None)


def book(*rows: tuple[str, ...], headers=("户编号", "户主证件号码", "错误信息")):
    out = BytesIO()
    write_tables(out, Table("户信息", headers, rows))
    return SimpleUploadedFile("answer.xlsx", out.getvalue())


def exported(tables: list[Table]) -> dict[str, list[dict[Any, Any]]]:
    out = BytesIO()
    write_tables(out, *tables)
    found = CalamineWorkbook.from_filelike(BytesIO(out.getvalue()))
    sheets = {name: found.get_sheet_by_name(name).to_python() for name in found.sheet_names}
    return {
        name: [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        for name, rows in sheets.items()
    }


def test_the_workbook_says_what_the_case_says(case, township):
    actions.keep_statement(
        case, by=township, people=2, amounts={"wage_work": Decimal(10_000)}, seen=None
    )
    risk = {"risk": "因自然灾害", "sub_item": "洪涝", "remark": ""}
    actions.name_risks(case, by=township, named=[risk])
    sheets = exported(actions.export_entries(by=township))
    [row] = sheets["户信息"]
    assert (row["监测对象类别"], row["致贫/返贫风险1"]) == ("边缘易致贫户", "因自然灾害")
    assert (row["致贫/返贫风险2"], row["风险是否已消除"]) == ("", "否")
    assert (row["工资性收入"], row["人均纯收入"]) == (10_000, 5_000)
    assert sheets["家庭成员信息"][0]["证件号码"] == NUMBER
    assert AuditEvent.objects.get(event="households.exported").count == 1


def test_only_what_waits_in_the_area_is_in_it(case, township):
    begun(factories.OTHER_VILLAGE, "130131195603120039")
    [row] = exported(actions.export_entries(by=township))["户信息"]
    assert row["户编号"] == case.household.code
    far = factories.user("township", "130129100000")
    with pytest.raises(ValidationError, match="没有待录入"):
        actions.export_entries(by=far)


def test_the_answer_renames_the_household_and_is_evidence(case, township):
    assert lacking(evidence.entry_missing, case)
    answers = actions.read_back(book(("9900112233", NUMBER, "成功")), by=township)
    case.household.refresh_from_db()
    assert (len(answers.by_case), case.household.code) == (1, "9900112233")
    assert lacking(evidence.entry_missing, case) is None


def test_read_twice_it_changes_nothing_more(case, township):
    for _ in range(2):
        actions.read_back(book(("9900112233", NUMBER, "")), by=township)
    assert NationalEntry.objects.count() == 1
    assert case.household.__class__.objects.get().code == "9900112233"
    assert AuditEvent.objects.filter(event="households.changed").count() == 1


def test_errors_stand_with_the_case_and_are_no_evidence(case, township):
    actions.read_back(book((case.household.code, NUMBER, "银行卡号有误")), by=township)
    assert "银行卡号有误" in lacking(evidence.entry_missing, case)
    actions.read_back(book((case.household.code, NUMBER, "")), by=township)
    assert lacking(evidence.entry_missing, case) is None


def test_a_row_of_nobody_who_waits_is_reported_back(case, township):
    far = begun(factories.OTHER_VILLAGE, "130131195603120039")
    answers = actions.read_back(
        book(("1", "130131195603120039", ""), (case.household.code, "", "")), by=township
    )
    assert [row.number for row in answers.unmatched] == [2]
    assert not NationalEntry.objects.filter(case=far).exists()


def test_a_number_that_another_household_has_is_an_error(case, township):
    other = factories.household()
    actions.read_back(book((other.code, NUMBER, "")), by=township)
    assert "户编号" in NationalEntry.objects.get().errors[0]
    case.household.refresh_from_db()
    assert case.household.code != other.code


@pytest.mark.parametrize("code", ["1.30131100001e+17", 1.30131100001e17, "😀", "a b'"])
def test_what_is_no_code_does_not_become_the_households(case, township, code):
    before = case.household.code
    actions.read_back(book((code, NUMBER, "")), by=township)
    assert "不是户编号" in NationalEntry.objects.get().errors[0]
    case.household.refresh_from_db()
    assert case.household.code == before


def test_entered_by_hand(case, township):
    actions.confirm_entry(case.steps.get(), by=township, code=" 9900112233 ")
    assert NationalEntry.objects.get().code == "9900112233"
    with pytest.raises(ValidationError):
        actions.confirm_entry(case.steps.get(), by=township, code=factories.household().code)
    assert NationalEntry.objects.get().code == "9900112233"


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("answer.xlsx", b"PK\x03\x04" + b"broken" * 9), "损坏"),
        (SimpleUploadedFile("answer.xlsx", b""), "是空的"),
        (book(("1",), headers=("姓名",)), "户编号"),
        (book(), "户编号"),
    ],
)
def test_a_bad_workbook_gets_a_sentence_and_changes_nothing(case, township, file, sentence):
    with pytest.raises(ValidationError, match=sentence):
        actions.read_back(file, by=township)
    assert not NationalEntry.objects.exists()
