"""What real files contain besides their rows."""

import pytest

from monitoring.exchange.models import ColumnMapping
from monitoring.registry.census import actions
from monitoring.registry.models import Household, LivingConditions, Member
from tests import factories
from tests.monitoring.registry.census.files import (
    bring_in,
    check,
    errors,
    household,
    id_number,
    member,
    text_file,
    warnings,
    workbook,
)


@pytest.mark.parametrize("title_rows", [0, 2, 9])
def test_the_header_is_found_within_ten_rows(officer, title_rows):
    bring_in(workbook([household()], [member()], title_rows=title_rows), by=officer)
    assert Household.objects.count() == Member.objects.count() == 1


def test_order_of_sheets_and_columns_does_not_matter(officer):
    turned = dict(reversed(household(户类型="脱贫户").items()))
    bring_in(workbook([member()], [turned]), by=officer)
    assert Member.objects.get().household.household_type == "脱贫户"


@pytest.mark.parametrize(
    "header",
    ["危房级别", "危房等级", " 危房\n级别 ", "*危房级别"],
)
def test_a_column_has_several_names(officer, header):
    bring_in(workbook([household(**{header: "Ａ级"})]), by=officer)
    assert LivingConditions.objects.get().house_grade == "A"


@pytest.mark.parametrize("header", ["致贫/返贫风险①", "致贫／返贫风险１", "致贫/返贫\n风险1"])
def test_numbers_of_risks_in_any_writing(officer, header):
    bring_in(workbook([household(**{header: "因病"})]), by=officer)
    assert Household.objects.get().risk1 == "因病"


@pytest.mark.parametrize("header", ["耕地面积（亩）", "耕地面积(亩)", "耕地面积"])
def test_a_unit_may_stand_behind_a_header(officer, header):
    bring_in(workbook([household(**{header: 3})]), by=officer)
    assert LivingConditions.objects.get().farmland == 3


@pytest.mark.parametrize("word", ["合计", "总 计", "小计:", "本村合计"])
def test_totals_and_blank_rows_are_passed_over(officer, word):
    total = {"户编号": word, "工资性收入": 99}
    rows = [household(), {"户编号": ""}, household("1301310002"), {"户编号": " "}, total]
    batch = bring_in(workbook(rows), by=officer)
    assert batch.findings.count() == 0
    assert Household.objects.count() == 2


def test_a_total_may_count_the_households_where_their_codes_stand(officer):
    total = {"省": "合 计", "户编号": 2, "工资性收入": 99}
    rows = [{"省": "河北省"} | household(), {"省": "河北省"} | household("1301310002"), total]
    batch = bring_in(workbook(rows), by=officer)
    assert (errors(batch), Household.objects.count()) == ([], 2)


def test_rows_keep_the_number_that_the_spreadsheet_shows(officer):
    rows = [household(), {"户编号": ""}, household("2", 户类型="?")]
    assert errors(check(workbook(rows), by=officer)) == [(6, "户类型", "not-in-list")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_two_text_files_make_one_batch(officer, encoding):
    files = (
        text_file([household(户主姓名="张三")], encoding, "户.csv"),
        text_file([member(证件号码=id_number())], encoding, "人.csv"),
    )
    batch = bring_in(*files, by=officer)
    assert errors(batch) == []
    assert Member.objects.get().household.head_name == "张三"


def test_leading_zeros_stay(officer):
    bring_in(text_file([household("0001")]), by=officer)
    assert Household.objects.get().code == "0001"


@pytest.mark.parametrize("value", ["=1+1", "+86", "-", "@home"])
def test_a_cell_that_looks_like_a_formula_is_text(officer, value):
    bring_in(
        text_file(
            [
                household(),
            ]
        ),
        text_file([member(务工所在地=value)], name="b.csv"),
        by=officer,
    )
    assert Member.objects.get().work_place == value


def test_a_file_that_is_no_census_is_refused_whole(officer):
    batch = check(workbook([household()]), workbook([{"甲": 1}], name="b.xlsx"), by=officer)
    assert batch.state == "refused"
    assert batch.findings.get().code == "not-a-census"
    assert batch.findings.get().file == "b.xlsx"


def test_a_corrected_column_is_remembered(officer):
    rows = [household(房子怎样="C级")]
    batch = check(workbook(rows), by=officer)
    assert warnings(batch) == [(3, "房子怎样", "column-unknown")]

    actions.remap(batch, by=officer, mapping={("household", "房子怎样"): "house_grade"})
    actions.check(batch)
    actions.apply(batch, by=officer)

    assert warnings(batch) == []
    assert LivingConditions.objects.get().house_grade == "C"
    assert ColumnMapping.objects.get().by == officer


def test_what_one_county_corrected_means_nothing_in_another(officer):
    rows = [household(房子怎样="C级")]
    batch = check(workbook(rows), by=officer)
    actions.remap(batch, by=officer, mapping={("household", "房子怎样"): "house_grade"})
    assert warnings(check(workbook(rows), by=officer)) == []
    neighbour = factories.user("county", factories.ZANHUANG)
    codes = [code for _row, _column, code in warnings(check(workbook(rows), by=neighbour))]
    assert "column-unknown" in codes


def test_a_sheet_beside_the_census_is_named(officer):
    batch = bring_in(workbook([household()], [{"说明": "请按要求填写"}]), by=officer)
    assert warnings(batch) == [(None, "", "sheet-unknown")]
