"""What a person does in the browser: signs in, fills, sends; and what the build keeps of it: pictures.

``Hands`` counts what it sends, so that a journey can be held to its budget of submissions (O-1).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from uuid import UUID

from PIL import Image, ImageChops
from playwright.sync_api import Page

from tests.factories.people import PASSWORD, Person


PICTURES = Path(__file__).resolve().parents[2] / "docs" / "guide" / "pictures"
SAME = 0.015  # of all points: the hours and digests of another day are fewer
SIZES = ((1366, 768), (360, 740))


class Hands:
    """One person at one screen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.submissions = 0

    def sign_in(self, person: Person) -> None:
        """Through the real page, out of whatever session there was."""
        self.page.context.clear_cookies()
        self.page.goto("/sign-in/")
        self.page.fill("[name=username]", person.account.username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/sign-in/" not in url)

    def open_step(self, matter: UUID, step: str) -> None:
        """The page of one step."""
        self.page.goto(f"/ledger/{matter}/{step}/")

    def send(self, button: str = ".am-form button:not([type=button]).btn") -> None:
        """Press the button that sends, and wait for what comes back."""
        with self.page.expect_navigation():
            self.page.locator(button).first.click()
        self.submissions += 1

    def picture(self, name: str) -> None:
        """Keep the page as it stands, at both widths."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        for width, height in SIZES:
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.wait_for_timeout(150)
            keep(PICTURES / f"{name}-{width}.png", self.page.screenshot())
        self.page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})

    @contextmanager
    def within(self, most: int) -> Iterator[None]:
        """A job that may take at most so many submissions (O-1)."""
        before = self.submissions
        yield
        assert self.submissions - before <= most


def keep(path: Path, taken: bytes) -> None:
    """Keep a picture, unless the kept one shows the same but for numbers and times: history need not hold both."""
    if not path.exists() or changed_share(path.read_bytes(), taken) > SAME:
        path.write_bytes(taken)


def changed_share(kept: bytes, taken: bytes) -> float:
    """How much of a picture is different, from 0 to 1."""
    before, after = (Image.open(BytesIO(each)).convert("L") for each in (kept, taken))
    if before.size != after.size:
        return 1.0
    counts = ImageChops.difference(before, after).histogram()
    return sum(counts[64:]) / sum(counts)


def matter_of(page: Page) -> UUID:
    """The matter whose page or receipt is open."""
    return UUID(page.url.split("/ledger/")[1].split("/")[0])
