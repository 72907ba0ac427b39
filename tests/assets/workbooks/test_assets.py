"""Assets by workbook: read as people write them, judged, kept set-wise, taken back."""

import io
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import AuditEvent, Division
from assets.alarms.models import Alarm
from assets.corrections import actions as corrections
from assets.ledger import actions as ledger
from assets.ledger.depreciation import net_value
from assets.ledger.lists import ASSETS
from assets.ledger.models import Asset
from assets.ledger.sheets import asset_table
from assets.workbooks.assets.shape import SHAPE, offered
from monitoring.exchange.models import Batch
from monitoring.feeds.workbooks import actions, template
from monitoring.jobs.actions import Refusal
from tests import factories
from tests.assets import making
from tests.assets.workbooks import sending
from tests.assets.workbooks.sending import exported, headers, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

HEADERS = headers(SHAPE)
workbook = partial(sending.workbook, SHAPE)
checked, applied = partial(sending.checked, SHAPE), partial(sending.applied, SHAPE)
DAY = date(2025, 6, 1)


def row(**cells: Any) -> dict[str, Any]:
    said = {
        "name": "扶贫车间", "kind": "厂房车间", "division": factories.VILLAGE,
        "began_on": "2020-06-01", "original_value": "240000.00",
    }  # fmt: skip
    return said | cells


def test_the_template_has_the_columns_of_the_export():
    out = io.BytesIO()
    template.write(out, offered())
    first = next(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))
    headers = [str(header).removesuffix("*") for header in first]
    assert headers == [str(header) for header in asset_table([]).headers]


def test_new_assets_are_numbered_and_worth_what_one_entered_by_hand_is():
    project = making.project(number="XM-1")
    batch = applied(
        row(number="130131-000001"),
        row(project="XM-1", latitude="38.251234", longitude=114.2, state="闲置"),
        row(),
    )
    by_hand = making.asset(began_on=date(2020, 6, 1))
    made = list(Asset.objects.exclude(pk=by_hand.pk).order_by("number"))
    assert [each.number for each in made] == [f"130131-00000{n}" for n in (1, 2, 3)]
    assert {net_value(each, DAY) for each in made} == {net_value(by_hand, DAY)}
    assert (made[1].project, made[1].longitude) == (project, Decimal("114.200000"))
    assert [(e.state, e.since) for e in made[1].states.all()] == [("闲置", date(2020, 6, 1))]
    assert batch.counts == {"new": 3, "changed": 0, "same": 0, "invalid": 0}
    assert AuditEvent.objects.filter(event="assets.imported", count=3).exists()


def test_cells_are_read_as_people_write_them():
    applied(
        row(
            name=" 扶贫　车间",
            original_value="24万元",
            began_on="2020年6月1日",
            village="丽水湾社区居民委员会",
        ),
        row(name="二", original_value="２４０,０００.００", began_on=date(2020, 6, 1)),
        row(name="三", original_value=240000, began_on="2020.6.1"),
    )
    assert set(Asset.objects.values_list("original_value", "began_on")) == {
        (Decimal("240000.00"), date(2020, 6, 1))
    }


def test_a_place_is_found_by_name_and_the_county_needs_none():
    village = Division.objects.select_related("parent").get(pk=factories.VILLAGE)
    named = row(division=None, township=village.parent.name, village=village.name)
    applied(named, row(name="县城车间", division=None))
    assert Asset.objects.get(name="扶贫车间").division == village
    assert Asset.objects.get(name="县城车间").division_id == factories.PINGSHAN


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"kind": "宇宙飞船"}, "kind", "没有这个子类"),
        ({"asset_class": "公益性"}, "asset_class", "经营性"),
        ({"division": "130132100201"}, "division", "区划"),
        ({"division": None, "village": "月亮村"}, "village", "没有"),
        ({"project": "没有的"}, "project", "编号"),
        ({"household": "没有的"}, "household", "农户"),
        ({"kind": "到户固定资产"}, "household", "到户类"),
        ({"state": "已处置"}, "state", "处置"),
        ({"latitude": "38.2"}, "longitude", "经度"),
        ({"latitude": "114.2", "longitude": "38.2"}, "latitude", "3"),
        ({"original_value": "很多"}, "original_value", "数字"),
        ({"began_on": "2999-01-01"}, "began_on", "2000"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_with_a_sentence(cells, column, sentence):
    batch = applied(row(**cells), row(name="好的"))
    assert [each.name for each in Asset.objects.all()] == ["好的"]
    assert sentence in told(batch)[HEADERS[column]]
    assert batch.counts["invalid"] == 1


def test_an_asset_known_by_its_number_is_corrected_and_blank_cells_leave_it():
    asset = making.asset(place="村东头")
    batch = applied(row(number=asset.number, name="新车间", original_value="120000", state="闲置"))
    asset.refresh_from_db()
    assert (asset.name, asset.place, asset.state) == ("新车间", "村东头", "闲置")
    alike = making.asset(original_value=Decimal("120000"), began_on=date(2020, 6, 1))
    assert net_value(asset, DAY) == net_value(alike, DAY)
    kept = {each.field: (each.before, each.after) for each in asset.corrections.all()}
    assert kept["original_value"] == ("240000.00", "120000.00")
    assert asset.states.first().state == "闲置"
    assert "240000.00 改为 120000.00" in told(batch)[HEADERS["original_value"]]


def test_what_no_workbook_changes_is_refused():
    asset = making.asset()
    other = row(number=asset.number, division=factories.OTHER_VILLAGE)
    road = row(number=asset.number, kind="道路")
    batch = applied(other)
    assert "其他地方" in told(batch)[HEADERS["number"]]
    assert "同一大类" in told(applied(road))[HEADERS["kind"]]
    Asset.objects.filter(pk=asset.pk).update(written_off=5)
    assert "由其他资产" in told(applied(row(number=asset.number)))[HEADERS["original_value"]]
    Asset.objects.filter(pk=asset.pk).update(ended_on=date(2025, 1, 1))
    assert "已终止" in told(applied(row(number=asset.number)))[HEADERS["number"]]
    assert not asset.corrections.exists()


def test_sent_twice_it_is_the_same_and_of_two_alike_both_are_kept():
    applied(row(), row())
    again = applied(row(), row(), row())
    assert again.counts == {"new": 1, "changed": 0, "same": 2, "invalid": 0}
    assert Asset.objects.count() == 3
    twice = applied(row(number="A1"), row(number="A1"))
    assert "另一行" in told(twice)[HEADERS["number"]]


def test_an_export_read_back_changes_nothing():
    home = factories.household()
    making.asset(kind="household-fixed", household=home, name="奶牛")
    making.asset(project=making.project(), latitude=Decimal("38.2"), longitude=Decimal("114.2"))
    batch = applied(content=exported(asset_table(ASSETS.for_list(Asset.objects.all()))))
    assert batch.counts == {"new": 0, "changed": 0, "same": 2, "invalid": 0}


def test_undone_it_leaves_no_trace_but_what_somebody_went_on_from():
    asset, used = making.asset(), making.asset(name="旧名")
    batch = applied(
        row(number=asset.number, name="新名", began_on="2020-01-15", state="闲置"),
        row(number=used.number, name="第二", began_on="2020-01-15"),
        row(number="N1"),
        row(number="N2"),
    )
    making.file(Asset.objects.get(number="N2"))
    Alarm.objects.create(
        asset=Asset.objects.get(number="N1"), division_id=factories.VILLAGE, kind="idle",
        level="village", first_seen=DAY,
    )  # fmt: skip
    used.refresh_from_db()
    corrections.correct(used, by=making.keeper(), reason="改", name="第三")
    assert actions.undo(batch, by=batch.by, why="传错了文件") == 2  # N2 and the later name
    for each in (asset, used):
        each.refresh_from_db()
    assert (asset.name, asset.state, used.name) == ("扶贫车间", "在用", "第三")
    assert list(Asset.objects.filter(number__startswith="N").values_list("number")) == [("N2",)]
    assert asset.states.count() == 3
    with pytest.raises(Refusal):
        actions.undo(batch, by=batch.by, why="再来")


def test_undoing_gives_back_its_worth_and_its_place():
    asset = making.asset(project=making.project(number="XM-1"))
    before = net_value(asset, DAY)
    making.project(number="XM-2")
    said = row(number=asset.number, original_value="1", latitude="38.2", longitude="114.2")
    batch = applied(said | {"project": "XM-2"})
    assert actions.undo(batch, by=batch.by, why="错") == 0
    asset = Asset.objects.get(pk=asset.pk)
    assert net_value(asset, DAY) == before
    assert (asset.latitude, asset.project.number) == (None, "XM-1")
    ledger.change_state(asset, by=batch.by, state="闲置", since=DAY, reason="空置")


def test_as_many_statements_for_many_rows_as_for_few():
    def queries(first: int, count: int) -> int:
        batch = checked(*(row(number=f"Z{first + n}") for n in range(count)))
        with CaptureQueriesContext(
            connection,
        ) as few:
            actions.apply(batch, by=batch.by)
        return len(few)

    assert queries(0, 3) == queries(100, 300)


def test_only_a_county_sends_one_and_sees_what_became_of_it(client):
    client.force_login(making.keeper())
    answer = client.post("/assets/workbooks/assets/", {"workbook": workbook(row(), row(kind="无"))})
    batch = Batch.objects.get()
    assert answer["Location"] == f"/feeds/batches/{batch.pk}/"
    actions.check(batch)
    Batch.objects.update(job=None)
    page = client.get(answer["Location"]).content.decode()
    assert "新增资产" in page
    assert "没有这个子类" in page
    client.force_login(factories.user("county", factories.ZANHUANG))
    assert client.get(answer["Location"]).status_code == 404
