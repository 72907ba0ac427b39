"""The county's requests and the departments' answers."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AuditEvent
from accounts.personal import decrypt
from monitoring.cases.comparison import actions, requests
from monitoring.cases.comparison.models import Hit, Person, Request
from tests import factories
from tests.monitoring.cases.comparison import world

pytestmark = pytest.mark.usefixtures("divisions")

OF = ("signed", "refused")


@pytest.fixture
def village():
    return factories.user("village", factories.VILLAGE)


@pytest.fixture
def county():
    return factories.user("county", factories.PINGSHAN)


@pytest.fixture
def asked(village, county) -> Request:
    """A request about the two members of one case."""
    factories.procedure((1, "compare", "county"))
    case = world.case(members=2)
    actions.list_members(case, by=village)
    world.sign(case, village)
    [made] = requests.make_request(by=county)
    return made


def test_one_request_covers_the_cases_of_the_county_and_asks_once(asked, county):
    other = factories.user("village", factories.OTHER_VILLAGE)
    case = world.case(factories.OTHER_VILLAGE, serial=10)
    actions.list_members(case, by=other)
    world.sign(case, other)
    [second] = requests.make_request(by=county)
    assert (asked.persons.count(), second.persons.count()) == (2, 1)
    with pytest.raises(ValidationError, match="没有已签授权"):
        requests.make_request(by=county)


def test_the_workbook_goes_out_with_its_record(asked, county):
    persons = requests.export_request(asked, by=county)
    assert world.numbers_in(persons) == [world.number(1), world.number(2)]
    row = AuditEvent.objects.get(event="households.exported")
    assert (row.count, row.detail["purpose"]) == (2, "comparison")


@given(st.lists(st.sampled_from(["signed", "refused", "neither"]), min_size=1, max_size=6))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_workbook_never_holds_somebody_without_authorisation(village, county, outcomes):
    with transaction.atomic():
        case = world.case(members=0)
        people = [world.elsewhere(case, village, 200 + at) for at in range(len(outcomes))]
        of = {each: [p for p, o in zip(people, outcomes, strict=True) if o == each] for each in OF}
        for person in of["refused"]:
            actions.refuse_to_sign(person, by=village, reason="不同意")
        if of["signed"]:
            world.sign(case, village, *of["signed"])
            [made] = requests.make_request(by=county)
            numbers = world.numbers_in(requests.export_request(made, by=county))
            assert numbers == [decrypt(person.id_number_cipher) for person in of["signed"]]
        else:
            with pytest.raises(ValidationError):
                requests.make_request(by=county)
        transaction.set_rollback(True)


def test_even_a_request_that_names_them_leaves_out_who_did_not_sign(asked, county, village):
    case = Person.objects.first().case
    asked.persons.add(world.elsewhere(case, village, 77))
    assert world.number(77) not in world.numbers_in(requests.export_request(asked, by=county))
    reply = requests.read_reply(asked, world.book((world.number(77), "车辆", "")), by=county)
    assert (reply.answered, len(reply.unmatched)) == (set(), 1)


def test_an_answer_is_matched_by_the_number(asked, county):
    book = world.book(
        (world.number(1), "无", ""),
        (world.number(2).lower(), "车辆、房产", "冀A·12345"),
        (world.number(3), "车辆", ""),
        ("", "无", ""),
    )
    reply = requests.read_reply(asked, book, by=county)
    assert len(reply.answered) == 2
    assert {hit.item.name for hit in Hit.objects.all()} == {"车辆", "房产"}
    assert [each.split("：")[0] for each in reply.unmatched] == ["第 4 行", "第 5 行"]
    assert not Person.objects.filter(answered_on=None).exists()


def test_the_same_answer_twice_changes_nothing_more(asked, county, village):
    rows = ((world.number(1), "车辆", "一辆"), (world.number(1), "房产", "三间"))
    requests.read_reply(asked, world.book(*rows), by=county)
    hit = Hit.objects.get(item__name="车辆")
    actions.explain(hit, by=village, explanation="2009 年的农用三轮")
    requests.read_reply(asked, world.book(*rows), by=county)
    hit.refresh_from_db()
    assert (Hit.objects.count(), hit.explanation) == (2, "2009 年的农用三轮")


def test_a_blank_result_is_no_answer_and_an_unknown_item_neither(asked, county):
    book = world.book((world.number(1), "", ""), (world.number(2), "飞机", ""))
    reply = requests.read_reply(asked, book, by=county)
    assert reply.answered == set()
    assert "飞机" in reply.unmatched[0]
    assert Person.objects.filter(answered_on=None).count() == 2


@pytest.mark.parametrize(
    "book", [world.book((), headers=("姓名", "电话")), world.book(headers=("证件号码",))]
)
def test_another_workbook_gets_a_sentence(asked, county, book):
    with pytest.raises(ValidationError, match="证件号码"):
        requests.read_reply(asked, book, by=county)


def test_another_county_neither_exports_nor_answers(asked):
    far = factories.user("county", factories.ZANHUANG)
    with pytest.raises(PermissionDenied):
        requests.export_request(asked, by=far)
    with pytest.raises(PermissionDenied):
        requests.read_reply(asked, world.book((world.number(1), "无", "")), by=far)
    assert not requests.to_ask(far).exists()


def test_requests_that_wait_are_told_from_those_that_are_answered(client, asked, county):
    client.force_login(county, "django.contrib.auth.backends.ModelBackend")

    def shown(state: str) -> list[Request]:
        return list(client.get("/comparison/requests/", {"state": state}).context["rows"])

    assert (shown("waiting"), shown("answered")) == ([asked], [])
    requests.read_reply(asked, world.book((world.number(1), "无", "")), by=county)
    assert (shown("waiting"), shown("answered")) == ([asked], [])
    requests.read_reply(asked, world.book((world.number(2), "无", "")), by=county)
    assert (shown("waiting"), shown("answered")) == ([], [asked])
