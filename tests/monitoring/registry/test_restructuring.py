"""Households split, merge, move and end; the past stays readable."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Division, Post
from monitoring.registry import restructuring
from monitoring.registry.models import Change, Household
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")


@pytest.fixture
def officer():
    return factories.user(Post.Role.COUNTY, factories.PINGSHAN)


@pytest.fixture
def family():
    """A household of a father, a mother, a son and the son's wife."""
    household = factories.household(head_name="王大", declared_size=4, household_type="脱贫户")
    relations = ("户主", "配偶", "之子", "之儿媳")
    return household, [factories.member(household, relation=relation) for relation in relations]


def split(family, officer, *chosen, code="130131100001999"):
    household, members = family
    relations = {members[index].pk: relation for index, relation in chosen}
    return restructuring.split_household(
        household, by=officer, code=code, relations=relations, note="分户"
    )


def test_a_son_and_his_wife_form_a_household(family, officer):
    household, members = family
    new = split(family, officer, (2, "户主"), (3, "配偶"))
    assert {member.name for member in new.members.all()} == {members[2].name, members[3].name}
    assert (new.head_name, new.household_type, new.declared_size) == (members[2].name, "脱贫户", 2)
    household.refresh_from_db()
    assert (household.declared_size, household.members.count()) == (2, 2)


def test_both_households_tell_of_the_split(family, officer):
    household, members = family
    new = split(family, officer, (2, "户主"), (3, "配偶"))
    moved = Change.objects.filter(entity="member", entity_id=members[2].pk, field="household_id")
    assert {row.household_id for row in moved} == {household.pk, new.pk}
    assert {(row.old, row.new) for row in moved} == {(household.pk, new.pk)}


@pytest.mark.parametrize(
    "chosen",
    [
        (),
        ((2, "配偶"),),
        ((2, "户主"), (3, "户主")),
        ((0, "户主"), (1, "配偶")),
        ((0, "户主"), (1, "配偶"), (2, "之子"), (3, "之儿媳")),
    ],
    ids=["nobody", "no head", "two heads", "the head goes", "everybody"],
)
def test_a_split_that_leaves_no_two_households_is_refused(family, officer, chosen):
    with pytest.raises(ValidationError):
        split(family, officer, *chosen)
    assert Household.objects.count() == 1
    assert not Change.objects.exists()


def test_a_split_needs_a_free_code(family, officer):
    with pytest.raises(ValidationError):
        split(family, officer, (2, "户主"), code=family[0].code)
    assert Household.objects.count() == 1


def test_a_stranger_cannot_be_split_off(family, officer):
    stranger = factories.member(factories.household())
    with pytest.raises(ValidationError):
        restructuring.split_household(
            family[0], by=officer, code="X1", relations={stranger.pk: "户主"}, note="分户"
        )


def merge(household, into, by):
    relations = {member.pk: "之父" for member in household.members.active()}
    restructuring.merge_households(household, into=into, by=by, relations=relations, note="并户")


def test_a_merged_household_names_its_successor(officer):
    old, into = factories.household(), factories.household(factories.OTHER_VILLAGE)
    factories.member(old, relation="户主")
    factories.member(into, relation="户主")
    merge(old, into, officer)
    old.refresh_from_db()
    assert (old.status, old.successor) == ("merged", into)
    assert {member.division_id for member in into.members.all()} == {factories.OTHER_VILLAGE}
    assert into.members.heads().count() == 1


def test_who_died_before_the_merge_stays_with_the_old_household(officer):
    old, into = factories.household(), factories.household()
    dead = factories.member(old, status="deceased", left_on=date(2025, 1, 1))
    merge(old, into, officer)
    assert list(old.members.all()) == [dead]


def test_a_household_is_not_merged_into_itself_or_an_ended_one(officer):
    household, ended = factories.household(), factories.household(status="died_out")
    for into in (household, ended):
        with pytest.raises(ValidationError):
            merge(household, into, officer)


def test_a_merge_needs_both_ends():
    cadre = factories.user(Post.Role.VILLAGE, factories.VILLAGE)
    with pytest.raises(PermissionDenied):
        merge(factories.household(), factories.household(factories.OTHER_VILLAGE), cadre)
    assert not Change.objects.exists()


def test_a_household_moves_with_its_people(officer):
    household = factories.household()
    factories.member(household)
    to = Division.objects.get(code=factories.OTHER_VILLAGE)
    restructuring.move_household(household, to=to, by=officer, note="搬迁")
    household.refresh_from_db()
    assert household.division == to
    assert household.members.get().division == to


@pytest.mark.parametrize("code", [factories.VILLAGE, factories.PINGSHAN_TOWN])
def test_a_household_moves_to_another_village_only(officer, code):
    with pytest.raises(ValidationError):
        restructuring.move_household(
            factories.household(), to=Division.objects.get(code=code), by=officer, note="搬迁"
        )


def test_a_move_out_of_the_area_is_refused(officer):
    household = factories.household()
    to = Division.objects.get(code=factories.FAR_VILLAGE)
    with pytest.raises(PermissionDenied):
        restructuring.move_household(household, to=to, by=officer, note="搬迁")
    household.refresh_from_db()
    assert household.division_id == factories.VILLAGE


def test_a_household_ends_with_everybody_in_it(family, officer):
    household, _ = family
    on = date(2026, 3, 1)
    restructuring.household_ends(household, by=officer, how="moved_away", on=on, note="迁往外省")
    household.refresh_from_db()
    assert household.status == "moved_away"
    assert set(household.members.values_list("status", "left_on")) == {("moved_out", on)}


def test_a_household_does_not_end_as_merged(family, officer):
    with pytest.raises(ValidationError):
        restructuring.household_ends(
            family[0], by=officer, how="merged", on=date(2026, 3, 1), note="并户"
        )
