"""What sources gave, as the text of a cell and read back."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assets.ledger.funding import cell, read, told

YEARS = st.integers(2013, 2040)
AMOUNTS = st.decimals(Decimal("0.01"), Decimal("999999999999.99"), places=2)


@given(gave=st.dictionaries(YEARS, AMOUNTS, max_size=14), year=YEARS)
def test_what_is_written_reads_back_as_it_was(gave, year):
    assert read(told(gave), 1999) == gave
    assert read(str(cell(gave, year)), year) == gave
    assert len(told(gave)) <= 400  # of the column that keeps it
