"""A workbook made for one person and handed out at once."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from django.http import HttpResponse

from anmulong.desk.presenting.days import today


WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def handed_out(title: str, write: Callable[[Path], int]) -> HttpResponse:
    """The answer with the file that ``write`` makes; its name says what it is and the day."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        write(path)
        answer = HttpResponse(path.read_bytes(), content_type=WORKBOOK)
    answer.headers["Content-Disposition"] = _named(f"{title} {today():%Y-%m-%d}.xlsx")
    return answer


def _named(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name)}"
