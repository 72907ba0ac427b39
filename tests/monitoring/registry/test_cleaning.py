"""Cells as they come, and what they mean."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.registry import choices, cleaning, findings, quantities
from monitoring.registry.findings import Problem


@pytest.mark.parametrize(
    ("clean", "raw", "value"),
    [
        (cleaning.text, "１３０　Ａ\nb ", "130Ab"),
        (cleaning.text, 1301310001.0, "1301310001"),
        (cleaning.sentence, " 石家庄（某）\n公司 ", "石家庄（某） 公司"),
        (cleaning.sentence, "=1+1", "=1+1"),
        (cleaning.digits, "'0012", "0012"),
        (quantities.money, "12,000.00", Decimal("12000.00")),
        (quantities.money, "1.2万", Decimal("12000.00")),
        (quantities.money, "１２００．５元", Decimal("1200.50")),
        (quantities.money, 1.005, Decimal("1.01")),
        (quantities.money, 0.1 + 0.2, Decimal("0.30")),
        (quantities.money, -0.001, Decimal("0.00")),
        (quantities.money, "", None),
        (quantities.signed_money, "-12.345", Decimal("-12.35")),
        (quantities.area, "3.5亩", Decimal("3.50")),
        (quantities.count, "4人", 4),
        (quantities.months, 12.0, 12),
        (quantities.year, "2026年度", 2026),
        (quantities.year, 2026.0, 2026),
        (quantities.birth_date, "1956-03-12", date(1956, 3, 12)),
        (quantities.birth_date, "19560312", date(1956, 3, 12)),
        (quantities.birth_date, 19560312.0, date(1956, 3, 12)),
        (quantities.birth_date, "1956.3.12", date(1956, 3, 12)),
        (quantities.birth_date, "1956年3月12日", date(1956, 3, 12)),
        (quantities.birth_date, "1956/3/12 00:00:00", date(1956, 3, 12)),
        (quantities.birth_date, datetime(1956, 3, 12, 8), date(1956, 3, 12)),  # noqa: DTZ001
        (quantities.birth_date, 20526.0, date(1956, 3, 12)),
        (quantities.birth_date, "20526", date(1956, 3, 12)),
        (quantities.month, "2021年5月", "202105"),
        (quantities.month, 202105.0, "202105"),
        (quantities.month, date(2021, 5, 3), "202105"),
        (quantities.month, "2021-05", "202105"),
        (cleaning.yes_no, "√", True),
        (cleaning.yes_no, 1.0, True),
        (cleaning.yes_no, "0", False),
        (cleaning.yes_no, " 否 ", False),
        (cleaning.yes_no, None, None),
        (cleaning.health, "残疾，长期慢性病", ["长期慢性病", "残疾"]),
        (cleaning.health, "患有大病;残疾", ["患有大病", "残疾"]),
        (cleaning.ethnicity, "汉", "汉族"),
        (cleaning.phone, 13800138000.0, "13800138000"),
    ],
)
def test_a_cell_becomes_its_value(clean, raw, value):
    assert clean(raw) == value


@pytest.mark.parametrize("raw", ["A级", "Ａ", "A", " a "])
def test_a_house_grade_in_any_writing(raw):
    assert cleaning.graded(choices.HouseGrade, "abcd")(raw) == "A"


@pytest.mark.parametrize("raw", ["1", 1.0, "一级", "一", "1级", "１"])
def test_a_disability_grade_in_any_writing(raw):
    assert cleaning.graded(choices.DisabilityGrade, "1234")(raw) == "一级"


@pytest.mark.parametrize(
    ("clean", "raw", "rule"),
    [
        (quantities.money, "约三千", findings.NUMBER_UNREADABLE),
        (quantities.money, "1,2,3", findings.NUMBER_UNREADABLE),
        (quantities.money, "=SUM(A1:A3)", findings.NUMBER_UNREADABLE),
        (quantities.money, True, findings.NUMBER_UNREADABLE),
        (quantities.money, float("nan"), findings.NUMBER_UNREADABLE),
        (quantities.money, 1e15, findings.NUMBER_UNREADABLE),
        (quantities.money, -5.0, findings.NUMBER_NEGATIVE),
        (quantities.count, 3.5, findings.NUMBER_UNREADABLE),
        (quantities.months, 13, findings.MONTHS_RANGE),
        (quantities.months, -1, findings.MONTHS_RANGE),
        (quantities.year, 1999, findings.YEAR_RANGE),
        (quantities.year, "2099", findings.YEAR_RANGE),
        (quantities.year, "今年", findings.NUMBER_UNREADABLE),
        (quantities.birth_date, "1956-02-30", findings.DATE_IMPOSSIBLE),
        (quantities.birth_date, "1956年", findings.DATE_IMPOSSIBLE),
        (quantities.birth_date, 1956.0, findings.DATE_IMPOSSIBLE),
        (quantities.birth_date, "2099-01-01", findings.BIRTH_FUTURE),
        (quantities.month, "202113", findings.DATE_IMPOSSIBLE),
        (cleaning.yes_no, "有", findings.NOT_IN_LIST),
        (cleaning.health, "健康、感冒", findings.NOT_IN_LIST),
    ],
)
def test_a_cell_that_cannot_be_right_is_refused(clean, raw, rule):
    with pytest.raises(Problem) as caught:
        clean(raw)
    assert caught.value.rule is rule


def test_part_of_a_month_counts_as_one_with_a_warning():
    with pytest.raises(Problem) as caught:
        quantities.months(0.5)
    assert (caught.value.rule, caught.value.value) == (findings.MONTHS_ROUNDED, 1)


@given(st.decimals(0, 10**11, places=2))
def test_money_reads_what_is_written_with_separators(amount):
    assert quantities.money(f"{amount:,}") == amount


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
def test_a_date_is_the_same_in_every_writing(day):
    serial = (day - date(1899, 12, 30)).days
    written = [day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"]
    if not 1900 <= serial <= 2100:  # such a number is taken for a year
        written.append(serial)
    assert {quantities.birth_date(raw) for raw in written} == {day}
