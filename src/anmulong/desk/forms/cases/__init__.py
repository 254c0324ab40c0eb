"""The steps on a case that have a page, by the last part of their name; and those that begin on a dispute."""

from anmulong.desk.forms.cases import (
    agreeing,
    closing,
    confirming,
    ending,
    following,
    renewing,
    signing,
    starting,
    taking_on,
    working,
)
from anmulong.desk.forms.cases.base import CaseForm
from anmulong.desk.forms.cases.taking_on import FromDispute


def _named(*forms: type[CaseForm]) -> dict[str, type[CaseForm]]:
    return {form.action.removeprefix("case."): form for form in forms}


CASE_STEPS: dict[str, type[CaseForm]] = _named(
    working.Accept,
    working.RequestMaterial,
    working.SupplyMaterial,
    ending.RefuseAcceptance,
    starting.Start,
    agreeing.AgreeOrally,
    working.HoldSession,
    agreeing.AgreeInWriting,
    signing.Sign,
    agreeing.ReviseAgreement,
    following.FollowUp,
    following.RecordPerformance,
    following.RecordBreach,
    following.RecordOutcome,
    renewing.AgreeAnew,
    confirming.Urge,
    confirming.AskConfirmation,
    confirming.CourtTookUp,
    confirming.RecordRuling,
    confirming.WithdrawConfirmation,
    following.AddProof,
    closing.Close,
    closing.Archive,
    ending.Decline,
    ending.Withdraw,
    ending.Terminate,
    working.Suspend,
    working.Resume,
    working.Extend,
    working.ExtendPetition,
    working.Investigate,
    working.Invite,
    working.JoinParties,
    working.ReleaseParty,
    working.AppointAgent,
    working.ElectRepresentatives,
    working.ChooseMediator,
    working.AssignMediator,
    working.AcceptMediator,
    working.ObjectMediator,
    working.DeclareConflict,
    working.HoldForFraud,
    working.ReleaseHold,
    working.Update,
    working.Correct,
    closing.Void,
)
CASE_STEPS["helper_agreed"] = working.HelperAgreed
NEW_CASE_STEPS: dict[str, type[FromDispute]] = {"apply": taking_on.Apply, "agree_orally": taking_on.OralAtOnce}
