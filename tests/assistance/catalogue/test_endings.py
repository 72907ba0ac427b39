"""No measure ends before its successor is in force, and two persons end it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import AuditEvent, Division, User
from assistance.catalogue import actions, ending_actions
from assistance.catalogue.models import Ending, Measure, Terms
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

LAST, NEXT = date(2027, 6, 30), date(2027, 7, 1)
CARE, LIVING = "disabled-care", "disabled-living"


def officer(county: str = factories.PINGSHAN) -> User:
    return factories.user("county", county)


def measure(code: str) -> Measure:
    return Measure.objects.get(code=code)


def released(code: str = CARE, valid_from: date = date(2027, 1, 1)) -> Terms:
    writer, county = officer(), Division.objects.get(code=factories.PINGSHAN)
    terms = actions.draft(measure(code), by=writer, valid_from=valid_from, county=county)
    actions.submit(terms, by=writer)
    actions.release(terms, by=officer())
    return terms


def proposed(terms: Terms, by: User, **values: Any) -> Ending:
    said: dict[str, Any] = {"on": LAST, "successor": measure(LIVING)} | values
    return ending_actions.propose(terms, by=by, **said)


def in_force(day: date) -> set[str]:
    terms = Terms.objects.in_force(day, factories.VILLAGE)
    return set(terms.values_list("measure__code", flat=True))


def test_it_ends_once_a_second_person_has_released_the_end() -> None:
    terms, asker = released(), officer()
    ending = proposed(terms, asker)
    assert CARE in in_force(NEXT)
    with pytest.raises(ValidationError, match="须由另一人发布"):
        ending_actions.release(ending, by=asker)
    ending_actions.release(ending, by=officer())
    assert CARE in in_force(LAST)
    assert CARE not in in_force(NEXT)
    assert LIVING in in_force(NEXT)
    event = AuditEvent.objects.get(event="assistance.terms_ended")
    assert event.detail == {"measure": CARE, "on": "2027-06-30", "successor": LIVING}


def test_what_the_successor_lacks_is_said() -> None:
    terms = released()
    Terms.objects.filter(measure__code=LIVING).update(valid_from=date(2027, 7, 2))
    with pytest.raises(ValidationError, match="2027-07-02起才生效"):
        proposed(terms, officer())
    Terms.objects.filter(measure__code=LIVING).update(state="submitted")
    with pytest.raises(ValidationError, match="待发布"):
        proposed(terms, officer())
    Terms.objects.filter(measure__code=LIVING).delete()
    with pytest.raises(ValidationError, match="没有适用"):
        proposed(terms, officer())
    with pytest.raises(ValidationError, match="不能由自己接续"):
        proposed(terms, officer(), successor=terms.measure)
    with pytest.raises(ValidationError, match="不能早于今天"):
        proposed(terms, officer(), on=date(2020, 1, 1))
    assert not Ending.objects.exists()


def test_a_successor_that_ends_meanwhile_is_none() -> None:
    terms = released()
    ending = proposed(terms, officer())
    Terms.objects.filter(measure__code=LIVING).update(
        valid_to=date(2027, 3, 1), successor=measure("temporary-aid")
    )
    with pytest.raises(ValidationError, match="没有适用"):
        ending_actions.release(ending, by=officer())
    terms.refresh_from_db()
    assert terms.valid_to is None


def test_it_is_asked_for_once_and_can_be_returned() -> None:
    terms = released()
    ending = proposed(terms, officer())
    with pytest.raises(ValidationError, match="已提出或已决定"):
        proposed(terms, officer())
    ending_actions.give_back(ending, by=officer())
    proposed(terms, officer())


def test_the_end_is_taken_back_until_its_last_day_has_passed() -> None:
    terms = released()
    ending = proposed(terms, officer())
    ending_actions.release(ending, by=officer())
    ending_actions.undo(ending, by=officer())
    assert CARE in in_force(NEXT)
    again = proposed(terms, officer())
    ending_actions.release(again, by=officer())
    Ending.objects.filter(pk=again.pk).update(on=date(2026, 1, 1))
    again.refresh_from_db()
    with pytest.raises(ValidationError, match="最后一天已过"):
        ending_actions.undo(again, by=officer())


def test_nobody_ends_the_terms_of_another_county_or_of_all() -> None:
    with pytest.raises(PermissionDenied):
        proposed(released(), officer(factories.ZANHUANG))
    common = Terms.objects.get(measure__code="toilet")
    with pytest.raises(PermissionDenied):
        proposed(common, officer())
