"""What must never be: refused by the database, and by a sentence before it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from accounts.models import Post
from monitoring.registry.models import Household, LivingConditions, Member, Pairing, Statement
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

NUMBER = "130131195603120012"


def refused(row, **values):
    """The sentence for people, once the database has refused the same row."""
    for name, value in values.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=row._state.adding)
    with pytest.raises(ValidationError) as error:
        row.validate_constraints()
    return " ".join(error.value.messages)


def another(row, **values):
    """A copy of the row, not yet saved."""
    row.pk = None
    row._state.adding = True
    for name, value in values.items():
        setattr(row, name, value)
    return row


def test_a_household_code_is_used_once():
    first, second = factories.household(), factories.household()
    assert "另一户" in refused(second, code=first.code)


def test_a_household_has_a_code():
    assert refused(factories.household(), code="")


def test_a_household_is_not_its_own_successor():
    household = factories.household()
    assert "并入" in refused(household, successor=household)


@pytest.mark.parametrize("field", ["floor_space", "farmland", "water_surface", "road_distance"])
def test_areas_are_not_negative(field):
    conditions = factories.conditions(factories.household())
    assert "负" in refused(conditions, **{field: Decimal("-0.01")})


@pytest.mark.parametrize("field", ["wage_income", "business_cost", "claims", "out_of_pocket"])
def test_amounts_are_not_negative(field):
    statement = factories.statement(factories.household())
    assert "负" in refused(statement, **{field: Decimal("-0.01")})


def test_a_period_has_one_statement_of_a_kind():
    statement = factories.statement(factories.household())
    with pytest.raises(ValidationError):
        another(statement).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        another(statement).save()


def test_a_period_ends_after_it_starts():
    statement = factories.statement(factories.household(), kind="identification")
    days = {"starts": date(2026, 5, 2), "ends": date(2026, 5, 1)}
    assert refused(statement, **days)


def test_a_person_is_active_in_one_household():
    factories.member(factories.household(), id_number=NUMBER)
    twice = factories.member(
        factories.household(), id_number=NUMBER, status="moved_out", left_on=date(2026, 1, 1)
    )
    values = {"status": "active", "left_on": None, "id_number_hash": twice.id_number_hash}
    assert "另一户" in refused(twice, **values)


def test_a_person_code_is_active_once_where_there_is_no_number():
    known = factories.member(factories.household())
    other = factories.member(factories.household())
    values = {"person_code": known.person_code, "id_number_hash": None, "status": "active"}
    assert "另一户" in refused(other, **values)


@pytest.mark.parametrize("field", ["work_months", "public_post_months"])
def test_months_are_within_a_year(field):
    member = factories.member(factories.household())
    both = {"work_months": None, "public_post_months": None} | {field: 13}
    assert "12" in refused(member, **both)


def test_who_left_has_a_date():
    member = factories.member(factories.household())
    assert refused(member, status="deceased", left_on=None)


def test_a_helper_is_paired_with_a_household_once():
    helper = factories.user(Post.Role.HELPER, factories.VILLAGE)
    pairing = Pairing.objects.create(user=helper, household=factories.household())
    with pytest.raises(ValidationError):
        another(pairing).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        another(pairing).save()


def test_a_village_with_households_is_not_deleted():
    household = factories.household()
    with pytest.raises(ProtectedError):
        household.division.delete()


def test_every_constraint_says_something_to_people():
    silent = [
        constraint.name
        for model in (Household, LivingConditions, Statement, Member, Pairing)
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]
    assert silent == []
