"""Blank clears, absent leaves; older years never overwrite newer facts."""

from monitoring.registry.census import actions
from monitoring.registry.models import Change, Household, Member, Statement
from tests import factories
from tests.monitoring.registry.census.files import (
    bring_in,
    check,
    errors,
    household,
    id_number,
    member,
    workbook,
)


def test_a_blank_cell_clears_and_an_absent_column_leaves(officer):
    first = household(户类型="脱贫户", 户联系电话="13800138000", 低保金=5)
    bring_in(workbook([first]), by=officer)

    bring_in(workbook([household(户类型="", 低保金="")]), by=officer)

    found = Household.objects.get()
    assert (found.household_type, found.phone) == (None, "13800138000")
    assert Statement.objects.get().low_income_allowance is None


def test_every_changed_value_is_kept(officer):
    bring_in(workbook([household(户类型="脱贫户")], [member(姓名="张三")]), by=officer)
    assert Change.objects.count() == 0

    batch = bring_in(workbook([household(户类型="一般农户")], [member(姓名="张山")]), by=officer)

    changes = Change.objects.order_by("entity").values_list("entity", "field", "old", "new")
    assert list(changes) == [
        ("household", "household_type", "脱贫户", "一般农户"),
        ("member", "name", "张三", "张山"),
    ]
    assert {change.source.batch for change in Change.objects.all()} == {batch}


def test_an_older_year_only_adds_its_statement(officer):
    bring_in(workbook([household(户类型="脱贫户", 工资性收入=2)], [member(姓名="新")]), by=officer)

    older = household(年度=2024, 户类型="一般农户", 工资性收入=1)
    batch = bring_in(workbook([older], [member(姓名="旧")]), by=officer)

    assert Household.objects.get().household_type == "脱贫户"
    assert Member.objects.get().name == "新"
    statements = Statement.objects.order_by("year").values_list("year", "wage_income", "ends")
    assert [(y, int(w), str(e)) for y, w, e in statements] == [
        (2024, 1, "2024-12-31"),
        (2026, 2, "2026-12-31"),
    ]
    assert batch.counts["households"]["updated"] == 1
    assert batch.counts["members"]["unchanged"] == 1


def test_any_year_adds_whom_the_registry_does_not_know(officer):
    bring_in(workbook([household()]), by=officer)
    bring_in(workbook([household(年度=2024)], [member()]), by=officer)
    assert Member.objects.get().facts_year == 2024


def test_two_years_in_one_batch(officer):
    files = (
        workbook([household(年度=2026, 户类型="脱贫户", 工资性收入=6)], [member(姓名="新")]),
        workbook([household(年度=2025, 户类型="一般农户", 工资性收入=5)], [member(姓名="旧")],
                 name="b.xlsx"),
    )  # fmt: skip
    batch = bring_in(*files, by=officer)

    assert errors(batch) == []
    assert (batch.counts["members"]["created"], batch.counts["members"]["updated"]) == (1, 1)
    assert Household.objects.get().household_type == "脱贫户"
    assert (Member.objects.get().name, Member.objects.get().facts_year) == ("新", 2026)
    assert sorted(Statement.objects.values_list("year", flat=True)) == [2025, 2026]


def test_two_years_in_one_batch_again_change_nothing(officer):
    rows = [household(年度=2026, 户类型="脱贫户"), household(年度=2025)]
    members = [member(年度=2026, 姓名="新"), member(年度=2025)]
    bring_in(workbook(rows, members), by=officer)
    again = bring_in(workbook(rows, members), by=officer)
    assert again.counts["households"]["unchanged"] == again.counts["members"]["unchanged"] == 2


def test_members_of_an_older_year_than_their_new_household_go_in(officer):
    rows = [member(年度=2025), member(年度=2026, 姓名="新"),
            member(年度=2025, 证件号码=id_number(order="13"))]  # fmt: skip
    batch = bring_in(workbook([household(年度=2026)], rows), by=officer)
    assert (batch.counts["members"]["created"], batch.counts["members"]["updated"]) == (2, 1)
    found = Member.objects.order_by("facts_year").values_list("name", "facts_year")
    assert list(found) == [("张三", 2025), ("新", 2026)]


def test_a_member_without_year_takes_the_one_of_the_household_row(officer):
    bring_in(workbook([household(年度=2025)], [member()]), by=officer)
    assert Member.objects.get().facts_year == 2025


def test_a_member_alone_takes_the_year_of_the_registry(officer):
    factories.household(code="1301310001", facts_year=2024)
    bring_in(workbook([member()]), by=officer)
    assert Member.objects.get().facts_year == 2024


def test_the_year_of_the_school_stage_is_that_of_the_row_that_gave_it(officer):
    bring_in(workbook([household(年度=2025)], [member(在校生状况="小学")]), by=officer)
    bring_in(workbook([household(年度=2026)], [member()]), by=officer)
    kept = Member.objects.get()
    assert (kept.school_stage, kept.school_year, kept.facts_year) == ("小学", 2025, 2026)

    bring_in(workbook([household(年度=2026)], [member(在校生状况="")]), by=officer)
    cleared = Member.objects.get()
    assert (cleared.school_stage, cleared.school_year) == (None, 2026)


def test_the_school_year_in_one_batch_of_two_files(officer):
    older = workbook([household(年度=2025)], [member(在校生状况="小学")], name="a.xlsx")
    newer = workbook([household(年度=2026)], [member()], name="b.xlsx")
    bring_in(newer, older, by=officer)
    kept = Member.objects.get()
    assert (kept.school_stage, kept.school_year, kept.facts_year) == ("小学", 2025, 2026)


def test_the_id_number_tells_what_the_file_leaves_out(officer):
    number = id_number("19800517", "13") + "42"
    bring_in(workbook([household()], [member(证件号码=number, 性别="")]), by=officer)
    found = Member.objects.get()
    assert (str(found.birth_date), found.sex, found.id_kind) == ("1980-05-17", "男", "残疾人证")
    assert (found.disability_type, found.disability_grade) == ("肢体", "二级")


def test_a_certificate_and_an_id_card_are_one_person(officer):
    bring_in(workbook([household()], [member()]), by=officer)
    batch = bring_in(workbook([member(证件号码=id_number() + "42")]), by=officer)
    assert batch.counts["members"]["updated"] == 1
    assert Member.objects.get().id_kind == "残疾人证"


def test_a_number_learned_later_joins_the_person_known_by_code(officer):
    bring_in(workbook([household()], [member(证件号码="", 人口编号="P1")]), by=officer)
    bring_in(workbook([member(人口编号="P1")]), by=officer)
    assert Member.objects.get().id_number_hash is not None


def test_members_move_with_their_household(officer):
    bring_in(workbook([household()], [member()]), by=officer)
    bring_in(workbook([household(行政区划代码="130131100002")]), by=officer)
    assert Member.objects.get().division_id == "130131100002"


def test_a_registry_changed_meanwhile_is_judged_again(officer):
    batch = check(workbook([household()], [member()]), by=officer)
    elsewhere = factories.household(code="77")
    factories.member(elsewhere, id_number=id_number())

    actions.apply(batch, by=officer)

    assert errors(batch) == [(4, "证件号码", "person-elsewhere")]
    assert batch.counts["members"]["refused"] == 1
    assert Household.objects.filter(code="1301310001").exists()
