"""Phrases of the own unit: kept on the unit's page, offered while somebody writes (O-1)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anmulong.desk.forms.fields import chosen, line
from anmulong.desk.forms.offering import offer
from anmulong.desk.forms.records import RecordForm
from anmulong.desk.requests import Here
from anmulong.orgs.enums import PhraseUse
from anmulong.orgs.public import phrases_of


class PhraseForm(RecordForm):
    """A phrase that everybody of the unit may take over with one click."""

    action = "phrase.add"
    icon = "message-circle"
    notice = _("Phrases stand under notes and contacts only. What the parties agree is always written in their words.")

    used_for = chosen(_("Used for"), PhraseUse.choices)
    text = line(_("Phrase"), wide=True, example=_("Called both sides; they will come to the office on"))


class EndPhraseForm(RecordForm):
    """It is offered no more; what was written with it stays."""

    action = "phrase.end"
    icon = "ban"

    phrase = chosen(_("Phrase"), [], wide=True)

    def set_up(self) -> None:
        offer(self, "phrase", [(str(row.pk), f"{row.text}（{row.get_used_for_display()}）") for row in self._rows()])

    def _rows(self) -> list[Any]:
        return list(phrases_of(self.subject.pk))


ON_OWN_UNIT: dict[str, type[RecordForm]] = {"phrase": PhraseForm, "end_phrase": EndPhraseForm}


def offer_phrases(form: forms.Form, name: str, place: Here, used_for: PhraseUse) -> None:
    """Let the templates draw the unit's phrases under a field."""
    unit = place.actor.organisation
    field: Any = form.fields[name]
    field.phrases = [row.text for row in phrases_of(unit, used_for)] if unit else []
