"""What looks wrong and still goes in."""

import pytest

from monitoring.registry.models import Household, Member
from tests import factories
from tests.monitoring.registry.census.files import (
    bring_in,
    errors,
    household,
    id_number,
    member,
    warnings,
    workbook,
)

H, M = 4, 4
INCOME = {
    "家庭人口数": 1, "工资性收入": 10_000, "生产经营性收入": 5_000, "财产性收入": 0,
    "转移性收入": 1_000, "生产经营性支出": 2_000,
}  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (INCOME | {"纯收入": 14_000, "人均纯收入": 14_001}, []),
        (INCOME | {"纯收入": 14_001.01}, [("纯收入", "net-income-differs")]),
        (INCOME | {"人均纯收入": 13_998.5}, [("人均纯收入", "net-income-per-person-differs")]),
        (INCOME | {"低保金": 600, "养老保险金": 400}, []),
        (INCOME | {"低保金": 600, "养老保险金": 401}, [("转移性收入", "transfer-parts-exceed")]),
        ({"家庭人口数": 2}, [("家庭人口数", "size-differs")]),
        ({"户主姓名": "李四"}, [("户主姓名", "head-differs")]),
        ({"户主证件号码": id_number("19700101")}, [("户主姓名", "head-differs")]),
        ({"户主姓名": "张 三", "户主证件号码": id_number()}, []),
        ({"户主证件号码": "123"}, [("户主证件号码", "head-id-number-bad")]),
        ({"户联系电话": "1380013800"}, [("户联系电话", "phone-not-11-digits")]),
        ({"银行卡号": 6.2e18}, [("银行卡号", "bank-card-bad")]),
        ({"备注": "看看"}, [("备注", "column-unknown")]),
        ({"与村主干路距离": -1}, [("与村主干路距离", "distance-negative")]),
    ],
)
def test_a_household_row_goes_in_with_a_warning(officer, cells, found):
    batch = bring_in(workbook([household(**cells)], [member(与户主关系="户主")]), by=officer)
    assert errors(batch) == []
    assert [(column, code) for _, column, code in warnings(batch)] == found
    assert Household.objects.count() == 1


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"民族": "某族"}, [("民族", "ethnicity-unknown")]),
        ({"务工时间（月）": 3.5}, [("务工时间（月）", "months-rounded")]),
        ({"务工企业名称": "厂" * 101}, [("务工企业名称", "text-too-long")]),
        ({"人口编号": 1.3e17}, [("人口编号", "person-code-unusable")]),
        (
            {"证件号码": f"{id_number()}11", "残疾等级": "三级"},
            [("残疾类别", "certificate-differs")],
        ),
    ],
)
def test_a_member_row_goes_in_with_a_warning(officer, cells, found):
    batch = bring_in(workbook([household()], [member(**cells)]), by=officer)
    assert errors(batch) == []
    assert [(column, code) for _, column, code in warnings(batch)] == found
    assert Member.objects.count() == 1


def test_a_member_absent_from_a_newer_file_stays_with_a_warning(officer):
    bring_in(
        workbook([household()], [member(), member(证件号码=id_number("19600101"))]), by=officer
    )
    batch = bring_in(workbook([household(年度=2027)], [member()]), by=officer)
    assert warnings(batch) == [(H, "户编号", "member-absent")]
    assert Member.objects.filter(status="active").count() == 2


def test_an_older_file_says_nothing_of_who_is_absent(officer):
    bring_in(
        workbook([household()], [member(), member(证件号码=id_number("19600101"))]), by=officer
    )
    batch = bring_in(workbook([household(年度=2025)], [member()]), by=officer)
    assert warnings(batch) == []


def test_a_person_who_left_is_not_brought_back(officer):
    home = factories.household(code="1301310001")
    factories.member(home, id_number=id_number(), status="deceased", left_on="2026-01-01")
    batch = bring_in(workbook([member()]), by=officer)
    assert warnings(batch) == [(M, "姓名", "member-left")]
    assert Member.objects.get().status == "deceased"


def test_a_blank_number_does_not_make_a_known_person_unknown(officer):
    bring_in(workbook([household()], [member(人口编号="P1")]), by=officer)
    batch = bring_in(workbook([member(人口编号="P1", 证件号码="")]), by=officer)
    assert warnings(batch) == [(M, "证件号码", "id-number-kept")]
    assert Member.objects.get().id_number_masked.endswith(id_number()[-4:])


def test_the_head_of_the_registry_is_compared_where_the_file_has_no_members(officer):
    bring_in(workbook([household()], [member(与户主关系="户主")]), by=officer)
    batch = bring_in(workbook([household(户主姓名="李四")]), by=officer)
    assert warnings(batch) == [(H, "户主姓名", "head-differs")]
