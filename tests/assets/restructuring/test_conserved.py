"""Whatever becomes of assets: nothing is lost or made, and on no day has a right two holders."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.ledger.models import Asset
from assets.restructuring import actions
from assets.restructuring.models import Restructuring
from assets.rights.models import Right
from tests import factories
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

BEGAN = date(2020, 1, 15)
FEN = Decimal("0.01")
PLACES = (factories.VILLAGE, factories.OTHER_VILLAGE)
FIRST = st.fixed_dictionaries(
    {"original_value": st.decimals("0", "999999.99", places=2), "place": st.sampled_from(PLACES),
     "kind": st.sampled_from(["workshop", "road", "equity"]),
     "rights": st.sets(st.sampled_from(Right.Kind.values), max_size=3)}
)  # fmt: skip
# What is done, to which assets, how long after the one before, and by which shares.
CHANGE = st.tuples(
    st.sampled_from(["split", "merge", "transfer", "collective"]),
    st.lists(st.integers(0, 9), min_size=1, max_size=3),
    st.integers(1, 500),
    st.lists(st.integers(0, 9), min_size=1, max_size=3),
)


def built(said: dict[str, Any]) -> None:
    made = making.asset(
        said["place"], said["kind"], original_value=said["original_value"], began_on=BEGAN
    )
    for kind in said["rights"]:
        making.right(made, kind)


def parts(whole: Decimal, shares: Sequence[int]) -> list[str]:
    """Amounts that add up to the whole, the last one with what is left."""
    found = [(whole * share / 100).quantize(FEN) for share in shares]
    return [str(each) for each in (*found, whole - sum(found))]


def propose(kind: str, assets: Sequence[Asset], shares: Sequence[int], day: date) -> Restructuring:
    one = assets[0]
    if kind == "split":
        return making.split(one, *parts(one.original_value, shares), day=day)
    if kind == "merge":
        return making.merger(*assets, day=day)
    place = PLACES[shares[0] % 2]
    said = {"day": day, "holder": f"合作社{shares[0]}", "holder_kind": "村集体"}
    if kind == "collective":
        said["kind"] = Restructuring.Kind.COLLECTIVE
    return making.transfer(one, place, **said)


def sums(day: date) -> dict[str, Decimal]:
    return Asset.objects.on(day).sums(day)


def overlapping(rights: Sequence[Right]) -> list[tuple[Right, Right]]:
    last = date(2099, 1, 1)
    return [
        (one, other)
        for one in rights
        for other in rights
        if one.pk < other.pk
        and (one.asset_id, one.kind) == (other.asset_id, other.kind)
        and one.starts_on <= (other.ends_on or last)
        and other.starts_on <= (one.ends_on or last)
    ]


@settings(max_examples=25, deadline=None)
@given(first=st.lists(FIRST, min_size=1, max_size=4), changes=st.lists(CHANGE, max_size=4))
def test_value_and_rights_through_whatever_is_approved(first, changes):
    with transaction.atomic():
        for said in first:
            built(said)
        whole, day, decider = sums(BEGAN)["original"], BEGAN, making.keeper()
        for kind, places, later, shares in changes:
            day = min(day + timedelta(days=later), timezone.localdate())
            there = list(Asset.objects.current().order_by("pk"))
            chosen = list({there[place % len(there)].pk: None for place in places})
            before = sums(day)
            try:
                with transaction.atomic():
                    assets = [Asset.objects.get(pk=pk) for pk in chosen]
                    actions.approve(propose(kind, assets, shares, day), by=decider)
            except ValidationError:
                assert sums(day) == before
            assert (sums(day)["original"], sums(day)["net"]) == (whole, before["net"])
        assert not overlapping(list(Right.objects.all()))
        for right in Right.objects.select_related("asset"):
            assert right.starts_on >= right.asset.began_on
            ends = right.asset.ended_on
            assert ends is None or (right.ends_on and right.ends_on <= ends)
        for each in Asset.objects.worth_on(timezone.localdate()):
            assert min(each.net_value, each.written_off, each.residual_value) >= 0
        transaction.set_rollback(True)
