"""Photographs as they are kept: without place, device and other hidden data (O-4), upright, with a small preview."""

import io
import re
import struct
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from anmulong.files.enums import MediaType
from anmulong.files.rules import PREVIEW_SIDE, broken_file, check_picture


_FORMATS = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG", MediaType.WEBP: "WEBP"}
_UPRIGHT = (None, 1)


@dataclass(frozen=True)
class CleanPicture:
    """What is kept of a photograph; ``taken_at`` as the camera wrote it, before that was removed."""

    content: bytes
    preview: bytes
    taken_at: datetime | None


def clean_picture(data: bytes, media: MediaType) -> CleanPicture:
    """Decode and write anew, so that nothing but the picture itself is left. Raises ``Invalid``."""
    try:
        with Image.open(io.BytesIO(data), formats=[_FORMATS[media]]) as image:
            frames = 1 if media == MediaType.JPEG else getattr(image, "n_frames", 1)
            check_picture(image.width, image.height, frames)
            upright, taken_at = _told_by_camera(image)
            image.load()
            content = _rewritten(image, media, upright=upright)
            preview = _preview(image)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise broken_file() from error
    return CleanPicture(content, preview, taken_at)


def _rewritten(image: Image.Image, media: MediaType, *, upright: bool) -> bytes:
    options: dict[str, object] = {}
    if image.info.get("icc_profile"):
        options["icc_profile"] = image.info["icc_profile"]
    if image.info.get("dpi") and media != MediaType.WEBP:
        options["dpi"] = image.info["dpi"]
    if media == MediaType.JPEG:
        options |= {"comment": b"", "quality": "keep" if upright and image.format == "JPEG" else 95}
    elif media == MediaType.WEBP:
        options["quality"] = 95
    kept = image if upright else ImageOps.exif_transpose(image)
    target = io.BytesIO()
    kept.save(target, format=_FORMATS[media], **options)
    return target.getvalue()


def _preview(image: Image.Image) -> bytes:
    small = ImageOps.exif_transpose(image)
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    small = small.convert("RGBA" if small.has_transparency_data else "RGB")
    target = io.BytesIO()
    small.save(target, format="WEBP", quality=70)
    return target.getvalue()


def _told_by_camera(image: Image.Image) -> tuple[bool, datetime | None]:
    try:
        exif = image.getexif()
        return exif.get(ExifTags.Base.Orientation) in _UPRIGHT, _taken_at(exif)
    except (ValueError, TypeError, KeyError, SyntaxError, struct.error):
        return True, None  # damaged notes of the camera do not make the picture worthless


def _taken_at(exif: Image.Exif) -> datetime | None:
    details = exif.get_ifd(ExifTags.IFD.Exif)
    written = str(details.get(ExifTags.Base.DateTimeOriginal, "")).strip("\x00 ")
    offset = str(details.get(ExifTags.Base.OffsetTimeOriginal, "")).strip("\x00 ")
    try:
        if re.fullmatch(r"[+-]\d\d:\d\d", offset):
            return datetime.strptime(written + offset, "%Y:%m:%d %H:%M:%S%z")
        return datetime.strptime(written, "%Y:%m:%d %H:%M:%S").replace(tzinfo=timezone.get_default_timezone())
    except ValueError:
        return None
