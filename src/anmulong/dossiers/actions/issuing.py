"""Papers are issued from the case as it stands, and declared void; what was issued is never changed (R-212, R-223)."""

import base64
import secrets
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anmulong.cases.enums import Permission
from anmulong.cases.public import CASE, Case
from anmulong.dossiers.enums import FormCode, PaperState
from anmulong.dossiers.models import Paper
from anmulong.dossiers.queries.papers import number_of, possible_papers, standing_paper, values_of
from anmulong.dossiers.queries.proof import digest_of
from anmulong.dossiers.rules import FORM_VERSION, LANGUAGE, Possible, frozen
from anmulong.journal.public import Actor, Done, Moment, action, personal
from anmulong.kernel.errors import Invalid, NotFound, Refused
from anmulong.kernel.wording import noop


CODE_BYTES = 10
"""80 bits of chance: nobody guesses the code of a paper."""


@dataclass(frozen=True)
class Issued:
    """Which paper: its form and, where a case has several of it, the session, visit or agent that it tells of."""

    form: FormCode
    about: UUID | None = None


@action(
    "paper.issue",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=Issued,
    workflow=CASE,
    label=_("Issue a paper"),
    law="R-223, 人民调解法 art.27",
)
def issue(case: Case, given: Issued, *, by: Actor, at: Moment) -> Done:
    """Freeze what stands on the paper now, with the versions of form and language and the digest of it all.

    An earlier issue of the same paper is replaced and stays on record. Facts: ``paper``, ``code``, ``number``.
    Raises ``Refused`` for a paper that the case cannot give.
    """
    wanted = Possible(given.form, given.about or case.pk)
    if wanted not in possible_papers(case):
        raise Refused(
            "no-such-paper",
            noop("The case cannot give this paper."),
            law="R-223",
            way_out=noop("Record first what the paper is to tell."),
        )
    earlier = standing_paper(case, wanted)
    paper = _written(case, wanted, by, at)
    if earlier is not None:
        earlier.state, earlier.replaced_by = PaperState.REPLACED, paper.pk
        earlier.save()
    paper.save()
    return Done(case, {"paper": str(paper.pk), "code": paper.code, "number": paper.number})


def _written(case: Case, wanted: Possible, by: Actor, at: Moment) -> Paper:
    text = frozen(values_of(case, wanted))
    paper = Paper(
        stream=case.dispute_id,
        case=case,
        form=wanted.form,
        form_version=FORM_VERSION,
        language=LANGUAGE,
        about=wanted.about,
        number=number_of(case, wanted.form),
        code=base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode(),
        issued_at=at.entered,
        issued_by=by.uid,
    )
    paper.content = text
    paper.digest = digest_of(paper, text)
    return paper


@dataclass(frozen=True)
class PaperVoided:
    """Which paper, and why it no longer holds."""

    paper: UUID
    reason: str = personal()


@action(
    "paper.void",
    on=Case,
    needs=Permission.MEDIATE,
    merges="state",
    given=PaperVoided,
    workflow=CASE,
    label=_("Declare a paper void"),
    law="R-212",
)
def void(case: Case, given: PaperVoided, *, by: Actor, at: Moment) -> Case:
    """Take a paper out of force, with the reason. Its number and its words stay; nothing is deleted (R-212).

    ``NotFound`` for a paper of another case, ``Invalid`` without a reason, ``Refused`` when it stands no longer.
    """
    paper = case.papers.filter(pk=given.paper).first()
    if paper is None:
        raise NotFound("not-found", noop("There is no such paper."))
    if not given.reason.strip():
        text = noop("Say why.")
        raise Invalid("no-reason", text, fields={"reason": text})
    if paper.state != PaperState.ISSUED:
        raise Refused("paper-not-standing", noop("This paper was replaced or declared void already."), law="R-212")
    paper.state, paper.voided_at, paper.voided_by = PaperState.VOID, at.entered, by.uid
    paper.void_reason = given.reason.strip()
    paper.save()
    return case
