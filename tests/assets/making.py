"""Assets and projects for tests."""

import io
import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.models import Division, User
from assets.contracts import actions as contracts
from assets.contracts.equity import actions as equity
from assets.contracts.equity.models import Investment
from assets.contracts.maintenance import actions as upkeep
from assets.contracts.maintenance.models import Maintenance
from assets.contracts.models import Contract
from assets.disposal import actions as disposals
from assets.disposal.models import Disposal
from assets.files import actions as files
from assets.files.models import AssetFile
from assets.income.receipts import actions as receipts
from assets.income.receipts.models import Receipt
from assets.inspections import actions as inspections
from assets.inspections.models import Inspection
from assets.inspections.repairs import actions as repairs
from assets.inspections.repairs.actions import Problem
from assets.inspections.repairs.models import Repair
from assets.ledger import actions
from assets.ledger.models import Asset, Kind, Project
from assets.restructuring import actions as restructuring
from assets.restructuring.models import Restructuring, Successor
from assets.rights import actions as rights
from assets.rights.models import Right
from tests import factories


def keeper(division: str = factories.PINGSHAN) -> User:
    """Of the county of the place."""
    return factories.user("county", f"{division[:6]}000000")


def of(asset: Asset) -> User:
    return keeper(asset.division_id)


def project(county: str = factories.PINGSHAN, **fields: Any) -> Project:
    said: dict[str, Any] = {
        "number": f"P{Project.objects.count() + 1}", "name": "光伏扶贫项目", "year": 2020,
        "document": "冀财农〔2020〕1号",
    }  # fmt: skip
    by = fields.pop("by", None) or keeper(county)
    return actions.register_project(Division.objects.get(pk=county), by=by, **(said | fields))


def asset(division: str = factories.VILLAGE, kind: str = "workshop", **fields: Any) -> Asset:
    said: dict[str, Any] = {
        "name": "扶贫车间", "original_value": Decimal("240000.00"), "began_on": date(2020, 1, 15),
    }  # fmt: skip
    place = Division.objects.get(pk=division)
    by = fields.pop("by", None) or keeper(division)
    found = Kind.objects.get(pk=kind)
    return actions.register(place, by=by, kind=found, **(said | fields))


def upload(name: str = "车间.jpg", **save: Any) -> SimpleUploadedFile:
    """A photo as a phone sends it."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG", **save)
    return SimpleUploadedFile(name, out.getvalue())


def upload_of(content: bytes, name: str = "照片.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def file(asset: Asset, kind: str = AssetFile.Kind.PHOTO, **fields: Any) -> AssetFile:
    by = fields.pop("by", None) or keeper(asset.division_id)
    return files.attach(asset, by=by, kind=kind, upload=fields.pop("upload", upload()), **fields)


def contract(asset: Asset, **fields: Any) -> Contract:
    said: dict[str, Any] = {
        "number": "2024-001", "operator_kind": "企业", "operator": "河北盛景农业科技有限公司",
        "starts_on": date(2024, 3, 1), "ends_on": date(2029, 2, 28), "rent": Decimal("12000.00"),
        "months_per_period": 12, "first_due_on": date(2024, 3, 10),
    }  # fmt: skip
    return contracts.enter(asset, by=fields.pop("by", None) or of(asset), **(said | fields))


def investment(asset: Asset, **fields: Any) -> Investment:
    said: dict[str, Any] = {
        "company": "平山县农业产业发展有限公司", "number": "入股2022-1",
        "principal": Decimal("500000.00"), "dividend_rate": Decimal("6.000"),
        "starts_on": date(2022, 6, 1), "first_dividend_on": date(2023, 6, 1),
        "principal_due_on": date(2027, 5, 31),
    }  # fmt: skip
    return equity.invest(asset, by=fields.pop("by", None) or of(asset), **(said | fields))


def maintenance(asset: Asset, **fields: Any) -> Maintenance:
    said: dict[str, Any] = {
        "body": "王坡村村民委员会", "person": "李建国", "phone": "13800000000",
        "cost": "村集体收入", "months": 6, "starts_on": date(2021, 1, 1),
    }  # fmt: skip
    return upkeep.entrust(asset, by=fields.pop("by", None) or of(asset), **(said | fields))


def right(asset: Asset, kind: int = Right.Kind.OWNERSHIP, **fields: Any) -> Right:
    said: dict[str, Any] = {
        "holder_kind": "村集体", "holder": "王坡村股份经济合作社", "document": "平政〔2021〕1号",
        "starts_on": date(2021, 1, 1),
    }  # fmt: skip
    return rights.enter(asset, by=fields.pop("by", None) or of(asset), kind=kind, **(said | fields))


def receipt(asset: Asset, amount: str = "12000.00", **fields: Any) -> Receipt:
    """Rent of half a year, unless something else is said."""
    said: dict[str, Any] = {
        "kind": Receipt.Kind.RENT, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30),
        "received_on": date(2026, 7, 1), "document": "银行回单0701",
    }  # fmt: skip
    by = fields.pop("by", None) or of(asset)
    return receipts.receive(asset, by=by, amount=Decimal(amount), **(said | fields))


def settlement(asset: Asset, month: date = date(2026, 5, 1), **fields: Any) -> Receipt:
    said: dict[str, Any] = {
        "kwh": Decimal("8600.50"), "amount": Decimal("3268.19"),
        "received_on": date(2026, 6, 20), "document": "国网结算单",
    }  # fmt: skip
    by = fields.pop("by", None) or of(asset)
    return receipts.settle(asset, by=by, month=month, **(said | fields))


def inspection(asset: Asset, **fields: Any) -> Inspection:
    said: dict[str, Any] = {
        "id": uuid.uuid4(), "inspected_on": timezone.localdate(), "state": asset.state,
        "note": "设施完好", "photos": [upload()],
    }  # fmt: skip
    return inspections.submit(asset, by=fields.pop("by", None) or of(asset), **(said | fields))


def repair(asset: Asset, **fields: Any) -> Repair:
    due_on = timezone.localdate() + timedelta(days=10)
    problem = Problem("屋顶漏水", fields.pop("due_on", due_on), fields.pop("who", "李建国"))
    return inspection(asset, problem=problem, **fields).repair


def fixed(asset: Asset, *, by: User, **fields: Any) -> Repair:
    made = repair(asset, **fields)
    today = timezone.localdate()
    repairs.fix(made, by=by, fixed_on=today, fixed_note="已重做防水", upload=upload())
    made.refresh_from_db()
    return made


def proposal(
    assets: Sequence[Asset], parts: Sequence[Successor], kind: str, **fields: Any
) -> Restructuring:
    said: dict[str, Any] = {
        "day": date(2025, 6, 10), "reason": "规范管理", "document": "平政〔2025〕6号",
        "by": of(assets[0]),
    }  # fmt: skip
    said["upload"] = fields.pop("upload", None) or upload("批复.jpg")
    return restructuring.propose(assets, parts, kind=kind, **(said | fields))


def part(value: str | Decimal, division: str = factories.VILLAGE, **fields: Any) -> Successor:
    said = {"name": "分出的车间", "division_id": division, "original_value": Decimal(value)}
    return Successor(**(said | fields))


def split(asset: Asset, *values: str, **fields: Any) -> Restructuring:
    parts = [part(value, asset.division_id) for value in values]
    return proposal([asset], parts, Restructuring.Kind.SPLIT, **fields)


def merger(*assets: Asset, **fields: Any) -> Restructuring:
    value = sum(asset.original_value for asset in assets)
    whole = part(Decimal(value), assets[0].division_id, name="合并后的车间")
    return proposal(assets, [whole], Restructuring.Kind.MERGE, **fields)


def transfer(asset: Asset, division: str = "", **fields: Any) -> Restructuring:
    """To a new owner, unless something else is said."""
    owner = {"holder_kind": "企业", "holder": "平山县国有资产公司"}
    owner = {name: fields.pop(name, said) for name, said in owner.items()}
    kind = fields.pop("kind", Restructuring.Kind.TRANSFER)
    place = division or asset.division_id
    one = part(asset.original_value, place, name=asset.name, **owner)
    return proposal([asset], [one], kind, **fields)


def disposal(asset: Asset, way: str = "出售", **fields: Any) -> Disposal:
    said: dict[str, Any] = {
        "reason": "长期闲置", "taker_kind": "企业", "taker": "平山县盛景农业公司",
        "document": "平政〔2025〕8号", "price": Decimal("200000.00"),
    }  # fmt: skip
    by = fields.pop("by", None) or of(asset)
    return disposals.prepare(asset, by=by, way=way, **(said | fields))


def papers(made: Disposal, *left_out: str, **fields: Any) -> None:
    """All that a disposal may need, a notice that is over included."""
    today = timezone.localdate()
    said: dict[str, dict[str, Any]] = {
        "appraisal": {"appraised": Decimal("180000.00")},
        "decision": {"decided_on": today - timedelta(days=30)},
        "notice": {
            "notice_from": today - timedelta(days=20), "notice_until": today - timedelta(days=11),
        },
    }  # fmt: skip
    for name, values in said.items():
        if name not in left_out:
            mine = {key: fields.get(key, value) for key, value in values.items()}
            disposals.add_paper(made, by=made.by, paper=name, upload=upload(), **mine)
    made.refresh_from_db()
