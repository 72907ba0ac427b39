"""Assets at a glance: every number is what its list shows, and the export what the page shows."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Division, User
from assets.alarms.models import Alarm
from assets.income.publication.lists import PUBLICATIONS
from assets.income.publication.models import Publication
from assets.income.receipts.models import Receipt
from assets.ledger import actions as ledger
from assets.ledger.lists import ASSETS
from assets.ledger.models import Asset
from assets.overview.sheets import tables
from assets.overview.whole import Whole, counted
from tests import factories
from tests.assets import making
from tests.assets.stocktake import making as stocktakes
from tests.monitoring.lists.exported import figures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


@pytest.fixture
def county() -> User:
    """With assets of every kind of line."""
    by, project = making.keeper(), making.project(number="XM-1")
    for source, amount in (("中央", 60), ("县级", 40)):
        ledger.fund_project(project, by=by, source=source, year=2020, amount=Decimal(amount))
    workshop = making.asset(
        project=project, latitude=Decimal("38.25123"), longitude=Decimal("114.2")
    )
    making.right(workshop, certificate="冀(2021)第1号")
    making.asset(
        factories.OTHER_VILLAGE, "road", name="路", began_on=date(2018, 5, 1),
        project=making.project(number="XM-2"),
    )  # fmt: skip
    idle = making.asset(factories.PINGSHAN, "park", name="园区", original_value=Decimal("0.03"))
    ledger.change_state(idle, by=by, state="闲置", since=date(2025, 1, 1), reason="空置")
    old = making.asset(name="久未核实", latitude=Decimal("38.25999"), longitude=Decimal("114.2"))
    ago = timezone.localdate() - timedelta(days=400)
    Asset.objects.filter(pk=old.pk).update(confirmed_on=ago)
    home = factories.household()
    making.asset(kind="household-fixed", household=home, name="奶牛")
    making.asset(factories.FAR_VILLAGE, name="外县车间")
    return by


def whole(user: User, code: str = factories.PINGSHAN) -> Whole:
    return counted(user, Division.objects.get(pk=code))


def listed(user: User, url: str) -> tuple[Any, Any]:
    """What the list behind a door shows."""
    form = ASSETS.filter(QueryDict(urlsplit(url).query), user=user)
    assert form.is_valid(), form.errors
    sums = ASSETS.rows(form).sums(timezone.localdate())
    return sums["count"], sums["original"]


def doors(found: Whole) -> Iterator[tuple[str, int, Any]]:
    """Each with its number, and its original value where it is told."""
    for place in (*found.places, found.total):
        yield place.here, place.sums.count, place.sums.original
        yield f"{place.here}&use=idle", place.idle, None
        yield f"{place.here}&use=unknown", place.unknown, None
        yield f"{place.here}&lacks=title", place.untitled, None
    for line in (line for section in found.sections for line in section.lines):
        yield line.url, line.sums.count, line.sums.original
    for _label, number, url in found.missing:
        if url.startswith("/assets/?"):
            yield url, number, None


@pytest.mark.parametrize(
    "code", [factories.CITY, factories.PINGSHAN, factories.PINGSHAN_TOWN, factories.VILLAGE]
)
def test_every_number_is_a_door_to_exactly_those(county, code):
    user = factories.user("city", factories.CITY) if code == factories.CITY else county
    found = whole(user, code)
    for url, number, original in doors(found):
        shown = listed(user, url)
        assert shown[0] == number, url
        assert original in (None, shown[1]), url


def test_parts_add_up_to_the_whole(county):
    found = whole(county)
    assert found.total.sums.count == 5
    assert sum(place.sums.net for place in found.places) == found.total.sums.net
    for section in found.sections:
        assert sum(line.sums.count for line in section.lines) == 5
        assert sum(line.sums.original for line in section.lines) == found.total.sums.original
        assert sum(line.sums.net for line in section.lines) == found.total.sums.net


def test_it_tells_use_titles_sources_and_the_level_itself(county):
    found = whole(county)
    lines = {
        each.code: {line.label: line.sums.count for line in each.lines} for each in found.sections
    }
    assert lines["use"] == {"在用或出租": 3, "闲置或低效": 1, "一年未核实": 1}
    assert lines["source"] == {"中央": 1, "未登记项目或资金": 4}
    assert lines["year"] == {"2018": 1, "2020": 4}
    assert "平山县本级" in {place.label for place in found.places}
    assert (found.total.ought, found.total.untitled, found.total.titled) == (4, 3, Decimal("25.0"))


def test_who_inspects_an_asset_knows_its_state(county):
    making.inspection(Asset.objects.get(name="久未核实"), by=county)
    assert whole(county).total.unknown == 0
    assert listed(county, "/assets/?use=unknown")[0] == 0


def test_an_inspection_of_long_ago_confirms_nothing_today(county):
    ago = timezone.localdate() - timedelta(days=390)
    making.inspection(Asset.objects.get(name="久未核实"), by=county, inspected_on=ago)
    assert whole(county).total.unknown == 1


def test_who_ticks_an_asset_at_the_stock_take_knows_its_state(county):
    stocktakes.take(by=county)
    stocktakes.tick(Asset.objects.get(name="久未核实"))
    assert whole(county).total.unknown == 0


def test_assets_that_stand_close_are_one_point_and_its_door(county):
    [point] = whole(county).points
    assert (str(point.cell), point.count) == ("38.25,114.20", 2)
    found = {str(each.cell): each.count for each in whole(county, factories.VILLAGE).points}
    assert found == {"38.2512,114.2000": 1, "38.2599,114.2000": 1}
    assert listed(county, f"/assets/?cell={point.cell}")[0] == 2
    assert listed(county, "/assets/?cell=38.2512,114.2000")[0] == 1


def test_the_page_shows_it_and_its_export_the_same(county, client):
    client.force_login(county)
    page = client.get("/assets/overview/").content.decode()
    assert "平山县本级" in page
    assert "720,000.03 元" in page
    shown = whole(county)
    rows = figures(client, "assets-overview", factories.PINGSHAN)
    assert [row[2:5] for row in rows[1:]] == [
        [place.sums.count, float(place.sums.original), float(place.sums.net)]
        for place in (*shown.places, shown.total)
    ]
    for table in list(tables(shown))[1:]:
        for _label, count, *_rest in table.rows:
            assert f">{count:,}<" in page


def test_it_tells_what_came_in_a_year_and_what_is_wrong(county):
    asset = Asset.objects.get(name="扶贫车间", division=factories.VILLAGE)
    today = timezone.localdate()
    said = {"asset": asset, "starts_on": today, "ends_on": today, "document": "单", "by": county}
    for amount, kind, day, division in (
        (7200, "租金", today, factories.VILLAGE),
        (999, "租金", today - timedelta(days=400), factories.VILLAGE),
        (888, "处置收入", today, factories.VILLAGE),
        (777, "租金", today, factories.FAR_VILLAGE),
    ):
        Receipt.objects.create(
            amount=amount, kind=kind, received_on=day, division_id=division, **said
        )
    Alarm.objects.create(
        asset=asset, division_id=factories.VILLAGE, kind="idle",
        level="village", first_seen=today,
    )  # fmt: skip
    found = whole(county)
    income = found.rates[0]
    assert (income.part, income.whole) == (7200, Decimal("480000.03"))
    assert income.percent == Decimal("1.5")
    assert ("未处理的预警", 1) in {(label, number) for label, number, _url in found.missing}


def test_it_tells_which_villages_published_last_years_income(county):
    last, today = timezone.localdate().year - 1, timezone.localdate()
    for village in (factories.VILLAGE, factories.OTHER_VILLAGE, factories.FAR_VILLAGE):
        asset = Asset.objects.filter(division=village).first()
        Receipt.objects.create(
            asset=asset, division_id=village, kind="租金", amount=10, document="单", by=county,
            starts_on=date(last, 3, 1), ends_on=date(last, 3, 1), received_on=date(last, 3, 1),
        )  # fmt: skip
    Publication.objects.create(
        division_id=factories.VILLAGE, year=last, published_on=today, place="村委会", by=county
    )
    published = whole(county).rates[1]
    assert (published.part, published.whole) == (1, 2)
    form = PUBLICATIONS.filter(QueryDict(urlsplit(published.url).query), user=county)
    assert form.is_valid()
    assert PUBLICATIONS.rows(form).count() == 1


def test_never_beyond_ones_area(county, client):
    village = factories.user("village", factories.VILLAGE)
    assert whole(village, factories.VILLAGE).total.sums.count == 3
    client.force_login(village)
    assert client.get(f"/assets/overview/?division={factories.PINGSHAN}").status_code == 404
    assert client.get("/assets/overview/").status_code == 200


def test_a_place_without_assets_says_what_to_do(client):
    client.force_login(making.keeper())
    assert "还没有登记资产" in client.get("/assets/overview/").content.decode()


def test_as_many_statements_for_many_assets_as_for_few(county):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            whole(county)
        return len(found)

    few = queries()
    rows = Asset.objects.filter(name="扶贫车间")
    for number in range(30):
        for row in rows:
            row.pk, row.number = None, f"K{number}"
            row.save()
    assert queries() == few
