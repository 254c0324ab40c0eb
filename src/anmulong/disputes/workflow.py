"""The transition table of the matter (R-502, R-531, O-2, O-3). Data; no Django.

Whatever is wrong can be mended: every state but *void* has a way back, and nothing is deleted.
"""

from anmulong.kernel.wording import noop
from anmulong.kernel.workflow import NEW, STAY, Move, StateFacts, Table


OPEN = ("registered", "handling")
DONE = ("settled", "guided", "no_dispute")
LIVE = (*OPEN, *DONE, "strike_off_asked")
KEPT = (*LIVE, "struck_off")

STATES = {
    "registered": StateFacts(noop("registered"), "unit"),
    "handling": StateFacts(noop("being handled"), "owner"),
    "settled": StateFacts(noop("settled"), "owner"),
    "guided": StateFacts(noop("guided elsewhere"), "owner"),
    "no_dispute": StateFacts(noop("found not to be a dispute"), "owner"),
    "strike_off_asked": StateFacts(noop("waiting to be struck off"), "second"),
    "struck_off": StateFacts(noop("struck off"), "nobody"),
    "merged": StateFacts(noop("merged into another"), "nobody"),
    "void": StateFacts(noop("void"), "nobody", final=True),
}

MATTER = Table(
    "matter",
    STATES,
    (
        Move("dispute.register", NEW, "registered", law="R-131, R-502", starts=("triage",), label=noop("Register")),
        Move(
            "dispute.triage",
            OPEN,
            "handling",
            law="C-301",
            stops=("triage",),
            starts=("contact", "resolve"),
            label=noop("Assess"),
        ),
        Move(
            "dispute.triage",
            OPEN,
            "no_dispute",
            law="R-531",
            stops=("triage",),
            starts=("answer",),
            label=noop("Assess: not a dispute"),
        ),
        Move("dispute.assign", OPEN, STAY, law="R-502", starts=("acknowledge",), label=noop("Assign")),
        Move("dispute.acknowledge", LIVE, STAY, law="R-502", stops=("acknowledge",), label=noop("Acknowledge")),
        Move(
            "dispute.send_back",
            LIVE,
            STAY,
            law="R-501, 信访工作条例 art.23",
            stops=("acknowledge",),
            label=noop("Send back"),
        ),
        Move("dispute.contact", KEPT, STAY, law="R-531", stops=("contact",), label=noop("Record a contact")),
        Move("dispute.schedule", LIVE, STAY, label=noop("Arrange a meeting")),
        Move("dispute.cancel_meeting", KEPT, STAY, label=noop("Cancel a meeting")),
        Move("dispute.note", (*KEPT, "merged"), STAY, label=noop("Add a note")),
        Move(
            "dispute.check_admissibility",
            LIVE,
            STAY,
            law="C-240, 人民调解法 art.17, O-3",
            label=noop("Answer the questions of the law"),
        ),
        Move(
            "dispute.ask_arrival",
            (*DONE, "strike_off_asked", "struck_off"),
            STAY,
            law="R-113, R-211",
            stops=("arrival",),
            starts=("arrival",),
            label=noop("Ask whether they got there"),
        ),
        Move("dispute.attach", (*KEPT, "merged"), STAY, label=noop("Attach a file")),
        Move("dispute.grade", LIVE, STAY, law="R-511", label=noop("Set the colour")),
        Move("dispute.add_party", KEPT, STAY, law="R-207", label=noop("Add a party")),
        Move("dispute.change_party", KEPT, STAY, law="R-802, O-4", label=noop("Change a party's details")),
        Move("dispute.end_party", KEPT, STAY, law="O-2", label=noop("Take a party out")),
        Move("dispute.record_consent", KEPT, STAY, law="R-703, R-704", label=noop("Record a notice or consent")),
        Move("dispute.follow_place", LIVE, STAY, law="O-5, R-502", label=noop("Follow a merged place")),
        Move("dispute.refresh", LIVE, STAY, law="R-511, R-210", label=noop("Look again as time passes")),
        Move(
            "dispute.settle_on_the_spot",
            OPEN,
            "settled",
            law="O-3, 人民调解法 art.21",
            stops=("triage", "contact", "resolve"),
            starts=("answer",),
            label=noop("Settle on the spot"),
        ),
        Move(
            "dispute.guide",
            OPEN,
            "guided",
            law="R-113, 人民调解法 art.26",
            stops=("triage", "contact", "resolve"),
            starts=("answer", "arrival"),
            label=noop("Guide to another channel"),
        ),
        Move(
            "dispute.answer",
            (*LIVE, "struck_off"),
            STAY,
            law="R-531, O-3",
            stops=("answer",),
            label=noop("Record the answer given"),
        ),
        Move(
            "dispute.follow_up",
            (*DONE, "strike_off_asked", "struck_off"),
            STAY,
            law="R-211, R-531",
            stops=("follow_up",),
            label=noop("Record a follow-up visit"),
        ),
        Move(
            "dispute.ask_strike_off",
            DONE,
            "strike_off_asked",
            law="R-531",
            starts=("strike_off", "follow_up"),
            label=noop("Ask for the strike-off"),
        ),
        Move(
            "dispute.strike_off",
            "strike_off_asked",
            "struck_off",
            law="R-531, O-3",
            stops=("strike_off", "answer"),
            label=noop("Strike off"),
        ),
        Move(
            "dispute.refuse_strike_off",
            "strike_off_asked",
            "handling",
            law="R-531",
            stops=("strike_off", "follow_up"),
            starts=("resolve",),
            label=noop("Refuse the strike-off"),
        ),
        Move(
            "dispute.undo_strike_off",
            "struck_off",
            "strike_off_asked",
            law="O-2",
            starts=("strike_off",),
            label=noop("Undo the strike-off"),
        ),
        Move(
            "dispute.reopen",
            (*DONE, "strike_off_asked", "struck_off"),
            "handling",
            law="R-531",
            stops=("answer", "strike_off", "follow_up", "arrival"),
            starts=("contact", "resolve"),
            label=noop("Take up again"),
        ),
        Move("dispute.relapse", OPEN, STAY, law="R-531, K-12", label=noop("Link as relapse")),
        Move(
            "dispute.merge",
            OPEN,
            "merged",
            law="O-4",
            stops=("acknowledge", "triage", "contact", "resolve"),
            label=noop("Merge into another matter"),
        ),
        Move(
            "dispute.unmerge",
            "merged",
            "handling",
            law="O-2",
            starts=("contact", "resolve"),
            label=noop("Undo the merge"),
        ),
        Move("dispute.update", OPEN, STAY, law="O-2", label=noop("Change the record")),
        Move(
            "dispute.correct",
            (*DONE, "strike_off_asked", "struck_off"),
            STAY,
            law="O-2",
            label=noop("Correct the record"),
        ),
        Move("dispute.restrict", KEPT, STAY, law="O-4", label=noop("Restrict who may read")),
        Move("dispute.lift_restriction", KEPT, STAY, law="O-4", label=noop("Lift the restriction")),
        Move(
            "dispute.report_escalation", KEPT, STAY, law="R-112, 人民调解法 art.25", label=noop("Report to the police")
        ),
        Move(
            "dispute.void",
            (*KEPT, "merged"),
            "void",
            law="R-531",
            stops=("acknowledge", "triage", "contact", "resolve", "answer", "strike_off", "follow_up", "arrival"),
            label=noop("Declare void"),
        ),
    ),
)

BY_CASE = Table(
    "matter in mediation",
    STATES,
    (
        Move("taken_up", OPEN, "handling", law="人民调解法 art.17", stops=("triage", "contact", "resolve")),
        Move(
            "agreed",
            OPEN,
            "settled",
            law="人民调解法 art.28",
            stops=("triage", "contact", "resolve"),
            starts=("answer",),
        ),
        Move(
            "ended",
            OPEN,
            "guided",
            law="R-113",
            stops=("triage", "contact", "resolve"),
            starts=("answer", "arrival"),
        ),
        Move(
            "fell_away",
            ("handling", "settled", "guided", "strike_off_asked"),
            "handling",
            law="O-2",
            stops=("answer", "strike_off", "follow_up", "arrival"),
            starts=("resolve",),
        ),
        Move("goes_on", KEPT, STAY),
    ),
)
"""What the course of a mediation case means for its dispute (decision 0011)."""
