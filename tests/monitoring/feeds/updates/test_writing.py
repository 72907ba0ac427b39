"""What a feed gives the registry, and where a weaker source only asks."""

import pytest

from accounts.models import Division, Post
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.records import actions
from monitoring.feeds.updates.models import Difference
from monitoring.registry.models import Change, Source
from tests import factories

pytestmark = pytest.mark.django_db

WANG = "130131195603121234"


@pytest.fixture
def wang():
    return factories.member(
        factories.household(), id_number=WANG, resident_insurance=False, employee_insurance=False
    )


def tell(feed: str, **fields) -> str:
    received = actions.receive(
        FEEDS[feed],
        {1: {"id_number": WANG} | fields},
        by=factories.user(Post.Role.DEPARTMENT, factories.PINGSHAN),
        area=Division.objects.get(code=factories.PINGSHAN),
    )
    result = received.results[0]
    assert not result["errors"]
    return str(result["status"])


def enrolment(year: int = 2026, **fields) -> str:
    return tell(
        "insurance-enrolment", year=year, **({"resident": True, "employee": False} | fields)
    )


def test_a_value_is_written_with_the_feed_as_its_source(wang):
    enrolment()
    wang.refresh_from_db()
    assert wang.resident_insurance is True
    change = Change.objects.get(entity_id=wang.pk, field="resident_insurance")
    assert (change.old, change.new) == (False, True)
    assert (change.source.kind, change.source.feed) == (
        Source.Kind.DEPARTMENT, "insurance-enrolment",
    )  # fmt: skip


def test_an_older_fact_never_overwrites_a_newer_one(wang):
    enrolment(2026)
    enrolment(2025, resident=False)
    wang.refresh_from_db()
    assert wang.resident_insurance is True


def test_of_two_people_who_tell_of_one_house_the_newer_fact_holds(wang):
    factories.member(wang.household, id_number="130131198005170013")
    tell("housing-appraisals", appraised_on="2026-04-12", grade="D")
    older = {"appraised_on": "2025-04-12", "grade": "A", "id_number": "130131198005170013"}
    tell("housing-appraisals", **older)
    assert wang.household.conditions.house_grade == "D"


def test_a_weaker_source_opens_a_difference_instead(wang):
    enrolment()
    tell("poverty-census", year=2020, insured=False)
    wang.refresh_from_db()
    assert wang.resident_insurance is True
    difference = Difference.objects.get()
    assert (difference.field, difference.told, difference.state) == (
        "resident_insurance", False, "open",
    )  # fmt: skip


def test_the_baseline_fills_what_nobody_said(wang):
    tell("poverty-census", year=2020, house_safe=True, water_safe=True)
    wang.household.refresh_from_db()
    assert wang.household.conditions.safe_water is True
    assert wang.household.conditions.dangerous_house is False
    assert not Difference.objects.exists()


def test_a_difference_closes_when_the_sources_agree(wang, django_capture_on_commit_callbacks):
    enrolment()
    tell("poverty-census", year=2020, insured=False)
    with django_capture_on_commit_callbacks(execute=True):
        enrolment(2026, resident=False)
    assert Difference.objects.get().state == "agreed"


def test_a_difference_closes_when_its_own_source_takes_it_back(wang):
    enrolment()
    tell("poverty-census", year=2020, insured=False)
    tell("poverty-census", year=2021, insured=True)
    assert Difference.objects.get().state == "agreed"


def test_a_difference_stays_while_another_source_repeats_what_is_known(
    wang, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        enrolment(2025)
        tell("poverty-census", year=2020, insured=False)
        enrolment(2026)
    assert Difference.objects.get().state == "open"


def test_a_death_is_asked_about_and_not_written(wang):
    tell("household-changes", happened_on="2026-08-01", change="死亡")
    wang.refresh_from_db()
    assert wang.status == "active"
    assert Difference.objects.get().told == "deceased"


def test_leaving_one_roll_does_not_touch_the_other(wang):
    tell("assistance-rolls", month="2026-09", roll="低保", status="在册")
    tell("assistance-rolls", month="2026-10", roll="特困", status="退出")
    wang.refresh_from_db()
    assert (wang.low_income_allowance, wang.extreme_poverty_support) == (True, False)
