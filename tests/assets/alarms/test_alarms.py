"""Alarms: the one statement against the rules in plain Python, and the clock of an episode."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import AuditEvent
from assets.alarms.models import Alarm
from assets.alarms.refresh import Night, refresh
from assets.contracts.equity.models import Investment, Return
from assets.contracts.models import Contract
from assets.files.models import AssetFile
from assets.income.receipts.models import Receipt
from assets.income.receivables.bringing import bring
from assets.inspections.models import InspectionDue
from assets.ledger.models import Asset
from assets.ledger.states import StateEntry
from assets.rights.models import Right
from assistance.schemes.limits.models import LimitValue
from monitoring.registry.months import shifted
from tests import factories
from tests.assets import making
from tests.assets.alarms.reference import wrong

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

TODAY = timezone.localdate()
AWAY = st.integers(-900, 400).map(lambda days: TODAY + timedelta(days=days))
PAST = st.integers(-900, -1).map(lambda days: TODAY + timedelta(days=days))
CONTRACT = st.fixed_dictionaries(
    {"starts_on": AWAY, "months": st.sampled_from([6, 12, 30, 241]),
     "months_per_period": st.sampled_from([1, 3, 6, 12]), "late": st.integers(0, 40),
     "appraised_rent": st.sampled_from([None, 900, 1100]),
     "followed": st.sampled_from(["", "某公司", "别的公司"]),
     "ended": st.none() | st.integers(1, 100), "paid": st.integers(0, 30)}
)  # fmt: skip
INVESTMENT = st.fixed_dictionaries(
    {"starts_on": PAST, "years": st.sampled_from([1, 2, 3]), "returned": st.none() | PAST,
     "all": st.booleans(), "paid": st.sampled_from([0, 500, 1000, 1500, 3000])}
)  # fmt: skip
ASSET = st.fixed_dictionaries(
    {"kind": st.sampled_from(["workshop", "road", "equity", "household-fixed"]),
     "state": st.sampled_from(["在用", "闲置", "出租", "损毁", "报废"]), "since": PAST,
     "ended": st.none() | PAST, "contract": st.none() | CONTRACT,
     "investment": st.none() | INVESTMENT, "title": st.booleans(), "kept": st.booleans(),
     "due": st.none() | AWAY, "paper": st.none() | st.tuples(
         st.sampled_from(["批复", "评估报告", "照片", "合同"]), PAST, PAST)}
)  # fmt: skip


def built(said: dict[str, Any]) -> Asset:
    """Straight into the tables: what actions would refuse may have come by another way."""
    home = factories.household() if said["kind"] == "household-fixed" else None
    asset = making.asset(kind=said["kind"], household=home, began_on=date(2019, 1, 1))
    StateEntry.objects.create(asset=asset, state=said["state"], since=said["since"], by=asset.by)
    Asset.objects.filter(pk=asset.pk).update(state=said["state"], ended_on=said["ended"])
    if said["title"]:
        Right.objects.create(
            asset=asset, kind=1, holder_kind="村集体", holder="村", document="文", by=asset.by,
            certificate="冀1号", starts_on=said["since"],
        )  # fmt: skip
    if said["kept"]:
        asset.maintenance.create(
            body="村", person="李", phone="1", cost="其他", months=6, starts_on=said["since"],
            by=asset.by,
        )  # fmt: skip
    if said["due"]:
        fields = {"division_id": asset.division_id, "due_on": said["due"]}
        InspectionDue.objects.create(asset=asset, **fields)
    if said["paper"]:
        kind, taken_on, at = said["paper"]
        AssetFile.objects.create(
            asset=asset, kind=kind, taken_on=taken_on, by=asset.by, file=ContentFile(b"", "a.pdf"),
            at=timezone.make_aware(datetime.combine(at, time(12))),
        )  # fmt: skip
    _let(asset, said["contract"])
    _invested(asset, said["investment"])
    return Asset.objects.get(pk=asset.pk)


def _let(asset: Asset, said: dict[str, Any] | None) -> None:
    if said is None:
        return
    first = said["starts_on"]
    last = shifted(first, said["months"]) - timedelta(days=0 if said["months"] == 241 else 1)
    fields: dict[str, Any] = {
        "asset": asset, "operator_kind": "企业", "operator": "某公司", "by": asset.by, "rent": 1000,
        "months_per_period": said["months_per_period"],
    }  # fmt: skip
    made = Contract(
        number="1", starts_on=first, ends_on=last, appraised_rent=said["appraised_rent"],
        first_due_on=first + timedelta(days=said["late"]), **fields,
    )  # fmt: skip
    if said["ended"] and first + timedelta(days=said["ended"]) < last:
        made.ended_early_on, made.end_reason = first + timedelta(days=said["ended"]), "退租"
    made.save()
    if said["followed"]:
        begin = last + timedelta(days=1)
        Contract.objects.create(
            number="2", starts_on=begin, ends_on=begin + timedelta(days=200), first_due_on=begin,
            **(fields | {"operator": said["followed"]}),
        )  # fmt: skip
    _came(asset, "租金", first, 1000 * said["paid"])


def _invested(asset: Asset, said: dict[str, Any] | None) -> None:
    if said is None:
        return
    first = said["starts_on"]
    made = Investment.objects.create(
        asset=asset, company="某公司", number="1", principal=Decimal("16666.67"), by=asset.by,
        dividend_rate=6, starts_on=first, first_dividend_on=shifted(first, 12),
        principal_due_on=shifted(first, 12 * said["years"]),
    )  # fmt: skip
    back = said["returned"]
    if back and back >= first:
        amount = made.principal if said["all"] else Decimal("6666.67")
        Return.objects.create(investment=made, on=back, amount=amount, by=asset.by)
        settled = back if said["all"] else None
        Investment.objects.filter(pk=made.pk).update(returned=amount, settled_on=settled)
    _came(asset, "分红", first, said["paid"])


def _came(asset: Asset, kind: str, day: date, amount: int) -> None:
    if amount:
        Receipt.objects.create(
            asset=asset, division_id=asset.division_id, kind=kind, starts_on=day, ends_on=day,
            amount=amount, received_on=day, document="单", by=asset.by,
        )  # fmt: skip


def open_of(asset: Asset) -> set[str]:
    return set(Alarm.objects.open().filter(asset=asset).values_list("kind", flat=True))


@settings(max_examples=120, deadline=None)
@given(said=st.lists(ASSET, min_size=1, max_size=3))
def test_all_kinds_in_one_statement_are_what_the_rules_say(said):
    with transaction.atomic():
        assets = [built(each) for each in said]
        bring()
        refresh(TODAY)
        for asset in assets:
            assert open_of(asset) == wrong(asset, TODAY)
        transaction.set_rollback(True)


@settings(max_examples=40, deadline=None)
@given(
    nights=st.lists(st.tuples(st.integers(1, 25), st.booleans()), min_size=1, max_size=8),
    place=st.sampled_from([factories.VILLAGE, factories.PINGSHAN_TOWN, factories.PINGSHAN]),
    own=st.booleans(),
)
def test_an_episode_keeps_the_limits_of_its_first_day(nights, place, own):
    with transaction.atomic():
        if own:
            for code, days in (("assets.alarm_village", 10), ("assets.alarm_township", 20)):
                LimitValue.objects.create(
                    code=code, county_id=factories.PINGSHAN, value=days,
                    valid_from=TODAY + timedelta(days=30), document="平政〔2027〕1号",
                )  # fmt: skip
        asset, day = making.asset(place), TODAY
        episodes: list[dict[str, Any]] = []
        for passed, is_idle in nights:
            day += timedelta(days=passed)
            Asset.objects.filter(pk=asset.pk).update(state="闲置" if is_idle else "在用")
            refresh(day)
            running = episodes[-1] if episodes and not episodes[-1]["cleared_on"] else None
            if is_idle and not running:
                running = {"first_seen": day, "cleared_on": None}
                episodes.append(running)
            if running and is_idle:
                running |= standing(running["first_seen"], day, place, own)
            elif running:
                running["cleared_on"] = day
        kept = Alarm.objects.filter(asset=asset, kind="idle").order_by("pk")
        names = ("first_seen", "cleared_on", "level", "escalated_on")
        assert list(kept.values(*names)) == episodes
        transaction.set_rollback(True)


def standing(first: date, day: date, place: str, own: bool) -> dict[str, Any]:
    village, township = (10, 20) if own and first >= TODAY + timedelta(days=30) else (30, 30)
    reached = {1: first + timedelta(days=village), 2: first + timedelta(days=village + township)}
    by_time = max((level for level, since in reached.items() if day >= since), default=0)
    least = {factories.VILLAGE: 0, factories.PINGSHAN_TOWN: 1, factories.PINGSHAN: 2}[place]
    return {
        "level": ("village", "township", "county")[max(by_time, least)],
        "escalated_on": reached[by_time] if by_time > least else None,
    }


def test_an_unchanged_second_night_writes_nothing_and_asks_once():
    making.asset(state="闲置")
    refresh(TODAY)

    def rows() -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT ctid::text, a.* FROM assets_alarm a ORDER BY id")
            return list(cursor.fetchall())

    before, told = rows(), AuditEvent.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as few:
        assert refresh(TODAY + timedelta(days=1)) == Night(0, 0, 0)
    assert (rows(), AuditEvent.objects.count()) == (before, told)
    for _ in range(5):
        making.asset(state="闲置")
    with CaptureQueriesContext(connection) as many:
        assert refresh(TODAY + timedelta(days=1)) == Night(10, 0, 0)
    assert len(few) == len(many) == 3  # the statement between the ends of its transaction


def test_an_alarm_handed_up_leaves_one_row_in_the_audit():
    for _ in range(3):
        making.asset(state="闲置")
    refresh(TODAY)
    night = refresh(TODAY + timedelta(days=30))
    assert night.escalated == 6
    told = AuditEvent.objects.get(event="assets.alarms_escalated")
    assert told.count == 6
