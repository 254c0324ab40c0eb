"""A matter to hold files, an account that sends them, and photographs as phones make them."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PIL import ExifTags, Image

from anmulong.journal.enums import ActorKind
from anmulong.journal.public import Actor, system
from anmulong.kernel.ids import new_uid
from tests.stand_in_matter import StandIn, stand_in


@pytest.fixture
def clerk() -> Actor:
    """Somebody who sends files."""
    return replace(system("otog"), kind=ActorKind.ACCOUNT, uid=new_uid())


@pytest.fixture
def matters(db: None, clerk: Actor) -> Iterator[StandIn]:
    """Opens stand-in matters as the clerk."""
    with stand_in(clerk) as made:
        yield made


def phone_photo(form: str = "JPEG", *, turned: bool = False, size: tuple[int, int] = (1200, 800)) -> bytes:
    """A photograph, red on the left and blue on the right, with place, device, time and a comment in it."""
    picture = Image.new("RGB", size, (200, 30, 30))
    picture.paste((30, 30, 200), (size[0] // 2, 0, size[0], size[1]))
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Testphone"
    exif[ExifTags.Base.ImageDescription] = "at the well of the north pasture"
    if turned:
        exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:11:20 09:30:00"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", (39.0, 5.0, 30.0)
    place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", (107.0, 58.0, 45.0)
    target = io.BytesIO()
    notes = {"xmp": b"<x:xmpmeta>Testphone</x:xmpmeta>"} if form != "PNG" else {}
    picture.save(target, form, exif=exif, **notes, **({"comment": b"Testphone"} if form == "JPEG" else {}))
    return target.getvalue()
