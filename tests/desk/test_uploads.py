"""Files come in parts that can be taken up again, and go out opened and recorded (O-4)."""

import io
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from anmulong.files.enums import Confidentiality
from anmulong.files.public import files_of
from anmulong.journal.enums import ReadingKind
from anmulong.journal.public import log_page
from tests.desk.conftest import Desk
from tests.desk.pages import fields, words
from tests.factories.matters import Office


TEXT = "证明材料\n".encode() * 1000


def picture() -> bytes:
    """A small photograph."""
    made = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(made, "JPEG")
    return made.getvalue()


def send_parts(client: Client, content: bytes, name: str = "证明.txt", size: int = 4000) -> str:
    """Announce, send part by part, finish; gives the upload's number."""
    told = client.post("/uploads/", {"name": name, "size": len(content)}).json()
    place = f"/uploads/{told['uid']}/"
    for offset in range(0, len(content), size):
        part = content[offset : offset + size]
        client.put(f"{place}?offset={offset}", part, content_type="application/octet-stream")
    assert client.post(f"{place}finish/").json()["finished"] is True
    return str(told["uid"])


def attach(client: Client, matter: UUID, **typed: Any) -> Any:
    url = reverse("desk:act", args=[matter, "attach"])
    return client.post(url, {**fields(client.get(url), url), **typed})


def stored(matter: UUID) -> list[Any]:
    return files_of([matter], restricted=True, side_file=True)[matter]


def test_parts_become_a_file_of_the_matter(office: Office, desk: Desk, matter: UUID) -> None:
    client = desk(office.clerk)
    uploaded = send_parts(client, TEXT)
    assert attach(client, matter, uploaded=uploaded, title="证明").status_code == 302
    file = stored(matter)[0]
    answer = client.get(reverse("desk:file", args=[matter, file.pk]))
    assert b"".join(answer.streaming_content) == TEXT
    assert answer["Content-Disposition"].startswith("attachment")
    assert [row.kind for row in log_page("readings", office.county.key)] == [ReadingKind.DOWNLOAD]


def test_upload_goes_on_where_it_stopped(office: Office, desk: Desk) -> None:
    """A gap is answered with the place to go on from; a part sent twice does no harm."""
    client = desk(office.clerk)
    told = client.post("/uploads/", {"name": "a.txt", "size": 10}).json()
    place = f"/uploads/{told['uid']}/"
    put = {"content_type": "application/octet-stream"}
    client.put(f"{place}?offset=0", b"12345", **put)
    gap = client.put(f"{place}?offset=7", b"890", **put)
    again = client.put(f"{place}?offset=0", b"12345", **put)
    assert (gap.status_code, gap.json()["received"]) == (409, 5)
    assert (again.json()["received"], client.get(place).json()["received"]) == (5, 5)


def test_files_without_script(office: Office, desk: Desk, matter: UUID) -> None:
    """Two photographs chosen in the form: two files, one click, previews on the page."""
    client = desk(office.clerk)
    files = [SimpleUploadedFile(f"{at}.jpg", picture(), "image/jpeg") for at in range(2)]
    assert attach(client, matter, file=files, title="围栏").status_code == 302
    page = client.get(reverse("desk:matter", args=[matter]))
    assert [file["kind"] for file in page.context["files"]] == ["image", "image"]
    preview = client.get(page.context["files"][0]["thumb_url"])
    assert (preview.status_code, preview["Content-Type"]) == (200, "image/webp")


def test_another_mistake_does_not_lose_the_files(office: Office, desk: Desk, matter: UUID) -> None:
    client = desk(office.clerk)
    file = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
    answer = attach(client, matter, file=[file], kind="nonsense")
    assert answer.status_code == 422
    url = reverse("desk:act", args=[matter, "attach"])
    assert client.post(url, {**fields(answer, url), "kind": "paper"}).status_code == 302
    assert len(stored(matter)) == 1


@pytest.mark.parametrize(("name", "content"), [("a.exe", b"MZ123"), ("a.jpg", b"\x00\x01\x02"), ("empty.txt", b"")])
def test_what_is_not_taken_is_named(office: Office, desk: Desk, matter: UUID, name: str, content: bytes) -> None:
    answer = attach(desk(office.clerk), matter, file=[SimpleUploadedFile(name, content)], title="附件一")
    assert answer.status_code == 422
    assert "file" in answer.context["form"].errors
    assert "附件一" in words(answer)
    assert stored(matter) == []


def test_page_sent_twice_with_files_adds_nothing(office: Office, desk: Desk, matter: UUID) -> None:
    client = desk(office.clerk)
    url = reverse("desk:act", args=[matter, "attach"])
    typed = fields(client.get(url), url)
    for _ in range(2):
        file = SimpleUploadedFile("a.jpg", picture(), "image/jpeg")
        assert client.post(url, {**typed, "file": [file]}).status_code == 302
    assert len(stored(matter)) == 1


def test_nothing_chosen_is_asked_back(office: Office, desk: Desk, matter: UUID) -> None:
    assert attach(desk(office.clerk), matter).status_code == 422


@pytest.mark.parametrize("typed", [{}, {"name": "a.txt", "size": "x"}, {"name": "a.txt", "size": "-1"}])
def test_nonsense_announcements(office: Office, desk: Desk, typed: dict[str, str]) -> None:
    assert desk(office.clerk).post("/uploads/", typed).status_code == 400


def test_another_persons_upload_is_not_found(office: Office, desk: Desk) -> None:
    told = desk(office.clerk).post("/uploads/", {"name": "a.txt", "size": 3}).json()
    assert desk(office.mediator).get(f"/uploads/{told['uid']}/").status_code == 404
    assert desk(office.mediator).post(f"/uploads/{told['uid']}/finish/").status_code == 404


def test_side_file_is_for_handlers_only(office: Office, desk: Desk) -> None:
    """O-4: neither in the list nor by its address."""
    matter = office.register(by=office.mediator)
    client = desk(office.mediator)
    attach(client, matter, uploaded=send_parts(client, TEXT), confidentiality=Confidentiality.SIDE_FILE)
    file = stored(matter)[0].pk
    assert client.get(reverse("desk:file", args=[matter, file])).status_code == 200
    other = desk(office.clerk)
    assert other.get(reverse("desk:matter", args=[matter])).context["files"] == []
    assert other.get(reverse("desk:file", args=[matter, file])).status_code == 404
