"""What every store needs before the first page: identity, key file, law data, places and bodies."""

from dataclasses import dataclass
from typing import cast

from anmulong.base.crypto import keyring
from anmulong.journal.enums import Channel, StoreKind
from anmulong.journal.public import Actor, StoreKeyring, establish, system
from anmulong.kernel.errors import Invalid
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import data_folder, load_reviewed_data
from anmulong.orgs.public import CountyLoaded, load_county, parse_divisions, parse_organisations


@dataclass(frozen=True)
class CountyFiles:
    """The texts of a county's two files (columns in ``data/divisions`` and ``data/organisations``)."""

    county: str
    divisions: str
    organisations: str


def shipped_county(county: str = "otog") -> CountyFiles:
    """The files that come with the program. Raises ``Invalid`` for a county that is not among them."""
    folder = data_folder()
    divisions = folder / "divisions" / f"{county}.csv"
    organisations = folder / "organisations" / f"{county}.toml"
    if not divisions.is_file() or not organisations.is_file():
        raise Invalid(
            "no-county-file",
            noop("No files of the county %(county)s come with the program."),
            way_out=noop("Load the list of places from a file."),
            params={"county": county},
        )
    return CountyFiles(county, divisions.read_text(encoding="utf-8"), organisations.read_text(encoding="utf-8"))


def prepare(kind: StoreKind, files: CountyFiles, *, channel: Channel = Channel.COMMAND) -> tuple[Actor, CountyLoaded]:
    """Give the store its identity and load law data, places and bodies. Doing it again adds nothing.

    Returns the system as actor and what was loaded. Raises ``Conflict`` when the store is of another kind or county.
    """
    divisions = parse_divisions(files.divisions)
    name = next(row.given.name for row in divisions if row.given.parent is None)
    establish(kind, files.county, name, cast(StoreKeyring, keyring()).keys.key_id)
    by = system(files.county, channel)
    load_reviewed_data(by)
    loaded = load_county(files.county, divisions, parse_organisations(files.organisations, divisions), by=by)
    return by, loaded
