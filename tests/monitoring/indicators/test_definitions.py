"""Each edge that the policy pack writes down, one line each. Y is the school year of the day."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from monitoring.indicators.models import HouseholdIndicators
from monitoring.indicators.refresh import refresh
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)  # Y = 2026
YES, NO, MISSING = True, False, None


def of(household: Any, code: str, day: date = TODAY) -> Any:
    refresh(as_of=day)
    return HouseholdIndicators.objects.values_list(code, flat=True).get(household=household)


def of_member(code: str, day: date = TODAY, **fields: Any) -> Any:
    home = factories.household()
    factories.member(home, **fields)
    return of(home, code, day)


OUT = {"school_stage": "非在校生", "school_year": 2026, "education": "小学"}
TEN = {"birth_date": date(2016, 5, 1)}


@pytest.mark.parametrize(
    ("verdict", "fields"),
    [
        pytest.param(YES, TEN | OUT, id="out of school at ten"),
        pytest.param(YES, TEN | OUT | {"school_stage": "学前教育"}, id="pre-school is not school"),
        pytest.param(YES, TEN | OUT | {"school_stage": None}, id="blank is not at school"),
        pytest.param(NO, TEN | OUT | {"school_stage": "小学"}, id="at school"),
        pytest.param(NO, TEN | OUT | {"out_of_school_reason": "因病"}, id="ill"),
        pytest.param(NO, TEN | OUT | {"out_of_school_reason": "因残"}, id="disabled"),
        pytest.param(YES, TEN | OUT | {"out_of_school_reason": "务工"}, id="working"),
        pytest.param(YES, TEN | OUT | {"education": None}, id="stage filled, education blank"),
        pytest.param(
            MISSING, TEN | OUT | {"education": None, "school_stage": None}, id="both blank"
        ),
        pytest.param(YES, OUT | {"birth_date": date(2010, 11, 24)}, id="the day before 16"),
        pytest.param(NO, OUT | {"birth_date": date(2010, 11, 23)}, id="the 16th birthday"),
        pytest.param(YES, OUT | {"birth_date": date(2020, 8, 31)}, id="six on 31 August"),
        pytest.param(NO, OUT | {"birth_date": date(2020, 9, 1)}, id="six on 1 September"),
        pytest.param(MISSING, OUT | {"birth_date": None}, id="age unknown"),
        pytest.param(
            NO, OUT | {"birth_date": None, "school_stage": "小学"}, id="age unknown, at school"
        ),
        pytest.param(
            NO, OUT | {"birth_date": None, "education": "高中"}, id="age unknown, past school"
        ),
        pytest.param(
            MISSING, OUT | {"birth_date": None, "education": "初中"}, id="age unknown, junior"
        ),
        pytest.param(NO, TEN | OUT | {"education": "高中"}, id="past with senior school"),
        pytest.param(NO, TEN | OUT | {"education": "大专"}, id="past with college"),
        pytest.param(NO, TEN | OUT | {"education": "本科及以上"}, id="past with a degree"),
        pytest.param(
            NO, OUT | {"birth_date": date(2011, 8, 31), "education": "初中"}, id="junior, 15"
        ),
        pytest.param(
            YES, OUT | {"birth_date": date(2011, 9, 1), "education": "初中"}, id="junior, too early"
        ),
    ],
)
def test_dropout(verdict, fields):
    assert of_member("dropout", **fields) is verdict


@pytest.mark.parametrize(
    ("verdict", "birth_date", "school_year"),
    [
        pytest.param(MISSING, date(2019, 9, 1), 2025, id="first of age, last year's answer"),
        pytest.param(MISSING, date(2020, 8, 31), 2025, id="the youngest of first age"),
        pytest.param(YES, date(2019, 9, 1), None, id="first of age, no row gave an answer"),
        pytest.param(YES, date(2019, 9, 1), 2026, id="first of age, this year's answer"),
        pytest.param(YES, date(2019, 8, 31), 2025, id="of age before, last year's answer"),
    ],
)
def test_dropout_of_first_age(verdict, birth_date, school_year):
    fields = OUT | {"birth_date": birth_date, "school_year": school_year}
    assert of_member("dropout", **fields) is verdict


@pytest.mark.parametrize(
    ("verdict", "day"),
    [
        pytest.param(NO, date(2026, 8, 31), id="Y is 2025 until 31 August"),
        pytest.param(YES, date(2026, 9, 1), id="and 2026 from 1 September"),
    ],
)
def test_the_school_year_starts_on_1_september(verdict, day):
    assert of_member("dropout", day, **OUT, birth_date=date(2020, 8, 31)) is verdict


@pytest.mark.parametrize(
    ("verdict", "code", "fields"),
    [
        (YES, "uninsured", {"resident_insurance": False, "employee_insurance": False}),
        (NO, "uninsured", {"resident_insurance": False, "employee_insurance": True}),
        (NO, "uninsured", {"resident_insurance": True, "employee_insurance": None}),
        (MISSING, "uninsured", {"resident_insurance": False, "employee_insurance": None}),
        (MISSING, "uninsured", {}),
        (YES, "serious_illness", {"health": ["长期慢性病", "患有大病"]}),
        (NO, "serious_illness", {"health": ["残疾"]}),
        (MISSING, "serious_illness", {"health": []}),
        (MISSING, "serious_illness", {"health": None}),
        (YES, "severe_disability", {"disability_grade": "二级", "health": ["健康"]}),
        (NO, "severe_disability", {"disability_grade": "三级", "health": ["残疾"]}),
        (NO, "severe_disability", {"health": ["长期慢性病"]}),
        (MISSING, "severe_disability", {"health": ["长期慢性病", "残疾"]}),
        (MISSING, "severe_disability", {"health": []}),
        (YES, "has_labour", {"labour": "弱劳动力或半劳动力"}),
        (YES, "has_labour", {"labour": "普通劳动力", "birth_date": date(2016, 1, 1)}),
        (NO, "has_labour", {"labour": "丧失劳动力"}),
        (NO, "has_labour", {"labour": None, "birth_date": date(2010, 11, 24)}),
        (MISSING, "has_labour", {"labour": None, "birth_date": date(2010, 11, 23)}),
        (MISSING, "has_labour", {"labour": None, "birth_date": None}),
        (YES, "has_full_labour", {"labour": "技能劳动力", "school_stage": "学龄前儿童"}),
        (NO, "has_full_labour", {"labour": "普通劳动力", "school_stage": "本科一年级"}),
        (NO, "has_full_labour", {"labour": "弱劳动力或半劳动力"}),
        (NO, "has_full_labour", {"labour": None, "school_stage": "小学"}),
        (NO, "has_full_labour", {"labour": None, "birth_date": date(2010, 11, 24)}),
        (MISSING, "has_full_labour", {"labour": None, "school_stage": "非在校生"}),
        (YES, "at_work", {"work_months": 1}),
        (YES, "at_work", {"work_months": None, "public_post_months": 12}),
        (NO, "at_work", {"work_months": 0}),
        (NO, "at_work", {}),
        (YES, "all_covered", {"extreme_poverty_support": True}),
        (NO, "all_covered", {"low_income_allowance": False, "extreme_poverty_support": False}),
        (MISSING, "all_covered", {"low_income_allowance": False}),
        (YES, "all_elderly", {"birth_date": date(1966, 11, 23)}),
        (NO, "all_elderly", {"birth_date": date(1966, 11, 24)}),
        (MISSING, "all_elderly", {"birth_date": None}),
    ],
)
def test_one_member(verdict, code, fields):
    assert of_member(code, **fields) is verdict


@pytest.mark.parametrize(
    ("verdict", "ages"),
    [
        (NO, [date(1980, 1, 1), None]),
        (MISSING, [date(1950, 1, 1), None]),
        (YES, [date(1950, 1, 1), date(1951, 1, 1)]),
    ],
)
def test_every_member(verdict, ages):
    home = factories.household()
    for born in ages:
        factories.member(home, birth_date=born)
    assert of(home, "all_elderly") is verdict


@pytest.mark.parametrize(
    ("verdict", "illnesses"),
    [
        (YES, [["患有大病"], None]),
        (MISSING, [["健康"], None]),
        (NO, [["健康"], ["残疾"]]),
    ],
)
def test_a_member(verdict, illnesses):
    home = factories.household()
    for health in illnesses:
        factories.member(home, health=health)
    assert of(home, "serious_illness") is verdict


def test_who_left_does_not_count():
    home = factories.household()
    factories.member(home, health=["健康"])
    factories.member(home, health=["患有大病"], status="moved_out", left_on=TODAY)
    assert of(home, "serious_illness") is NO


@pytest.mark.parametrize(
    ("expected", "fields"),
    [
        ((YES, NO, NO, YES), {"household_type": "脱贫户"}),
        ((NO, NO, NO, NO), {"household_type": "一般农户", "risk_eliminated": True}),
        ((MISSING, NO, NO, MISSING), {"household_type": None}),
        ((MISSING, YES, NO, YES), {"household_type": None, "monitored_type": "边缘易致贫户"}),
        ((NO, YES, NO, YES), {"monitored_type": "突发严重困难户", "risk_eliminated": False}),
        ((NO, NO, YES, YES), {"monitored_type": "脱贫不稳定户", "risk_eliminated": True}),
    ],
)
def test_who_is_watched(expected, fields):
    home = factories.household(**fields)
    refresh(as_of=TODAY)
    codes = ("ex_poor", "monitored", "eliminated", "watched")
    assert HouseholdIndicators.objects.values_list(*codes).get(household=home) == expected


@pytest.mark.parametrize(
    ("verdict", "dangerous", "grade"),
    [
        (YES, True, "A"), (YES, False, "C"), (YES, None, "D"), (YES, True, None),
        (NO, False, None), (NO, None, "B"), (NO, False, "A"), (MISSING, None, None),
    ],
)  # fmt: skip
def test_unsafe_house(verdict, dangerous, grade):
    home = factories.household()
    factories.conditions(home, dangerous_house=dangerous, house_grade=grade)
    assert of(home, "unsafe_house") is verdict


@pytest.mark.parametrize(("verdict", "safe"), [(YES, False), (NO, True), (MISSING, None)])
def test_unsafe_water(verdict, safe):
    home = factories.household()
    factories.conditions(home, safe_water=safe)
    assert of(home, "unsafe_water") is verdict


@pytest.mark.parametrize(
    ("year", "years", "day"),
    [
        pytest.param(2026, [2024, 2025, 2026], TODAY, id="the newest"),
        pytest.param(2025, [2024, 2025], TODAY, id="last year's at the oldest"),
        pytest.param(None, [2024], TODAY, id="an older one says nothing"),
        pytest.param(2025, [2025, 2026], date(2025, 12, 31), id="not a later year's"),
        pytest.param(2026, [2025, 2026], date(2027, 1, 1), id="the window moves on 1 January"),
    ],
)
def test_which_statement_counts(year, years, day):
    home = factories.household()
    for each in years:
        factories.statement(home, each)
    assert of(home, "statement_year", day) == year


def test_a_statement_at_identification_does_not_count():
    home = factories.household()
    factories.statement(home, kind="identification")
    assert of(home, "net_income") is MISSING


@pytest.mark.parametrize(("people", "given"), [(5, 5), (2, None), (2, 0)])
def test_people_of_the_statement_or_the_members_counted(people, given):
    home = factories.household()
    factories.member(home)
    factories.member(home)
    factories.statement(home, people=given)
    assert of(home, "people") == people


@pytest.mark.parametrize(
    "blank",
    ["wage_income", "business_income", "property_income", "transfer_income", "business_cost"],
)
def test_net_income_is_missing_where_one_of_five_is_blank(blank):
    home = factories.household()
    factories.statement(home, **{blank: None})
    assert of(home, "net_income") is MISSING


@pytest.mark.parametrize(
    ("reference", "claims", "spent"),
    [
        (Decimal("35500.00"), None, "500"),
        (Decimal("37500.00"), "2000", "500"),
        (MISSING, "2000", None),
    ],
)
def test_reference_income(reference, claims, spent):
    home = factories.household()
    factories.statement(home, claims=claims, out_of_pocket=spent)
    assert of(home, "reference_income") == reference


@pytest.mark.parametrize(
    ("income", "people", "years"),
    [
        (Decimal("16000.00"), 4, {2025: 4, 2026: 3}),
        (Decimal("16000.00"), 1, {2025: None, 2026: 3}),
        (MISSING, MISSING, {2024: 4, 2026: 3}),
        (Decimal("16000.00"), 4, {2024: 4, 2025: 3}),
        (MISSING, MISSING, {2024: 4}),
    ],
)
def test_the_year_before_has_its_own_people(income, people, years):
    home = factories.household()
    factories.member(home)
    for year, count in years.items():
        factories.statement(home, year, people=count, wage_income="10000.00")
    refresh(as_of=TODAY)
    row = HouseholdIndicators.objects.values_list("net_income_before", "people_before")
    assert row.get(household=home) == (income, people)
