"""What a fund says is what its ledger adds up to, whatever happens, and never below zero."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.divisions import load_divisions
from accounts.models import AuditEvent, Division
from assistance.funds import actions
from assistance.funds.models import Fund, FundEntry
from tests import factories
from tests.assistance.funds.ledger import astray, by_ledger
from tests.races import refusals

ACTS: dict[str, Callable[..., None]] = {
    "commit": actions.commit,
    "release": actions.release,
    "pay": actions.pay,
    "take_back": actions.take_back,
}
AMOUNTS = st.decimals("0.01", "500", places=2)
SCHEDULES = st.lists(st.tuples(st.sampled_from([*ACTS, "adjust"]), AMOUNTS, st.booleans()))


def fund(budget: str = "1000.00", **fields: Any) -> Fund:
    by = fields.pop("by", None) or factories.user("county", factories.PINGSHAN)
    county = Division.objects.get(code=fields.pop("county", factories.PINGSHAN))
    said: dict[str, Any] = {
        "name": "衔接资金",
        "source": "中央",
        "year": 2026,
        "document": "冀财农〔2026〕1号",
    }
    return actions.open_fund(county, by=by, budget=Decimal(budget), **(said | fields))


def columns(of: Fund) -> tuple[Decimal, Decimal, Decimal]:
    of.refresh_from_db()
    return of.budget, of.committed, of.paid


@pytest.mark.django_db
@settings(max_examples=40, deadline=None)
@given(schedule=SCHEDULES)
def test_columns_are_the_sums_of_the_ledger_after_any_schedule(schedule):
    with transaction.atomic():
        made = fund()
        by = factories.user("county", factories.PINGSHAN)
        for act, amount, less in schedule:
            before = columns(made)
            try:
                if act == "adjust":
                    signed = -amount if less else amount
                    actions.adjust(made, by=by, amount=signed, document="文件", reason="调整")
                else:
                    ACTS[act](made, by=by, amount=amount, reason="发放")
            except ValidationError:
                assert columns(made) == before
        assert columns(made) == by_ledger(made)
        assert not astray()
        assert 0 <= made.paid <= made.committed <= made.budget
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_each_movement_says_who_when_and_why():
    made = fund()
    by = factories.user("county", factories.PINGSHAN)
    actions.commit(made, by=by, amount=Decimal("300.50"), reason="清单1")
    entry = FundEntry.objects.get(kind="committed")
    assert (entry.amount, entry.by, entry.reason) == (Decimal("300.50"), by, "清单1")
    event = AuditEvent.objects.get(event="funds.moved")
    assert event.detail == {"amount": "300.50", "kind": "committed"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("act", "amount", "sentence"),
    [
        ("commit", "600.01", "600.00"),
        ("pay", "400.01", "400.00"),
        ("release", "400.01", "400.00"),
        ("take_back", "0.01", "0.00"),
        ("commit", "0", "大于零"),
        ("commit", "-5", "大于零"),
    ],
)
def test_what_there_is_not_is_not_moved_and_the_sentence_says_how_much_there_is(
    act, amount, sentence
):
    made = fund()
    by = factories.user("county", factories.PINGSHAN)
    actions.commit(made, by=by, amount=Decimal(400), reason="清单1")
    with pytest.raises(ValidationError, match=sentence):
        ACTS[act](made, by=by, amount=Decimal(amount), reason="清单2")
    assert columns(made) == (Decimal(1000), Decimal(400), Decimal(0))
    assert FundEntry.objects.count() == 2


@pytest.mark.django_db
def test_a_budget_is_not_cut_below_what_is_committed_and_needs_its_document():
    made = fund()
    by = factories.user("county", factories.PINGSHAN)
    actions.commit(made, by=by, amount=Decimal(400), reason="清单1")
    cut = {"by": by, "amount": Decimal("-600.01"), "reason": "收回"}
    with pytest.raises(ValidationError, match=r"400\.00"):
        actions.adjust(made, document="冀财农〔2026〕9号", **cut)
    with pytest.raises(ValidationError, match="文件"):
        actions.adjust(made, document=" ", **cut)
    actions.adjust(made, document="冀财农〔2026〕9号", **(cut | {"amount": Decimal(-600)}))
    assert columns(made) == (Decimal(400), Decimal(400), Decimal(0))


@pytest.mark.django_db
def test_the_database_itself_holds_the_order_of_the_columns():
    made = fund()
    for wrong in ({"paid": 1}, {"committed": 1001}, {"paid": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Fund.objects.filter(pk=made.pk).update(**wrong)


@pytest.mark.django_db
def test_only_a_county_keeps_its_own_funds():
    made = fund()
    for by in (
        factories.user("county", factories.ZANHUANG),
        factories.user("township", factories.PINGSHAN_TOWN),
        factories.user("city", factories.CITY),
    ):
        with pytest.raises(PermissionDenied):
            actions.commit(made, by=by, amount=Decimal(1), reason="清单1")
        with pytest.raises(PermissionDenied):
            fund(by=by, name="另一笔")
    with pytest.raises(ValidationError, match="已有"):
        fund()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_promise_the_last_money_at_once_one_is_told():
    if not Division.objects.exists():
        load_divisions()
    made = fund()
    people = [factories.user("county", factories.PINGSHAN) for _ in range(4)]
    funds = [(Fund.objects.get(pk=made.pk), by) for by in people]
    act = {"amount": Decimal(600), "reason": "清单"}
    done, *told = refusals(*(lambda f=f, by=by: actions.commit(f, by=by, **act) for f, by in funds))
    assert done == ""
    assert all("400.00" in each for each in told)
    assert columns(made) == (Decimal(1000), Decimal(600), Decimal(0))
    assert not astray()
