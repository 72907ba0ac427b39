"""Terms: written by one person, released by a second, and never ended without what follows."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import AuditEvent, Division, User
from assistance.catalogue import actions
from assistance.catalogue.models import Measure, Terms
from monitoring.criteria.grammar import InvalidConditionError
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

DAY = date(2027, 1, 1)


def measure(code: str = "disabled-care") -> Measure:
    return Measure.objects.get(code=code)


def officer(county: str = factories.PINGSHAN) -> User:
    return factories.user("county", county)


def drafted(by: User, code: str = "disabled-care", **values: Any) -> Terms:
    county = Division.objects.get(code=factories.PINGSHAN)
    return actions.draft(measure(code), by=by, valid_from=DAY, county=county, **values)


def released(code: str = "disabled-care", **values: Any) -> Terms:
    writer = officer()
    terms = drafted(writer, code, **values)
    actions.submit(terms, by=writer)
    actions.release(terms, by=officer())
    terms.refresh_from_db()
    return terms


def in_force(code: str, day: date = DAY) -> Terms:
    return Terms.objects.in_force(day, factories.VILLAGE).get(measure__code=code)


def test_a_draft_is_a_copy_that_holds_only_once_a_second_person_releases_it() -> None:
    writer = officer()
    terms = drafted(writer, document="平政〔2026〕9号")
    assert (terms.eligibility, terms.rhythm) == (
        {"indicator": "person_severely_disabled"},
        "monthly",
    )
    assert in_force("disabled-care") != terms
    actions.submit(terms, by=writer)
    with pytest.raises(ValidationError, match="起草人不能自己发布，须由另一人发布"):
        actions.release(terms, by=writer)
    actions.release(terms, by=officer())
    assert in_force("disabled-care") == terms
    elsewhere = Terms.objects.in_force(DAY, factories.FAR_VILLAGE)
    assert elsewhere.get(measure__code="disabled-care").county is None
    events = AuditEvent.objects.filter(event__startswith="assistance.terms")
    assert [each.event for each in events.order_by("pk")] == [
        "assistance.terms_drafted", "assistance.terms_submitted", "assistance.terms_released",
    ]  # fmt: skip


def test_what_is_returned_may_be_changed_and_handed_in_again() -> None:
    writer = officer()
    terms = drafted(writer)
    actions.submit(terms, by=writer)
    with pytest.raises(ValidationError, match="不能再由您修改"):
        actions.change(terms, by=writer, document="别的文件")
    actions.return_for_changes(terms, by=officer(), note="补文号")
    actions.change(terms, by=writer, document="平政〔2026〕9号")
    actions.submit(terms, by=writer)
    terms.refresh_from_db()
    assert (terms.state, terms.document) == ("submitted", "平政〔2026〕9号")


def test_terms_of_a_household_ask_nothing_of_one_person() -> None:
    with pytest.raises(InvalidConditionError, match="个人情况"):
        drafted(officer(), "safe-water", eligibility={"indicator": "person_disabled"})
    assert not Terms.objects.filter(state="draft").exists()


def test_an_officer_writes_for_the_own_county_only() -> None:
    with pytest.raises(PermissionDenied):
        drafted(officer(factories.ZANHUANG))


def test_terms_end_only_where_another_measure_is_in_force_from_the_next_day_on() -> None:
    terms, last = released(), date(2027, 6, 30)
    later = measure("disabled-living")
    Terms.objects.filter(measure=later).update(valid_from=date(2027, 7, 2))
    with pytest.raises(ValidationError, match="次日没有生效"):
        actions.end(terms, by=officer(), on=last, successor=later)
    Terms.objects.filter(measure=later).update(valid_from=date(2027, 7, 1))
    actions.end(terms, by=officer(), on=last, successor=later)
    assert in_force("disabled-care", last) == terms
    codes = Terms.objects.in_force(date(2027, 7, 1), factories.VILLAGE).values_list("measure__code")
    assert ("disabled-care",) not in codes
    assert ("disabled-living",) in codes


def test_a_measure_does_not_follow_itself() -> None:
    terms = released()
    with pytest.raises(ValidationError, match="次日没有生效"):
        actions.end(terms, by=officer(), on=date(2027, 6, 30), successor=terms.measure)
