"""What was generated comes back; what is there is not written again."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.personal import decrypt
from monitoring.registry.census import actions
from monitoring.registry.models import Change, Household, LivingConditions, Member, Statement
from monitoring.registry.sheets import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS, Column
from tests.monitoring.registry.census.files import bring_in, household, id_number, member, workbook

YES_NO = {"是": True, "否": False, "": None}
AMOUNTS = st.decimals(0, 10**7, places=2)
LABELS = st.text("甲乙丙丁0123ABC", max_size=20)


def _cells(column: Column) -> st.SearchStrategy:
    """Cells of one column that break no rule."""
    if column.options:
        return st.sampled_from(["", *column.options.values])
    field = column.model._meta.get_field(column.field) if column.model else None
    kind = field.get_internal_type() if field else ""
    if kind == "BooleanField":
        return st.sampled_from(list(YES_NO))
    if kind == "DecimalField":
        return AMOUNTS.map(str)
    return LABELS if kind == "CharField" and "phone" not in column.field else st.just("")


def _rows(columns: tuple[Column, ...], *models: type) -> st.SearchStrategy:
    chosen = [c for c in columns if c.model in models and not c.personal and c.field not in _OTHERS]
    return st.fixed_dictionaries({c.header: _cells(c) for c in chosen})


# Kept by a rule of its own, or told by the ID number.
_OTHERS = (
    "id_kind", "sex", "birth_date", "ethnicity", "disability_type", "disability_grade",
    "identified_month", "eliminated_month", "work_months", "public_post_months", "declared_size",
    "disability_year", "household_type", "health",
)  # fmt: skip


def _said(rows: list[object], columns: tuple[Column, ...], cells: dict[str, str]) -> None:
    """Every cell is what the registry says."""
    for column in columns:
        found = next((row for row in rows if type(row) is column.model), None)
        if found is not None and column.header in cells and column.field not in _OTHERS:
            value = getattr(found, column.field)
            assert ("" if value is None else value) == _value(cells[column.header], value)


def _value(cell: str, like: object) -> object:
    if isinstance(like, bool) and cell in YES_NO:
        return YES_NO[cell]
    return Decimal(cell) if isinstance(like, Decimal) else cell


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    cells=_rows(HOUSEHOLD_COLUMNS, Household, LivingConditions, Statement),
    person=_rows(MEMBER_COLUMNS, Member),
)
def test_clean_rows_come_back_and_go_in_once(officer, cells, person):
    sheets = [household(**cells)], [member(**person) | {"姓名": "张三", "证件号码": id_number()}]

    batch = bring_in(workbook(*sheets), by=officer)
    found = [m.objects.get() for m in (Household, LivingConditions, Statement, Member)]
    _said(found, HOUSEHOLD_COLUMNS, cells)
    _said(found, MEMBER_COLUMNS, person | {"姓名": "张三"})
    assert decrypt(found[3].id_number_cipher) == id_number()

    again = bring_in(workbook(*sheets), by=officer)
    assert again.counts["households"]["unchanged"] == again.counts["members"]["unchanged"] == 1
    assert not Change.objects.exclude(field="").exists()
    actions.undo(batch, by=officer)
