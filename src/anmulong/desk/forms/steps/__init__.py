"""The steps that have a page, by the last part of their name."""

from anmulong.desk.forms.acting import StepForm
from anmulong.desk.forms.steps import (
    admitting,
    amending,
    assessing,
    assigning,
    parties,
    settling,
    striking_off,
    uniting,
    working,
)


def _named(*forms: type[StepForm]) -> dict[str, type[StepForm]]:
    return {form.action.removeprefix("dispute."): form for form in forms}


STEPS: dict[str, type[StepForm]] = _named(
    assigning.Acknowledge,
    assigning.SendBack,
    assessing.Triage,
    assigning.Assign,
    working.Contact,
    working.Schedule,
    working.CancelMeeting,
    working.Note,
    working.Attach,
    assessing.Grade,
    admitting.CheckAdmissibility,
    settling.SettleOnTheSpot,
    settling.Guide,
    settling.Answer,
    settling.FollowUp,
    settling.AskArrival,
    striking_off.AskStrikeOff,
    striking_off.StrikeOff,
    striking_off.RefuseStrikeOff,
    striking_off.UndoStrikeOff,
    striking_off.Reopen,
    uniting.Relapse,
    uniting.Merge,
    uniting.Unmerge,
    parties.AddParty,
    parties.ChangeParty,
    parties.EndParty,
    parties.RecordConsent,
    amending.Update,
    amending.Correct,
    assessing.Restrict,
    assessing.LiftRestriction,
    working.ReportEscalation,
    amending.Void,
)
