"""The key file: made at the first seal with mode 600 and a warning, refused when it is missing or open (R-731)."""

import stat
from pathlib import Path

import pytest

from anmulong.journal.keyring import StoreKeyring, key_path
from anmulong.journal.models import Stream
from anmulong.kernel.errors import Invalid, NotFound
from anmulong.kernel.ids import new_uid


pytestmark = pytest.mark.django_db


def test_the_first_use_makes_it_for_its_owner_only_and_says_to_back_it_up(caplog: pytest.LogCaptureFixture) -> None:
    made = StoreKeyring().keys
    assert stat.S_IMODE(key_path().stat().st_mode) == 0o600
    assert [str(key_path()) in record.getMessage() for record in caplog.records] == [True]
    assert "Back it up now" in caplog.text
    assert StoreKeyring().keys == made


def test_a_store_that_has_sealed_something_makes_no_new_keys() -> None:
    Stream(uid=new_uid(), county="otog", kind="test", suite="intl").save(force_insert=True)
    with pytest.raises(NotFound, match="key-file-missing"):
        _ = StoreKeyring().keys
    assert not key_path().exists()


def test_a_key_file_that_others_may_read_is_refused(store_folder: Path) -> None:
    _ = StoreKeyring().keys
    key_path().chmod(0o644)
    with pytest.raises(Invalid, match="key-file-open"):
        _ = StoreKeyring().keys
