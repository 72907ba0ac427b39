"""The stock-take of a year: its lines, ticks that count once, progress, and closing."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEvent, Division
from assets.ledger import shipped
from assets.ledger.models import Asset, Kind
from assets.stocktake import actions
from assets.stocktake.models import StockLine
from assets.stocktake.progress import by_place
from monitoring.cases.desk import todo
from tests import factories
from tests.assets.making import asset, keeper
from tests.assets.stocktake import making
from tests.races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


def test_every_asset_that_stands_has_a_line_but_not_what_households_hold():
    stands, elsewhere = asset(), asset(factories.OTHER_VILLAGE)
    ended = asset()
    Asset.objects.filter(pk=ended.pk).update(ended_on=date(2025, 1, 1))
    household = factories.household(factories.VILLAGE)
    kind = Kind.objects.filter(asset_class="到户类").first()
    asset(kind=kind.pk, household=household)
    asset(factories.FAR_VILLAGE)
    take = making.take()
    assert {line.asset_id for line in take.lines.all()} == {stands.pk, elsewhere.pk}
    assert AuditEvent.objects.get(event="assets.stocktake_opened").count == 2
    with pytest.raises(ValidationError, match="已经有了"):
        making.take()


def test_lines_are_made_in_one_statement_however_many_assets_there_are():
    row = asset()
    many = [
        Asset(
            number=f"N{number}", name="路灯", kind=row.kind, asset_class=row.asset_class,
            division=row.division, original_value=Decimal(100), began_on=row.began_on, by=row.by,
        )
        for number in range(2000)
    ]  # fmt: skip
    Asset.objects.bulk_create(many)
    by = keeper()
    with CaptureQueriesContext(connection) as asked:
        take = making.take(by=by)
    assert take.lines.count() == 2001
    assert len(asked) < 25


def test_a_tick_sent_twice_is_the_same_tick():
    one, other = asset(), asset()
    making.take()
    assert making.tick(one, other) == 2
    first = making.line(one)
    assert making.tick(one, other) == 0
    assert (making.line(one).by, making.line(one).at) == (first.by, first.at)
    assert AuditEvent.objects.filter(event="assets.stocktake_ticked").count() == 1


def test_a_tick_of_another_village_or_of_what_differs_changes_nothing():
    mine, other = asset(), asset(factories.OTHER_VILLAGE)
    take, village = making.take(), Division.objects.get(pk=factories.VILLAGE)
    lines = [making.line(mine).pk, making.line(other).pk]
    assert actions.tick(take, village, by=making.cadre(), lines=lines) == 1
    with pytest.raises(PermissionDenied):
        making.tick(other)
    differing = asset()
    StockLine.objects.create(take=take, asset=differing, division=village)
    making.missing(differing)
    assert making.tick(differing) == 0
    assert making.line(differing).result == "differs"


def test_progress_counts_by_township_and_by_village():
    first, second, third = asset(), asset(), asset(factories.OTHER_VILLAGE)
    own = asset(factories.PINGSHAN)
    take = making.take()
    making.tick(first)
    making.missing(second)
    county = {row.division.code: row for row in by_place(take.lines.all(), take.county)}
    assert (county[factories.PINGSHAN_TOWN].found, county[factories.PINGSHAN_TOWN].differing) == (
        1,
        1,
    )
    assert county[factories.PINGSHAN].left == 1
    assert own.division_id == factories.PINGSHAN
    town = Division.objects.get(pk=factories.PINGSHAN_TOWN)
    lines = take.lines.filter(division__parent=town)
    (village,) = by_place(lines, town)
    assert (village.division.code, village.all, village.left, village.percent) == (
        factories.VILLAGE, 2, 0, 100,
    )  # fmt: skip
    assert third.division_id not in {row.division.code for row in by_place(lines, town)}


def test_it_closes_only_with_a_reason_for_what_is_left():
    one, other = asset(), asset()
    take, by = making.take(), keeper()
    making.tick(one)
    making.missing(other)
    with pytest.raises(ValidationError, match="为什么结束"):
        actions.close_take(take, by=by)
    actions.close_take(take, by=by, left_because="年底封账")
    take.refresh_from_db()
    assert (take.left_open, take.left_undecided, take.is_open) == (0, 1, False)
    with pytest.raises(ValidationError, match="已结束"):
        making.tick(one)
    with pytest.raises(ValidationError, match="已结束"):
        actions.close_take(take, by=by)
    making.take(year=2025)


def test_the_village_ticks_on_its_page_and_the_label_opens_a_button(client):
    one, other = asset(), asset(name="提水泵站")
    take = making.take()
    client.force_login(making.cadre())
    group = next(group for group in todo.groups(making.cadre()) if "盘点" in group.label)
    assert group.count == 2
    page = reverse("stocktake:place", args=[take.pk, factories.VILLAGE])
    assert page in client.get(reverse("stocktake:list")).content.decode()
    said = client.post(page, {"line": making.line(one).pk}, follow=True)
    assert "已盘到 1 项" in said.content.decode()
    assert one.number not in said.content.decode().split("data-ticks>")[1].split("</ul>")[0]
    scanned = client.get(other.get_absolute_url()).content.decode()
    assert "清查：与账面一致" in scanned
    for _twice in range(2):
        found = client.post(reverse("stocktake:tick-asset", args=[other.pk]), follow=True)
        assert "与账面一致" in found.content.decode()
    assert making.line(other).result == "found"
    assert (
        reverse("stocktake:tick-asset", args=[other.pk])
        not in client.get(other.get_absolute_url()).content.decode()
    )
    without = asset()
    assert client.post(reverse("stocktake:tick-asset", args=[without.pk])).status_code == 404


def test_the_county_opens_looks_and_closes_on_the_pages(client):
    asset()
    by = keeper()
    client.force_login(by)
    opened = {"county": factories.PINGSHAN, "year": "2026"}
    page = client.post(reverse("stocktake:list"), opened, follow=True).content.decode()
    assert "2026 年度清查" in page
    assert "已经有了" in client.post(reverse("stocktake:list"), opened).content.decode()
    take = StockLine.objects.get().take
    below = reverse("stocktake:take", args=[take.pk, factories.PINGSHAN_TOWN])
    assert below in page
    places = client.get(below).context["places"]
    assert [row.division.code for row in places] == [factories.VILLAGE]
    far = reverse("stocktake:take", args=[take.pk, factories.FAR_VILLAGE])
    assert client.get(far).status_code == 404
    close = reverse("stocktake:close", args=[take.pk])
    assert "1 项资产还没盘点" in client.get(close).content.decode()
    client.post(close, {"left_because": "移交"})
    left = client.get(f"{reverse('stocktake:lines')}?year=2026&result=open")
    assert left.context["count"].number == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_tick_of_two_phones_counts_once():
    shipped.install()
    rows = [asset(), asset()]
    making.take()
    people = [making.cadre(), making.cadre()]
    assert sorted(at_once(*(lambda by=by: making.tick(*rows, by=by) for by in people))) == [0, 2]
    assert AuditEvent.objects.filter(event="assets.stocktake_ticked").count() == 1
