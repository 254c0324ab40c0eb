"""The reference pages in docs/ are what the program says (style rule 11)."""

from django.core.management import call_command


def test_the_committed_pages_are_up_to_date() -> None:
    call_command("reference", "--check")
