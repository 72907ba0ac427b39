"""The invented census: repeatable, plausible, and with some households of every worry."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from python_calamine import CalamineWorkbook

from accounts.models import Division
from monitoring.registry.invented.people import check_digit
from monitoring.registry.invented.workbook import census
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")


def rows(households=400, seed=7, year=2026, division=factories.PINGSHAN):
    area = Division.objects.get(code=division)
    return list(census(area, households, seed, year))


def members(**arguments):
    return [member for _, people in rows(**arguments) for member in people]


def test_the_same_seed_gives_the_same_cells_and_another_seed_other_people():
    assert rows(seed=7) == rows(seed=7)
    numbers = {member["证件号码"][:18] for member in members(seed=7)}
    assert numbers.isdisjoint(member["证件号码"][:18] for member in members(seed=8))


def test_another_year_has_the_same_people_and_new_statements():
    now, before = rows(year=2026), rows(year=2025)
    assert [h["户编号"] for h, _ in now] == [h["户编号"] for h, _ in before]
    born = {member["证件号码"][:18] for _, people in before for member in people}
    assert born == {member["证件号码"][:18] for _, people in now for member in people}
    assert all(a["转移性收入"] != b["转移性收入"] or a["合规自付支出"] != b["合规自付支出"]
               for (a, _), (b, _) in zip(now, before, strict=True)
               if "合规自付支出" in a and "合规自付支出" in b)  # fmt: skip


def test_id_numbers_are_unique_valid_and_agree_with_sex_and_birth():
    people = members(households=2000)
    numbers = [member["证件号码"][:18] for member in people]
    assert len(set(numbers)) == len(numbers)
    for member, number in zip(people, numbers, strict=True):
        assert number[:6] == "130131"
        assert number[17] == check_digit(number[:17])
        assert number[6:14] == member["出生日期"].replace("-", "")
        assert member["性别"] == ("男" if int(number[16]) % 2 else "女")


def test_a_check_digit_known_from_elsewhere():
    assert check_digit("11010519491231002") == "X"  # the example of GB 11643


def test_every_household_has_one_head_and_spouses_of_the_other_sex():
    for household, people in rows():
        relations = Counter(member["与户主关系"] for member in people)
        sexes = {member["与户主关系"]: member["性别"] for member in people}
        assert relations["户主"] == 1
        assert relations["配偶"] <= 1
        assert sexes.get("配偶") != sexes["户主"]
        assert household["家庭人口数"] == len(people)


def test_parents_are_older_and_children_younger_than_the_head():
    for _, people in rows():
        born = {m["与户主关系"]: int(m["出生日期"][:4]) for m in people}
        for relation, year in born.items():
            if relation in ("之父", "之母"):
                assert year < born["户主"] - 15
            if relation in ("之子", "之女"):
                assert year > born["户主"] + 15


def test_either_a_school_stage_or_an_education_is_filled():
    for member in members():
        assert ("在校生状况" in member) != ("文化程度" in member)


def test_a_few_percent_earn_less_than_the_line_and_parts_do_not_exceed_the_transfers():
    households = [h for h, _ in rows(households=4000)]
    known = [h["人均纯收入"] for h in households if "人均纯收入" in h]
    assert 0.005 < sum(income < 8300 for income in known) / len(known) < 0.05
    parts = ("低保金", "五保金/特困供养金", "养老保险金", "生态补偿金", "其他转移性收入")
    for household in households:
        assert sum(household[part] for part in parts) <= household["转移性收入"] + 0.005


def test_villages_are_real_villages_of_the_division():
    township = Division.objects.get(code=factories.PINGSHAN_TOWN)
    names = set(township.children.values_list("name", flat=True))
    villages = {h["村"] for h, _ in rows(division=factories.PINGSHAN_TOWN)}
    assert villages <= names
    assert len(villages) > 5
    assert not any("社区" in village for village in villages)


def test_the_command_writes_the_national_layout(tmp_path):
    path = tmp_path / "census.xlsx"
    call_command("make_census", str(path), "--division=130131", "--households=12", "--seed=3")
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["户信息", "家庭成员信息"]
    households = book.get_sheet_by_name("户信息").to_python()
    assert "户编号" in households[2]
    assert len(households) == 3 + 12
    code = households[3][households[2].index("户编号")]
    assert isinstance(code, str)


def test_an_unknown_division_is_refused(tmp_path):
    with pytest.raises(CommandError, match="没有代码为“990000”的行政区划"):
        call_command(
            "make_census",
            str(tmp_path / "x.xlsx"),
            "--division=990000",
            "--households=1",
            "--seed=1",
        )
