"""Value through splits, merges and transfers: to the fen on the day, by single fen later."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assets.ledger.depreciation import net_value
from assets.ledger.models import Asset
from assets.restructuring.worth import Worth, passed_on, portions
from monitoring.registry.months import shifted

FEN = Decimal("0.01")
DAY = date(2025, 6, 10)
LATER = st.integers(0, 700)
FEN_OF = st.integers(0, 99999999999)


@st.composite
def worn(draw: st.DrawFn, life: int | None = None) -> Asset:
    """One that began before the day, perhaps made from others; `life` is what is left of it."""
    original, bound = sorted(draw(FEN_OF) for _n in range(2))[::-1]
    residual = draw(st.integers(0, bound))
    passed = draw(st.integers(0, 400))
    months = life + passed if life else draw(st.integers(1, 600))
    return Asset(
        original_value=original * FEN, residual_value=residual * FEN,
        written_off=(bound - residual) * FEN, life_months=months, began_on=shifted(DAY, -passed),
    )  # fmt: skip


@st.composite
def cut(draw: st.DrawFn, whole: Decimal) -> list[Decimal]:
    """Amounts that add up to `whole`, some perhaps nothing."""
    fen = int(whole / FEN)
    cuts = sorted(draw(st.lists(st.integers(0, fen), min_size=1, max_size=8)))
    return [(b - a) * FEN for a, b in zip([0, *cuts], [*cuts, fen], strict=True)]


def begun(worths: list[Worth]) -> list[Asset]:
    return [
        Asset(
            original_value=each.original_value, residual_value=each.residual_value,
            written_off=each.written_off, life_months=each.life_months, began_on=DAY,
        )
        for each in worths
    ]  # fmt: skip


def together(assets: list[Asset], day: date) -> Decimal:
    return sum((net_value(asset, day) for asset in assets), Decimal(0))


def sound(assets: list[Asset]) -> bool:
    return all(
        min(a.written_off, a.residual_value) >= 0
        and a.original_value >= a.written_off + a.residual_value
        for a in assets
    )


@given(worn(), st.data(), LATER)
def test_a_split_keeps_both_values(old, data, later):
    values = data.draw(cut(old.original_value))
    new = begun(list(passed_on([old], values, DAY)))
    assert sound(new)
    assert sum(a.original_value for a in new) == old.original_value
    assert together(new, DAY) == net_value(old, DAY)
    assert sum(a.residual_value for a in new) == old.residual_value
    day = shifted(DAY, later)
    apart = abs(together(new, day) - net_value(old, day))
    assert apart <= (len(new) + 2) * FEN / 2
    assert together(new, date(2099, 1, 1)) == net_value(old, date(2099, 1, 1))


@given(st.lists(worn(life=90), min_size=2, max_size=6), LATER)
def test_a_merge_of_the_same_life_keeps_both_values(old, later):
    value = sum(a.original_value for a in old)
    [new] = begun(list(passed_on(old, [value], DAY)))
    assert sound([new])
    assert new.life_months == 90
    assert net_value(new, DAY) == together(old, DAY)
    day = shifted(DAY, later)
    assert abs(net_value(new, day) - together(old, day)) <= (2 * len(old) + 1) * FEN / 2
    assert net_value(new, date(2099, 1, 1)) == together(old, date(2099, 1, 1))


@given(st.lists(worn(), min_size=2, max_size=6))
def test_a_merge_of_different_lives_keeps_the_day_the_end_and_the_pace(old):
    """What is lost in a month stays what it was, but for rounding the life to whole months."""
    value = sum(a.original_value for a in old)
    [new] = begun(list(passed_on(old, [value], DAY)))
    assert sound([new])
    assert net_value(new, DAY) == together(old, DAY)
    assert new.residual_value == sum(a.residual_value for a in old)
    lives = [a.life_months - (DAY.year - a.began_on.year) * 12 - DAY.month + a.began_on.month
             for a in old]  # fmt: skip
    assert max(min(lives), 1) <= new.life_months <= max(*lives, 1)


def test_the_life_of_a_merge_goes_on_losing_as_much_a_month():
    old = [
        Asset(original_value=Decimal(value), residual_value=0, written_off=0, life_months=life,
              began_on=DAY)
        for value, life in (("1000.00", 10), ("9000.00", 30))
    ]  # fmt: skip
    [new] = passed_on(old, [Decimal("10000.00")], DAY)
    assert new.life_months == 25  # 100 and 300 yuan a month


def test_what_keeps_its_value_goes_on_keeping_it():
    share = Asset(original_value=Decimal("100.01"), residual_value=0, written_off=0, began_on=DAY)
    new = list(passed_on([share], [Decimal("50.00"), Decimal("50.01")], DAY))
    assert [(each.net_value, each.life_months) for each in new] == [
        (Decimal("50.00"), None), (Decimal("50.01"), None),
    ]  # fmt: skip


@given(st.lists(FEN_OF, min_size=1, max_size=9), st.data())
def test_portions_add_up_and_none_is_above_its_weight(fens, data):
    weights = [fen * FEN for fen in fens]
    total = data.draw(st.integers(0, sum(fens))) * FEN
    shares = portions(total, weights)
    assert sum(shares) == total
    assert all(0 <= share <= weight for share, weight in zip(shares, weights, strict=True))
