"""Who holds which right: one at a time, with its history, and never for what has ended."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import AuditEvent
from assets.ledger.models import Asset
from assets.rights import actions
from assets.rights.models import Right
from assets.rights.waiting import without_title
from tests import factories
from tests.assets import making
from tests.races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

SINCE = date(2021, 1, 1)
DAYS = st.dates(date(2020, 1, 1), date(2026, 1, 1))


def test_a_new_holder_takes_over_and_the_old_one_stays_as_history():
    asset = making.asset()
    first = making.right(asset)
    second = making.right(asset, holder="平山县城投公司", starts_on=date(2023, 5, 1))
    first.refresh_from_db()
    assert first.ends_on == date(2023, 4, 30)
    assert list(asset.rights.on(date(2023, 4, 30))) == [first]
    assert list(asset.rights.on(date(2023, 5, 1))) == [second]
    assert AuditEvent.objects.filter(event="assets.right_entered").count() == 2


def test_nobody_is_put_before_whoever_came_later():
    asset = making.asset()
    held = making.right(asset)
    for day in (SINCE, SINCE - timedelta(days=30)):
        with pytest.raises(ValidationError, match="已有权利人"):
            making.right(asset, starts_on=day)
    assert list(asset.rights.all()) == [held]


@settings(max_examples=30, deadline=None)
@given(
    acts=st.lists(st.tuples(st.sampled_from(Right.Kind.values), DAYS, st.booleans()), max_size=8)
)
def test_on_no_day_has_a_right_two_holders(acts):
    with transaction.atomic():
        asset, by = making.asset(), making.keeper()
        for kind, day, ends in acts:
            held = asset.rights.filter(kind=kind, ends_on=None).first()
            try:
                if ends and held:
                    actions.end(held, by=by, ends_on=day)
                else:
                    making.right(asset, kind, by=by, starts_on=day)
            except ValidationError:
                continue
        for right in asset.rights.all():
            last = right.ends_on or date(2099, 1, 1)
            others = asset.rights.filter(kind=right.kind, starts_on__lte=last).exclude(pk=right.pk)
            assert not others.on(right.starts_on).exists()
            assert all(o.ends_on and o.ends_on < right.starts_on for o in others)
        transaction.set_rollback(True)


def test_the_database_lets_nobody_overlap():
    held = making.right(making.asset())
    with pytest.raises(IntegrityError), transaction.atomic():
        Right.objects.create(
            asset=held.asset, kind=held.kind, holder_kind="企业", holder="某公司", document="无",
            starts_on=date(2022, 1, 1), by=held.by,
        )  # fmt: skip


def test_only_who_keeps_the_asset_and_not_after_its_end():
    asset = making.asset()
    with pytest.raises(PermissionDenied):
        making.right(asset, by=factories.user("village", factories.OTHER_VILLAGE))
    Asset.objects.filter(pk=asset.pk).update(ended_on=timezone.localdate())
    with pytest.raises(ValidationError, match="已终止"):
        making.right(asset)


def test_what_has_no_certificate_is_listed_and_waits(client):
    untitled, titled = making.asset(name="无证车间"), making.asset(name="有证车间")
    making.right(untitled)
    making.right(titled, certificate="冀(2021)平山县不动产权第0001号")
    home = factories.household()
    making.asset(kind="household-fixed", household=home, name="奶牛")
    assert list(without_title(Asset.objects.all())) == [untitled]
    client.force_login(factories.user("village", factories.VILLAGE))
    page = client.get("/assets/?lacks=title").content.decode()
    assert "无证车间" in page
    assert "有证车间" not in page
    assert "未办证的资产" in client.get("/").content.decode()


def test_a_right_is_entered_and_ended_on_pages(client):
    asset = making.asset()
    client.force_login(factories.user("village", factories.VILLAGE))
    said = {
        "kind": 2, "holder_kind": "合作社", "holder": "王坡合作社", "document": "承包合同",
        "starts_on": "2021-01-01",
    }  # fmt: skip
    page = client.post(f"/assets/{asset.pk}/rights/", said, follow=True).content.decode()
    assert "王坡合作社" in page
    right = Right.objects.get()
    refused = client.post(f"/assets/rights/{right.pk}/end/", {"ends_on": "2020-01-01"})
    assert "早于" in refused.content.decode()
    client.post(f"/assets/rights/{right.pk}/end/", {"ends_on": "2022-01-01"})
    assert "历史权利人" in client.get(asset.get_absolute_url()).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_right_that_ends_while_another_begins_is_ended_once():
    asset = making.asset()
    held = making.right(asset)
    by, other = making.of(asset), making.of(asset)
    ends = at_once(
        lambda: actions.end(held, by=by, ends_on=date(2024, 1, 1)),
        lambda: making.right(asset, by=other, starts_on=date(2025, 1, 1)),
    )
    held.refresh_from_db()
    assert isinstance(ends[1], Right)
    assert held.ends_on == (
        date(2024, 12, 31) if isinstance(ends[0], ValidationError) else date(2024, 1, 1)
    )
