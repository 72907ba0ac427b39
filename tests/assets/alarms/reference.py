"""What is wrong with an asset on a day, written from the rules and not from the SQL."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from assets.contracts import dues
from assets.ledger.models import Asset
from monitoring.registry.months import shifted

if TYPE_CHECKING:
    from assets.contracts.models import Contract
    from assets.income.receipts.models import Receipt

YEARS = 20
SOON = timedelta(days=90)


def came(asset: Asset, kind: str, first: date, last: date) -> Decimal:
    rows: list[Receipt] = list(asset.receipts.filter(kind=kind, reversed_at=None))
    return sum((each.amount for each in rows if first <= each.starts_on <= last), Decimal(0))


def wrong(asset: Asset, day: date) -> set[str]:
    """The codes of the kinds of alarms/found.py."""
    if asset.asset_class == "到户类":
        return set()
    found = {"value-lost"} if lost(asset, day) else set()
    if any(waits(each, day) for each in asset.receipts.all()):
        found.add("income-waits")
    found |= owing(asset, day)
    if asset.ended_on:
        return found
    return found | of_contracts(asset, day) | of_investments(asset, day) | of_itself(asset, day)


def waits(receipt: "Receipt", day: date) -> bool:
    """Ninety days after the year in which it came it has to be distributed."""
    until = date(receipt.received_on.year, 12, 31) + timedelta(days=90)
    return receipt.distribution is None and until < day


def of_itself(asset: Asset, day: date) -> set[str]:
    owners = [
        each for each in asset.rights.all()
        if each.kind == 1 and each.certificate and each.starts_on <= day
        and (each.ends_on is None or each.ends_on >= day)
    ]  # fmt: skip
    due = getattr(asset, "inspection_due", None)
    said = {
        "idle": asset.state == "闲置",
        "no-title": not owners,
        "no-maintenance": asset.asset_class == "公益性" and not asset.maintenance.on(day),
        "inspection": due is not None and due.due_on < day,
    }
    return {code for code, true in said.items() if true}


def of_contracts(asset: Asset, day: date) -> set[str]:
    contracts: list[Contract] = list(asset.contracts.all())
    running = [each for each in contracts if each.starts_on <= day <= each.last_day]
    found = {"no-contract"} if asset.state == "出租" and not running else set()
    for each in running:
        before = [other for other in contracts if other.last_day < each.starts_on]
        last = max(before, key=lambda other: other.last_day, default=each)
        if last.operator != each.operator:
            found.add("operator-changed")
        followed = any(other.starts_on > each.last_day for other in contracts)
        if each.last_day <= day + SOON and not followed:
            found.add("contract-ends")
        if each.ends_on > shifted(each.starts_on, 12 * YEARS):
            found.add("too-long")
        if each.is_below_appraisal:
            found.add("below-appraisal")
    return found


def owing(asset: Asset, day: date) -> set[str]:
    """Whatever became of the asset."""
    found = set()
    for contract in asset.contracts.all():
        owed = sum(due.amount for due in dues.of_contract(contract) if due.on < day)
        if owed > came(asset, "租金", contract.starts_on, contract.last_day):
            found.add("rent-unpaid")
    for each in asset.investments.all():
        dividends = dues.of_investment(each, list(each.returns.all()))
        owed = sum(due.amount for due in dividends if due.on < day)
        if owed > came(asset, "分红", each.starts_on, each.last_day):
            found.add("dividend-unpaid")
    return found


def of_investments(asset: Asset, day: date) -> set[str]:
    found = set()
    for each in asset.investments.all():
        if each.settled_on is None and each.principal_due_on <= day + SOON:
            found.add("principal-due")
    return found


def lost(asset: Asset, day: date) -> bool:
    if asset.ended_on:
        since = asset.ended_on
    elif asset.state in ("损毁", "报废"):
        since = asset.states.filter(state=asset.state).latest("since").since
    else:
        return False
    papers = asset.files.filter(kind__in=("批复", "民主决策记录", "评估报告"), withdrawn_at=None)
    told = any(since <= (each.taken_on or since) or each.at.date() >= since for each in papers)
    return since <= day and not told
