"""Households are found by what people know of them, inside the area only."""

from datetime import date

import pytest

from accounts.models import Division, Post
from accounts.scope import areas, visible
from monitoring.registry.models import Household
from monitoring.registry.paging import page
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

NUMBER = "13013119560312001X"


def found(text, place=factories.PINGSHAN):
    return list(Household.objects.search(text, [Division.objects.get(code=place)]))


@pytest.fixture
def household():
    made = factories.household(code="130131100001000077", head_name="王建国", phone="13800000001")
    factories.member(made, name="赵小兰", id_number=NUMBER, phone="13900000002")
    factories.household()
    return made


@pytest.mark.parametrize(
    "text",
    [
        "130131100001000077", NUMBER, f"{NUMBER}31", "13013119560312001x", "13800000001",
        "13900000002", "王建国", "王", "赵小", "１３８０００００００１", " 王 建国 ",
    ],
)  # fmt: skip
def test_a_household_is_found_by(household, text):
    assert found(text) == [household]


@pytest.mark.parametrize(
    "text", ["1301311000010000", "130131195603120028", "1380000000", "国", "兰"]
)
def test_a_part_of_a_number_or_the_end_of_a_name_finds_nothing(household, text):
    assert found(text) == []


@pytest.mark.parametrize("place", [factories.CITY, factories.PINGSHAN_TOWN, factories.VILLAGE])
def test_a_name_is_found_at_every_level(household, place):
    assert found("赵小兰", place) == [household]


@pytest.mark.parametrize("place", [factories.ZANHUANG, factories.OTHER_VILLAGE])
def test_a_name_is_not_found_in_another_place(household, place):
    assert found("王建国", place) == []


def test_a_percent_sign_is_no_wildcard(household):
    assert found("%建国") == []


def test_whoever_left_still_leads_to_the_household(household):
    factories.member(household, name="孙老", status="deceased", left_on=date(2026, 1, 1))
    assert found("孙老") == [household]


def test_search_stays_inside_the_area(household):
    cadre = factories.user(Post.Role.VILLAGE, factories.OTHER_VILLAGE)
    for text in (NUMBER, "王建国", household.code):
        assert not visible(Household, cadre).search(text, areas(cadre)).exists()


def test_monitored_means_the_risk_is_still_there():
    still = factories.household(monitored_type="边缘易致贫户")
    gone = factories.household(monitored_type="边缘易致贫户", risk_eliminated=True)
    never = factories.household()
    assert list(Household.objects.monitored()) == [still]
    assert list(Household.objects.eliminated()) == [gone]
    assert list(Household.objects.unmonitored()) == [never]


def test_a_risk_counts_in_any_of_the_five_places():
    fifth = factories.household(monitored_type="边缘易致贫户", risk5="因病")
    factories.household(monitored_type="边缘易致贫户", risk1="因学")
    assert list(Household.objects.with_risk("因病")) == [fifth]


def test_a_township_holds_its_villages():
    inside = factories.household(factories.VILLAGE)
    factories.household(factories.OTHER_VILLAGE)
    town = Division.objects.get(code=factories.PINGSHAN_TOWN)
    assert list(Household.objects.within([town])) == [inside]


@pytest.mark.parametrize("keys", [("division_id", "code"), ("county", "head_name", "id")])
def test_pages_follow_each_other_both_ways_without_gap(keys):
    for name in ("张", "李", "张", "王", "陈", "李", "张"):
        factories.household(head_name=name)
    everybody = Household.objects.all()
    whole = list(everybody.order_by(*keys))
    first = page(everybody, keys, among=lambda: everybody, size=3)
    second = page(everybody, keys, among=lambda: everybody, size=3, after=first.next)
    third = page(everybody, keys, among=lambda: everybody, size=3, after=second.next)
    assert [*first.rows, *second.rows, *third.rows] == whole
    assert (first.previous, third.next) == (None, None)
    back = page(everybody, keys, among=lambda: everybody, size=3, before=third.previous)
    assert list(back.rows) == list(second.rows)
    start = page(everybody, keys, among=lambda: everybody, size=3, before=back.previous)
    assert (list(start.rows), start.previous) == (list(first.rows), None)


def test_an_empty_page_leads_nowhere():
    empty = page(Household.objects.none(), ("division_id", "code"), among=Household.objects.none)
    assert (list(empty.rows), empty.previous, empty.next) == ([], None, None)
