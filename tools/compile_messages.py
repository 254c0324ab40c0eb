"""Make every .mo file from its .po file, without the gettext programs; fuzzy entries are left out."""

import sys
from pathlib import Path

import polib


ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Compile all catalogues; 1 when one of them cannot be read."""
    failed = False
    for source in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        try:
            polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
        except OSError as error:
            print(f"{source.relative_to(ROOT)}: {error}", file=sys.stderr)
            failed = True
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
