"""The time line of a matter: one sentence per entry of the journal. Every action on a matter has its words here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from anmulong.access.enums import Finding, GrantReason
from anmulong.desk.presenting.changes import changed_fields
from anmulong.desk.presenting.eyes import Eyes, as_uid
from anmulong.disputes.enums import (
    AnswerWay,
    Arrived,
    CheckedAgain,
    Colour,
    ContactWay,
    HandoverKind,
    Nature,
    OnTheSpot,
    RestrictedWhy,
)
from anmulong.files.enums import Confidentiality, FileKind
from anmulong.journal.public import Happening, all_actions
from anmulong.lawbook.public import code_label, every_question, in_words
from anmulong.people.enums import ConsentAnswer, ConsentKind, ConsentWay


@dataclass(frozen=True)
class Sentence:
    """What is said of one entry."""

    title: str
    text: str = ""
    reason: str = ""
    tone: str = ""
    icon: str = "circle-dot"


Given = dict[str, Any]
Telling = Callable[[Given, Eyes], Sentence]
_tellings: dict[str, Telling] = {}


def tells(action: str) -> Callable[[Telling], Telling]:
    """Register the words of an action."""

    def register(telling: Telling) -> Telling:
        _tellings[action] = telling
        return telling

    return register


def told_actions() -> set[str]:
    """The actions that have words of their own."""
    return set(_tellings)


def sentence(happening: Happening, eyes: Eyes) -> Sentence:
    """The words of an entry; an action of another package is called by its label."""
    name = happening.entry.action
    if name in _tellings:
        return _tellings[name](happening.given, eyes)
    known = all_actions()
    return Sentence(str(known[name].label) if name in known else name)


def time_line(happenings: Iterable[Happening], eyes: Eyes) -> list[dict[str, Any]]:
    """The entries as ``c-timeline`` shows them."""
    return [_entry(happening, eyes) for happening in happenings]


def people_in(happenings: Iterable[Happening]) -> set[UUID | None]:
    """Every account that the sentences will name."""
    found: set[UUID | None] = set()
    for happening in happenings:
        found.add(happening.entry.actor)
        found |= {as_uid(happening.given.get(key)) for key in NAMED if happening.given.get(key)}
    return found


def _entry(happening: Happening, eyes: Eyes) -> dict[str, Any]:
    entry, said = happening.entry, sentence(happening, eyes)
    return {
        "happened_at": entry.happened_at,
        "entered_at": entry.entered_at,
        "late_entry": happening.late,
        "actor": eyes.actor(entry.actor_kind, entry.actor),
        "post": eyes.unit(entry.organisation),
        "title": said.title,
        "text": said.text,
        "reason": said.reason,
        "icon": said.icon,
        "tone": said.tone,
        "changes": changed_fields(happening, eyes) if entry.action in AMENDING else [],
        "simulated": entry.simulated,
    }


NAMED = ("person", "host", "account")
AMENDING = ("dispute.update", "dispute.correct", "dispute.refresh")


def label(words: Any, code: Any) -> str:
    """The label of a stored word; the word itself when it is unknown."""
    return str(words(code).label) if code in words.values else str(code or "")


def clock_time(value: Any) -> str:
    """A stored moment as 2026-11-23 09:30."""
    try:
        return f"{timezone.localtime(datetime.fromisoformat(str(value))):%Y-%m-%d %H:%M}"
    except ValueError:
        return str(value or "")


def lines(*parts: Any) -> str:
    """The parts that say something, one below the other."""
    return "\n".join(str(part) for part in parts if part)


def why(given: Given) -> str:
    """The reason that was given."""
    return str(given.get("reason", ""))


@tells("dispute.register")
def _register(given: Given, eyes: Eyes) -> Sentence:
    if given.get("history"):
        return Sentence(_("Taken over from an earlier ledger"), tone="info", icon="file-import")
    source = code_label("C-302", str(given.get("source", "walk_in")))
    return Sentence(_("Registered (%(source)s)") % {"source": source}, tone="info", icon="plus")


@tells("dispute.triage")
def _triage(given: Given, eyes: Eyes) -> Sentence:
    title = _("Assessed: %(nature)s") % {"nature": label(Nature, given.get("nature"))}
    small = given.get("small_matter")
    return Sentence(title, code_label("six_smalls", small) if small else "", why(given), icon="scale")


@tells("dispute.assign")
def _assign(given: Given, eyes: Eyes) -> Sentence:
    to = " ".join(part for part in (eyes.unit(given.get("organisation")), eyes.person(given.get("person"))) if part)
    kind = label(HandoverKind, given.get("kind", HandoverKind.FIRST))
    return Sentence(_("Assigned to %(to)s") % {"to": to}, kind, why(given), "wait", "send")


@tells("dispute.acknowledge")
def _acknowledge(given: Given, eyes: Eyes) -> Sentence:
    person = eyes.person(given.get("person"))
    text = _("Minded by %(person)s") % {"person": person} if person else ""
    return Sentence(_("Acknowledged"), text, icon="user-check")


@tells("dispute.send_back")
def _send_back(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Sent back"), reason=why(given), tone="wait", icon="arrow-back-up")


@tells("dispute.contact")
def _contact(given: Given, eyes: Eyes) -> Sentence:
    words = _("Contact: %(way)s") if given.get("reached", True) else _("Contact: %(way)s, not reached")
    failed = _("An attempt to settle that brought no agreement") if given.get("failed_attempt") else ""
    title = words % {"way": label(ContactWay, given.get("way"))}
    return Sentence(title, lines(given.get("whom"), given.get("said"), failed), icon="phone")


@tells("dispute.schedule")
def _schedule(given: Given, eyes: Eyes) -> Sentence:
    title = _("Meeting arranged for %(at)s") % {"at": clock_time(given.get("begins_at"))}
    parts = (given.get("place"), eyes.person(given.get("host")), given.get("subject"), given.get("told"))
    return Sentence(title, lines(*parts), icon="calendar-event")


@tells("dispute.cancel_meeting")
def _cancel_meeting(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Meeting cancelled"), reason=why(given), icon="x")


@tells("dispute.note")
def _note(given: Given, eyes: Eyes) -> Sentence:
    if given.get("side_file"):
        return Sentence(_("Note in the side file"), given.get("text", "") if eyes.inside else "", icon="lock")
    return Sentence(_("Note"), given.get("text", ""), icon="notes")


@tells("dispute.attach")
def _attach(given: Given, eyes: Eyes) -> Sentence:
    title = _("Attached: %(kind)s") % {"kind": label(FileKind, given.get("kind", FileKind.OTHER))}
    open_to_all = given.get("confidentiality", Confidentiality.ORDINARY) == Confidentiality.ORDINARY
    return Sentence(title, given.get("title", "") if open_to_all or eyes.inside else "", icon="paperclip")


@tells("dispute.grade")
def _grade(given: Given, eyes: Eyes) -> Sentence:
    title = _("Colour set to %(colour)s") % {"colour": label(Colour, given.get("colour"))}
    tones = {"red": "bad", "orange": "wait", "yellow": "wait"}
    reason = why(given) if eyes.cleared else _("reason restricted")
    return Sentence(title, reason=reason, tone=tones.get(given.get("colour", ""), ""), icon="flag")


@tells("dispute.settle_on_the_spot")
def _settle(given: Given, eyes: Eyes) -> Sentence:
    title = _("Result: %(way)s") % {"way": label(OnTheSpot, given.get("way", OnTheSpot.PERSUASION))}
    return Sentence(title, lines(given.get("result"), given.get("evidence")), tone="good", icon="heart-handshake")


@tells("dispute.guide")
def _guide(given: Given, eyes: Eyes) -> Sentence:
    routes = "、".join(code_label("C-241", code) for code in given.get("routes", ()))
    return Sentence(
        _("Guided to: %(routes)s") % {"routes": routes}, given.get("explanation", ""), tone="good", icon="route"
    )


@tells("dispute.check_admissibility")
def _check_admissibility(given: Given, eyes: Eyes) -> Sentence:
    words = {each.fact: each.words for each in every_question()}
    said = [in_words(words[fact]) for fact in given.get("facts", ()) if fact in words]
    text = "；".join(said) or _("none of the situations that were asked about")
    again = label(CheckedAgain, given.get("again"))
    return Sentence(_("Questions of the law answered"), text, lines(again, why(given)), tone="info", icon="scale")


@tells("dispute.ask_arrival")
def _ask_arrival(given: Given, eyes: Eyes) -> Sentence:
    title = _("Asked whether they got there: %(answer)s") % {"answer": label(Arrived, given.get("arrived"))}
    return Sentence(title, given.get("said", ""), icon="route")


@tells("dispute.answer")
def _answer(given: Given, eyes: Eyes) -> Sentence:
    title = _("Answered: %(way)s") % {"way": label(AnswerWay, given.get("way"))}
    return Sentence(title, given.get("text", ""), tone="good", icon="message-circle")


@tells("dispute.follow_up")
def _follow_up(given: Given, eyes: Eyes) -> Sentence:
    title = _("Follow-up visit") if given.get("reached", True) else _("Follow-up visit, not reached")
    return Sentence(title, lines(label(ContactWay, given.get("way")), given.get("said")), icon="home-check")


@tells("dispute.ask_strike_off")
def _ask_strike_off(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Strike-off asked for"), given.get("evidence", ""), tone="wait", icon="clipboard-check")


@tells("dispute.strike_off")
def _strike_off(given: Given, eyes: Eyes) -> Sentence:
    read = _("Result, proof and answer were read") if given.get("opened") else ""
    return Sentence(_("Struck off"), lines(read, given.get("remark")), tone="good", icon="circle-check")


@tells("dispute.refuse_strike_off")
def _refuse_strike_off(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Strike-off refused"), reason=why(given), tone="bad", icon="arrow-back-up")


@tells("dispute.undo_strike_off")
def _undo_strike_off(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Strike-off undone"), reason=why(given), tone="wait", icon="arrow-back-up")


@tells("dispute.reopen")
def _reopen(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Taken up again"), reason=why(given), tone="wait", icon="refresh")


@tells("dispute.relapse")
def _relapse(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Linked as relapse of an earlier matter"), tone="wait", icon="link")


@tells("dispute.merge")
def _merge(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Merged into another matter"), reason=why(given), icon="git-merge")


@tells("dispute.unmerge")
def _unmerge(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Merge undone"), reason=why(given), icon="git-branch")


@tells("dispute.update")
def _update(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Record changed"), icon="edit")


@tells("dispute.correct")
def _correct(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Record corrected"), reason=why(given), tone="wait", icon="edit")


@tells("dispute.follow_place")
def _follow_place(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Followed: its place was merged into another one"), icon="map-pin")


@tells("dispute.refresh")
def _refresh(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Time limits and colour reckoned anew, because time has passed"), icon="clock")


@tells("dispute.restrict")
def _restrict(given: Given, eyes: Eyes) -> Sentence:
    if not eyes.cleared:
        return Sentence(_("Reading restricted"), tone="bad", icon="lock")
    return Sentence(_("Reading restricted"), label(RestrictedWhy, given.get("why")), why(given), "bad", "lock")


@tells("dispute.lift_restriction")
def _lift(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Restriction lifted"), reason=why(given) if eyes.cleared else "", icon="eye")


@tells("dispute.void")
def _void(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Declared void"), reason=why(given), tone="bad", icon="ban")


@tells("dispute.report_escalation")
def _report(given: Given, eyes: Eyes) -> Sentence:
    title = _("Reported to %(receiver)s") % {"receiver": given.get("receiver", "")}
    text = lines(given.get("facts_told"), given.get("receipt")) if eyes.cleared else ""
    return Sentence(title, text, tone="bad", icon="speakerphone")


@tells("dispute.add_party")
def _add_party(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Party added"), _party_name(given.get("party")), icon="user-plus")


@tells("dispute.change_party")
def _change_party(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Party's details changed"), icon="edit")


@tells("dispute.end_party")
def _end_party(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Party taken out"), reason=why(given), icon="x")


@tells("dispute.record_consent")
def _record_consent(given: Given, eyes: Eyes) -> Sentence:
    told = (label(ConsentKind, given.get("kind")), label(ConsentAnswer, given.get("answer")))
    return Sentence(
        _("Notice or consent recorded"), " · ".join(told), label(ConsentWay, given.get("way")), icon="checklist"
    )


@tells("grant.open")
def _open_grant(given: Given, eyes: Eyes) -> Sentence:
    viewer = eyes.person(given.get("account")) or eyes.unit(given.get("organisation"))
    until = _("until %(day)s") % {"day": clock_time(given["until"])} if given.get("until") else ""
    told = lines(label(GrantReason, given.get("why")), until)
    return Sentence(_("Opened to %(viewer)s") % {"viewer": viewer}, told, given.get("note", ""), "wait", "key")


@tells("grant.end")
def _end_grant(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Closed again to somebody who read it"), reason=given.get("note", ""), icon="lock")


@tells("grant.break_glass")
def _break_glass(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Read in an emergency"), reason=given.get("reason", ""), tone="bad", icon="alert-triangle")


@tells("grant.review")
def _review_reading(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(
        _("Emergency reading looked into"),
        label(Finding, given.get("finding")),
        given.get("note", ""),
        icon="clipboard-check",
    )


def _party_name(given: Any) -> str:
    """A minor's name is not repeated here (R-751)."""
    if not isinstance(given, dict) or given.get("minor"):
        return ""
    return str(given.get("name", ""))
