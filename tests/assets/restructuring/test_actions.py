"""Assets become others: proposed by one, carried out by another's approval, and once."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.models import AuditEvent
from assets.contracts.maintenance.models import Maintenance
from assets.contracts.maintenance.querysets import unkept
from assets.files import actions as files
from assets.ledger import actions as ledger
from assets.ledger import shipped
from assets.ledger.depreciation import net_value
from assets.ledger.models import Asset
from assets.restructuring import actions
from assets.restructuring.models import Former, Restructuring
from assets.rights.models import Right
from tests import factories
from tests.assets import making
from tests.races import refusals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

DAY = date(2025, 6, 10)
HALVES = ("100000.01", "139999.99")


def hold(asset: Asset) -> Right:
    return making.right(asset, certificate="冀(2021)第0001号")


def approve(case: Restructuring) -> list[Asset]:
    actions.approve(case, by=making.keeper(), opinion="同意")
    return list(Asset.objects.filter(origin__restructuring=case).order_by("pk"))


def test_a_split_ends_the_old_asset_and_begins_the_new_ones():
    old = making.asset(project=making.project(), state="闲置", place="村东")
    hold(old)
    photo = making.file(old)
    case = making.split(old, *HALVES)
    assert not Asset.objects.filter(began_on=DAY).exists()
    worth = net_value(old, DAY)
    new = approve(case)
    old.refresh_from_db()
    assert old.ended_on == DAY
    assert [a.original_value for a in new] == [Decimal(value) for value in HALVES]
    assert sum(net_value(a, DAY) for a in new) == worth
    for each in new:
        assert (each.began_on, each.project, each.state) == (DAY, old.project, "闲置")
        assert each.number.startswith("130131-")
        [right] = each.rights.all()
        assert (right.holder, right.starts_on) == ("王坡村股份经济合作社", DAY)
        assert right.certificate == ""  # the old one says the whole
        assert photo.file.name in [file.file.name for file in each.files.all()]
        assert each.states.get().since == DAY
        assert "130131-000001" in each.states.get().reason
    assert old.rights.get().ends_on == date(2025, 6, 9)
    assert AuditEvent.objects.filter(event="assets.restructuring_carried_out").count() == 1
    day_sums = Asset.objects.on(DAY).sums(DAY)
    assert (day_sums["count"], day_sums["net"]) == (2, worth)


def test_a_merge_makes_one_of_several():
    old = [making.asset(), making.asset(original_value=Decimal("60000.00"))]
    for each in old:
        hold(each)
    worth = sum(net_value(each, DAY) for each in old)
    [new] = approve(making.merger(*old))
    assert new.original_value == Decimal("300000.00")
    assert net_value(new, DAY) == worth
    assert new.rights.count() == 1
    assert not Asset.objects.filter(pk__in=[a.pk for a in old], ended_on=None).exists()


def test_a_transfer_changes_place_and_owner_and_keeps_the_rest():
    old = making.asset()
    hold(old)
    making.right(old, 2, holder="河北盛景公司", holder_kind="企业")
    [new] = approve(making.transfer(old, factories.OTHER_VILLAGE))
    assert new.division_id == factories.OTHER_VILLAGE
    owner, operator = new.rights.order_by("kind")
    assert (owner.holder, owner.document, owner.certificate) == (
        "平山县国有资产公司", "平政〔2025〕6号", "",
    )  # fmt: skip
    assert operator.holder == "河北盛景公司"
    assert net_value(new, DAY) == net_value(old, DAY)


def test_who_looks_after_an_asset_looks_after_what_it_becomes():
    old = making.asset(kind="road")
    first = making.maintenance(old)
    second = making.maintenance(old, body="镇管护站", starts_on=date(2025, 8, 1))
    new = approve(making.split(old, *HALVES))
    for row in (first, second):
        row.refresh_from_db()
    assert (first.ends_on, second.ends_on) == (date(2025, 6, 9), date(2025, 8, 1))
    for each in new:
        assert list(each.maintenance.order_by("starts_on").values_list("body", "starts_on")) == [
            (first.body, DAY), ("镇管护站", date(2025, 8, 1)),
        ]  # fmt: skip
    assert not unkept(Asset.objects.current(), Maintenance.objects.all(), DAY).exists()


def test_a_move_alone_keeps_the_certificate():
    old = making.asset()
    hold(old)
    moved = making.transfer(old, factories.OTHER_VILLAGE, holder="", holder_kind="")
    [new] = approve(moved)
    assert new.rights.get().certificate == "冀(2021)第0001号"


def test_the_collective_becomes_owner():
    old = making.asset(factories.PINGSHAN_TOWN)
    said = {"kind": "移交三资", "holder_kind": "村集体", "holder": "王坡村股份经济合作社"}
    with pytest.raises(ValidationError, match="接收资产的村"):
        making.transfer(old, **said)
    [new] = approve(making.transfer(old, factories.VILLAGE, **said))
    assert new.rights.get(kind=1).holder_kind == "村集体"


def _ended(asset: Asset) -> None:
    approve(making.transfer(asset))
    asset.refresh_from_db()


def _later_state(asset: Asset) -> None:
    ledger.change_state(
        asset, by=making.of(asset), state="低效", since=date(2025, 7, 1), reason="停产"
    )


@pytest.mark.parametrize(
    ("before", "fields", "values", "said"),
    [
        (_ended, {}, HALVES, "已终止"),
        (_later_state, {}, HALVES, "之后还登记过"),
        (lambda asset: making.right(asset, starts_on=date(2025, 8, 1)), {}, HALVES, "之后还登记过"),
        (making.contract, {}, HALVES, "尚在履行"),
        (lambda asset: making.split(asset, *HALVES), {}, HALVES, "已有一项变动待审批"),
        (None, {"day": date(2999, 1, 1)}, HALVES, "将来"),
        (None, {"day": date(2019, 12, 31)}, HALVES, "尚未启用"),
        (None, {"reason": ""}, HALVES, "不能为空"),
        (None, {"document": ""}, HALVES, "不能为空"),
        (None, {}, ("100000.00", "139999.99"), "应为 240000.00 元"),
        (None, {}, ("240001.00", "-1.00"), "大于或等于"),
        (None, {}, ("240000.00",), "至少拆成两项"),
    ],
)
def test_what_cannot_be_split_is_refused_and_changes_nothing(before, fields, values, said):
    asset = making.asset()
    if before:
        before(asset)
    known = Restructuring.objects.count()
    with pytest.raises(ValidationError, match=said):
        making.split(asset, *values, **fields)
    assert Restructuring.objects.count() == known


def _household() -> Asset:
    return making.asset(kind="household-fixed", household=factories.household())


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (lambda: making.asset(factories.FAR_VILLAGE), "同一县"),
        (lambda: making.asset(kind="road"), "同一大类"),
        (lambda: making.asset(kind="equity"), "折旧方式不同"),
        (lambda: making.asset(kind="machinery"), "折旧方式不同"),
        (lambda: making.asset(project=making.project()), "不同项目"),
        (lambda: making.asset(state="闲置"), "状态不一致"),
        (_household, "到户类"),
    ],
)
def test_what_is_not_alike_is_not_merged(other, said):
    city = factories.user("county", factories.PINGSHAN)
    city.posts.create(role="county", division_id=factories.ZANHUANG)
    with pytest.raises(ValidationError, match=said):
        making.merger(making.asset(), other(), by=city)
    assert not Restructuring.objects.exists()


def test_different_holders_are_not_merged():
    held, other = making.asset(), making.asset()
    hold(held)
    with pytest.raises(ValidationError, match="权利人不一致"):
        making.merger(held, other)


@pytest.mark.parametrize(
    ("place", "fields", "said"),
    [
        (factories.FAR_VILLAGE, {}, "本县内"),
        (factories.CITY, {}, "村、乡镇或县"),
        ("", {"holder": "", "holder_kind": ""}, "新的所属地或新的所有权人"),
        ("", {"holder_kind": ""}, "同时填写"),
    ],
)
def test_a_transfer_goes_somewhere_in_the_county(place, fields, said):
    with pytest.raises(ValidationError, match=said):
        making.transfer(making.asset(), place, **fields)


def test_it_is_judged_again_when_it_is_approved():
    asset = making.asset()
    case = making.split(asset, *HALVES)
    making.contract(asset)
    with pytest.raises(ValidationError, match="尚在履行"):
        approve(case)
    case.refresh_from_db()
    assert case.state == "待审批"
    files.withdraw(case.paper, by=making.of(asset), reason="错件")
    with pytest.raises(ValidationError, match="已作废"):
        approve(case)


def test_only_another_person_of_the_county_decides():
    case = making.split(making.asset(), *HALVES)
    with pytest.raises(ValidationError, match="提出的人不能审批"):
        actions.approve(case, by=case.by)
    for by in (
        factories.user("township", factories.PINGSHAN_TOWN),
        making.keeper(factories.ZANHUANG),
    ):
        with pytest.raises(PermissionDenied):
            actions.approve(case, by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Restructuring.objects.filter(pk=case.pk).update(state="已办理", decided_by=case.by)


def test_sent_back_or_withdrawn_leaves_the_asset_free():
    asset = making.asset()
    case = making.split(asset, *HALVES)
    with pytest.raises(ValidationError, match="原因"):
        actions.send_back(case, by=making.keeper(), opinion=" ")
    actions.send_back(case, by=making.keeper(), opinion="缺评估")
    again = making.split(asset, *HALVES)
    with pytest.raises(ValidationError, match="只有提出的人"):
        actions.withdraw(again, by=making.keeper())
    actions.withdraw(again, by=again.by)
    with pytest.raises(ValidationError, match="别人刚刚处理过"):
        approve(again)
    making.split(asset, *HALVES)
    asset.refresh_from_db()
    assert asset.ended_on is None


def test_nobody_proposes_for_an_asset_elsewhere():
    near, far = making.asset(), making.asset(factories.OTHER_VILLAGE)
    with pytest.raises(PermissionDenied):
        making.merger(near, far, by=factories.user("village", factories.VILLAGE))


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_at_once_carry_it_out_once():
    shipped.install()
    case = making.split(making.asset(), *HALVES)
    people = [making.keeper(), making.keeper()]
    done, refused = refusals(*(lambda by=by: actions.approve(case, by=by) for by in people))
    assert (done, "别人刚刚处理过" in refused) == ("", True)
    assert Asset.objects.current().count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_propose_at_once_leave_one_open():
    shipped.install()
    asset, other = making.asset(), making.asset()
    by, paper = making.keeper(), making.upload
    done, refused = refusals(
        lambda: making.split(asset, *HALVES, by=by, upload=paper()),
        lambda: making.merger(other, asset, by=by, upload=paper()),
    )
    assert (done, "待审批" in refused) == ("", True)
    assert Former.objects.filter(asset=asset, is_open=True).count() == 1
