"""Plain papers of a case (A4): F-02, F-03, F-08, F-09, F-10, F-12, F-15 and a summary on one page.

No paper names who reported the matter. Numbers are masked, minors stand by initials (R-751), a protected address is
that of the committee (O-4). The summary leaves the room of the parties: names are masked on it too.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anmulong.access.public import who
from anmulong.base import clock
from anmulong.cases.enums import AgreementForm
from anmulong.cases.public import Case, file_gaps
from anmulong.desk.presenting.cases.page import agreement, case_head, visits
from anmulong.desk.presenting.cases.people import People, side_of
from anmulong.desk.presenting.cases.rights import DUTIES, NATURE, RIGHTS
from anmulong.desk.presenting.cases.words import yuan
from anmulong.desk.presenting.papers import routes_told
from anmulong.desk.presenting.receipts import qr
from anmulong.desk.requests import Here
from anmulong.kernel.clock import local_day
from anmulong.kernel.errors import NotFound
from anmulong.kernel.money import capital
from anmulong.kernel.wording import noop
from anmulong.lawbook.public import code_label
from anmulong.orgs.public import organisation
from anmulong.people.enums import PartyKind, Sex
from anmulong.people.public import Party, covered, printed_address, printed_name, shown_telephone


SUMMARY, ACCEPTANCE, RIGHTS_NOTICE, AGREEMENT, VISIT = "summary", "acceptance", "rights", "agreement", "visits"
GUIDANCE, SITUATION = "guidance", "situation"
LABELS = {
    ACCEPTANCE: gettext_lazy("Acceptance register (F-02)"),
    RIGHTS_NOTICE: gettext_lazy("Notice of rights and duties (F-03)"),
    AGREEMENT: gettext_lazy("Agreement"),
    VISIT: gettext_lazy("Record of return visits (F-10)"),
    GUIDANCE: gettext_lazy("Notice of the end and of other lawful channels (F-12)"),
    SITUATION: gettext_lazy("Note on the state of the file (F-15)"),
    SUMMARY: gettext_lazy("Summary on one page"),
}


@dataclass
class Paper:
    """What stands on a sheet: lines of label and value, parties, texts, obligations, places for signatures."""

    title: str
    form: str
    number: str
    unit: str
    qr: SafeString
    lines: list[tuple[str, Any]] = field(default_factory=list)
    parties: list[dict[str, Any]] = field(default_factory=list)
    texts: list[tuple[str, Any]] = field(default_factory=list)
    obligations: list[dict[str, Any]] = field(default_factory=list)
    total: str = ""
    points: list[tuple[str, list[str]]] = field(default_factory=list)
    visits: list[dict[str, Any]] = field(default_factory=list)
    routes: list[dict[str, str]] = field(default_factory=list)
    closing: str = ""
    signatures: list[str] = field(default_factory=list)


def papers_of(case: Case) -> list[dict[str, str]]:
    """The papers that there are now, with their addresses."""
    there = {
        ACCEPTANCE: case.accepted_at is not None,
        RIGHTS_NOTICE: case.accepted_at is not None,
        AGREEMENT: bool(case.agreement_form),
        VISIT: case.followed_up_at is not None,
        GUIDANCE: bool(case.ended_at or case.refused_at),
        SITUATION: case.incomplete,
        SUMMARY: True,
    }
    return [
        {"label": label_of_paper(case, name), "url": reverse("desk:case_paper", args=[case.pk, name])}
        for name, is_there in there.items()
        if is_there
    ]


def label_of_paper(case: Case, name: str) -> str:
    """What the paper is called."""
    if name != AGREEMENT:
        return str(LABELS[name])
    written = case.agreement_form == AgreementForm.WRITTEN
    return _("Mediation agreement (F-08)") if written else _("Register of an oral agreement (F-09)")


def paper_of(place: Here, case: Case, name: str) -> Paper:
    """The sheet. Raises ``NotFound`` for a paper that there is not."""
    if name not in MAKING or not any(each["url"].endswith(f"/{name}/") for each in papers_of(case)):
        raise NotFound("not-found", noop("There is no such paper."))
    people = People(place, case, masked=name == SUMMARY)
    body = organisation(case.county, case.owner_organisation) if case.owner_organisation else None
    words = case.number or case.dispute.number
    sheet = Paper(label_of_paper(case, name), name, words, body.name if body else "", qr(words))
    MAKING[name](sheet, case, people)
    return sheet


def _acceptance(sheet: Paper, case: Case, people: People) -> None:
    head = case_head(case, people, clock.now())
    sheet.lines = [
        (_("Accepted"), _day(case.accepted_at)),
        (_("How it came in"), f"{head['way_in']} · {code_label('C-302', case.source)}"),
        (_("Kind"), head["kind"]),
        (_("Amount at stake"), _capital(case.amount_at_stake)),
        (_("Mediation in public"), head["openness"]),
    ]
    sheet.parties = seven_fields(people, sheet.unit)
    sheet.texts = [(_("Asked for"), head["request"]), (_("The dispute in short"), head["facts"])]
    sheet.closing = _("The parties apply for mediation, or agree to it, of their own will.")
    sheet.signatures = [*_party_lines(people), _("Registered by"), _("Seal of the committee")]


def _rights(sheet: Paper, case: Case, people: People) -> None:
    sheet.lines = [(_("Dispute"), case_head(case, people, clock.now())["title"])]
    sheet.points = [
        (_("About mediation"), [str(each) for each in NATURE]),
        (_("Rights of the parties"), [str(each) for each in RIGHTS]),
        (_("Duties of the parties"), [str(each) for each in DUTIES]),
    ]
    sheet.closing = _(
        "I have read this notice, or it was read out to me, and have understood it. "
        "□ I agree to mediation. □ I agree that my data are used for this mediation. □ I accept the mediator."
    )
    sheet.signatures = [*_party_lines(people), _("Interpreter, language"), _("Mediator")]


def _agreement(sheet: Paper, case: Case, people: People) -> None:
    found = agreement(case, people)
    if found is None:
        raise NotFound("not-found", noop("There is no such paper."))
    sheet.number, sheet.qr = found["number"], qr(found["number"])
    sheet.parties = seven_fields(people, sheet.unit)
    sheet.texts = [
        (_("Main facts and points at issue"), found["facts"]),
        (_("By mediation the parties agree of their own will"), found["content"]),
        (_("How and until when it is performed"), found["performance"]),
    ]
    sheet.obligations = found["obligations"]
    row = case.agreements.filter(replaced_at=None).first()
    sheet.total = _capital(row.amount) if row is not None else ""
    written = case.agreement_form == AgreementForm.WRITTEN
    if written:
        sheet.closing = _(
            "This agreement is made in %(copies)s copies: one for each party, one for the committee. "
            "The Chinese text prevails."
        ) % {"copies": found["copies"]}
        sheet.signatures = _party_lines(people)
    else:
        sheet.lines = [(_("In force since"), _day(found["effective_at"])), (_("Proofs"), found["proofs"])]
    made = _("Date: %(day)s") % {"day": _day(found["made_at"])}
    sheet.signatures += [_("Mediator"), _("Recorder"), _("Seal of the committee"), made]


def _visits(sheet: Paper, case: Case, people: People) -> None:
    names = who({row.visitor for row in case.visits.all()})
    head = case_head(case, people, clock.now())
    sheet.lines = [(_("Dispute"), head["title"]), (_("Agreement"), _number_of(case))]
    sheet.visits = [each for each in visits(case, people, names) if each["reached"]]
    found = agreement(case, people)
    sheet.obligations = found["obligations"] if found else []
    sheet.signatures = [_("Visitor"), _("Visited person")]


def _guidance(sheet: Paper, case: Case, people: People) -> None:
    """F-12: that mediation ended or was not begun, and where else one can turn (R-113)."""
    head, parties = case_head(case, people, clock.now()), [row.party for row in people.parties]
    ended_at = case.ended_at or case.refused_at or case.applied_at
    sheet.lines = [
        (_("Dispute"), head["title"]),
        (_("Parties"), "、".join(f"{people.name(row.pk)} {side_of(row.side)}" for row in people.present)),
        (_("Ended") if case.ended_at else _("Not accepted"), _day(ended_at)),
        (_("Reason"), head["ending"]["reason"]),
    ]
    if case.gate_code:
        sheet.lines.append((_("Why not by mediation"), code_label("C-240", case.gate_code)))
    sheet.texts = [
        (_("What was told"), covered(case.end_note, parties, masked=people.masked)),
        (
            _("Facts that nobody disputes, recorded with consent"),
            covered(case.undisputed_facts, parties, masked=people.masked),
        ),
    ]
    sheet.routes = routes_told(case.routes, ended_at)
    sheet.closing = _("This paper explains the lawful channels. It decides nothing and takes no right from anybody.")
    received = [_("Received: %(name)s, on") % {"name": people.name(row.pk)} for row in people.present]
    sheet.signatures = [*received, _("Mediator"), _("Seal of the committee")]


def _situation(sheet: Paper, case: Case, people: People) -> None:
    """F-15: what the file lacks, why, who bound it and who checked it (O-3)."""
    bound_by = who([case.closed_by])[case.closed_by] if case.closed_by else ""
    sheet.lines = [
        (_("Dispute"), _("restricted") if case.restricted else case_head(case, people, clock.now())["title"]),
        (_("Closed"), _day(case.closed_at)),
        (_("Archived"), _day(case.archived_at)),
        (_("Kept for"), code_label("C-930", case.retention)),
    ]
    sheet.points = [(_("Still missing today"), [each.text.render(_) for each in file_gaps(case)])]
    sheet.texts = [(_("What is missing and why"), case.situation_note)]
    sheet.signatures = [
        _("File bound by: %(name)s") % {"name": bound_by},
        _("Checked by a second person"),
        _("Seal of the committee"),
    ]


def _summary(sheet: Paper, case: Case, people: People) -> None:
    head = case_head(case, people, clock.now())
    restricted = case.restricted
    sheet.lines = [
        (_("Dispute"), _("restricted") if restricted else head["title"]),
        (_("Kind"), head["kind"]),
        (_("State"), head["state"].label),
        (_("Presiding mediator"), head["mediator"]),
        (_("Parties"), "、".join(f"{printed_name(row.party)} {side_of(row.side)}" for row in people.present)),
        (_("Applied"), _day(case.applied_at)),
        (_("Accepted"), _day(case.accepted_at)),
        (_("Sessions"), case.sessions_count),
        (_("Agreement in force since"), _day(case.effective_at)),
        (_("Amount at stake"), _capital(case.amount_at_stake)),
        (_("Amount agreed"), _capital(case.agreed_amount)),
        (_("Closed"), _day(case.closed_at)),
    ]
    if head["ending"]:
        sheet.lines.append((_("End"), " · ".join([head["ending"]["reason"], *head["ending"]["routes"]])))
    found = agreement(case, people)
    sheet.obligations = found["obligations"] if found and not restricted else []
    sheet.texts = [] if restricted else [(_("Asked for"), head["request"])]
    sheet.closing = _("Names and numbers are masked. The person who reported the matter is not named.")


MAKING: dict[str, Callable[[Paper, Case, People], None]] = {
    ACCEPTANCE: _acceptance,
    RIGHTS_NOTICE: _rights,
    AGREEMENT: _agreement,
    VISIT: _visits,
    GUIDANCE: _guidance,
    SITUATION: _situation,
    SUMMARY: _summary,
}


def seven_fields(people: People, care_of: str) -> list[dict[str, Any]]:
    """Who the parties are, as the forms ask; what nobody told stays empty to be filled in by hand."""
    return [
        {"side": side_of(row.side), "role": code_label("C-309", row.role), **_person(row.party, people, care_of)}
        for row in people.present
    ]


def _person(party: Party, people: People, care_of: str) -> dict[str, Any]:
    natural = party.kind == PartyKind.NATURAL
    return {
        "name": people.name(party.pk),
        "sex": str(Sex(party.sex).label) if party.sex and natural else "",
        "age": local_day(clock.now()).year - party.birth_year if party.birth_year and natural else "",
        "post": party.legal_representative or party.unit_name,
        "phone": shown_telephone(party),
        "address": printed_address(party, _("c/o %(unit)s") % {"unit": care_of}),
    }


def _party_lines(people: People) -> list[str]:
    return [_("Party: %(name)s") % {"name": people.name(row.pk)} for row in people.present]


def _number_of(case: Case) -> str:
    row = case.agreements.filter(replaced_at=None).first()
    return row.number if row is not None else ""


def _day(at: Any) -> str:
    return date_format(localtime(at), "Y-m-d") if at is not None else ""


def _capital(amount: Any) -> str:
    """The amount with 人民币大写, as papers write it."""
    if amount is None:
        return ""
    return _("%(figures)s (in capitals: %(capitals)s)") % {"figures": yuan(amount), "capitals": capital(amount)}
