"""GPS and every other hidden note are stripped from photographs (O-4)."""

import io
from datetime import timedelta

import pytest
from PIL import ExifTags, Image

from anmulong.files.actions.pictures import clean_picture
from anmulong.files.enums import MediaType
from anmulong.kernel.errors import Invalid
from tests.files.conftest import phone_photo


FORMS = {"JPEG": MediaType.JPEG, "PNG": MediaType.PNG, "WEBP": MediaType.WEBP}


@pytest.mark.parametrize("form", FORMS)
def test_only_the_picture_is_left(form: str) -> None:
    sent = phone_photo(form)
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(ExifTags.IFD.GPSInfo)
    clean = clean_picture(sent, FORMS[form])
    kept = Image.open(io.BytesIO(clean.content))
    assert (kept.format, kept.size, dict(kept.getexif())) == (form, (1200, 800), {})
    for note in (b"Testphone", b"north pasture", b"Exif", b"GPS", b"xmpmeta"):
        assert note not in clean.content
        assert note not in clean.preview


@pytest.mark.parametrize("form", FORMS)
def test_the_time_of_the_camera_is_read_before_it_goes(form: str) -> None:
    taken_at = clean_picture(phone_photo(form), FORMS[form]).taken_at
    assert taken_at is not None
    assert taken_at.isoformat() == "2026-11-20T09:30:00+08:00"
    assert taken_at.utcoffset() == timedelta(hours=8)


def test_a_turned_photograph_is_kept_upright() -> None:
    """The turn is a hidden note too: without it the picture must stand by itself."""
    kept = Image.open(io.BytesIO(clean_picture(phone_photo(turned=True), MediaType.JPEG).content))
    assert kept.size == (800, 1200)
    top, bottom = kept.getpixel((400, 50)), kept.getpixel((400, 1150))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (top[0] > 150, bottom[2] > 150) == (True, True)


def test_the_preview_is_a_small_webp() -> None:
    preview = Image.open(io.BytesIO(clean_picture(phone_photo(), MediaType.JPEG).preview))
    assert (preview.format, preview.size) == ("WEBP", (400, 267))


def test_a_small_transparent_picture_keeps_its_size() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (50, 20), (0, 0, 0, 0)).save(target, "PNG")
    clean = clean_picture(target.getvalue(), MediaType.PNG)
    assert Image.open(io.BytesIO(clean.preview)).size == (50, 20)
    assert Image.open(io.BytesIO(clean.content)).mode == "RGBA"
    assert clean.taken_at is None


def test_a_damaged_or_disguised_picture_is_refused() -> None:
    for content, media in [
        (phone_photo()[:2000], MediaType.JPEG),
        (phone_photo("PNG"), MediaType.JPEG),
        (b"\xff\xd8\xff", MediaType.JPEG),
    ]:
        with pytest.raises(Invalid) as refusal:
            clean_picture(content, media)
        assert refusal.value.code == "file-broken"


def test_a_moving_picture_is_refused() -> None:
    target = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(target, "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(Invalid) as refusal:
        clean_picture(target.getvalue(), MediaType.WEBP)
    assert refusal.value.code == "picture-moves"
