"""Headers, passwords, secret and session settings."""

import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from anmulong.config.headers import security_headers
from anmulong.config.secret import read_or_make


def answer(path: str, response: HttpResponse) -> HttpResponse:
    """What the middleware makes of a response."""
    request = HttpRequest()
    request.path = path
    return security_headers(lambda _request: response)(request)


def test_pages_are_not_kept_and_load_nothing_from_outside() -> None:
    response = answer("/", HttpResponse())
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'self';")


def test_a_view_may_tighten_its_own_policy() -> None:
    response = answer("/", HttpResponse(headers={"Content-Security-Policy": "sandbox", "Cache-Control": "private"}))
    assert (response.headers["Content-Security-Policy"], response.headers["Cache-Control"]) == ("sandbox", "private")


def test_static_files_may_be_kept() -> None:
    assert "Cache-Control" not in answer("/static/desk.css", HttpResponse()).headers


@pytest.mark.parametrize("password", ["Caoyuan-2026", "caoyuan-2026", "CAOYUAN2026abc", "草原上的牧民们-2026a"])
def test_passwords_that_r_722_takes(password: str) -> None:
    validate_password(password)


@pytest.mark.parametrize("password", ["Short-1", "onlysmallletters", "smalland12345", "1qaz2wsx3e"])
def test_passwords_that_r_722_refuses(password: str) -> None:
    """Fewer than ten characters, fewer than three kinds, or known to everybody."""
    with pytest.raises(ValidationError):
        validate_password(password)


def test_secret_is_made_once_and_private(tmp_path: Path) -> None:
    file = tmp_path / "demo" / "secret"
    first = read_or_make(file)
    assert (read_or_make(file), stat.S_IMODE(file.stat().st_mode), len(first) > 60) == (first, 0o600, True)
    assert [path.name for path in file.parent.iterdir()] == ["secret"]


def test_sessions_end_after_a_quarter_of_an_hour() -> None:
    """R-722: idle fifteen minutes; five failures lock for fifteen minutes."""
    assert (settings.SESSION_COOKIE_AGE, settings.AXES_FAILURE_LIMIT) == (900, 5)
    assert settings.AXES_COOLOFF_TIME.total_seconds() == 900
    assert "Argon2" in settings.PASSWORD_HASHERS[0]
