"""Random conditions of the closed grammar, and random rows of the wide table."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from monitoring.criteria.grammar import COMPARISONS
from monitoring.criteria.parameters import PARAMETERS
from monitoring.indicators.catalogue import INDICATORS, Kind


def _codes(basis: Kind) -> list[str]:
    """What counts the same; yuan per person are ratios and the burdens of one person."""
    return sorted(code for code, found in INDICATORS.items() if found.basis == basis)


FACTS, RATIOS, TOTALS = _codes(Kind.BOOLEAN), _codes(Kind.RATIO), _codes(Kind.MONEY)

# Few distinct amounts, so that equality, the interesting case, is often hit.
amounts = st.sampled_from(
    ["0", "0.01", "300", "8300", "8300.01", "24900", "-24900", "9999999999.99", "69999999999.93"]
)
numbers = st.sampled_from(["0", "0.5", "0.7", "1.5", "3", "-2", "8300", "999999999999.9999"]).map(
    lambda text: {"number": text}
)


def _numerics(atoms: list[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    leaves = st.sampled_from(atoms)
    return st.recursive(
        leaves,
        lambda inside: st.one_of(
            st.tuples(numbers, inside).map(lambda pair: {"*": list(pair)}),
            st.tuples(st.sampled_from("+-"), inside, inside).map(
                lambda found: {found[0]: list(found[1:])}
            ),
        ),
        max_leaves=3,
    )


def _parameters(basis: Kind) -> list[dict[str, Any]]:
    return [{"parameter": code} for code, each in PARAMETERS.items() if each.basis == basis]


def _all_comparisons() -> st.SearchStrategy[dict[str, Any]]:
    per_person = [{"indicator": code} for code in RATIOS]
    totals = _numerics([{"indicator": code} for code in TOTALS])
    pairs = st.one_of(
        st.tuples(
            _numerics(per_person),
            _numerics(per_person + _parameters(Kind.RATIO)),
        ),
        st.tuples(totals, totals | numbers),
    )
    return st.tuples(st.sampled_from(COMPARISONS), pairs).map(
        lambda found: {found[0]: list(found[1])}
    )


comparisons = _all_comparisons()
facts = st.sampled_from([{"indicator": code} for code in FACTS])
conditions = st.recursive(
    facts | comparisons,
    lambda inside: st.one_of(
        inside.map(lambda part: {"not": part}),
        st.tuples(st.sampled_from(["and", "or"]), st.lists(inside, min_size=1, max_size=3)).map(
            lambda found: {found[0]: found[1]}
        ),
    ),
    max_leaves=6,
)


def _column(name: str) -> st.SearchStrategy[Any]:
    if name in FACTS:
        return st.sampled_from([None, True, False])
    if name.startswith("people"):
        return st.sampled_from([1, 2, 3, 7, 32767])
    return st.none() | amounts.map(Decimal)


COLUMNS = sorted(
    {*FACTS, *TOTALS}
    | {INDICATORS[code].numerator or code for code in RATIOS}
    | {INDICATORS[code].denominator for code in RATIOS if INDICATORS[code].denominator}
)
rows = st.fixed_dictionaries({name: _column(name) for name in COLUMNS})
parameters = st.fixed_dictionaries({code: st.none() | amounts.map(Decimal) for code in PARAMETERS})
