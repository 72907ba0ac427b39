"""Every error that keeps a row out, and no others (the eight of the census workbook)."""

import pytest
from django.utils import timezone

from monitoring.registry.models import Household, Member
from tests import factories
from tests.monitoring.registry.census.files import (
    VILLAGE_NAMES,
    bring_in,
    check,
    errors,
    household,
    id_number,
    member,
    workbook,
)

ID = id_number()
WRONG_ID = ID[:-1] + ("1" if ID[-1] != "1" else "2")
NO_ID = {"证件号码": "", "人口编号": "P1"}
H, M = 4, 4  # the first row below two title rows and the header


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"户编号": ""}, "户编号", "household-code-missing"),
        ({"户编号": 1.30131e17}, "户编号", "household-code-unusable"),
        ({"年度": ""}, "年度", "year-missing"),
        ({"年度": 1999}, "年度", "year-out-of-range"),
        ({"年度": str(timezone.localdate().year + 2)}, "年度", "year-out-of-range"),
        ({"行政区划代码": "130131999999"}, "行政区划代码", "division-code-unknown"),
        ({"行政区划代码": "130131100000"}, "行政区划代码", "division-code-unknown"),
        ({"行政区划代码": "130129100001"}, "行政区划代码", "outside-area"),
        ({"户类型": "富裕户"}, "户类型", "not-in-list"),
        ({"风险是否已消除": "可能"}, "风险是否已消除", "not-in-list"),
        ({"致贫/返贫风险3": "因懒"}, "致贫/返贫风险3", "not-in-list"),
        ({"危房级别": "E"}, "危房级别", "not-in-list"),
        ({"入户路类型": "水泥"}, "入户路类型", "not-in-list"),
        ({"识别监测时间": "202113"}, "识别监测时间", "date-impossible"),
        ({"工资性收入": "不详"}, "工资性收入", "number-unreadable"),
        ({"低保金": -1}, "低保金", "number-negative"),
        ({"耕地面积（亩）": -0.5}, "耕地面积（亩）", "number-negative"),
        ({"纯收入": "不详"}, "纯收入", "number-unreadable"),
        ({"家庭人口数": "几人"}, "家庭人口数", "number-unreadable"),
    ],
)
def test_a_household_row_is_refused(officer, cells, column, code):
    batch = check(workbook([household(户主姓名="张三") | cells]), by=officer)
    assert errors(batch) == [(H, column, code)]
    assert batch.counts["households"]["refused"] == 1


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"户编号": " "}, "户编号", "household-code-missing"),
        ({"姓名": " "}, "姓名", "name-missing"),
        ({"证件号码": ""}, "证件号码", "person-key-missing"),
        ({"证件号码": ID[:-1]}, "证件号码", "id-number-length"),
        ({"证件号码": WRONG_ID}, "证件号码", "id-number-check-digit"),
        ({"证件号码": id_number("20560312")}, "证件号码", "id-number-date"),
        ({"证件号码": 1.30131195603121e17}, "证件号码", "id-number-digits-lost"),
        ({"证件类型": "残疾人证"}, "证件号码", "id-number-length"),
        ({"证件类型": "护照"}, "证件类型", "not-in-list"),
        ({"性别": "女"}, "性别", "sex-contradicts-id"),
        ({"出生日期": "1956-03-13"}, "出生日期", "birth-date-contradicts-id"),
        ({"出生日期": "1956-02-30"}, "出生日期", "date-impossible"),
        (NO_ID | {"出生日期": "2030-01-01"}, "出生日期", "birth-date-future"),
        ({"与户主关系": "儿子"}, "与户主关系", "not-in-list"),
        ({"在校生状况": "小学三年级"}, "在校生状况", "not-in-list"),
        ({"健康状况": "健康、感冒"}, "健康状况", "not-in-list"),
        ({"残疾等级": "5"}, "残疾等级", "not-in-list"),
        ({"务工时间（月）": 13}, "务工时间（月）", "months-out-of-range"),
        ({"公益性岗位(月数)": "半年"}, "公益性岗位(月数)", "number-unreadable"),
        ({"年度": 1999}, "年度", "year-out-of-range"),
        ({"残疾证办证年度": "1999"}, "残疾证办证年度", "year-out-of-range"),
        ({"户编号": "1301319999"}, "户编号", "household-unknown"),
    ],
)  # fmt: skip
def test_a_member_row_is_refused(officer, cells, column, code):
    batch = check(workbook([household()], [member() | cells]), by=officer)
    assert errors(batch) == [(M, column, code)]
    assert batch.counts["members"]["refused"] == 1


@pytest.mark.parametrize(
    "cells",
    [
        {"村": "没有这个村"},
        {"村": ""},
        {"乡": "东回舍镇"},  # the village is in another township
        {"省": "山西省"},
    ],
)
def test_names_that_lead_to_no_village_are_refused(officer, cells):
    row = {"户编号": "1", "年度": 2026} | VILLAGE_NAMES | cells
    batch = check(workbook([row]), by=officer)
    assert errors(batch) == [(H, "村", "village-unknown")]


def test_names_are_compared_after_cleaning(officer):
    names = VILLAGE_NAMES | {"村": " 西街\n村民委员会　"}
    batch = bring_in(workbook([{"户编号": "1", "年度": 2026} | names]), by=officer)
    assert errors(batch) == []
    assert Household.objects.get().division.name == "西街村民委员会"


def test_the_code_wins_over_the_names(officer):
    row = household(**{**VILLAGE_NAMES, "村": "没有这个村"})
    bring_in(workbook([row]), by=officer)
    assert Household.objects.get().division_id == "130131100001"


def test_a_new_household_needs_a_village(officer):
    batch = check(workbook([{"户编号": "1", "年度": 2026, "户类型": "脱贫户"}]), by=officer)
    assert errors(batch) == [(H, "村", "village-missing")]


def test_a_household_of_another_county_stays_out_of_reach(officer):
    factories.household(factories.FAR_VILLAGE, code="999")
    batch = check(workbook([household("999")], [member("999")]), by=officer)
    assert errors(batch) == [
        (H, "户编号", "household-outside-area"),
        (M, "户编号", "household-refused"),
    ]


def test_members_of_a_household_of_another_county_stay_out(officer):
    factories.household(factories.FAR_VILLAGE, code="999")
    batch = check(workbook([member("999")]), by=officer)
    assert errors(batch) == [(M, "户编号", "household-outside-area")]


def test_the_second_row_of_a_household_and_year_is_the_error(officer):
    rows = [household(), household(户类型="脱贫户"), household(年度=2025)]
    batch = check(workbook(rows), by=officer)
    assert errors(batch) == [(H + 1, "户编号", "household-twice")]


def test_a_refused_row_still_counts_as_the_first(officer):
    rows = [household(户类型="富裕户"), household(户类型="脱贫户")]
    batch = check(workbook(rows, [member()]), by=officer)
    assert errors(batch) == [
        (H, "户类型", "not-in-list"),
        (H + 1, "户编号", "household-twice"),
        (M, "户编号", "household-refused"),
    ]


def test_the_files_of_a_batch_count_as_one(officer):
    files = [workbook([household()], [member()], name=name) for name in ("a.xlsx", "b.xlsx")]
    batch = check(*files, by=officer)
    assert errors(batch) == [
        (H, "户编号", "household-twice"),
        (M, "证件号码", "person-twice"),
    ]
    assert set(batch.findings.values_list("file", flat=True)) == {"b.xlsx"}


def test_the_second_row_of_a_person_and_year_is_the_error(officer):
    households = [household(), household("1301310002")]
    members = [member(), member("1301310002"), member(年度=2025), member(证件号码=f"{ID}11")]
    batch = check(workbook(households, members), by=officer)
    assert errors(batch) == [
        (M + 1, "证件号码", "person-twice"),
        (M + 3, "证件号码", "person-twice"),
    ]


def test_a_person_without_number_is_known_by_the_code(officer):
    members = [member(证件号码="", 人口编号="P1"), member(证件号码="", 人口编号="P1")]
    batch = check(workbook([household()], members), by=officer)
    assert errors(batch) == [(M + 1, "证件号码", "person-twice")]


def test_a_person_active_in_another_household_is_refused(officer):
    elsewhere = factories.household(code="77")
    factories.member(elsewhere, id_number=ID)
    batch = check(workbook([household()], [member()]), by=officer)
    assert errors(batch) == [(M, "证件号码", "person-elsewhere")]
    assert "77" in batch.findings.get(code="person-elsewhere").message


def test_a_person_who_left_the_other_household_is_welcome(officer):
    elsewhere = factories.household(code="77")
    factories.member(elsewhere, id_number=ID, status="moved_out", left_on="2026-01-01")
    batch = bring_in(workbook([household()], [member()]), by=officer)
    assert errors(batch) == []
    assert Member.objects.filter(status="active").count() == 1


def test_one_person_in_two_households_and_two_years_goes_in_once(officer):
    households = [household(), household("1301310002", 年度=2025)]
    members = [member(年度=2026), member("1301310002", 年度=2025)]
    batch = bring_in(workbook(households, members), by=officer)
    assert [code for _, _, code in errors(batch)] == ["person-elsewhere"]


def test_a_member_of_a_refused_household_is_refused_even_if_it_was_known(officer):
    factories.household(code="1301310001", division="130131100001")
    batch = check(workbook([household(户类型="富裕户")], [member()]), by=officer)
    assert errors(batch)[-1] == (M, "户编号", "household-refused")


def test_a_member_of_a_household_known_before_needs_no_row_of_it(officer):
    factories.household(code="1301310001")
    batch = bring_in(workbook([member()]), by=officer)
    assert errors(batch) == []
    assert Member.objects.get().household.code == "1301310001"


def test_what_only_looks_wrong_lets_the_row_in(officer):
    row = household(纯收入=-5, 人均纯收入="-1.005", 户主证件号码="123", 户联系电话="12", 民族="")
    batch = bring_in(workbook([row], [member(民族="某族", 工作="?")]), by=officer)
    assert errors(batch) == []
    assert Member.objects.get().ethnicity == "某族"


def test_a_city_officer_imports_into_every_county_of_the_city(divisions):
    officer = factories.user("city", factories.CITY)
    rows = [household("1"), household("2", 行政区划代码=factories.FAR_VILLAGE)]
    batch = bring_in(workbook(rows), by=officer)
    assert errors(batch) == []
    places = Household.objects.order_by("code").values_list("division_id", flat=True)
    assert list(places) == [factories.VILLAGE, factories.FAR_VILLAGE]
