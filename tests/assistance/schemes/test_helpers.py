"""Helpers: what is on each, handed over in one act; givers from outside and what they gave."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Division, User
from accounts.scope import visible
from assistance.schemes.helpers import actions
from assistance.schemes.helpers.models import Gift, Giver
from assistance.schemes.helpers.reading import loads
from assistance.schemes.limits import actions as limits
from monitoring.cases.visits.models import VisitDue
from monitoring.registry.models import Household, Pairing
from tests import factories
from tests.monitoring.lists.exported import figures

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def _place(code: str = factories.PINGSHAN_TOWN) -> Division:
    return Division.objects.get(code=code)


def _helper(households: int = 0, village: str = factories.VILLAGE) -> User:
    made = factories.user("helper", village)
    for _ in range(households):
        Pairing.objects.create(user=made, household=factories.household(village))
    return made


def _township() -> User:
    return factories.user("township", factories.PINGSHAN_TOWN)


def _hand_over(helper: User, to: User, **fields: Any) -> int:
    said: dict[str, Any] = {"by": _township(), "on": TODAY, "reason": "调离"}
    return actions.hand_over(fields.pop("place", _place()), helper=helper, to=to, **(said | fields))


def test_what_is_on_each_helper_of_a_place(client: Client) -> None:
    busy, idle = _helper(2), _helper(1)
    _helper(1, factories.FAR_VILLAGE)
    first, second = Household.objects.filter(pairings__user=busy).order_by("pk")
    factories.visit_due(first, starts=TODAY - timedelta(days=60), due_on=TODAY - timedelta(days=1))
    factories.visit_due(second, starts=TODAY, due_on=TODAY + timedelta(days=30))
    Pairing.objects.create(user=idle, household=factories.household(), starts=date(2025, 1, 1),
                           ends=date(2025, 6, 1))  # fmt: skip
    found = [(each.helper, each.households, each.owed, each.late) for each in loads(_place())]
    assert found == [(busy, 2, 2, 1), (idle, 1, 0, 0)]
    client.force_login(_township())
    rows = figures(client, "helper-loads", factories.PINGSHAN_TOWN)[1:]
    assert [row[1:] for row in rows] == [[2, 2, 1], [1, 0, 0]]


def test_nobody_has_too_many_until_somebody_entered_how_many() -> None:
    _helper(3)
    assert not loads(_place())[0].is_too_much
    limits.set_value(by=factories.user("admin"), code="helpers.households", county=None,
                     value=Decimal(2), valid_from=date(2026, 1, 1), document="县文件")  # fmt: skip
    assert loads(_place())[0].is_too_much


def test_all_households_go_over_in_one_act() -> None:
    old, new = _helper(3), _helper()
    outside = factories.household(factories.OTHER_VILLAGE)
    Pairing.objects.create(user=old, household=outside)
    due = factories.visit_due(Household.objects.filter(pairings__user=old).order_by("pk")[0])
    VisitDue.objects.update(assigned_to=old)
    assert _hand_over(old, new) == 3
    assert set(visible(Household, old)) == {outside}
    assert visible(Household, new).count() == 3
    due.refresh_from_db()
    assert due.assigned_to == new
    event = AuditEvent.objects.get(event="helpers.handed_over")
    assert (event.count, event.detail["helper"], event.detail["to"]) == (3, old.pk, new.pk)
    with pytest.raises(ValidationError, match="已没有"):
        _hand_over(old, new)


def test_who_is_paired_already_is_paired_once_and_a_later_day_waits() -> None:
    old, new = _helper(2), _helper()
    shared = Household.objects.filter(pairings__user=old).order_by("pk")[0]
    Pairing.objects.create(user=new, household=shared)
    _hand_over(old, new, on=TODAY + timedelta(days=5))
    assert set(visible(Household, old)) == set(Household.objects.filter(pairings__user=old))
    assert list(visible(Household, new)) == [shared]
    assert Pairing.objects.filter(user=new).count() == 2


def test_what_is_due_before_a_later_day_is_visited_by_who_is_paired_until_then() -> None:
    old, new = _helper(2), _helper()
    day = TODAY + timedelta(days=5)
    before, after = (
        factories.visit_due(home, starts=TODAY - timedelta(days=9), due_on=due, assigned_to=old)
        for home, due in zip(
            Household.objects.filter(pairings__user=old).order_by("pk"),
            (day - timedelta(days=1), day),
            strict=True,
        )
    )
    _hand_over(old, new, on=day)
    assert dict(VisitDue.objects.values_list("pk", "assigned_to")) == {
        before.pk: old.pk, after.pk: new.pk
    }  # fmt: skip


@pytest.mark.parametrize("wrong", [{"on": TODAY - timedelta(days=1)}, {"reason": " "}])
def test_a_hand_over_has_a_reason_and_is_not_in_the_past(wrong: dict[str, Any]) -> None:
    old = _helper(1)
    with pytest.raises(ValidationError):
        _hand_over(old, _helper(), **wrong)
    with pytest.raises(ValidationError):
        _hand_over(old, _township())
    with pytest.raises(PermissionDenied):
        _hand_over(old, _helper(), by=factories.user("township", "130131101000"))
    assert Pairing.objects.get().ends is None


def test_the_sums_of_givers_are_the_sums_of_what_stands(client: Client) -> None:
    by = _township()
    giver = actions.add_giver(_place(), by=by, kind="enterprise", name="某企业", agreement="协议")
    said: dict[str, Any] = {"by": by, "division": _place(factories.VILLAGE), "on": TODAY}
    for kind, amount in (("cash", "1000.50"), ("goods", "200"), ("purchase", "99.99")):
        actions.record_gift(giver, kind=kind, what="米面", amount=Decimal(amount), **said)
    wrong = actions.record_gift(giver, kind="cash", what="重复", amount=Decimal(7), **said)
    actions.reverse_gift(wrong, by=by, reason="重复登记")
    with pytest.raises(ValidationError):
        actions.reverse_gift(wrong, by=by, reason="再次")
    row = Giver.objects.for_list().get()
    standing = Gift.objects.standing().aggregate(sum=Sum("amount"))["sum"]
    assert (row.given, row.bought) == (Decimal("1200.50"), Decimal("99.99"))
    assert row.given + row.bought == standing
    assert sum(Giver.objects.all().sums().values()) == standing
    client.force_login(by)
    assert "1,200.50" in client.get(reverse("helpers:givers")).content.decode()
    [_headers, told] = figures(client, "givers", factories.PINGSHAN_TOWN)
    assert [told[0], *told[4:]] == ["某企业", 1200.5, 99.99]


def test_a_gift_goes_to_a_place_of_its_giver_and_is_worth_something() -> None:
    by = factories.user("county", factories.PINGSHAN)
    giver = actions.add_giver(_place(), by=by, kind="unit", name="某局", agreement="")
    said: dict[str, Any] = {"by": by, "kind": "cash", "what": "捐款", "on": TODAY}
    with pytest.raises(ValidationError, match="帮扶方所帮"):
        actions.record_gift(giver, division=_place(factories.OTHER_VILLAGE), amount=Decimal(1),
                            **said)  # fmt: skip
    with pytest.raises(ValidationError):
        actions.record_gift(giver, division=_place(), amount=Decimal(0), **said)
    with pytest.raises(ValidationError):
        actions.record_gift(giver, division=_place(), amount=Decimal(1),
                            **(said | {"on": TODAY + timedelta(days=1)}))  # fmt: skip
    assert not Gift.objects.exists()


def test_a_township_hands_over_by_page(client: Client) -> None:
    old, new = _helper(2), _helper()
    client.force_login(_township())
    url = reverse("helpers:helper", args=[old.pk, factories.PINGSHAN_TOWN])
    assert (
        "必填" in client.post(url, {"to": new.pk, "on": str(TODAY), "reason": ""}).content.decode()
    )
    client.post(url, {"to": new.pk, "on": str(TODAY), "reason": "调离"})
    assert visible(Household, new).count() == 2
