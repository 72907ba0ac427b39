"""低保 income: nothing is deducted that is not there, and every cent is accounted for."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Division
from assistance.schemes.limits import actions
from assistance.schemes.limits.reading import Values
from assistance.schemes.limits.reading import known as in_force
from assistance.schemes.lowincome.parameters import LOW_INCOME, STANDARD
from assistance.schemes.lowincome.reckoning import KINDS, reckon
from tests import factories
from tests.assistance.schemes.limits import known_of

YUAN = st.decimals(0, 999_999, places=2)
SHARE = st.decimals(0, 100, places=2)


@st.composite
def values(draw: st.DrawFn) -> Values:
    kinds = {True: SHARE, False: st.none() | YUAN}
    return known_of(
        LOW_INCOME, {each.code: draw(kinds[each.code.endswith("share")]) for each in LOW_INCOME}
    )


SAID = st.fixed_dictionaries({kind.code: YUAN for kind in KINDS})


@given(income=YUAN, said=SAID, people=st.integers(1, 12), values=values())
def test_income_is_counted_and_deducted_to_the_cent(
    income: Decimal, said: dict[str, Decimal], people: int, values: Values
) -> None:
    found = reckon(income, said, people, values)
    assert found.counted + found.deducted == income
    assert found.counted >= 0
    for each in found.deductions:
        assert 0 <= each.applied <= each.said
        assert each.limit is None or each.applied <= each.limit
        assert each.kind.clause


@given(income=YUAN, said=SAID, people=st.integers(1, 12), values=values(), more=YUAN)
def test_more_spending_never_counts_as_more_income(
    income: Decimal, said: dict[str, Decimal], people: int, values: Values, more: Decimal
) -> None:
    before = reckon(income, said, people, values)
    after = reckon(income, said | {"illness": said["illness"] + more}, people, values)
    assert after.counted <= before.counted


@given(income=YUAN, people=st.integers(1, 12), standard=YUAN)
def test_below_the_standard_is_where_something_is_missing(
    income: Decimal, people: int, standard: Decimal
) -> None:
    found = reckon(income, {}, people, known_of(LOW_INCOME, {STANDARD.code: standard}))
    assert found.gap is not None
    assert found.is_below == (income < standard * people * 12)
    if found.gap:
        assert found.is_below


@pytest.mark.django_db
def test_a_countys_own_value_goes_before_the_common_one() -> None:
    actions.install()
    admin = factories.user("admin")
    county = Division.objects.get(pk=factories.PINGSHAN)
    said = {"code": STANDARD.code, "valid_from": date(2026, 1, 1), "document": "冀民〔2026〕1号"}
    actions.set_value(by=admin, county=None, value=Decimal(500), **said)
    actions.set_value(by=admin, county=county, value=Decimal(550), **said)
    day = date(2026, 6, 1)
    assert in_force(LOW_INCOME, day, factories.VILLAGE)[STANDARD.code].amount == Decimal(550)
    assert in_force(LOW_INCOME, day, factories.FAR_VILLAGE)[STANDARD.code].amount == Decimal(500)
    before = in_force(LOW_INCOME, date(2025, 6, 1), factories.VILLAGE)
    assert before[STANDARD.code].amount is None
    assert before[STANDARD.code].document.startswith("待确认")
    with pytest.raises(ValidationError, match="已经有"):
        actions.set_value(by=admin, county=county, value=Decimal(560), **said)
    with pytest.raises(PermissionDenied):
        actions.set_value(
            by=factories.user("county", factories.PINGSHAN),
            county=county,
            value=Decimal(1),
            **said,
        )


@pytest.mark.django_db
def test_the_page_shows_each_deduction_with_its_clause(client: Client) -> None:
    actions.install()
    household = factories.household()
    head = factories.member(household, birth_date=date(1970, 1, 1))
    child = factories.member(household, birth_date=date(2015, 1, 1))
    client.force_login(factories.user("village", factories.VILLAGE))
    url = reverse("lowincome:household", args=[household.pk])
    said = {"applicants": [head.pk, child.pk], "wage_income": "12000", "illness": "3000.50"}
    shown = client.post(url, said).content.decode()
    assert "8,999.50" in shown
    assert "因病增加的刚性支出" in shown
    assert "待确认" in shown
    refused = client.post(url, said | {"applicants": [head.pk]}).content.decode()
    assert "不能不列入" in refused
    assert "8,999.50" not in refused


@pytest.mark.django_db
def test_what_going_to_work_cost_is_taken_from_the_register_of_work(client: Client) -> None:
    household = factories.household()
    worker = factories.member(household, low_income_allowance=True)
    month = timezone.localdate().replace(day=1)
    factories.work(household, member=worker, month=month)
    actions.set_value(
        by=factories.user("admin"), code="employment.cost", county=None, value=Decimal("300"),
        valid_from=date(2020, 1, 1), document="县文件",
    )  # fmt: skip
    client.force_login(factories.user("village", factories.VILLAGE))
    page = client.get(reverse("lowincome:household", args=[household.pk]))
    assert page.context["form"]["work"].value() == Decimal("300.00")
