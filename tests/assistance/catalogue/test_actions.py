"""Measures and terms: written by one person, released by a second."""

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


ABOUT = {"name": "县级防返贫基金救助", "category": "综合保障", "per": "household"}
FIRST = {
    "valid_from": DAY, "document": "平政〔2026〕9号", "paying_department": "农业农村局",
    "amount_rule": "calculated", "rhythm": "once", "ends_with": "done",
}  # fmt: skip


def created(by: User, **about: Any) -> Terms:
    county = Division.objects.get(code=factories.PINGSHAN)
    return actions.create(ABOUT | about, by=by, county=county, **FIRST)


def test_a_county_thinks_of_a_measure_that_holds_once_its_terms_are_released() -> None:
    writer = officer()
    terms = created(writer)
    assert terms.measure.county_id == factories.PINGSHAN
    here = Terms.objects.in_force(DAY, factories.VILLAGE)
    assert not here.filter(measure=terms.measure).exists()
    actions.submit(terms, by=writer)
    actions.release(terms, by=officer())
    assert here.filter(measure=terms.measure).exists()
    with pytest.raises(ValidationError, match="只在平山县"):
        actions.draft(
            terms.measure, by=officer(factories.ZANHUANG), valid_from=DAY,
            county=Division.objects.get(code=factories.ZANHUANG),
        )  # fmt: skip


def test_no_two_measures_of_a_place_bear_one_name_and_a_county_makes_none_for_all() -> None:
    created(officer())
    with pytest.raises(ValidationError, match="已有同名"):
        created(officer())
    with pytest.raises(ValidationError, match="已有同名"):  # one that is given everywhere
        created(officer(), name="消费帮扶")
    with pytest.raises(PermissionDenied):
        actions.create(ABOUT | {"name": "全市新措施"}, by=officer(), county=None, **FIRST)
    assert Measure.objects.exclude(county=None).count() == 1


def test_a_measure_of_a_county_is_offered_there_and_above_only() -> None:
    own = created(officer()).measure
    places = Division.objects.in_bulk(
        [factories.CITY, factories.PINGSHAN, factories.VILLAGE, factories.ZANHUANG]
    )
    seen = {code for code, place in places.items() if own in Measure.objects.of([place])}
    assert seen == {factories.CITY, factories.PINGSHAN, factories.VILLAGE}
    assert measure("consumption") in Measure.objects.of([places[factories.ZANHUANG]])


def test_what_is_due_to_whoever_meets_its_conditions_needs_some() -> None:
    writer = officer()
    terms = created(writer, is_owed=True)
    with pytest.raises(ValidationError, match="还没有填写条件"):
        actions.submit(terms, by=writer)
    actions.change(terms, by=writer, eligibility={"indicator": "monitored"})
    actions.submit(terms, by=writer)


def test_what_a_measure_counts_as_is_changed_with_both_values_on_record() -> None:
    city = factories.user("city", factories.CITY)
    actions.change_measure(measure("consumption"), by=city, is_development=True)
    assert measure("consumption").is_development
    event = AuditEvent.objects.get(event="assistance.measure_changed")
    assert event.detail["changed"] == {"is_development": [False, True]}
    with pytest.raises(PermissionDenied):  # a common one is not the county's to change
        actions.change_measure(measure("consumption"), by=officer(), is_development=False)


def test_what_it_excludes_is_copied_and_changed() -> None:
    writer = officer()
    terms = drafted(writer, "forest-guard")
    assert [each.code for each in terms.excludes.all()] == ["public-post"]
    actions.change(terms, by=writer, excludes=[measure("work-relief")])
    assert [each.code for each in terms.excludes.all()] == ["work-relief"]
