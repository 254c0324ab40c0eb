"""Phrases of a unit: added and ended by who answers for the unit (O-1)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from anmulong.journal.public import Actor, Moment, action
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import Invalid, Refused
from anmulong.kernel.ids import new_uid
from anmulong.kernel.wording import noop
from anmulong.orgs.actions.known import refuse_ended
from anmulong.orgs.enums import Permission, PhraseUse
from anmulong.orgs.models import Organisation, Phrase


def own_unit(body: Organisation, by: Actor, at: Moment) -> None:
    """Raise ``Refused`` unless the actor's post is in the unit: its words are its own."""
    if by.organisation != body.pk:
        raise Refused(
            "not-your-unit",
            noop("The phrases of %(name)s are kept by who answers for it."),
            law="O-1",
            way_out=noop("Ask the head of that unit."),
            params={"name": body.name},
        )


@dataclass(frozen=True)
class NewPhrase:
    """A phrase and what it is used for."""

    used_for: PhraseUse
    text: Annotated[str, Field(max_length=200)]
    uid: UUID | None = None


@action(
    "phrase.add",
    on=Organisation,
    needs=Permission.KEEP_PHRASES,
    merges="append",
    given=NewPhrase,
    label=_("Add a phrase"),
    law="O-1",
    policies=(own_unit,),
)
def add_phrase(body: Organisation, given: NewPhrase, *, by: Actor, at: Moment) -> Organisation:
    """Offer a phrase to everybody of this unit. Raises ``Invalid`` for an empty one and one that is offered already."""
    refuse_ended(body)
    text = " ".join(given.text.split())
    if not text:
        raise Invalid("no-text", noop("Write the phrase."), fields={"text": noop("This is needed.")})
    same = Phrase.objects.filter(organisation=body, used_for=given.used_for, text=text, until=None)
    if same.exists():
        reason = noop("This phrase is offered already.")
        raise Invalid("already-there", reason, fields={"text": reason})
    Phrase(
        uid=given.uid or new_uid(),
        organisation=body,
        used_for=given.used_for,
        text=text,
        since=local_day(at.happened),
    ).save()
    return body


@dataclass(frozen=True)
class PhraseEnded:
    """Which phrase is offered no more, from which last day (today when left out)."""

    phrase: UUID
    until: date | None = None


@action(
    "phrase.end",
    on=Organisation,
    needs=Permission.KEEP_PHRASES,
    merges="append",
    given=PhraseEnded,
    label=_("End a phrase"),
    policies=(own_unit,),
)
def end_phrase(body: Organisation, given: PhraseEnded, *, by: Actor, at: Moment) -> Organisation:
    """Offer a phrase no more; what was written with it stays. Raises ``Refused`` when it is not offered."""
    row = Phrase.objects.filter(pk=given.phrase, organisation=body, until=None).first()
    if row is None:
        raise Refused("no-such-phrase", noop("There is no such phrase here."))
    row.until = given.until or local_day(at.happened)
    row.save()
    return body
