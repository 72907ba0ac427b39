"""What villages hold of companies and assets: never more than the whole, on no day, by nobody."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.organisations.holdings import actions
from assets.organisations.holdings.models import Holding, Venture
from tests import factories
from tests.assets import making
from tests.assets.organisations import making as entered
from tests.races import refusals

DAYS = st.dates(date(2020, 1, 1), date(2026, 1, 1))
PERCENTS = st.decimals("0.0001", "100", places=4)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


@settings(max_examples=30, deadline=None)
@given(acts=st.lists(st.tuples(st.booleans(), DAYS, PERCENTS), max_size=10))
def test_on_no_day_is_more_held_than_the_whole(acts):
    with transaction.atomic():
        by, venture = making.keeper(), entered.venture()
        for ends, day, percent in acts:
            open_one = venture.holdings.filter(ends_on=None).first()
            try:
                if ends and open_one:
                    actions.end(open_one, by=by, ends_on=day)
                else:
                    entered.holding(venture, by=by, starts_on=day, percent=percent)
            except ValidationError:
                continue
        rows = list(venture.holdings.all())
        for day in {day for row in rows for day in (row.starts_on, row.ends_on) if day}:
            held = sum(
                row.percent
                for row in rows
                if row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)
            )
            assert held <= 100
        transaction.set_rollback(True)


def test_a_part_given_up_is_free_from_the_next_day():
    venture = entered.venture()
    first = entered.holding(venture, percent=Decimal(60))
    with pytest.raises(ValidationError, match="只剩 40 %"):
        entered.holding(venture, factories.OTHER_VILLAGE, percent=Decimal("40.0001"))
    actions.end(first, by=making.keeper(), ends_on=date(2023, 5, 1))
    with pytest.raises(ValidationError, match="只剩 40 %"):
        entered.holding(venture, percent=Decimal(41), starts_on=date(2023, 5, 1))
    entered.holding(venture, percent=Decimal(100), starts_on=date(2023, 5, 1) + timedelta(days=1))


def test_shares_of_an_asset_name_it_and_show_on_its_page(client):
    asset = making.asset()
    with pytest.raises(ValidationError, match="资产编号"):
        entered.venture(kind="资产", name="屋顶电站")
    venture = entered.venture(kind="资产", name="屋顶电站", asset=asset)
    entered.holding(venture, percent=Decimal("33.3333"))
    client.force_login(making.keeper())
    assert "33.3333" in client.get(asset.get_absolute_url()).content.decode()
    with pytest.raises(ValidationError, match="已登记"):
        entered.venture(kind="资产", name="又一次", asset=asset)


def test_a_village_enters_its_own_and_of_its_county_only():
    venture, village = entered.venture(), factories.user("village", factories.VILLAGE)
    entered.holding(venture, by=village)
    with pytest.raises(PermissionDenied):
        entered.holding(venture, factories.OTHER_VILLAGE, by=village)
    with pytest.raises(ValidationError, match="同一个县"):
        entered.holding(venture, factories.FAR_VILLAGE)
    with pytest.raises(PermissionDenied):
        entered.venture(name="村办企业", by=village)


def test_the_pages_enter_end_and_count(client):
    client.force_login(making.keeper())
    said = {"county": factories.PINGSHAN, "kind": "合作社", "name": "核桃合作社"}
    assert client.post(reverse("holdings:venture-new"), said).status_code == 302
    venture = Venture.objects.get()
    held = {
        "venture": venture.pk, "village": factories.VILLAGE, "percent": "25.5", "amount": "80000",
        "document": "协议", "starts_on": "2022-01-01",
    }  # fmt: skip
    assert client.post(reverse("holdings:new"), held).status_code == 302
    assert (
        "只剩 74.5 %"
        in client.post(reverse("holdings:new"), held | {"percent": "74.6"}).content.decode()
    )
    page = client.get(venture.get_absolute_url()).content.decode()
    assert "25.5" in page
    assert "74.5" in page
    found = client.get(f"{reverse('holdings:ventures')}?kind=合作社")
    assert [(row.holders, row.held) for row in found.context["rows"]] == [(1, Decimal("25.5"))]
    held_one = Holding.objects.get()
    client.post(reverse("holdings:end", args=[held_one.pk]), {"ends_on": "2023-01-01"})
    assert client.get(f"{reverse('holdings:list')}?standing=now").context["count"].number == 0
    assert client.get(f"{reverse('holdings:list')}?standing=ended").context["count"].number == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_cannot_both_have_the_larger_half():
    by = making.keeper()
    venture = entered.venture(by=by)
    done, refused = refusals(
        *[lambda: entered.holding(venture, by=by, percent=Decimal(60))] * 2,
    )
    assert (done, "40 %" in refused) == ("", True)
    assert venture.holdings.count() == 1
