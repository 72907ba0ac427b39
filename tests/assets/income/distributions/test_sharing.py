"""Shares are exact to the fen, whatever they are."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assets.income.distributions.sharing import Part, by_shares, divided

YUAN = st.decimals(0, 10**9, places=2)
SHARES = st.lists(st.decimals(Decimal("0.0001"), 10**5, places=4), min_size=1, max_size=30)


@given(total=YUAN, shares=SHARES)
def test_shares_come_to_the_whole_and_none_is_off_by_a_fen(total, shares):
    found = by_shares(total, shares)
    assert sum(found) == total
    for amount, share in zip(found, shares, strict=True):
        assert amount >= 0
        assert abs(amount - total * share / sum(shares)) < Decimal("0.01")


@given(total=YUAN, shares=SHARES)
def test_who_has_the_larger_share_gets_no_less(total, shares):
    found = sorted(zip(shares, by_shares(total, shares), strict=True))
    lowest: dict[Decimal, Decimal] = {}
    for share, amount in found:
        smaller = [most for other, most in lowest.items() if other < share]
        assert all(amount >= most for most in smaller)
        lowest[share] = max(lowest.get(share, amount), amount)


@given(total=YUAN, fixed=st.lists(st.decimals(Decimal("0.01"), 10**6, places=2), max_size=5))
def test_amounts_come_first_and_never_beyond_what_there_is(total, fixed):
    parts = [*(Part(amount=amount) for amount in fixed), Part(share=Decimal(1))]
    if sum(fixed) >= total:
        with pytest.raises(ValidationError):
            divided(total, parts)
    else:
        found = divided(total, parts)
        assert found[:-1] == fixed
        assert sum(found) == total


def test_odd_fen_go_to_the_largest_remainder_the_first_of_equal_ones():
    assert [str(each) for each in by_shares(Decimal("1.00"), [Decimal(1)] * 3)] == [
        "0.34", "0.33", "0.33",
    ]  # fmt: skip
    thirds = by_shares(Decimal("0.01"), [Decimal(1), Decimal(2)])
    assert [str(each) for each in thirds] == ["0.00", "0.01"]
