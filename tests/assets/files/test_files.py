"""Photos and papers of an asset: what is kept, who reads it, and that none is ever lost."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from accounts.models import AuditEvent
from assets.files import actions
from assets.files.models import AssetFile
from tests import factories
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

PDF = b"%PDF-1.4\n%%EOF"


def test_a_photo_is_made_anew_without_its_position():
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (38.0, 15.0, 0.0)
    kept = making.file(making.asset(), upload=making.upload(exif=exif.tobytes()))
    with kept.file.open() as stored:
        picture = Image.open(io.BytesIO(stored.read()))
    assert picture.size == (40, 30)
    assert not picture.getexif()
    assert AuditEvent.objects.filter(event="assets.file_added").count() == 1


@pytest.mark.parametrize("kind", ["照片", "批复"])
def test_a_program_called_a_photo_is_refused(kind):
    asset = making.asset()
    with pytest.raises(ValidationError, match=r"重新拍摄|PDF"):
        making.file(asset, kind, upload=SimpleUploadedFile("图.jpg", b"#!/bin/sh"))
    assert not asset.files.exists()


def test_a_pdf_is_a_paper_and_no_photo():
    asset = making.asset()
    with pytest.raises(ValidationError, match="重新拍摄"):
        making.file(asset, upload=SimpleUploadedFile("批复.pdf", PDF))
    making.file(asset, "批复", upload=SimpleUploadedFile("批复.pdf", PDF))
    assert asset.files.get().kind == "批复"


def test_it_is_refused_inside_another_act_and_that_act_goes_on():
    asset = making.asset()
    with transaction.atomic():
        with pytest.raises(ValidationError, match="重新拍摄"):
            making.file(asset, upload=SimpleUploadedFile("x.jpg", b"x"))
        making.file(asset)
    assert asset.files.count() == 1


def test_not_of_another_village_and_not_of_tomorrow():
    asset = making.asset()
    with pytest.raises(PermissionDenied):
        making.file(asset, by=factories.user("village", factories.OTHER_VILLAGE))
    with pytest.raises(ValidationError, match="将来"):
        making.file(asset, taken_on=timezone.localdate() + timedelta(days=1))


def test_what_is_withdrawn_stays_with_its_reason():
    kept, by = making.file(making.asset()), making.keeper()
    with pytest.raises(ValidationError, match="原因"):
        actions.withdraw(kept, by=by, reason=" ")
    actions.withdraw(kept, by=by, reason="拍错了资产")
    with pytest.raises(ValidationError, match="已经撤回"):
        actions.withdraw(kept, by=by, reason="再撤一次")
    kept.refresh_from_db()
    assert (kept.withdrawn_by, kept.withdrawn_because) == (by, "拍错了资产")
    assert not AssetFile.objects.current().exists()


def test_a_photo_is_added_shown_read_and_withdrawn_on_pages(client):
    asset = making.asset()
    client.force_login(factories.user("village", factories.VILLAGE))
    said = {"kind": "照片", "upload": making.upload(), "note": "南门", "taken_on": "2024-05-01"}
    page = client.post(f"/assets/{asset.pk}/files/", said, follow=True).content.decode()
    kept = asset.files.get()
    assert f'src="/assets/files/{kept.pk}/"' in page
    assert "南门" in page
    read = client.get(f"/assets/files/{kept.pk}/")
    assert read["Content-Type"] == "image/jpeg"
    assert read["X-Content-Type-Options"] == "nosniff"
    gone = client.post(f"/assets/files/{kept.pk}/withdraw/", {"reason": "拍错了"}, follow=True)
    assert f'src="/assets/files/{kept.pk}/"' not in gone.content.decode()
    assert "拍错了" in gone.content.decode()
    client.force_login(factories.user("village", factories.OTHER_VILLAGE))
    assert client.get(f"/assets/files/{kept.pk}/").status_code == 404


def test_what_is_no_photo_is_said_on_the_form(client):
    asset = making.asset()
    client.force_login(factories.user("village", factories.VILLAGE))
    said = {"kind": "照片", "upload": SimpleUploadedFile("图.jpg", b"nothing")}
    assert "重新拍摄" in client.post(f"/assets/{asset.pk}/files/", said).content.decode()
