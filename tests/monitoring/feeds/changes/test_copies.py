"""Whatever happens between its pages, a client's copy is in the end what it may see."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Division, User
from monitoring.feeds.changes.pages import Reader
from monitoring.feeds.changes.resources import FLAGS, HOUSEHOLDS, MEMBERS, Resource
from monitoring.registry.models import Household, Member
from monitoring.screening.models import Flag
from tests import factories

VILLAGES = (
    factories.VILLAGE,
    "130131100002",  # the same township
    factories.OTHER_VILLAGE,  # the same county
    factories.FAR_VILLAGE,  # the same city
)
AREAS = {
    "village": factories.VILLAGE,
    "township": factories.PINGSHAN_TOWN,
    "county": factories.PINGSHAN,
    "city": factories.CITY,
}
STATUSES = ("active", "moved_away")
TYPES = (None, "脱贫不稳定户")


@dataclass
class Copy:
    """What a client keeps of one list, by the rules of the guide: rows in, gone ones out."""

    resource: Resource
    user: User
    area: Division
    asked: dict[str, str]
    page_size: int
    rows: dict[int, dict[str, Any]] = field(default_factory=dict)
    cursor: str = ""

    def read(self) -> bool:
        asked = self.asked | {"page_size": self.page_size}
        asked |= {"cursor": self.cursor} if self.cursor else {}
        checked = self.resource.parameters(data=asked)
        checked.is_valid(raise_exception=True)
        page = Reader(
            self.resource,
            user=self.user,
            area=self.area,
            fields=self.resource.columns,
            asked=checked.validated_data,
        ).page()
        assert len(page.rows) + len(page.gone) <= self.page_size
        for row in page.rows:
            row.pop("changed")
            self.rows[row["id"]] = row
        for key in page.gone:
            self.rows.pop(key, None)
        self.cursor = page.next
        return page.more


def truth(copy: Copy) -> dict[int, dict[str, Any]]:
    """Straight from the table."""
    columns = copy.resource.columns
    found = copy.resource.model._default_manager.filter(division__code__startswith=copy.area.prefix)
    names = {"household": copy.resource.household_code}
    found = found.filter(**{names.get(name, name): value for name, value in copy.asked.items()})
    return {
        row[0]: dict(zip(columns, row, strict=True)) for row in found.values_list(*columns.values())
    }


class Registry:
    """What happens to it, each with numbers that choose among what is there."""

    def add(self, what: int, where: int) -> None:
        household = factories.household(VILLAGES[where], monitored_type=TYPES[what % 2])
        factories.member(household)

    def join(self, what: int, where: int) -> None:
        if household := self._one(Household, what):
            factories.member(household, status="active")

    def change(self, what: int, where: int) -> None:
        if household := self._one(Household, what):
            household.status, household.monitored_type = STATUSES[where % 2], TYPES[where // 2]
            household.save()

    def move(self, what: int, where: int) -> None:
        if household := self._one(Household, what):
            for model, name in ((Household, "pk"), (Member, "household"), (Flag, "household")):
                model.objects.filter(**{name: household.pk}).update(division_id=VILLAGES[where])

    def hand_over(self, what: int, where: int) -> None:
        """A member goes over to another household."""
        member, to = self._one(Member, what), self._one(Household, where)
        if member and to:
            Member.objects.filter(pk=member.pk).update(household=to, division=to.division_id)

    def delete(self, what: int, where: int) -> None:
        if household := self._one(Household, what):
            household.delete()

    def flag(self, what: int, where: int) -> None:
        household = self._one(Household, what)
        if household and not household.flags.filter(cleared_on=None).exists():
            factories.flag(household)

    def clear(self, what: int, where: int) -> None:
        Flag.objects.filter(cleared_on=None).update(cleared_on="2026-09-01")

    def _one(self, model: Any, number: int) -> Any:
        rows = list(model.objects.order_by("pk"))
        return rows[number % len(rows)] if rows else None


ACTS = ("add", "join", "change", "move", "hand_over", "delete", "flag", "clear")
QUESTIONS: tuple[tuple[Resource, dict[str, str]], ...] = (
    (HOUSEHOLDS, {}),
    (HOUSEHOLDS, {"status": "active"}),
    (HOUSEHOLDS, {"monitored_type": "脱贫不稳定户"}),
    (MEMBERS, {}),
    (MEMBERS, {"status": "active"}),
    (FLAGS, {}),
    (FLAGS, {"severity": "red"}),
)
READ = st.tuples(st.just("read"), st.integers(0, 31), st.integers(1, 3))
ACT = st.tuples(st.sampled_from(ACTS), st.integers(0, 20), st.integers(0, 3))


@pytest.fixture
def users(divisions) -> dict[str, User]:
    return {level: factories.user(level, code) for level, code in AREAS.items()}


def copies(users: dict[str, User], one: Household) -> list[Copy]:
    of_one = (MEMBERS, {"household": one.code})
    return [
        Copy(resource, users[level], Division.objects.get(pk=code), asked, 1)
        for level, code in AREAS.items()
        for resource, asked in (*QUESTIONS, of_one)
    ]


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(schedule=st.lists(st.one_of(ACT, ACT, READ), min_size=5, max_size=40))
def test_every_copy_is_in_the_end_what_is_there(users, schedule):
    with transaction.atomic():
        registry = Registry()
        for village in range(4):
            registry.add(village, village)
        clients = copies(users, Household.objects.earliest("pk"))
        for name, one, other in schedule:
            if name == "read":
                clients[one].page_size = other
                clients[one].read()
            else:
                getattr(registry, name)(one, other)
        for client in clients:
            client.page_size = 50
            while client.read():
                pass
            assert client.rows == truth(client), client
        transaction.set_rollback(True)
