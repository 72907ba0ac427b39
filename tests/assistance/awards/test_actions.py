"""Giving a measure and ending it: once at a time, to whom it is meant for, where one may."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.models import AuditEvent
from assistance.awards import actions
from assistance.awards.models import Award
from assistance.catalogue.models import Measure
from monitoring.cases.casework import following
from tests import factories

pytestmark = pytest.mark.django_db
START, END = date(2026, 1, 1), date(2026, 12, 31)


def _measure(code: str) -> Measure:
    return Measure.objects.get(code=code)


def _award(code: str = "small-credit", **fields: Any) -> Award:
    given: dict[str, Any] = {
        "by": factories.user("township", factories.PINGSHAN_TOWN),
        "starts_on": START,
        "ends_on": END,
        "origin": Award.Origin.APPLICATION,
    }
    household = fields.pop("household", None) or factories.household()
    return actions.award(_measure(code), household, **(given | fields))


def test_a_measure_is_given_with_its_line_in_the_audit() -> None:
    given = _award()
    event = AuditEvent.objects.get(event="assistance.awarded")
    assert event.detail == {"measure": "small-credit", "award": given.pk}
    assert Award.objects.on(END).get() == given
    assert not Award.objects.on(date(2027, 1, 1)).exists()


def test_the_same_measure_is_not_given_twice_in_the_same_days() -> None:
    given = _award()
    with pytest.raises(ValidationError, match="已在享受"):
        _award(household=given.household, starts_on=END, ends_on=None)
    assert Award.objects.get() == given
    _award(household=given.household, starts_on=date(2027, 1, 1), ends_on=None)
    assert Award.objects.count() == 2


def test_the_database_itself_refuses_what_overlaps() -> None:
    given = _award()
    given.pk = None
    given.starts_on = date(2026, 6, 1)
    with pytest.raises(IntegrityError, match="award_once_at_a_time"), transaction.atomic():
        given.save(force_insert=True)


def test_two_people_of_a_household_may_have_the_same_measure() -> None:
    household = factories.household()
    for _ in range(2):
        _award("minimum-living", household=household, member=factories.member(household))
    assert Award.objects.count() == 2


@pytest.mark.parametrize(("code", "whose"), [("minimum-living", None), ("small-credit", "own"),
                                             ("minimum-living", "stranger")])  # fmt: skip
def test_a_measure_goes_to_whom_it_is_meant_for(code: str, whose: str | None) -> None:
    household = factories.household()
    people = {"own": household, "stranger": factories.household()}
    member = factories.member(people[whose]) if whose else None
    with pytest.raises(ValidationError):
        _award(code, household=household, member=member)
    assert not Award.objects.exists()


def test_who_may_not_award_there_is_refused() -> None:
    for by in (
        factories.user("village", factories.VILLAGE),
        factories.user("township", "130129100000"),
    ):
        with pytest.raises(PermissionDenied):
            _award(by=by)
    assert not Award.objects.exists()


def test_an_award_is_ended_once_with_its_reason() -> None:
    given = _award()
    by = factories.user("county", factories.PINGSHAN)
    ended = actions.end(given, by=by, on=date(2026, 6, 30), reason="已还清")
    assert (ended.ends_on, ended.end_reason) == (date(2026, 6, 30), "已还清")
    with pytest.raises(ValidationError, match="2026-06-30"):
        actions.end(given, by=by, on=date(2026, 7, 1), reason="再次")
    assert AuditEvent.objects.filter(event="assistance.award_ended").count() == 1


def test_nothing_ends_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="早于"):
        _award(ends_on=date(2025, 12, 31))
    given = _award()
    with pytest.raises(ValidationError, match="早于"):
        actions.end(given, by=factories.user("county", factories.PINGSHAN), on=date(2025, 1, 1),
                    reason="录错")  # fmt: skip


def test_awards_move_with_their_household() -> None:

    given = _award()
    given.household.division_id = factories.OTHER_VILLAGE
    given.household.save()
    following.follow(factories.source(), [given.household_id])
    given.refresh_from_db()
    assert given.division_id == factories.OTHER_VILLAGE
