import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from monitoring.cases.visits import pictures
from tests import factories

GPS = 0x8825


def upload(content):
    return SimpleUploadedFile("picture", content)


def test_a_photo_loses_its_position_and_keeps_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (38.0, 15.0, 30.0)
    taken = factories.picture(kind="JPEG", exif=exif.tobytes()).read()
    assert Image.open(io.BytesIO(taken)).getexif().get_ifd(GPS)
    kept = Image.open(pictures.photo(upload(taken)))
    assert (dict(kept.getexif()), kept.info.get("exif")) == ({}, None)
    assert kept.size == (48, 64)


def test_a_photo_is_made_smaller():
    out = io.BytesIO()
    Image.new("RGB", (4000, 3000), "green").save(out, "PNG")
    assert Image.open(pictures.photo(upload(out.getvalue()))).size == (1600, 1200)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n broken", b"<svg/>"])
def test_what_is_no_photo_is_refused(content):
    with pytest.raises(ValidationError):
        pictures.photo(upload(content))


def test_an_empty_signature_is_refused():
    out = io.BytesIO()
    Image.new("RGBA", (64, 24), (0, 0, 0, 0)).save(out, "PNG")
    with pytest.raises(ValidationError):
        pictures.signature(upload(out.getvalue()))
    assert pictures.signature(upload(factories.picture("black").read()))
