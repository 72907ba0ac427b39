"""Many differences checked or approved from their list, each as if alone."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEvent
from assets.ledger import shipped
from assets.ledger.actions import change_state
from assets.stocktake.differences import actions
from assets.stocktake.differences.models import StockDifference
from tests import factories
from tests.assets.making import asset, keeper
from tests.assets.stocktake import making
from tests.races import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


def send(user, act, *found, client=None, **data):
    client = client or Client()
    client.force_login(user)
    said = {"difference": [each.pk for each in found], **data}
    return client.post(reverse(f"stock-differences:{act}-many"), said)


def states(*found):
    return [StockDifference.objects.get(pk=each.pk).state for each in found]


def ticks(user, **asked):
    client = Client()
    client.force_login(user)
    page = client.get(reverse("stock-differences:list"), asked)
    return page.content.decode().count('name="difference"')


def audited(event):
    return AuditEvent.objects.filter(event=f"assets.difference_{event}").count()


def test_the_township_checks_and_the_county_approves_what_is_ticked():
    rows = [asset(), asset(), asset()]
    making.take()
    first, second, third = map(making.otherwise, rows)
    town, county = making.township(), keeper()
    assert (ticks(town), ticks(county), ticks(making.cadre())) == (3, 0, 0)
    back = send(town, "check", first, second, state="explained")
    assert (back.status_code, back.url.split("?")[1]) == (302, "state=explained")
    assert states(first, second, third) == ["checked", "checked", "explained"]
    assert (ticks(town), ticks(county)) == (1, 2)
    assert send(county, "approve", first, second).status_code == 302
    assert states(first, second, third) == ["approved", "approved", "explained"]
    for row in rows:
        row.refresh_from_db()
    assert [row.state for row in rows] == ["闲置", "闲置", "在用"]
    assert (audited("checked"), audited("approved")) == (2, 2)


def test_what_cannot_be_decided_stays_and_says_why_and_the_others_go_through():
    names = ["改过的车间", "找不到的车间", "自己报的机井", "审过的车间", "没问题的车间"]
    places = [factories.VILLAGE, factories.VILLAGE, factories.PINGSHAN] + [factories.VILLAGE] * 2
    rows = [asset(place, name=name) for place, name in zip(places, names, strict=True)]
    making.take()
    county, town = keeper(), making.township()
    changed, done, good = (making.otherwise(rows[place]) for place in (0, 3, 4))
    lost = making.missing(rows[1])
    own = making.otherwise(rows[2], by=county)
    change_state(rows[0], by=county, state="出租", since=date(2026, 1, 1), reason="新合同")
    for each in (changed, done, good, lost):
        actions.check(each, by=town)
    actions.approve(done, by=keeper())
    assert ticks(county) == 2  # not their own, nor what needs a paper
    page = send(county, "approve", changed, lost, own, done, good)
    told = page.content.decode()
    assert {str(each.row): each.sentence for each in page.context["stayed"]} == {
        "改过的车间": "说明之后台账有变动，请退回重新核对。",
        "找不到的车间": "请选择处理结果，并上传审定文件。",
        "自己报的机井": "说明差异的人不能自己审核，请由另一人处理。",
        "审过的车间": "已有人处理，请刷新页面。",
    }
    assert all(name in told for name in names[:4])
    assert "已处理 1 条差异" in told
    assert states(changed, lost, own, done, good) == [
        "checked", "checked", "explained", "approved", "approved",
    ]  # fmt: skip
    assert audited("approved") == 2


def test_nothing_ticked_and_what_is_no_row_change_nothing(client):
    row = asset()
    making.take()
    found = making.otherwise(row)
    told = send(making.township(), "check", client=client)
    assert "请先勾选" in client.get(told.url).content.decode()
    odd = client.post(
        reverse("stock-differences:check-many"), {"difference": ["x", "9" * 40, "-1"]}
    )
    assert odd.status_code == 302
    assert states(found) == ["explained"]


def test_what_lies_outside_is_not_there_and_nothing_is_decided():
    near, far = asset(), asset(factories.FAR_VILLAGE)
    making.take()
    making.take(f"{factories.FAR_VILLAGE[:6]}000000")
    mine = making.otherwise(near)
    other = making.otherwise(far, by=making.cadre(factories.FAR_VILLAGE))
    assert send(making.township(), "check", mine, other).status_code == 404
    assert states(mine, other) == ["explained", "explained"]


def test_a_closed_stock_take_offers_no_ticks_and_takes_none():
    row = asset()
    take = making.take()
    found = making.otherwise(row)
    take.state = "closed"
    take.save()
    assert ticks(making.township()) == 0
    [stayed] = send(making.township(), "check", found).context["stayed"]
    assert "已结束" in stayed.sentence or "关闭" in stayed.sentence


def test_the_list_asks_no_more_for_more_ticks(client):
    rows = [asset() for _ in range(6)]
    making.take()
    client.force_login(making.township())
    making.otherwise(rows[0])
    url = reverse("stock-differences:list")
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        client.get(url)
    for_one = len(seen)
    for row in rows[1:]:
        making.otherwise(row)
    with CaptureQueriesContext(connection) as seen:
        page = client.get(url)
    assert page.content.decode().count('name="difference"') == 6
    assert len(seen) == for_one


@pytest.mark.django_db(transaction=True)
def test_a_double_click_decides_each_once():
    shipped.install()
    rows = [asset(), asset(), asset()]
    making.take()
    found = [making.otherwise(row) for row in rows]
    for each in found:
        actions.check(each, by=making.township())
    county, other = keeper(), keeper()
    first, again, somebody_else = at_once(
        lambda: send(county, "approve", *found),
        lambda: send(county, "approve", *found),
        lambda: send(other, "approve", *reversed(found)),
    )
    stayed = sum(
        len(answer.context["stayed"]) if answer.status_code == 200 else 0
        for answer in (first, again, somebody_else)
    )
    assert stayed == 6
    assert states(*found) == ["approved"] * 3
    assert audited("approved") == 3
    assert [row.states.filter(state="闲置").count() for row in rows] == [1, 1, 1]
