"""``demo_accounts``: one account per role of the demonstration, for the first start to print."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from anmulong.access.public import role
from anmulong.journal.enums import StoreKind
from anmulong.journal.public import identity
from anmulong.ops.demo.staff import PASSWORD, seats


class Command(BaseCommand):
    help = "List one demonstration account per role."

    def handle(self, *args: Any, **options: Any) -> None:
        store = identity()
        if store is None or store.kind != StoreKind.DEMO:
            raise CommandError(_("This is not a demonstration."))
        shown: set[str] = set()
        for seat in seats(store.county):
            if seat.role not in shown:
                shown.add(seat.role)
                self.stdout.write(f"{seat.username:<14}{PASSWORD:<16}{_(role(seat.role).label)}")
