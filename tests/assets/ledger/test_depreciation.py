"""What an asset is worth on a day: never below its residue, never rising, the same in SQL."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import AuditEvent
from assets.ledger.depreciation import net_value, remaining_months
from assets.ledger.models import Asset, DepreciationRule
from tests import factories
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

DAYS = st.dates(date(2013, 1, 1), date(2060, 1, 1))
AMOUNTS = st.decimals("0", "99999999.99", places=2)


def test_straight_line_by_whole_months_from_the_month_after():
    made = making.asset()  # 240 months down to 5 %
    assert net_value(made, date(2019, 1, 1)) == Decimal("240000.00")
    assert net_value(made, date(2020, 1, 31)) == Decimal("240000.00")
    assert net_value(made, date(2020, 2, 1)) == Decimal("239050.00")
    assert net_value(made, date(2040, 1, 1)) == Decimal("12000.00")
    assert net_value(made, date(2060, 1, 1)) == Decimal("12000.00")


def test_equity_and_household_assets_keep_their_value():
    of = factories.household()
    kept = [making.asset(kind="equity"), making.asset(kind="household-fixed", household=of)]
    for each in kept:
        assert net_value(each, date(2099, 1, 1)) == each.original_value
        assert remaining_months(each, date(2099, 1, 1)) is None


@settings(max_examples=60, deadline=None)
@given(
    value=AMOUNTS, share=st.integers(0, 100), written=st.integers(0, 100),
    life=st.none() | st.integers(1, 600), began=DAYS, day=DAYS, later=st.integers(0, 9000),
)  # fmt: skip
def test_one_row_and_all_rows_say_the_same(value, share, written, life, began, day, later):
    with transaction.atomic():
        made = making.asset()
        residue = (value * share / 100).quantize(Decimal("0.01"), "ROUND_DOWN")
        off = ((value - residue) * written / 100).quantize(Decimal("0.01"), "ROUND_DOWN")
        Asset.objects.filter(pk=made.pk).update(
            original_value=value, residual_value=residue, written_off=off, life_months=life,
            began_on=began,
        )  # fmt: skip
        made.refresh_from_db()
        worth = net_value(made, day)
        assert Asset.objects.worth_on(day).get(pk=made.pk).net_value == worth
        assert Asset.objects.filter(pk=made.pk).sums(day)["net"] == worth
        assert residue <= worth <= value - off
        assert net_value(made, day + timedelta(days=later)) <= worth
        transaction.set_rollback(True)


def test_a_new_rule_changes_nothing_that_was_said():
    made = making.asset()
    DepreciationRule.objects.create(
        kind_id="workshop", county_id=factories.PINGSHAN, valid_from=date(2024, 1, 1),
        life_months=120, document="平财〔2024〕1号",
    )  # fmt: skip
    made.refresh_from_db()
    assert made.life_months == 240
    after = making.asset(began_on=date(2024, 5, 1))
    assert (after.life_months, after.residual_value) == (120, Decimal(0))
    elsewhere = making.asset(factories.FAR_VILLAGE, began_on=date(2024, 5, 1))
    assert elsewhere.life_months == 240


def test_an_administrator_sets_from_when_on_how_long_a_sub_class_lasts(client):
    client.force_login(factories.user("admin"))
    said = {
        "kind": "workshop", "county": factories.PINGSHAN, "valid_from": "2024-01-01",
        "life_months": "120", "residual_percent": "3", "document": "平财〔2024〕1号",
    }  # fmt: skip
    page = client.post("/assets/depreciation/", said, follow=True).content.decode()
    assert "平财〔2024〕1号" in page
    assert "已有" in client.post("/assets/depreciation/", said).content.decode()
    refused = client.post("/assets/depreciation/", said | {"kind": "equity", "life_months": "0"})
    assert set(refused.context["form"].errors) == {"kind", "life_months"}
    assert making.asset(began_on=date(2024, 5, 1)).life_months == 120
    assert AuditEvent.objects.filter(event="assets.depreciation_set").count() == 1
    client.force_login(factories.user("county", factories.ZANHUANG))
    elsewhere = client.get("/assets/depreciation/").content.decode()
    assert "平财〔2024〕1号" not in elsewhere
    assert "待确认" in elsewhere
