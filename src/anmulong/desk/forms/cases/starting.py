"""开始调解: one line per party, the mediator, one submit (O-1)."""

from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.cases.base import FormGroup
from anmulong.desk.forms.cases.lines import StartForm
from anmulong.journal.public import Call


class Start(StartForm):
    """Every fact of the start with the start itself, in one bundle."""

    action = "case.start"
    icon = "users"
    waits_for = frozenset({"not-ready"})
    title = _("Start mediation")

    def groups(self) -> list[FormGroup]:
        return self.start_groups()

    def calls(self) -> list[Call]:
        """Facts per party and time, then the start."""
        return self.bundle(self.start_steps())
