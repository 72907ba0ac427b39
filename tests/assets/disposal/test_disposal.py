"""Nothing is disposed of, and no operator changes, without all that its rule asks for."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import AuditEvent
from assets.disposal import actions
from assets.disposal import shipped as requirements
from assets.disposal.choices import Tier
from assets.disposal.models import Disposal, Requirement
from assets.disposal.requirements import lacking, required, tier
from assets.files import actions as files
from assets.income.receipts.models import Receipt
from assets.ledger import shipped
from assets.ledger.models import Asset
from tests import factories
from tests.assets import making
from tests.races import refusals

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

TODAY = timezone.localdate


def township() -> Any:
    return factories.user("township", factories.PINGSHAN_TOWN)


def done(made: Disposal, by: Any = None) -> Disposal:
    actions.submit(made, by=made.by)
    actions.approve(made, by=by or making.keeper(), opinion="同意")
    made.refresh_from_db()
    return made


def test_a_sale_ends_the_asset_with_its_contract_maintenance_and_rights():
    asset = making.asset()
    making.right(asset, 1)
    contract, duty = making.contract(asset), making.maintenance(asset)
    made = making.disposal(asset)
    making.papers(made)
    done(made)
    asset.refresh_from_db()
    contract.refresh_from_db()
    duty.refresh_from_db()
    assert (asset.state, asset.ended_on) == ("已处置", TODAY())
    assert contract.ended_early_on == duty.ends_on == TODAY()
    assert asset.rights.get().ends_on == TODAY() - timedelta(days=1)
    assert asset.states.first().reason == "出售：长期闲置"
    assert made.requirement.decider == "县级审批"
    assert AuditEvent.objects.filter(event="assets.disposal_carried_out").count() == 1


def test_another_operator_takes_over_the_right_when_it_is_filed():
    asset = making.asset()
    old = making.right(asset, 2, holder="旧公司", holder_kind="企业")
    contract = making.contract(asset)
    made = making.disposal(asset, "变更经营主体", price=None)
    making.papers(made, "appraisal", "notice")
    actions.submit(made, by=made.by)  # a village's is filed with the township
    for row in (made, old, contract, asset):
        row.refresh_from_db()
    assert (made.state, made.decided_by) == ("已办理", None)
    assert old.ends_on == TODAY() - timedelta(days=1)
    assert asset.rights.on(TODAY()).get(kind=2).holder == "平山县盛景农业公司"
    assert contract.ended_early_on == TODAY()
    assert (asset.ended_on, asset.state) == (None, "在用")


def test_a_household_decides_about_its_own():
    cow = making.asset(kind="household-livestock", household=factories.household())
    made = making.disposal(cow, price=Decimal("8000.00"))
    assert lacking(made, required(made)) == []
    actions.submit(made, by=made.by)
    cow.refresh_from_db()
    assert (cow.state, cow.ended_on) == ("已处置", TODAY())
    assert not Disposal.objects.unpaid().exists()


@pytest.mark.parametrize(
    ("left_out", "fields", "said"),
    [
        (["appraisal"], {}, "评估报告"),
        (["decision"], {}, "民主决策"),
        (["notice"], {}, "公示材料"),
        ([], {"notice_until": TODAY() - timedelta(days=18)}, "至少 7 天"),
        ([], {"notice_until": TODAY()}, "公示期满"),
        ([], {"decided_on": TODAY() + timedelta(days=1)}, "晚于今天"),
        ([], {"appraised": Decimal("200000.01")}, "低于评估价，不允许"),
    ],
)
def test_without_one_of_its_papers_it_is_refused_and_nothing_changes(left_out, fields, said):
    asset = making.asset()
    made = making.disposal(asset)
    making.papers(made, *left_out, **fields)
    with pytest.raises(ValidationError, match=said):
        actions.submit(made, by=made.by)
    made.refresh_from_db()
    asset.refresh_from_db()
    assert (made.state, asset.ended_on) == ("准备中", None)


@pytest.mark.parametrize(
    ("way", "terms", "said"),
    [
        ("出售", {"price": None}, "价格"),
        ("转让", {"taker": ""}, "接收方"),
        ("捐赠", {"taker_kind": ""}, "接收方"),
        ("变更经营主体", {"document": ""}, "合同或文件"),
    ],
)
def test_without_its_terms_it_is_refused(way, terms, said):
    made = making.disposal(making.asset(), way, **terms)
    making.papers(made)
    with pytest.raises(ValidationError, match=said):
        actions.submit(made, by=made.by)


def test_below_the_appraisal_the_rule_of_a_small_value_takes_a_reason():
    asset = making.asset(original_value=Decimal("50000.00"))
    made = making.disposal(asset, price=Decimal("20000.00"))
    making.papers(made, appraised=Decimal("30000.00"))
    with pytest.raises(ValidationError, match="说明理由"):
        actions.submit(made, by=made.by)
    actions.change(made, by=made.by, below_because="两次流拍")
    made.refresh_from_db()
    done(made, township())
    assert made.requirement.decider == "乡镇审批"


def test_a_paper_that_was_withdrawn_does_not_count():
    made = making.disposal(making.asset())
    making.papers(made)
    actions.submit(made, by=made.by)
    files.withdraw(made.appraisal, by=made.by, reason="错件")
    with pytest.raises(ValidationError, match="评估报告"):
        actions.approve(made, by=making.keeper())


def test_who_decides_is_another_person_of_the_level():
    made = making.disposal(making.asset())
    making.papers(made)
    actions.submit(made, by=made.by)
    with pytest.raises(ValidationError, match="提出的人不能审批"):
        actions.approve(made, by=made.by)
    for by in (township(), making.keeper(factories.ZANHUANG)):
        with pytest.raises(PermissionDenied):
            actions.approve(made, by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.filter(pk=made.pk).update(decided_by=made.by)
    with pytest.raises(PermissionDenied):
        making.disposal(making.asset(), by=factories.user("village", factories.OTHER_VILLAGE))


def test_sent_back_it_keeps_its_papers_and_is_handed_in_again():
    made = making.disposal(making.asset())
    making.papers(made)
    actions.submit(made, by=made.by)
    actions.send_back(made, by=making.keeper(), opinion="价格再核")
    made.refresh_from_db()
    assert (made.state, made.opinion) == ("准备中", "价格再核")
    done(made)
    with pytest.raises(ValidationError, match="别人刚刚处理过"):
        actions.withdraw(made, by=made.by)


def test_an_asset_is_in_one_change_at_a_time():
    asset = making.asset()
    making.disposal(asset)
    with pytest.raises(ValidationError, match="待审批"):
        making.disposal(asset)
    with pytest.raises(ValidationError, match="尚未办结"):
        making.transfer(asset)
    other = making.asset()
    making.transfer(other)
    with pytest.raises(ValidationError, match="待审批"):
        making.disposal(other)


def test_what_does_not_fit_the_class_or_has_ended_is_refused():
    with pytest.raises(ValidationError, match="另选方式"):
        making.disposal(making.asset(kind="road"), "变更经营主体")
    asset = making.asset()
    with pytest.raises(ValidationError, match="大于或等于"):
        making.disposal(asset, price=Decimal("-0.01"))
    Asset.objects.filter(pk=asset.pk).update(ended_on=TODAY())
    with pytest.raises(ValidationError, match="已终止"):
        making.disposal(asset)


def test_principal_that_is_outside_comes_back_first():
    share = making.asset(kind="equity")
    making.investment(share)
    made = making.disposal(share)
    making.papers(made)
    with pytest.raises(ValidationError, match="本金尚未收回"):
        actions.submit(made, by=made.by)


def test_the_tier_is_that_of_the_owner_or_the_place():
    assert tier(making.asset(), TODAY()) == Tier.VILLAGE
    assert tier(making.asset(factories.PINGSHAN_TOWN), TODAY()) == Tier.SEVERAL
    assert tier(making.asset(factories.PINGSHAN), TODAY()) == Tier.COUNTY
    owned = making.asset()
    making.right(owned, 1, holder_kind="国有")
    assert tier(owned, TODAY()) == Tier.COUNTY


def rule(**fields: Any) -> Requirement:
    said = {
        "act": "处置", "asset_class": "经营性", "tier": "村级", "from_value": Decimal(0),
        "county": None, "valid_from": TODAY(), "decider": "报乡镇备案",
        "document": "平政〔2026〕1号",
    }  # fmt: skip
    by = factories.user("admin")
    return actions.set_requirement(by=by, **(said | fields))


def test_a_rule_holds_from_its_day_value_and_county():
    small = making.asset(original_value=Decimal("1000.00"))
    made, large = making.disposal(small), making.disposal(making.asset())
    rule(county_id=factories.ZANHUANG)
    rule(valid_from=TODAY() + timedelta(days=1))
    assert required(made).decider == "乡镇审批"
    rule(county_id=factories.PINGSHAN)
    assert required(made).decider == "报乡镇备案"
    assert required(large).decider == "县级审批"  # of a higher value
    with pytest.raises(PermissionDenied):
        actions.set_requirement(by=making.keeper(), act="处置")


@pytest.mark.parametrize(
    "asked",
    [{"decider": "乡镇审批"}, {"needs_decision": True}, {"needs_appraisal": True},
     {"notice_days": 7}],
)  # fmt: skip
def test_nobody_approves_what_a_household_does_with_its_own(asked):
    with pytest.raises(ValidationError, match="农户自主决定"):
        rule(asset_class="到户类", tier="到户", **asked)
    assert rule(asset_class="到户类", tier="到户").pk


def test_without_a_rule_nothing_is_disposed_of():
    made = making.disposal(making.asset())
    making.papers(made)
    Requirement.objects.all().delete()
    with pytest.raises(ValidationError, match="请管理员"):
        actions.submit(made, by=made.by)


def test_a_price_waits_until_it_has_come():
    asset = making.asset()
    made = making.disposal(asset)
    making.papers(made)
    done(made)
    assert list(Disposal.objects.unpaid()) == [made]
    for amount in ("150000.00", "50000.00"):
        assert Disposal.objects.unpaid().exists()
        making.receipt(asset, amount, kind=Receipt.Kind.PROCEEDS)
    assert not Disposal.objects.unpaid().exists()


@settings(max_examples=25, deadline=None)
@given(
    price=st.none() | st.decimals("0", "999999", places=2),
    appraised=st.decimals("0", "999999", places=2),
    left_out=st.sets(st.sampled_from(["appraisal", "decision", "notice"])),
    length=st.integers(0, 12), until=st.integers(-15, 5),
)  # fmt: skip
def test_what_was_carried_out_lacked_nothing(price, appraised, left_out, length, until):
    with transaction.atomic():
        made = making.disposal(making.asset(), price=price)
        last = TODAY() + timedelta(days=until)
        first = last - timedelta(days=length)
        making.papers(made, *left_out, appraised=appraised, notice_from=first, notice_until=last)
        try:
            done(made)
        except ValidationError:
            made.refresh_from_db()
            assert Asset.objects.get(pk=made.asset_id).ended_on is None
        else:
            assert not left_out
            assert price is not None
            assert price >= appraised
            assert length >= 6
            assert last < TODAY()
        transaction.set_rollback(True)


OWNERS = {
    "village": factories.VILLAGE, "several": factories.PINGSHAN_TOWN, "county": factories.PINGSHAN,
    "state": factories.VILLAGE,
}  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    kind=st.sampled_from(["workshop", "road"]), owner=st.sampled_from([*OWNERS]),
    small=st.booleans(), left_out=st.sets(st.sampled_from(["appraisal", "decision", "notice"])),
)  # fmt: skip
def test_under_every_class_and_owner_it_needs_all_of_its_own(kind, owner, small, left_out):
    """A village and several of them decide together; what is the county's is no village's to."""
    own = {"appraisal", "notice"} | ({"decision"} if owner in ("village", "several") else set())
    with transaction.atomic():
        value = Decimal(50000 if small else 9000000)
        asset = making.asset(OWNERS[owner], kind, original_value=value)
        if owner == "state":
            making.right(asset, 1, holder_kind="国有")
        made = making.disposal(asset)
        making.papers(made, *left_out)
        level = township() if owner == "village" and small else making.keeper()
        try:
            done(made, level)
        except ValidationError:
            assert left_out & own
            assert Asset.objects.get(pk=asset.pk).ended_on is None
        else:
            assert not left_out & own
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_at_once_carry_it_out_once():
    shipped.install()
    requirements.install()
    made = making.disposal(making.asset())
    making.papers(made)
    actions.submit(made, by=made.by)
    people = [making.keeper(), making.keeper()]
    said, refused = refusals(*(lambda by=by: actions.approve(made, by=by) for by in people))
    assert (said, "别人刚刚处理过" in refused) == ("", True)
    assert AuditEvent.objects.filter(event="assets.disposal_carried_out").count() == 1
