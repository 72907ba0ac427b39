"""Photos and drawn signatures, made anew from their pixels: no position, no device, no trick."""

import io
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from monitoring.cases.casework.attachments import UNREADABLE

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_PHOTOS = 9
MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600
WHITE = 255


def photo(upload: "UploadedFile[bytes]") -> "ContentFile[bytes]":
    """At most 1600 pixels, upright, with nothing but its pixels."""
    picture = _opened(upload).convert("RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _saved(picture, "JPEG", "photo.jpg", quality=80, optimize=True)


def signature(upload: "UploadedFile[bytes]") -> "ContentFile[bytes]":
    """Black on white; a canvas that nobody drew on is refused."""
    drawn = _opened(upload).convert("RGBA")
    paper = Image.new("RGBA", drawn.size, "white")
    paper.alpha_composite(drawn)
    ink = paper.convert("L")
    if ink.getextrema()[0] == WHITE:
        raise ValidationError(_("The signature is empty. Sign again."))
    ink.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _saved(ink, "PNG", "signature.png", optimize=True)


def _opened(upload: "UploadedFile[bytes]") -> Image.Image:
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(_("A photo may have at most 8 MB. Take it smaller."))
    try:
        picture = Image.open(upload, formats=("JPEG", "PNG", "WEBP"))
        if picture.width * picture.height > MOST_PIXELS:
            raise ValidationError(_("This photo has too many pixels. Take it smaller."))
        picture.load()
        upright = ImageOps.exif_transpose(picture)
    except UNREADABLE as error:
        raise ValidationError(_("This is no photo that can be read. Take it again.")) from error
    return upright


def _saved(picture: Image.Image, kind: str, name: str, **options: object) -> "ContentFile[bytes]":
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return ContentFile(out.getvalue(), name=name)
