"""Assets and projects for tests."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import Division, User
from assets.files import actions as files
from assets.files.models import AssetFile
from assets.ledger import actions
from assets.ledger.models import Asset, Kind, Project
from tests import factories


def keeper(division: str = factories.PINGSHAN) -> User:
    return factories.user("county", division)


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
    by = fields.pop("by", None) or keeper(f"{division[:6]}000000")
    found = Kind.objects.get(pk=kind)
    return actions.register(place, by=by, kind=found, **(said | fields))


def upload(name: str = "车间.jpg", **save: Any) -> SimpleUploadedFile:
    """A photo as a phone sends it."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG", **save)
    return SimpleUploadedFile(name, out.getvalue())


def file(asset: Asset, kind: str = AssetFile.Kind.PHOTO, **fields: Any) -> AssetFile:
    by = fields.pop("by", None) or keeper(f"{asset.division_id[:6]}000000")
    return files.attach(asset, by=by, kind=kind, upload=fields.pop("upload", upload()), **fields)
