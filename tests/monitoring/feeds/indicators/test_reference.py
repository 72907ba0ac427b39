"""The SQL over records says what the definitions say, whatever was told on whichever day."""

from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.feeds.events.models import VillageEvent
from monitoring.feeds.indicators.catalogue import TOLD
from monitoring.feeds.indicators.refresh import ROWS
from monitoring.feeds.records.models import Push, Record
from monitoring.indicators.catalogue import Kind
from monitoring.registry.models import Household
from monitoring.registry.quantities import FEN
from tests import factories
from tests.monitoring.feeds.indicators.reference import Person, Told, evaluate

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 27)
ROLLS = ("低保", "特困", "低保边缘")
amounts = st.sampled_from(["0.00", "0.01", "9999.99", "20688.00"])
DATA: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "medical-costs": {"own_burden": amounts},
    "education-costs": {"own_cost": amounts},
    "disasters": {"disaster": st.just("洪涝")},
    "accidents": {"accident": st.just("火灾")},
    "overdue-loans": {"overdue": amounts},
    "disability-certificates": {"grade": st.sampled_from(["一级", "二级", "三级"])},
    "assistance-rolls": {
        "roll": st.sampled_from(ROLLS), "status": st.sampled_from(["在册", "退出"])
    },
    "work": {"status": st.sampled_from(["在岗", "失业"])},
    "school-status": {"status": st.sampled_from(["在校", "辍学", "疑似辍学"])},
    "platform-warnings": {"warning": st.just("自付过高")},
    "vehicles-businesses": {"holding": st.just("机动车")},
}  # fmt: skip
OF_VILLAGE: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "water-supply": {"stoppage_days": st.sampled_from([0, 36, 37, 366])},
    "village-disasters": {"disaster": st.just("旱灾")},
}
days = st.integers(-3, 3).map(lambda n: DAY + timedelta(days=n))
numbers = count(1)


@st.composite
def told(draw: st.DrawFn, feeds: dict[str, Any] = DATA) -> Told:
    feed = draw(st.sampled_from(list(feeds)))
    data = draw(st.fixed_dictionaries(feeds[feed]))
    return Told(
        id=next(numbers),
        feed=feed,
        data=data,
        starts=draw(days),
        ends=draw(st.none() | days),
        topic=data.get("roll", ""),
        current=draw(st.sampled_from([True, True, True, False])),
    )


statuses = st.sampled_from(["active", "active", "active", "deceased", "moved_out"])
people = st.lists(st.builds(Person, statuses, st.lists(told(), max_size=6)), max_size=3)
# A household's people, and whether its village called it affected by what was told of the village.
homes = st.lists(st.tuples(people, st.booleans()), min_size=1, max_size=6)
villages = st.lists(told(OF_VILLAGE), max_size=3)


def insert(homes: list[tuple[list[Person], bool]], village: list[Told]) -> list[Household]:
    push = Push.objects.create(feed="x", by=factories.user(), division_code=factories.VILLAGE)
    events = [event(push, each) for each in village]
    source = factories.source()
    made = []
    for persons, affected in homes:
        household = factories.household(source=source)
        made.append(household)
        for happened in events:
            happened.attached.create(household=household, affected=affected)
        for person in persons:
            member = factories.member(household, status=person.status, left_on=DAY)
            said = {"state": "matched", "household": household, "member": member}
            for each in person.told:
                record(push, each, str(member.pk).encode(), **said)
    return made


def event(push: Push, each: Told) -> VillageEvent:
    record(push, each, factories.VILLAGE.encode(), state="village")
    return VillageEvent.objects.create(
        feed=each.feed, division_id=factories.VILLAGE, same=str(each.id)
    )


def record(push: Push, each: Told, subject: bytes, **said: Any) -> None:
    Record.objects.create(
        id=each.id, push=push, row=1, feed=each.feed, current=each.current, subject=subject,
        same=str(each.id), topic=each.topic, data=each.data, starts=each.starts, ends=each.ends,
        division_code=factories.VILLAGE, **said,
    )  # fmt: skip


def computed() -> dict[int, dict[str, Any]]:
    with connection.cursor() as cursor:
        ROWS.compute(cursor, "computed", as_of=DAY)
        cursor.execute("SELECT * FROM computed")
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    for row in rows:
        for each in TOLD:
            if each.indicator.kind == Kind.MONEY:
                row[each.code] *= FEN
    return {row["household_id"]: row for row in rows}


@settings(max_examples=80, deadline=None)
@given(homes, villages)
def test_sql_agrees_with_the_reference(homes, village):
    with transaction.atomic():
        made = insert(homes, village)
        rows = computed()
        transaction.set_rollback(True)
    for household, (persons, affected) in zip(made, homes, strict=True):
        expected = evaluate(persons, DAY, village if affected else ())
        row = rows.get(household.pk, evaluate([], DAY))
        assert {code: row[code] for code in expected} == expected
        assert (household.pk in rows) == any(expected.values())


def test_the_reference_covers_every_indicator():
    assert evaluate([], DAY).keys() == {each.code for each in TOLD}
