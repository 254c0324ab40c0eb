"""The words of the time line for steps of a case. What was said apart is told in the side file only (O-4, R-132)."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anmulong.cases.enums import CourtReason, Declared, IdentitySeen, InvitedAs, Outcome, PauseReason, Satisfied
from anmulong.desk.presenting.cases.words import label
from anmulong.desk.presenting.eyes import Eyes
from anmulong.desk.presenting.sentences import Given, Sentence, Telling, lines, tells, why
from anmulong.dossiers.enums import FormCode
from anmulong.lawbook.public import code_label
from anmulong.people.enums import ConsentWay, Spoken


def _codes(table: str, codes: Any) -> str:
    return "、".join(code_label(table, str(code)) for code in codes or ())


OF_THEMSELVES = {
    "case.choose_mediator": (gettext_lazy("The parties chose the mediator"), "user-check"),
    "case.assign_mediator": (gettext_lazy("The committee assigned the mediator"), "user-check"),
    "case.accept_mediator": (gettext_lazy("A party accepted the mediator"), "user-check"),
    "case.appoint_agent": (gettext_lazy("Agent recorded"), "user-shield"),
    "case.elect_representatives": (gettext_lazy("Representatives elected"), "users"),
    "case.join_party": (gettext_lazy("A party came in"), "user-plus"),
    "case.release_party": (gettext_lazy("A party left; the others go on"), "arrow-back-up"),
    "case.resume": (gettext_lazy("Resumed"), "arrow-right"),
    "case.release_hold": (gettext_lazy("The hold was lifted"), "arrow-right"),
    "case.revise_agreement": (gettext_lazy("Text of the agreement changed; it is signed anew"), "edit"),
    "case.add_proof": (gettext_lazy("Proof added"), "paperclip"),
    "case.update": (gettext_lazy("Record changed"), "edit"),
}
"""Steps whose name says everything."""


def _of_itself(title: Any, icon: str) -> Telling:
    return lambda given, eyes: Sentence(str(title), reason=why(given), icon=icon)


for _action, _told in OF_THEMSELVES.items():
    tells(_action)(_of_itself(*_told))


@tells("case.apply")
def _apply(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Applied for mediation"), given.get("request", ""), tone="info", icon="scale")


@tells("case.reopen")
def _reopen(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Taken up again as a new case"), given.get("request", ""), why(given), "info", "refresh")


@tells("case.request_material")
def _material(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Material asked for"), given.get("what", ""), tone="wait", icon="clipboard-list")


@tells("case.supply_material")
def _supplied(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Material has come"), given.get("what", ""), icon="clipboard-check")


@tells("case.accept")
def _accept(given: Given, eyes: Eyes) -> Sentence:
    hard = code_label("C-304", given["difficulty"]) if given.get("difficulty") else ""
    return Sentence(_("Accepted for mediation"), hard, given.get("gate_reason", ""), tone="info", icon="check")


@tells("case.refuse_acceptance")
def _refuse(given: Given, eyes: Eyes) -> Sentence:
    told = _("Other routes: %(routes)s") % {"routes": _codes("C-241", given.get("routes"))}
    return Sentence(_("Not accepted, guided elsewhere"), lines(told, given.get("explanation")), icon="route")


@tells("case.verify_identity")
def _identity(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Identity seen"), label(IdentitySeen, given.get("seen")), icon="id-badge-2")


@tells("case.notify_rights")
def _rights(given: Given, eyes: Eyes) -> Sentence:
    told = (label(ConsentWay, given.get("way")), label(Spoken, given.get("language", Spoken.CHINESE)))
    return Sentence(_("Rights and duties told"), " · ".join(told), icon="speakerphone")


@tells("case.consent")
def _consent(given: Given, eyes: Eyes) -> Sentence:
    asked = [_("to mediation")] if given.get("mediation") else []
    asked += [_("to the use of data")] if given.get("data") else []
    told = " · ".join([*asked, label(ConsentWay, given.get("way"))])
    return Sentence(_("Consent recorded"), told, icon="checklist")


@tells("case.start")
def _start(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Mediation begun"), tone="info", icon="users")


@tells("case.declare_conflict")
def _declare(given: Given, eyes: Eyes) -> Sentence:
    title = _("The mediator declared: %(what)s") % {"what": label(Declared, given.get("declared"))}
    return Sentence(title, given.get("text", ""), icon="shield-check")


@tells("case.object_mediator")
def _object(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("A party objected to the mediator"), reason=why(given), tone="wait", icon="hand-stop")


@tells("case.invite")
def _invite(given: Given, eyes: Eyes) -> Sentence:
    if given.get("invitation"):
        return Sentence(_("A party agreed to somebody who was invited"), icon="user-check")
    who = (label(InvitedAs, given.get("invited_as")), given.get("name", ""))
    return Sentence(_("Invited to help"), " ".join(part for part in who if part), icon="user-plus")


@tells("case.investigate")
def _investigate(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Investigation"), lines(given.get("asked"), given.get("text")), icon="search")


@tells("case.hold_session")
def _session(given: Given, eyes: Eyes) -> Sentence:
    apart = given.get("separate") or "separate" in (given.get("ways") or ())
    title = _("Session: %(result)s") % {"result": code_label("C-307", str(given.get("result", "")))}
    if apart:
        return Sentence(_("Separate talk, in the side file"), icon="lock")
    return Sentence(title, lines(_codes("C-222", given.get("ways")), given.get("text")), icon="message-circle")


@tells("case.suspend")
def _suspend(given: Given, eyes: Eyes) -> Sentence:
    told = label(PauseReason, given.get("reason"))
    return Sentence(_("Suspended"), told, given.get("note", ""), "wait", "player-pause")


@tells("case.extend")
def _extend(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Extended until %(day)s") % {"day": given.get("until_on", "")}, icon="hourglass")


@tells("case.agree_in_writing")
def _written(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Written agreement drawn up"), given.get("content", ""), tone="good", icon="file-text")


@tells("case.agree_orally")
def _oral(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Oral agreement, in force"), given.get("content", ""), tone="good", icon="message-circle")


@tells("case.sign")
def _sign(given: Given, eyes: Eyes) -> Sentence:
    count = len(given.get("rows") or ())
    return Sentence(_("%(count)s signatures and seals recorded") % {"count": count}, tone="good", icon="signature")


@tells("case.record_performance")
def _performed(given: Given, eyes: Eyes) -> Sentence:
    paid = _("%(amount)s yuan") % {"amount": given["amount"]} if given.get("amount") else _("performed in full")
    return Sentence(_("Performance recorded"), lines(paid, given.get("text")), tone="good", icon="circle-check")


@tells("case.record_breach")
def _breach(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Not performed in time"), given.get("text", ""), tone="bad", icon="alert-triangle")


@tells("case.record_outcome")
def _outcome(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(label(Outcome, given.get("outcome")), given.get("text", ""), tone="wait", icon="gavel")


@tells("case.follow_up")
def _visit(given: Given, eyes: Eyes) -> Sentence:
    if given.get("reached") is False:
        return Sentence(_("Return visit, not reached"), given.get("text", ""), icon="phone")
    satisfied = label(Satisfied, given.get("satisfied", Satisfied.NOT_SAID))
    danger = _("The quarrel may break out again") if given.get("new_danger") else ""
    return Sentence(_("Return visit"), lines(satisfied, given.get("text"), danger), icon="home-check")


def _ended(title: str, given: Given) -> Sentence:
    told = _("Other routes: %(routes)s") % {"routes": _codes("C-241", given.get("routes"))}
    return Sentence(title, lines(told, given.get("explanation")), icon="hand-stop")


@tells("case.decline")
def _decline(given: Given, eyes: Eyes) -> Sentence:
    return _ended(_("A party does not agree to mediation; it has ended"), given)


@tells("case.withdraw")
def _withdraw(given: Given, eyes: Eyes) -> Sentence:
    return _ended(_("The application was withdrawn"), given)


@tells("case.terminate")
def _terminate(given: Given, eyes: Eyes) -> Sentence:
    return _ended(_("Ended: %(reason)s") % {"reason": code_label("C-223", str(given.get("reason", "")))}, given)


@tells("case.hold_for_fraud")
def _hold(given: Given, eyes: Eyes) -> Sentence:
    text = lines(given.get("facts"), given.get("reported_to")) if eyes.inside else ""
    return Sentence(_("Held: sham mediation suspected"), text, tone="bad", icon="alert-octagon")


@tells("case.close")
def _close(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Case closed"), given.get("note", ""), tone="good", icon="circle-check")


@tells("case.archive")
def _archive(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("File archived"), given.get("situation", ""), tone="good", icon="folder")


@tells("case.correct")
def _correct(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Record corrected"), reason=why(given), tone="wait", icon="edit")


@tells("case.void")
def _void(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Declared void"), reason=why(given), tone="bad", icon="ban")


@tells("case.agree_anew")
def _anew(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Changed by a new agreement"), given.get("content", ""), tone="good", icon="file-text")


@tells("case.urge")
def _urged(given: Given, eyes: Eyes) -> Sentence:
    promised = _("promised until %(day)s") % {"day": given["promised_on"]} if given.get("promised_on") else ""
    return Sentence(_("Urged to perform"), lines(promised, given.get("text")), tone="busy", icon="speakerphone")


@tells("case.extend_petition")
def _petition_extended(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Petition extended with a leader's approval"), given.get("approved_by", ""), icon="hourglass")


@tells("case.ask_confirmation")
def _confirmation_asked(given: Given, eyes: Eyes) -> Sentence:
    told = lines(given.get("court"), given.get("text"))
    return Sentence(_("The parties asked the court together to confirm"), told, tone="info", icon="gavel")


@tells("case.court_took_up")
def _taken_up(given: Given, eyes: Eyes) -> Sentence:
    reason = label(CourtReason, given["reason"]) if given.get("reason") else ""
    title = _("The court did not take the application on") if reason else _("The court took the application on")
    return Sentence(title, lines(given.get("number"), given.get("text")), reason, "bad" if reason else "busy", "inbox")


@tells("case.court_decided")
def _ruled(given: Given, eyes: Eyes) -> Sentence:
    reason = label(CourtReason, given["reason"]) if given.get("reason") else ""
    title = _("The court rejected the application") if reason else _("The court confirmed the agreement")
    return Sentence(title, lines(given.get("number"), given.get("text")), reason, "bad" if reason else "good", "gavel")


@tells("case.withdraw_confirmation")
def _withdrawn(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Application for confirmation withdrawn"), given.get("text", ""), icon="arrow-back-up")


@tells("paper.issue")
def _issued(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Paper issued"), label(FormCode, given.get("form")), icon="file-text")


@tells("paper.void")
def _paper_void(given: Given, eyes: Eyes) -> Sentence:
    return Sentence(_("Paper declared void"), reason=why(given), tone="bad", icon="ban")
