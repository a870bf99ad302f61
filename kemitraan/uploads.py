"""Files that people send: looked at by what is in them, never by their name, and made anew where that is possible.

A picture is decoded and encoded again, so that what is kept is a picture and nothing else: no place where it was taken, no
second file behind the first. A PDF is kept as it came, and served as a file to be saved (see umkm.views.files).
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

#: What may come in (bytes): a photo of a phone that shrinks nothing, and a scanned document.
PHOTO_LIMIT, DOCUMENT_LIMIT = 12 * 1024 * 1024, 5 * 1024 * 1024
#: Longest side of what is kept, and the largest picture that is decoded at all (pixels).
LONGEST_SIDE, MOST_PIXELS = 1600, 50_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True)
class CheckedFile:
    """What is kept of an upload; `suffix` is ".jpg" or ".pdf", `size` (width, height) of a picture in pixels."""

    content: bytes
    suffix: str
    size: tuple[int, int] | None = None

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def check_photo(upload: UploadedFile) -> CheckedFile:
    """A JPEG of at most LONGEST_SIDE, upright, without anything but pixels. Raises ValidationError."""
    if upload.size > PHOTO_LIMIT:
        raise ValidationError(_("Foto terlalu besar: paling besar 12 MB."), code="too_large")
    return _picture(upload)


def check_document(upload: UploadedFile) -> CheckedFile:
    """A PDF as it came, or a picture of the paper made anew. Raises ValidationError."""
    start = upload.read(8)
    upload.seek(0)
    if not start.startswith(b"%PDF-"):
        return check_photo(upload)
    if upload.size > DOCUMENT_LIMIT:
        raise ValidationError(_("Berkas PDF terlalu besar: paling besar 5 MB."), code="too_large")
    content = upload.read()
    if b"%%EOF" not in content[-2048:] or b"startxref" not in content:
        raise ValidationError(_("Berkas PDF ini rusak atau tidak lengkap."), code="broken")
    return CheckedFile(content, ".pdf")


def _picture(upload: UploadedFile) -> CheckedFile:
    try:
        with Image.open(upload, formats=_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError(_("Foto terlalu besar untuk dibuka."), code="too_large")
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except ValidationError:
        raise
    except Exception as error:  # a broken picture breaks the decoder in a dozen ways
        raise ValidationError(
            _("Berkas ini bukan foto JPEG, PNG, atau WebP yang utuh."), code="broken"
        ) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kept = BytesIO()
    upright.save(kept, "JPEG", quality=80, optimize=True, progressive=True)
    return CheckedFile(kept.getvalue(), ".jpg", upright.size)
