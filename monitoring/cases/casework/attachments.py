"""A paper that somebody attaches: what it is, is told by its content and not by its name."""

import io
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import FileResponse
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.db.models.fields.files import FieldFile

MAX_MEGABYTES = 10
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2400  # of a page on which small print stays legible
# What Pillow says of a file that is no picture, is cut off, or unpacks to more than memory holds.
UNREADABLE = (Image.DecompressionBombError, OSError, SyntaxError, ValueError, struct.error)
TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg"}


def kept(upload: "UploadedFile[bytes]") -> "ContentFile[bytes]":
    """The file to keep; a picture is made anew from its pixels, so it tells no position."""
    if (upload.size or 0) > MAX_MEGABYTES * 1024 * 1024:
        raise ValidationError(
            _("The file is larger than %(most)s MB. Scan or photograph it smaller.")
            % {"most": MAX_MEGABYTES}
        )
    if upload.read(5) == b"%PDF-":
        upload.seek(0)
        return ContentFile(upload.read(), name="paper.pdf")
    upload.seek(0)
    return ContentFile(_picture(upload), name="paper.jpg")


def shown(file: "FieldFile", name: str) -> FileResponse:
    """A kept file, for the browser to show or to save under `name`."""
    kind = Path(str(file.name)).suffix[1:]
    return FileResponse(file.open(), filename=f"{name}.{kind}", content_type=TYPES[kind])


def _picture(upload: "UploadedFile[bytes]") -> bytes:
    try:
        picture = Image.open(upload, formats=("JPEG", "PNG"))
        if picture.width * picture.height > MOST_PIXELS:
            raise ValidationError(_("This picture has too many pixels. Take it smaller."))
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    except UNREADABLE as error:
        raise ValidationError(
            _("Only PDF, JPEG and PNG files can be attached, and this is none that can be read.")
        ) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85)
    return out.getvalue()
