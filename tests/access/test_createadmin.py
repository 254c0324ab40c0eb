"""``createadmin``: three excluding kinds, exit codes (R-721)."""

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from anmulong.access.models import Account, Post
from anmulong.access.public import NewAccount
from anmulong.journal.models import Entry
from anmulong.journal.public import Call, perform, verify_all
from tests.factories.people import PASSWORD, County


def run(monkeypatch: pytest.MonkeyPatch, password: str = PASSWORD, **options: Any) -> tuple[int, str]:
    """Exit code and what was said."""
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    try:
        call_command("createadmin", password_stdin=True, stdout=out, **options)
    except CommandError as error:
        return error.returncode, str(error)
    return 0, out.getvalue()


@pytest.mark.parametrize("kind", ["system", "security", "audit"])
def test_each_kind_is_made(county: County, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    assert run(monkeypatch, kind=kind, username="Admin1", name="管理员")[0] == 0
    account = Account.objects.get(username="admin1")
    assert account.check_password(PASSWORD) and not account.must_change_password
    assert [post.role for post in account.posts.all()] == [f"{kind}_admin"]
    entry = Entry.objects.get(stream=account.pk)
    assert (entry.actor_kind, entry.channel, entry.action) == ("system", "command", "account.open")
    assert verify_all().good


def test_r721_a_second_kind_is_refused(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch, kind="system", username="admin1", name="管理员")
    code, said = run(monkeypatch, kind="audit", username="admin1")
    assert code == 1 and "R-721" in said
    assert Post.objects.count() == 1


def test_an_account_without_a_post_becomes_an_administrator(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    perform(Call("account.open", NewAccount("free", "某人")), by=county.machine)
    assert run(monkeypatch, kind="audit", username="free")[0] == 0
    assert Post.objects.get().role == "audit_admin"


def test_a_weak_password_is_refused(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "short", kind="audit", username="admin1", name="管理员")[0] == 1
    assert not Account.objects.exists()


def test_what_cannot_begin(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, kind="audit", username="admin1", name="管理员")[0] == 2


def test_a_new_account_needs_a_name(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, kind="audit", username="admin1")[0] == 2


def test_two_typed_passwords_must_agree(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter([PASSWORD, "other"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    with pytest.raises(CommandError) as said:
        call_command("createadmin", kind="audit", username="admin1", name="管理员")
    assert said.value.returncode == 2
