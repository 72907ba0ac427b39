"""Which criteria and values hold on a day."""

from datetime import date
from decimal import Decimal

import pytest

from monitoring.criteria import packs
from monitoring.criteria.models import Criterion, Pack, ParameterValue, Version
from tests.factories import PINGSHAN, VILLAGE, ZANHUANG

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def a_version(number=2, county=None, valid_from=date(2026, 1, 1), state="released"):
    return Version.objects.create(
        pack=Pack.objects.get(), number=number, county_id=county, valid_from=valid_from, state=state
    )


def test_the_pack_is_in_force_after_migrate():
    version = packs.in_force(TODAY)
    assert (version.number, version.state, version.criteria.count()) == (1, "released", 27)
    assert version.criteria.get(code="elderly-alone").effect == Criterion.Effect.VISIT


def test_installing_again_changes_nothing():
    ParameterValue.objects.filter(parameter="rural_income_last_year").delete()
    packs.install()
    assert (Pack.objects.count(), Version.objects.count()) == (1, 1)
    assert not ParameterValue.objects.filter(parameter="rural_income_last_year").exists()


def test_nothing_is_in_force_before_the_pack_begins():
    with pytest.raises(Version.DoesNotExist):
        packs.in_force(date(2020, 2, 29))
    assert packs.parameters_in_force(date(2020, 2, 29)) == {}


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2020, 3, 1), 5000),
        (date(2022, 3, 31), 5000),
        (date(2022, 4, 1), 7300),
        (date(2022, 12, 31), 7300),
        (date(2023, 1, 1), 8300),
        (TODAY, 8300),
    ],
)
def test_the_value_of_the_day_is_used(day, line):
    assert packs.parameters_in_force(day)["monitoring_line"].value == line


def test_a_value_is_stale_after_12_months_until_confirmed():
    def stale(day):
        return packs.parameters_in_force(day)["monitoring_line"].stale

    assert (stale(date(2024, 1, 1)), stale(date(2024, 1, 2))) == (False, True)
    ParameterValue.objects.filter(valid_from="2023-01-01", parameter="monitoring_line").update(
        confirmed_on=date(2026, 11, 1)
    )
    assert not stale(TODAY)


def test_a_county_uses_its_own_before_the_common_ones(divisions):
    own = a_version(county=PINGSHAN)
    ParameterValue.objects.create(
        parameter="monitoring_line", county_id=PINGSHAN, value=9000, valid_from=date(2025, 1, 1)
    )
    assert packs.in_force(TODAY, VILLAGE) == packs.in_force(TODAY, PINGSHAN) == own
    assert packs.in_force(TODAY, ZANHUANG).number == packs.in_force(TODAY).number == 1
    assert packs.parameters_in_force(TODAY, VILLAGE)["monitoring_line"].value == Decimal(9000)
    assert packs.parameters_in_force(TODAY, ZANHUANG)["monitoring_line"].value == Decimal(8300)
    assert packs.overriding_counties(TODAY) == [PINGSHAN]


def test_drafts_and_later_versions_are_not_in_force():
    a_version(2, state="draft")
    a_version(3, valid_from=date(2027, 1, 1))
    assert packs.in_force(TODAY).number == 1
    assert packs.in_force(date(2027, 1, 1)).number == 3


def test_one_parameter_on_many_days_and_places_is_what_each_day_says(divisions):
    for value, day, county in ((9000, 2021, PINGSHAN), (None, 2024, PINGSHAN), (1, 2023, None)):
        ParameterValue.objects.create(
            parameter="monitoring_line", county_id=county, value=value, valid_from=date(day, 6, 1)
        )
    asked = [(date(y, 6, 1), at) for y in range(2019, 2027) for at in (VILLAGE, ZANHUANG)]
    assert packs.values_in_force("monitoring_line", asked) == {
        (day, at): packs.parameters_in_force(day, at).get("monitoring_line") for day, at in asked
    }
