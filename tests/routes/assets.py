from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from accounts.models import Division
from assets.files.models import AssetFile
from assets.ledger.models import Asset, Project
from assets.rights.models import Right
from assets.workbooks.kinds import KINDS as WORKBOOKS
from tests import factories
from tests.assets import making
from tests.routes import Route
from tests.routes.world import Place

KEEPERS = "village township county"
READERS = "village township county city auditor"
OVERSEERS = "county city auditor"


def asset_of(made: Place) -> Asset:
    return Asset.objects.create(
        name=made.household.head_name, number=f"A{Asset.objects.count()}", kind_id="equity",
        asset_class="经营性", division_id=made.village, original_value=1000,
        began_on=date(2020, 1, 1), by=factories.user(),
    )  # fmt: skip


def place(made: Place) -> dict[str, Any]:
    return {"division": made.village}


def asset(made: Place) -> dict[str, Any]:
    return {"pk": asset_of(made).pk}


def project(made: Place) -> dict[str, Any]:
    county = Division.objects.get(code=f"{made.village[:6]}000000")
    number = f"P{Project.objects.count()}"
    made_one = Project.objects.create(
        county=county, number=number, name=made.household.head_name, year=2020, document="文件",
        by=factories.user(),
    )  # fmt: skip
    return {"pk": made_one.pk}


def right(made: Place) -> dict[str, Any]:
    held = Right.objects.create(
        asset=asset_of(made), kind=1, holder_kind="村集体", holder="村股份经济合作社",
        document="平政〔2020〕1号", starts_on=date(2020, 1, 1), by=factories.user(),
    )  # fmt: skip
    return {"pk": held.pk}


def file(made: Place) -> dict[str, Any]:
    kept = AssetFile.objects.create(
        asset=asset_of(made), kind="其他", file=ContentFile(b"%PDF-1.4", name="paper.pdf"),
        note=made.household.head_name, by=factories.user(),
    )  # fmt: skip
    return {"pk": kept.pk}


def contract(made: Place) -> dict[str, Any]:
    asset = asset_of(made)
    asset.kind_id = "workshop"
    asset.save(update_fields=["kind"])
    return {"pk": making.contract(asset).pk}


def investment(made: Place) -> dict[str, Any]:
    return {"pk": making.investment(asset_of(made)).pk}


def duty(made: Place) -> dict[str, Any]:
    return {"pk": making.maintenance(asset_of(made)).pk}


def change(made: Place) -> dict[str, Any]:
    return {"pk": making.transfer(asset_of(made)).pk}


def proposed(kind: str) -> Any:
    return lambda made: asset(made) | {"kind": kind}


def decided(act: str) -> Any:
    return lambda made: change(made) | {"act": act}


def of_kind(code: str) -> Any:
    return lambda _made: {"code": code}


def disposal(made: Place) -> dict[str, Any]:
    return {"pk": making.disposal(asset_of(made)).pk}


def handled(act: str) -> Any:
    return lambda made: disposal(made) | {"act": act}


ROUTES = [
    Route("asset-overview:overview", READERS),
    Route("asset-overview:overview", READERS, data=place),
    Route("assets:depreciation", "township county city auditor admin"),
    Route("assets:depreciation", "admin", method="post"),
    Route("disposal:list", READERS),
    Route("disposal:requirements", "township county city auditor admin"),
    Route("disposal:requirements", "admin", method="post"),
    Route("disposal:case", READERS, kwargs=disposal),
    *(
        Route("disposal:act", KEEPERS, kwargs=handled(act), method="post")
        for act in ("terms", "appraisal", "decision", "notice", "submit")
    ),
    *(
        Route("disposal:act", "township", kwargs=handled(act), method="post")
        for act in ("approve", "send-back")
    ),
    Route("disposal:act", KEEPERS, kwargs=handled("withdraw"), method="post", status=302),
    Route("disposal:prepare", KEEPERS, kwargs=asset),
    Route("disposal:prepare", KEEPERS, kwargs=asset, method="post"),
    Route("restructuring:list", READERS),
    Route("restructuring:case", READERS, kwargs=change),
    Route("restructuring:act", "county", kwargs=decided("approve"), method="post", status=302),
    Route("restructuring:act", "county", kwargs=decided("send-back"), method="post"),
    Route("restructuring:act", KEEPERS, kwargs=decided("withdraw"), method="post"),
    *(
        Route("restructuring:new", KEEPERS, kwargs=proposed(kind), method=method)
        for kind in ("split", "merge", "transfer", "collective")
        for method in ("get", "post")
    ),
    *(
        Route(f"asset-workbooks:{name}", "county", kwargs=of_kind(code), method=by, outside=200)
        for code in WORKBOOKS
        for name, by in (("workbooks", "get"), ("workbooks", "post"), ("template", "get"))
    ),
    Route("labels:sheets", READERS),
    Route("asset-corrections:correct", KEEPERS, kwargs=asset),
    Route("asset-corrections:correct", KEEPERS, kwargs=asset, method="post"),
    Route("asset-files:add", KEEPERS, kwargs=asset),
    Route("asset-files:add", KEEPERS, kwargs=asset, method="post"),
    Route("asset-files:file", READERS, kwargs=file),
    Route("asset-files:withdraw", KEEPERS, kwargs=file),
    Route("asset-files:withdraw", KEEPERS, kwargs=file, method="post"),
    Route("rights:enter", KEEPERS, kwargs=asset),
    Route("rights:enter", KEEPERS, kwargs=asset, method="post"),
    Route("rights:end", KEEPERS, kwargs=right),
    Route("rights:end", KEEPERS, kwargs=right, method="post"),
    Route("assets:list", READERS),
    Route("assets:new", KEEPERS),
    Route("assets:asset", READERS, kwargs=asset),
    Route("assets:asset", KEEPERS, kwargs=asset, method="post"),
    Route("assets:projects", OVERSEERS),
    Route("assets:project-new", "county"),
    Route("assets:project", OVERSEERS, kwargs=project),
    Route("assets:project", "county", kwargs=project, method="post"),
    Route("assets:project-correct", "county", kwargs=project),
    Route("assets:project-correct", "county", kwargs=project, method="post"),
]
