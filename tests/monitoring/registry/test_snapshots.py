"""Whatever was done since, a household as on a moment is the copy one would have kept then."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Division, Post
from monitoring.registry import actions, restructuring, rows
from monitoring.registry.models import (
    Change,
    Household,
    LivingConditions,
    Member,
    Source,
    Statement,
)
from monitoring.registry.snapshots import as_on, as_on_many, end_of
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

VILLAGES = [factories.VILLAGE, factories.OTHER_VILLAGE]


def plain(row):
    """Every column of a row, comparable."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {k: bytes(v) if isinstance(v, memoryview) else v for k, v in values.items()}


def copy_of(household):
    """What one would keep today: the rows themselves."""
    return [
        [plain(household)],
        [plain(row) for row in LivingConditions.objects.filter(household=household)],
        [plain(row) for row in Member.objects.filter(household=household).order_by("pk")],
        [plain(row) for row in Statement.objects.filter(household=household).order_by("pk")],
    ]


def copy_as_on(snapshot):
    conditions = [snapshot.conditions] if snapshot.conditions else []
    parts = [[snapshot.household], conditions, snapshot.members, snapshot.statements]
    return [[plain(row) for row in sorted(part, key=lambda row: row.pk)] for part in parts]


def copies():
    return {household.pk: copy_of(household) for household in Household.objects.all()}


def delete_as_an_undo_does(row):
    """Leave the whole row in one Change without a field."""
    owner = row.pk if isinstance(row, Household) else row.household_id
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO monitoring_change (source_id, household_id, entity, entity_id, field, old)"
            " VALUES (%s, %s, %s, %s, '', %s::jsonb)",
            [factories.source(kind="undo").pk, owner, rows.ENTITY[type(row)], row.pk,
             rows.as_json(row)],
        )  # fmt: skip
    row.delete()


class World:
    """Random acts of a county officer on the households there are."""

    def __init__(self, choose):
        self.choose = choose
        self.by = factories.user(Post.Role.COUNTY, factories.PINGSHAN)
        for _ in range(2):
            household = factories.household(source=factories.source())
            for relation in ("户主", "配偶", "之子"):
                factories.member(household, relation=relation, id_number=None)
            factories.statement(household)

    def act(self):
        acts = [
            self.edit, self.edit_conditions, self.edit_statement, self.edit_member,
            self.add_member, self.leave, self.come_back, self.split, self.merge, self.move,
            self.delete_member, self.delete_statement, self.statement, self.end,
        ]  # fmt: skip
        household = self.pick(Household.objects.filter(status="active").order_by("pk"))
        if household:
            self.choose(acts)(household, {"by": self.by, "note": "随机"})

    def pick(self, queryset):
        found = list(queryset)
        return self.choose(found) if found else None

    def edit(self, household, act):
        values = {"phone": self.choose(["", "13800000001", "13900000002"])}
        values |= {"monitored_type": self.choose([None, "突发严重困难户"])}
        actions.edit_household(household, **act, **values)

    def edit_conditions(self, household, act):
        values = {"farmland": self.choose([None, Decimal("1.50")]), "safe_water": True}
        actions.edit_conditions(household, **act, **values)

    def edit_statement(self, household, act):
        if statement := self.pick(household.statements.order_by("pk")):
            wage = self.choose([None, Decimal("99999999.99"), Decimal("0.10")])
            actions.edit_statement(statement, **act, wage_income=wage)

    def statement(self, household, act):
        known = household.statements.order_by("-year").values_list("year", flat=True).first()
        year = (known or 1999) + 1
        days = {"starts": date(year, 1, 1), "ends": date(year, 12, 31)}
        actions.add_statement(household, **act, year=year, **days)

    def edit_member(self, household, act):
        if member := self.pick(household.members.order_by("pk")):
            health = self.choose([None, [], ["残疾", "患有大病"]])
            actions.edit_member(member, **act, health=health, work_months=self.choose([None, 3]))

    def add_member(self, household, act):
        actions.add_member(household, **act, name=self.choose(["王小", "李小"]))

    def leave(self, household, act):
        if member := self.pick(household.members.active().exclude(relation="户主")):
            how = self.choose(["deceased", "married_out"])
            actions.member_leaves(member, **act, how=how, on=date(2026, 5, 1))

    def come_back(self, household, act):
        if member := self.pick(household.members.exclude(status="active").order_by("pk")):
            actions.member_returns(member, **act)

    def split(self, household, act):
        others = household.members.active().exclude(relation="户主")
        if household.members.active().heads().exists() and (member := self.pick(others)):
            code = f"S{Household.objects.count()}-{member.pk}"
            relations = {member.pk: "户主"}
            restructuring.split_household(household, **act, code=code, relations=relations)

    def merge(self, household, act):
        if into := self.pick(Household.objects.filter(status="active").exclude(pk=household.pk)):
            relations = {member.pk: "其他" for member in household.members.active()}
            restructuring.merge_households(household, **act, into=into, relations=relations)

    def move(self, household, act):
        to = Division.objects.get(code=VILLAGES[household.division_id == VILLAGES[0]])
        restructuring.move_household(household, **act, to=to)

    def end(self, household, act):
        if Household.objects.filter(status="active").count() > 1:
            on = date(2026, 6, 1)
            restructuring.household_ends(household, **act, how="moved_away", on=on)

    def delete_member(self, household, act):
        if member := self.pick(household.members.order_by("pk")):
            delete_as_an_undo_does(member)

    def delete_statement(self, household, act):
        if statement := self.pick(household.statements.order_by("pk")):
            delete_as_an_undo_does(statement)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32), length=st.integers(1, 25))
def test_as_on_is_the_copy_kept_then(db, seed, length):
    with transaction.atomic():
        world = World(random.Random(seed).choice)
        kept = []
        for _ in range(length):
            kept.append((timezone.now(), copies()))
            world.act()
        for moment, then in kept:
            found = as_on_many(list(Household.objects.values_list("pk", flat=True)), moment)
            assert {pk: copy_as_on(snapshot) for pk, snapshot in found.items()} == then
        transaction.set_rollback(True)


def test_a_household_is_unknown_before_it_came(db):
    source = factories.source(at=timezone.now() - timedelta(days=3))
    household = factories.household(source=source)
    today = timezone.localdate()
    assert as_on(household, today).household == household
    assert as_on(household, today - timedelta(days=3)).household == household
    assert as_on(household, today - timedelta(days=4)) is None


def test_a_day_is_read_at_its_end(db):
    cadre = factories.user(Post.Role.VILLAGE, factories.VILLAGE)
    source = factories.source(at=timezone.now() - timedelta(days=3))
    household = factories.household(source=source, phone="13800000001")
    actions.edit_household(household, by=cadre, note="更正", phone="13900000002")
    yesterday = timezone.localdate() - timedelta(days=1)
    assert as_on(household, yesterday).household.phone == "13800000001"
    assert as_on(household, timezone.localdate()).household.phone == "13900000002"


def test_the_end_of_a_day_is_local():
    assert end_of(date(2026, 11, 23)).isoformat() == "2026-11-23T23:59:59.999999+08:00"


def test_a_deleted_household_is_still_known_as_it_was(db):
    household = factories.household(source=factories.source())
    statement, moment = factories.statement(household), timezone.now()
    for row in (statement, household):
        delete_as_an_undo_does(row)
    pk = Change.objects.get(entity="household").household_id
    snapshot = as_on_many([pk], moment)[pk]
    assert len(snapshot.statements) == 1
    assert as_on_many([pk], timezone.now()) == {}


def test_many_households_take_four_statements(db, django_assert_num_queries):
    ids = [factories.household().pk for _ in range(3)]
    with django_assert_num_queries(4):
        assert len(as_on_many(ids, timezone.localdate())) == 3


def test_the_day_a_value_was_changed_twice_shows_the_last(db):
    household = factories.household(phone="1", source=factories.source())
    noon = timezone.now() - timedelta(hours=1)
    for old, new, at in (
        ("1", "2", noon - timedelta(days=2)),
        ("2", "3", noon - timedelta(days=1)),
    ):
        Change.objects.create(
            source=Source.objects.create(kind="person", at=at), household_id=household.pk,
            entity="household", entity_id=household.pk, field="phone", old=old, new=new,
        )  # fmt: skip
    Source.objects.filter(pk=household.source_id).update(at=noon - timedelta(days=9))
    Household.objects.filter(pk=household.pk).update(phone="3")
    phones = [as_on(household, noon - timedelta(days=n)).household.phone for n in (3, 1.5, 0)]
    assert phones == ["1", "2", "3"]
