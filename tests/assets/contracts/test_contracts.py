"""Contracts: one at a time, what they make of their asset, and what is owed by them."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import AuditEvent
from assets.contracts import actions, dues
from assets.contracts.models import Contract
from assets.ledger import shipped
from assets.ledger.models import Asset
from assistance.schemes.limits.models import LimitValue
from monitoring.registry.months import shifted
from tests import factories
from tests.assets import making
from tests.races import refusals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

DAY = timedelta(days=1)
DAYS = st.dates(date(2020, 1, 1), date(2032, 1, 1))


def today() -> date:
    return timezone.localdate()


def test_a_running_contract_lets_its_asset():
    asset = making.asset()
    made = making.contract(asset, starts_on=today() - DAY, ends_on=today() + 30 * DAY,
                           first_due_on=today(), upload=making.upload("合同.jpg"))  # fmt: skip
    asset.refresh_from_db()
    entry = asset.states.first()
    assert entry is not None
    assert (asset.state, entry.since) == ("出租", made.starts_on)
    assert made.number in entry.reason
    assert made.paper
    assert (made.paper.kind, made.paper.note) == ("合同", made.number)
    assert AuditEvent.objects.get(event="assets.contract_entered").subject_id == str(asset.pk)


def test_neither_an_old_contract_nor_one_of_a_damaged_asset_says_that_it_is_let():
    over, damaged = making.asset(), making.asset()
    making.contract(over, starts_on=date(2020, 3, 1), ends_on=date(2021, 2, 28),
                    first_due_on=date(2020, 3, 1))  # fmt: skip
    Asset.objects.filter(pk=damaged.pk).update(state="损毁")
    making.contract(damaged, ends_on=today() + 30 * DAY)
    assert list(Asset.objects.order_by("pk").values_list("state", flat=True)) == ["在用", "损毁"]


def test_no_two_contracts_at_a_time_until_one_is_ended_early():
    asset, by = making.asset(), making.keeper()
    first = making.contract(asset, ends_on=today() + 300 * DAY)
    begin = {"starts_on": today(), "ends_on": today() + 900 * DAY, "first_due_on": today()}
    with pytest.raises(ValidationError, match="已有合同"):
        making.contract(asset, number="2", **begin)
    said = {"by": by, "ended_early_on": today() - DAY, "state": "闲置"}
    with pytest.raises(ValidationError, match="原因"):
        actions.end(first, end_reason=" ", **said)
    actions.end(first, end_reason="经营不善退租", **said)
    asset.refresh_from_db()
    assert asset.state == "闲置"
    making.contract(asset, number="2", **begin)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contract.objects.filter(pk=first.pk).update(ended_early_on=None, end_reason="")


def test_the_same_operator_goes_on_from_the_day_after():
    first = making.contract(making.asset())
    more = {"number": "续1", "rent": Decimal(13000), "months_per_period": 12}
    last = date(2034, 2, 28)
    second = actions.renew(
        first, by=making.keeper(), ends_on=last, first_due_on=date(2029, 3, 10), **more
    )
    assert (second.starts_on, second.operator) == (date(2029, 3, 1), first.operator)
    with pytest.raises(ValidationError, match="已有合同"):
        actions.renew(first, by=making.keeper(), ends_on=last, first_due_on=last, **more)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"ends_on": date(2024, 2, 28)}, "早于"),
        ({"rent": Decimal(-1)}, "大于或等于"),
        ({"first_due_on": date(2029, 3, 1)}, "早于"),
        ({"months_per_period": 5}, "选项"),
    ],
)
def test_what_cannot_be_is_refused_and_enters_nothing(fields, said):
    with pytest.raises(ValidationError, match=said):
        making.contract(making.asset(), **fields)
    assert not Contract.objects.exists()


def test_only_operating_assets_that_are_there_and_only_by_their_keepers():
    home = factories.household()
    for asset in (
        making.asset(kind="equity"),
        making.asset(kind="road"),
        making.asset(kind="household-fixed", household=home),
    ):
        with pytest.raises(ValidationError, match="经营性"):
            making.contract(asset)
    asset = making.asset()
    with pytest.raises(PermissionDenied):
        making.contract(asset, by=factories.user("village", factories.OTHER_VILLAGE))
    Asset.objects.filter(pk=asset.pk).update(ended_on=today())
    with pytest.raises(ValidationError, match="已终止"):
        making.contract(asset)


def test_the_law_of_the_first_day_says_how_long_a_contract_may_run():
    begin, asset = date(2024, 3, 1), making.asset()
    for last, is_too_long in ((shifted(begin, 240), False), (shifted(begin, 240) + DAY, True)):
        made = making.contract(asset, starts_on=begin, ends_on=last)
        assert Contract.objects.too_long().exists() is is_too_long
        made.delete()
    making.contract(asset)
    LimitValue.objects.create(
        code="assets.contract_years", county_id=factories.PINGSHAN, value=4,
        valid_from=date(2024, 1, 1), document="平政〔2024〕1号",
    )  # fmt: skip
    assert Contract.objects.too_long().count() == 1


@settings(max_examples=40, deadline=None)
@given(
    acts=st.lists(st.tuples(DAYS, st.integers(-20, 900), st.none() | st.integers(0, 900)),
                  max_size=7)
)  # fmt: skip
def test_on_no_day_is_an_asset_let_twice(acts):
    with transaction.atomic():
        asset, by = making.asset(), making.keeper()
        for number, (first, length, ended) in enumerate(acts):
            last = first + length * DAY
            try:
                made = making.contract(asset, by=by, number=str(number), starts_on=first,
                                       ends_on=last, first_due_on=first)  # fmt: skip
                if ended is not None:
                    actions.end(made, by=by, ended_early_on=first + ended * DAY,
                                end_reason="退租", state="闲置")  # fmt: skip
            except ValidationError:
                continue
        kept = sorted(asset.contracts.all(), key=lambda each: each.starts_on)
        assert all(a.last_day < b.starts_on for a, b in pairwise(kept))
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({}, ["2024-03-10", "2025-03-10", "2026-03-10", "2027-03-10", "2028-03-10"]),
        ({"ended_early_on": date(2025, 3, 1)}, ["2024-03-10", "2025-03-10"]),
        ({"ended_early_on": date(2025, 2, 28)}, ["2024-03-10"]),
        (
            {"months_per_period": 1, "starts_on": date(2024, 1, 31), "ends_on": date(2024, 4, 29),
             "first_due_on": date(2024, 1, 31)},
            ["2024-01-31", "2024-02-29", "2024-03-31"],
        ),
        ({"months_per_period": 6, "ends_on": date(2024, 9, 1)}, ["2024-03-10", "2024-09-10"]),
    ],
)  # fmt: skip
def test_each_period_that_began_is_owed_whole(fields, days):
    made = making.contract(making.asset())
    reason = {"end_reason": "退租"} if "ended_early_on" in fields else {}
    Contract.objects.filter(pk=made.pk).update(**fields, **reason)
    made.refresh_from_db()
    owed = dues.of_contract(made)
    assert [str(each.on) for each in owed] == days
    assert {each.amount for each in owed} == {Decimal("12000.00")}


@pytest.mark.django_db(transaction=True)
def test_of_two_contracts_entered_at_once_one_is_refused():
    shipped.install()
    asset, by = making.asset(), making.keeper()
    done, refused = refusals(*(lambda n=n: making.contract(asset, by=by, number=n) for n in "12"))
    assert (done, "合同" in refused) == ("", True)
