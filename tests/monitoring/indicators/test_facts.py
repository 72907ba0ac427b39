"""Each value of a household is shown with its day and where it came from."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from monitoring.exchange.models import Batch
from monitoring.indicators.catalogue import INDICATORS
from monitoring.indicators.facts import Fact, facts
from monitoring.indicators.refresh import refresh
from monitoring.registry.models import Change, Source
from tests import factories

pytestmark = pytest.mark.django_db


def on(day: date, **fields) -> Source:
    at = datetime(day.year, day.month, day.day, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
    return factories.source(at=at, **fields)


def known(household) -> dict[str, Fact]:
    refresh(as_of=timezone.localdate())
    return {fact.code: fact for fact in facts(household)}


@pytest.fixture
def year():
    return timezone.localdate().year


def test_it_works(year):
    home = factories.household()
    factories.member(home)
    factories.statement(home, year, people=7)
    found = known(home)
    assert found.keys() == INDICATORS.keys()
    assert (found["net_income"].value, found["net_income"].unit) == (Decimal("36000.00"), "元")
    assert found["net_income_pc"].value == Decimal("5142.85")


def test_a_household_outside_the_wide_table_has_none():
    assert facts(factories.household()) == []


def test_a_value_short_of_the_line_by_less_than_a_cent_does_not_read_like_it(year):
    home = factories.household()
    factories.statement(home, year, people=3, wage_income="18899.99")
    assert known(home)["net_income_pc"].value == Decimal("8299.99")


def test_the_source_is_the_statement_and_the_import_that_brought_it(year):
    batch = Batch.objects.create(by=factories.user(), division_code=factories.PINGSHAN)
    act = on(date(2026, 3, 1), kind=Source.Kind.BATCH, batch=batch)
    home = factories.household()
    factories.statement(home, year, source=act)
    fact = known(home)["wage_income"]
    assert fact.source == f"{year}年度收支，导入批次 {batch.pk}"
    assert (fact.day, fact.given) == (date(2026, 3, 1), act)


def test_the_year_before_is_named(year):
    home = factories.household()
    factories.statement(home, year)
    factories.statement(home, year - 1)
    assert known(home)["net_income_pc_before"].year == year - 1


def test_a_later_change_of_the_value_is_its_source():
    home = factories.household()
    conditions = factories.conditions(home, safe_water=False, house_grade="A")
    editor = factories.user(full_name="王小明")
    act = on(date(2026, 5, 2), by=editor)
    Change.objects.create(
        source=act, household_id=home.pk, entity="conditions", entity_id=conditions.pk,
        field="safe_water", old=True, new=False,
    )  # fmt: skip
    found = known(home)
    assert found["unsafe_water"].given == act
    assert found["unsafe_water"].source == "生产生活条件，王小明手工修改"
    assert found["unsafe_house"].given == home.source


def test_members_who_are_the_reason_are_named():
    home = factories.household()
    later = on(date(2026, 6, 1))
    factories.member(home, name="张三", health=["健康"], source=later)
    ill = factories.member(home, name="李四", health=["患有大病"])
    fact = known(home)["serious_illness"]
    assert (fact.members, fact.given) == (("李四",), ill.source)


def test_nobody_is_named_where_all_are_alike():
    home = factories.household()
    factories.member(home, health=["健康"])
    factories.member(home, health=["健康"])
    assert known(home)["serious_illness"].members == ()


def test_a_missing_answer_names_whose_it_is():
    home = factories.household()
    factories.member(home, name="张三", birth_date=date(1950, 1, 1))
    factories.member(home, name="李四", birth_date=None)
    assert known(home)["all_elderly"].members == ("李四",)


def test_it_takes_as_many_queries_for_a_large_household(django_assert_num_queries, year):
    home = factories.household()
    for _ in range(6):
        factories.member(home)
    for each in range(year - 4, year + 1):
        factories.statement(home, each)
    refresh(as_of=timezone.localdate())
    with django_assert_num_queries(6):
        facts(home)
