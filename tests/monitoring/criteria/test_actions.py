"""What one person writes, a second one releases; each act leaves its audit row."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.models import AuditEvent, Division
from monitoring.criteria import actions, packs, parameter_actions
from monitoring.criteria.grammar import InvalidConditionError
from monitoring.criteria.models import ParameterValue, Version
from tests import factories

DAY = date(2026, 12, 1)
LATER = date(2027, 2, 1)
DROPOUT = {"indicator": "dropout"}


@pytest.fixture
def city(divisions):
    return factories.user("city", factories.CITY)


@pytest.fixture
def other(divisions):
    return factories.user("city", factories.CITY)


@pytest.fixture
def pingshan(divisions):
    return Division.objects.get(code=factories.PINGSHAN)


def a_draft(by, **values):
    return actions.draft(by=by, **({"valid_from": DAY, "document": "测试文件"} | values))


def events():
    return list(AuditEvent.objects.order_by("id").values_list("event", flat=True))


def test_a_draft_copies_what_is_in_force(city):
    version = a_draft(city)
    before = packs.in_force(DAY)
    assert (version.number, version.state, version.made_by) == (2, "draft", city)
    fields = ("code", "condition", "severity", "effect", "risk")
    assert list(version.criteria.values_list(*fields)) == list(before.criteria.values_list(*fields))
    assert events() == ["criteria.drafted"]


def test_document_is_mandatory(city):
    with pytest.raises(ValidationError):
        a_draft(city, document="")
    assert Version.objects.count() == 1


def test_a_draft_before_the_first_criteria_is_refused(city):
    with pytest.raises(ValidationError):
        a_draft(city, valid_from=date(2019, 1, 1))


def test_proposing_nothing_is_refused(city):
    with pytest.raises(ValidationError):
        actions.propose(by=city, parameters={}, conditions={}, valid_from=DAY, document="文件")


def test_a_released_version_is_in_force(city, other):
    version = a_draft(city)
    actions.submit(version, by=city)
    actions.release(version, by=other)
    assert packs.in_force(DAY) == version
    assert packs.in_force(date(2026, 11, 30)).number == 1
    assert events() == ["criteria.drafted", "criteria.submitted", "criteria.released"]


def test_nobody_releases_what_they_wrote(city):
    version = a_draft(city)
    actions.submit(version, by=city)
    with pytest.raises(ValidationError):
        actions.release(version, by=city)
    version.refresh_from_db()
    assert version.state == "submitted"


def test_the_database_refuses_one_person_for_both(city):
    version = a_draft(city)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(released_by=city)


def test_a_version_is_released_once(city, other):
    version = a_draft(city)
    actions.submit(version, by=city)
    actions.release(version, by=other)
    with pytest.raises(ValidationError):
        actions.release(version, by=factories.user("admin"))
    with pytest.raises(ValidationError):
        actions.return_for_changes(version, by=other, note="")


def test_a_returned_version_is_changed_and_submitted_again(city, other):
    version = a_draft(city)
    actions.submit(version, by=city)
    with pytest.raises(ValidationError):
        actions.add_criterion(version, by=city, name="失学", condition=DROPOUT)
    actions.return_for_changes(version, by=other, note="缺少依据")
    actions.submit(version, by=city)
    version.refresh_from_db()
    assert (version.state, version.note) == ("submitted", "缺少依据")


def test_criteria_are_changed_added_and_removed(city):
    version = a_draft(city)
    first, second = version.criteria.all()[:2]
    actions.change_criterion(first, by=city, name="收入低", condition=DROPOUT)
    actions.remove_criterion(second, by=city)
    added = actions.add_criterion(
        version, by=city, name="新标准", condition=DROPOUT, severity="red", effect="clue", risk=""
    )
    assert (added.code, added.position) == ("criterion-2-28", 28)
    first.refresh_from_db()
    assert (first.name, first.condition, version.criteria.count()) == ("收入低", DROPOUT, 27)
    assert events().count("criteria.changed") == 3


def test_a_criterion_removed_in_another_window_is_said(city):
    criterion = a_draft(city).criteria.get(code="school-dropout")
    actions.remove_criterion(criterion.version.criteria.get(pk=criterion.pk), by=city)
    with pytest.raises(ValidationError, match="已被删除"):
        actions.change_criterion(criterion, by=city, name="新名称")
    with pytest.raises(ValidationError, match="已被删除"):
        actions.remove_criterion(criterion, by=city)


def test_a_bad_condition_changes_nothing(city):
    criterion = a_draft(city).criteria.first()
    with pytest.raises(InvalidConditionError, match="/and"):
        actions.change_criterion(criterion, by=city, condition={"and": []})
    criterion.refresh_from_db()
    assert criterion.condition["<"]


def test_only_the_person_who_drafted_changes_it(city, other):
    version = a_draft(city)
    with pytest.raises(PermissionDenied):
        actions.remove_criterion(version.criteria.first(), by=other)
    assert version.criteria.count() == 27


def test_a_county_proposes_for_itself_alone(pingshan):
    officer = factories.user("county", factories.PINGSHAN)
    assert a_draft(officer, county=pingshan).county == pingshan
    for county in (None, Division.objects.get(code=factories.ZANHUANG)):
        with pytest.raises(PermissionDenied):
            a_draft(officer, county=county)
        with pytest.raises(PermissionDenied):
            parameter_actions.set_parameter(
                "monitoring_line", by=officer, value=Decimal(1), valid_from=DAY, document="文",
                county=county,
            )  # fmt: skip


@pytest.fixture
def officers(divisions):
    return [factories.user("county", factories.PINGSHAN) for _ in range(2)]


def test_a_county_goes_back_to_the_common_criteria(pingshan, officers):
    own = a_draft(officers[0], county=pingshan)
    actions.remove_criterion(own.criteria.first(), by=officers[0])
    back = a_draft(officers[0], county=pingshan, back_to_common=True, valid_from=LATER)
    for version in (own, back):
        actions.submit(version, by=officers[0])
        actions.release(version, by=officers[1])
    assert packs.in_force(DAY, pingshan.code) == own
    assert packs.in_force(LATER, pingshan.code).county is None
    assert (packs.overriding_counties(DAY), packs.overriding_counties(LATER)) == (
        [pingshan.code],
        [],
    )
    assert a_draft(officers[0], county=pingshan, valid_from=LATER).criteria.count() == 27


def test_what_goes_back_has_no_criteria_of_its_own(pingshan, officers):
    back = a_draft(officers[0], county=pingshan, back_to_common=True)
    with pytest.raises(ValidationError):
        actions.add_criterion(back, by=officers[0], name="失学", condition=DROPOUT)


def test_only_a_county_goes_back(city):
    with pytest.raises(ValidationError, match="全市统一"):
        a_draft(city, back_to_common=True)
    with pytest.raises(ValidationError, match="全市统一"):
        a_value(city, value=None)


def a_value(by, **values):
    given = {"value": Decimal(9000), "valid_from": DAY, "document": "测试文件"} | values
    return parameter_actions.set_parameter("monitoring_line", by=by, **given)


def test_a_value_counts_only_once_a_second_person_releases_it(city, other):
    row = a_value(city)
    assert packs.parameters_in_force(DAY)["monitoring_line"].value == 8300
    with pytest.raises(ValidationError):
        parameter_actions.release_parameter(row, by=city)
    parameter_actions.release_parameter(row, by=other)
    assert packs.parameters_in_force(DAY)["monitoring_line"].value == 9000
    assert events() == ["criteria.parameter_set", "criteria.parameter_released"]


def test_a_county_goes_back_to_the_common_value(pingshan, officers):
    for day, value in ((DAY, Decimal(9000)), (LATER, None)):
        row = a_value(officers[0], county=pingshan, valid_from=day, value=value)
        parameter_actions.release_parameter(row, by=officers[1])
    assert packs.parameters_in_force(DAY, pingshan.code)["monitoring_line"].value == 9000
    assert packs.parameters_in_force(LATER, pingshan.code)["monitoring_line"].value == 8300
    assert packs.overriding_counties(DAY) == [pingshan.code]
    assert packs.overriding_counties(LATER) == []


def test_a_returned_value_never_counts(city, other):
    row = a_value(city)
    parameter_actions.return_parameter(row, by=other)
    with pytest.raises(ValidationError):
        parameter_actions.release_parameter(row, by=other)
    assert packs.parameters_in_force(DAY)["monitoring_line"].value == 8300


def test_a_day_has_one_value(city, other):
    first, second = a_value(city), a_value(city, value=Decimal(9100))
    parameter_actions.release_parameter(first, by=other)
    with pytest.raises(ValidationError):
        parameter_actions.release_parameter(second, by=other)
    with pytest.raises(ValidationError):
        a_value(city, value=Decimal(9200))


def test_confirming_removes_the_banner(city):
    row = ParameterValue.objects.get(parameter="monitoring_line", valid_from="2023-01-01")
    parameter_actions.confirm_parameter(row, by=city)
    assert not packs.parameters_in_force(DAY)["monitoring_line"].stale
    assert events() == ["criteria.parameter_confirmed"]
