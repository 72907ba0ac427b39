"""Invented projects and assets of one county for a demonstration, entered as people enter them."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction
from django.utils import timezone

from accounts.models import Division, User
from assets.contracts import actions as contracts
from assets.contracts.maintenance import actions as maintenance
from assets.income.receipts import actions as receipts
from assets.ledger import actions as ledger
from assets.ledger.models import Asset, Kind, Project
from assets.rights import actions as rights
from assets.rights.models import Right
from monitoring.registry.months import shifted

# Name, year, contract sum, and of each asset: sub-class, name, original value.
PROJECTS = (
    ("村级光伏电站建设项目", 2017, 4_800_000, "photovoltaic", "光伏电站", 380_000),
    ("村组道路硬化项目", 2018, 3_600_000, "road", "村组道路", 260_000),
    ("扶贫车间建设项目", 2019, 3_200_000, "workshop", "扶贫车间", 240_000),
    ("农村饮水安全巩固提升项目", 2020, 2_400_000, "water", "集中供水工程", 180_000),
)
SOURCES = (("中央", Decimal("0.6")), ("省级", Decimal("0.4")))
OPERATORS = ("富民农业专业合作社", "太行食品有限公司", "惠农服装厂", "众兴手工业合作社")
MONTHS = 6  # of power that was paid for


@transaction.atomic
def invent(county: Division, villages: list[Division], *, by: User, seed: int) -> int:
    """How many assets."""
    chance = Random(seed)
    made = list(_assets(county, villages, by, chance))
    for number, asset in enumerate(made):
        _titled(asset, by, certified=chance.random() < 0.7)
        if asset.kind_id == "workshop":
            _let(asset, number, by, chance)
        elif asset.kind_id == "photovoltaic":
            _paid(asset, by, chance)
        elif chance.random() < 0.8:
            _looked_after(asset, by)
    return len(made)


def _assets(
    county: Division, villages: list[Division], by: User, chance: Random
) -> Iterator[Asset]:
    for name, year, total, kind, called, value in PROJECTS:
        project = _project(county, name, year, Decimal(total), by)
        sub_class = Kind.objects.get(pk=kind)
        for village in villages:
            yield ledger.register(
                village, by=by, kind=sub_class, project=project,
                name=f"{village.name.removesuffix('民委员会')}{called}",
                original_value=Decimal(value + chance.randrange(-9, 10) * 5_000),
                began_on=date(year, chance.randrange(6, 13), 1), place="村委会附近",
                latitude=_degrees("38.25", chance), longitude=_degrees("114.10", chance),
            )  # fmt: skip


def _project(county: Division, name: str, year: int, total: Decimal, by: User) -> Project:
    funds = [{"source": source, "year": year, "amount": total * part} for source, part in SOURCES]
    return ledger.register_project(
        county, by=by, fundings=funds, name=f"{year}年{name}", number=f"{year}-{name[:4]}",
        year=year, document="示例数据", contract_sum=total, builder="示例建设有限公司",
        accepted_on=date(year, 12, 20),
    )  # fmt: skip


def _titled(asset: Asset, by: User, *, certified: bool) -> None:
    rights.enter(
        asset, by=by, kind=Right.Kind.OWNERSHIP, starts_on=asset.began_on,
        holder_kind=Right.Holder.COLLECTIVE, holder=f"{asset.division.name}集体",
        document="资产移交协议", certificate=f"冀资证{asset.number[-6:]}号" if certified else "",
    )  # fmt: skip


def _let(asset: Asset, number: int, by: User, chance: Random) -> None:
    """Most are; of one in four nobody has a contract, and it stands idle."""
    today = timezone.localdate()
    if chance.random() < 0.25:
        ledger.change_state(
            asset, by=by, state=Asset.State.IDLE, since=today - timedelta(days=200),
            reason="承租方退租",
        )  # fmt: skip
        return
    starts_on = shifted(today, -12 * chance.randrange(1, 3)) - timedelta(days=20)
    contract = contracts.enter(
        asset, by=by, number=f"租{number:03d}", operator_kind="合作社",
        operator=chance.choice(OPERATORS), starts_on=starts_on,
        ends_on=starts_on + timedelta(days=3 * 365), months_per_period=12,
        rent=Decimal(12_000), appraised_rent=Decimal(chance.choice((10_000, 12_000, 14_000))),
        first_due_on=starts_on + timedelta(days=10), deposit=Decimal(2_000),
    )  # fmt: skip
    if chance.random() < 0.7:
        receipts.receive(
            asset, by=by, kind="租金", starts_on=starts_on,
            ends_on=shifted(starts_on, 12) - timedelta(days=1), amount=contract.rent,
            received_on=starts_on + timedelta(days=9), document="银行回单",
        )  # fmt: skip


def _paid(station: Asset, by: User, chance: Random) -> None:
    first = timezone.localdate().replace(day=1)
    for back in range(MONTHS, 0, -1):
        month = shifted(first, -back)
        kwh = Decimal(chance.randrange(3_000, 6_000))
        receipts.settle(
            station, by=by, month=month, kwh=kwh, amount=kwh * Decimal("0.85"),
            received_on=first - timedelta(days=1), document="国网结算单",
        )  # fmt: skip


def _looked_after(asset: Asset, by: User) -> None:
    maintenance.entrust(
        asset, by=by, starts_on=asset.began_on, body=asset.division.name, person="村管护员",
        phone="13800000000", cost="村集体收入", months=6,
    )  # fmt: skip


def _degrees(around: str, chance: Random) -> Decimal:
    return Decimal(around) + Decimal(chance.randrange(-150_000, 150_000)) / 1_000_000
