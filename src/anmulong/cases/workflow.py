"""The transition table of the case (domain.md appendix B as completed by decision 0011). Data; no Django.

R-111: each party may end the mediation in every open state. Performance, breach and follow-up belong to the
agreement and stay possible after close and archive (O-3). Nothing is deleted; a wrong entry is declared void.
"""

from anmulong.kernel.wording import noop
from anmulong.kernel.workflow import NEW, STAY, Move, StateFacts, Table


ASKED = ("applied", "material_wanted")
RUNNING = ("accepted", "mediating", "suspended")
UNDECIDED = (*ASKED, *RUNNING, "agreed", "fraud_hold")
AFTER_AGREEMENT = ("effective", "closed", "archived")
KEPT = (*UNDECIDED, "refused", "effective", "ended", "closed")
EVERYWHERE = (*KEPT, "archived")

STATES = {
    "applied": StateFacts(noop("applied for"), "committee"),
    "material_wanted": StateFacts(noop("waiting for material"), "applicant"),
    "refused": StateFacts(noop("not accepted, guided elsewhere"), "mediator"),
    "accepted": StateFacts(noop("accepted"), "mediator"),
    "mediating": StateFacts(noop("in mediation"), "mediator"),
    "suspended": StateFacts(noop("suspended"), "mediator"),
    "fraud_hold": StateFacts(noop("held: sham mediation suspected"), "second"),
    "agreed": StateFacts(noop("agreed, waiting for signatures"), "parties"),
    "effective": StateFacts(noop("agreement in force"), "mediator"),
    "ended": StateFacts(noop("mediation ended"), "mediator"),
    "closed": StateFacts(noop("case closed"), "mediator"),
    "archived": StateFacts(noop("archived"), "nobody", final=True),
    "void": StateFacts(noop("void"), "nobody", final=True),
}

CASE = Table(
    "case",
    STATES,
    (
        Move(
            "case.apply",
            NEW,
            "applied",
            law="R-201, R-208",
            starts=("acceptance", "arbitration", "objection", "answer", "finish"),
            label=noop("Apply"),
        ),
        Move(
            "case.reopen",
            NEW,
            "applied",
            law="R-131, 人民调解法 art.32",
            starts=("acceptance", "arbitration", "objection", "answer", "finish"),
            label=noop("Take the matter up again"),
        ),
        Move("case.request_material", "applied", "material_wanted", law="R-202", label=noop("Ask for material")),
        Move("case.supply_material", "material_wanted", "applied", law="R-202", label=noop("Material has come")),
        Move(
            "case.accept",
            ASKED,
            "accepted",
            law="R-202, R-203, 人民调解法 art.17",
            stops=("acceptance", "objection", "answer"),
            starts=("mediation", "choice", "appointment", "contact"),
            label=noop("Accept"),
        ),
        Move(
            "case.refuse_acceptance",
            ASKED,
            "refused",
            law="R-113, C-240",
            stops=("acceptance", "objection", "answer"),
            label=noop("Do not accept, and guide"),
        ),
        Move("case.update", (*ASKED, *RUNNING), STAY, law="O-2", label=noop("Change the record")),
        Move("case.correct", EVERYWHERE[len(ASKED) :], STAY, law="O-2", label=noop("Correct the record")),
        # the bundle of "start mediation" (O-1); facts stay per person and time
        Move(
            "case.verify_identity", (*ASKED, *RUNNING, "agreed"), STAY, law="F-04", label=noop("Record identity seen")
        ),
        Move(
            "case.notify_rights",
            (*ASKED, *RUNNING, "agreed"),
            STAY,
            law="人民调解法 art.23, 24; F-03",
            stops=("contact",),
            label=noop("Tell rights and duties"),
        ),
        Move(
            "case.consent",
            (*ASKED, *RUNNING),
            STAY,
            law="R-108, R-703",
            stops=("contact",),
            label=noop("Record consent"),
        ),
        Move(
            "case.choose_mediator",
            RUNNING,
            STAY,
            law="R-109",
            stops=("choice", "appointment"),
            label=noop("Parties choose the mediator"),
        ),
        Move(
            "case.assign_mediator",
            RUNNING,
            STAY,
            law="R-109",
            stops=("choice", "appointment"),
            label=noop("Assign the mediator"),
        ),
        Move("case.accept_mediator", RUNNING, STAY, law="R-109", label=noop("Party accepts the mediator")),
        Move("case.object_mediator", RUNNING, STAY, law="R-136", label=noop("Party objects to the mediator")),
        Move("case.declare_conflict", RUNNING, STAY, law="R-136", label=noop("Mediator's declaration")),
        Move(
            "case.start",
            "accepted",
            "mediating",
            law="R-108, R-109, R-136",
            stops=("choice", "appointment", "contact"),
            label=noop("Start mediation"),
        ),
        Move("case.appoint_agent", (*ASKED, *RUNNING, "agreed"), STAY, law="R-222", label=noop("Record an agent")),
        Move("case.elect_representatives", (*ASKED, *RUNNING), STAY, law="R-207", label=noop("Elect representatives")),
        Move("case.join_party", (*ASKED, *RUNNING), STAY, law="R-207", label=noop("Bring a party in")),
        Move("case.release_party", (*ASKED, *RUNNING), STAY, law="R-108", label=noop("Let a party go")),
        Move("case.invite", RUNNING, STAY, law="R-110, 人民调解法 art.20", label=noop("Invite somebody to help")),
        Move("case.investigate", RUNNING, STAY, law="F-05", label=noop("Record an investigation")),
        Move(
            "case.hold_session",
            ("mediating", "agreed"),
            STAY,
            law="C-222, 人民调解法 art.22, 27",
            label=noop("Record a session"),
        ),
        Move("case.suspend", "mediating", "suspended", law="R-210", label=noop("Suspend")),
        Move("case.resume", "suspended", "mediating", law="R-210", label=noop("Resume")),
        Move("case.extend", RUNNING, STAY, law="R-210", label=noop("Extend by consent of all")),
        Move(
            "case.extend_petition",
            (*ASKED, *RUNNING, "agreed"),
            STAY,
            law="信访工作条例 art.34",
            label=noop("Extend with a leader's approval"),
        ),
        Move(
            "case.agree_in_writing",
            "mediating",
            "agreed",
            law="人民调解法 art.28, 29",
            label=noop("Draw up the written agreement"),
        ),
        Move("case.revise_agreement", "agreed", STAY, law="人民调解法 art.29", label=noop("Change the text")),
        Move(
            "case.agree_orally",
            "mediating",
            "effective",
            law="R-116, 人民调解法 art.30, O-3",
            stops=("mediation", "arbitration", "finish"),
            starts=("confirmation", "follow_up"),
            label=noop("Record an oral agreement"),
        ),
        Move("case.add_proof", AFTER_AGREEMENT, STAY, law="R-452", label=noop("Add a proof")),
        Move("case.sign", "agreed", STAY, law="R-115, R-222", label=noop("Record signatures")),
        Move(
            "case.sign",
            "agreed",
            "effective",
            law="R-115",
            stops=("mediation", "arbitration", "finish"),
            starts=("confirmation", "follow_up"),
            label=noop("Record signatures: all are there"),
        ),
        Move(
            "case.record_performance",
            AFTER_AGREEMENT,
            STAY,
            law="人民调解法 art.31",
            label=noop("Record performance"),
        ),
        Move("case.record_breach", AFTER_AGREEMENT, STAY, law="人民调解法 art.31", label=noop("Record a breach")),
        Move(
            "case.agree_anew",
            AFTER_AGREEMENT,
            STAY,
            law="R-115, R-122, 人民调解法 art.33",
            starts=("confirmation",),
            label=noop("Change by a new agreement"),
        ),
        Move("case.urge", AFTER_AGREEMENT, STAY, law="人民调解法 art.31", label=noop("Urge to perform")),
        Move(
            "case.ask_confirmation",
            AFTER_AGREEMENT,
            STAY,
            law="R-117, R-121, 人民调解法 art.33",
            stops=("confirmation",),
            label=noop("Joint application for confirmation"),
        ),
        Move(
            "case.court_took_up",
            AFTER_AGREEMENT,
            STAY,
            law="R-123, R-126",
            starts=("ruling", "confirmation"),
            label=noop("The court took the application on, or not"),
        ),
        Move(
            "case.court_decided",
            AFTER_AGREEMENT,
            STAY,
            law="R-122, R-127, R-129",
            stops=("ruling",),
            starts=("opposition", "confirmation"),
            label=noop("The court's ruling"),
        ),
        Move(
            "case.withdraw_confirmation",
            AFTER_AGREEMENT,
            STAY,
            law="R-128",
            stops=("ruling",),
            starts=("confirmation",),
            label=noop("Application for confirmation withdrawn"),
        ),
        Move(
            "case.record_outcome",
            AFTER_AGREEMENT,
            STAY,
            law="C-305, 人民调解法 art.32",
            label=noop("Record suit or ruling"),
        ),
        Move(
            "case.follow_up",
            (*AFTER_AGREEMENT, "ended", "refused"),
            STAY,
            law="R-211, F-10",
            label=noop("Record a return visit"),
        ),
        Move(
            "case.decline",
            UNDECIDED,
            "ended",
            law="R-108, 人民调解法 art.17",
            starts=("traffic",),
            label=noop("A party declines"),
        ),
        Move(
            "case.withdraw",
            UNDECIDED,
            "ended",
            law="R-111",
            starts=("traffic",),
            label=noop("The application is withdrawn"),
        ),
        Move(
            "case.terminate",
            (*RUNNING, "agreed", "fraud_hold"),
            "ended",
            law="R-113, 人民调解法 art.26",
            starts=("traffic",),
            label=noop("End without agreement"),
        ),
        Move(
            "case.hold_for_fraud",
            (*RUNNING, "agreed", "effective"),
            "fraud_hold",
            law="R-133",
            label=noop("Hold: sham mediation suspected"),
        ),
        *(
            Move("case.release_hold", "fraud_hold", back, law="R-133", label=noop("Lift the hold"))
            for back in ("accepted", "mediating", "suspended", "agreed", "effective")
        ),
        Move(
            "case.close", ("effective", "ended", "refused"), "closed", law="R-211, R-531", label=noop("Close the case")
        ),
        Move("case.archive", "closed", "archived", law="R-114", label=noop("Archive the file")),
        # of the papers, which a package above writes: one table says what a state allows
        Move("paper.issue", EVERYWHERE, STAY, law="R-223, 人民调解法 art.27", label=noop("Issue a paper")),
        Move("paper.void", EVERYWHERE, STAY, law="R-212", label=noop("Declare a paper void")),
        Move("case.void", KEPT, "void", law="O-2", label=noop("Declare void")),
    ),
)
