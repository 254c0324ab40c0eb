"""How every page of the program is reached: by whom, and under which addresses. A new address needs a line here.

Each way takes the lively office of ``tests/factories/life.py`` and gives addresses; ``NOBODY`` is not signed in.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from anmulong.base import clock
from anmulong.base.guards import trusted
from anmulong.cases.enums import InvitedAs
from anmulong.cases.public import Invited, NotAccepted, Visited
from anmulong.desk.forms.accounts import ON_ACCOUNT, ON_POST
from anmulong.desk.forms.calendar import ON_YEAR
from anmulong.desk.forms.cases import NEW_CASE_STEPS
from anmulong.desk.forms.committees import ON_COMMITTEE
from anmulong.desk.forms.divisions import ON_DIVISION
from anmulong.desk.forms.grids import ON_GRID
from anmulong.desk.forms.mediators import ON_MEDIATOR
from anmulong.desk.forms.organisations import ON_ORGANISATION
from anmulong.desk.forms.steps import STEPS
from anmulong.desk.presenting.cases.papers import GUIDANCE, LABELS, SITUATION
from anmulong.disputes.public import DisputeParty, Report
from anmulong.kernel.clock import local_day
from anmulong.lawbook.public import code_tables
from tests.factories.cases import Docket
from tests.factories.life import TOLD, Life


NOBODY = ""
Way = Callable[[Life], Iterable[str]]


@dataclass(frozen=True)
class Page:
    """One address for one person. ``refused``: the page says why it cannot be done now."""

    role: str
    url: str
    refused: bool = False


def plain(name: str, *queries: str) -> Way:
    """An address without parts, with each of the queries."""
    return lambda life: [reverse(name) + query for query in (queries or ("",))]


def of(name: str, thing: Callable[[Life], UUID], steps: Iterable[str] = ()) -> Way:
    """The page of one thing, or of every step on it."""
    return lambda life: [reverse(name, args=[thing(life), *step]) for step in ([[each] for each in steps] or [[]])]


def gacha(life: Life) -> UUID:
    return life.office.county.gachas[0]


def body(life: Life) -> UUID:
    return life.office.county.committees[0]


def account(life: Life) -> UUID:
    return life.people["gacha_mediator"].uid


def post(life: Life) -> UUID:
    return life.people["gacha_mediator"].post.pk


def thing(name: str) -> Callable[[Life], UUID]:
    return lambda life: life.things[name]


def matter(name: str) -> Callable[[Life], UUID]:
    return lambda life: life.matters[name]


def receipt(life: Life) -> list[str]:
    uid = life.matters["late"]
    with trusted():
        return [reverse("desk:receipt", args=[uid, Report.objects.get(dispute=uid).pk])]


def party(life: Life) -> list[str]:
    uid = life.matters["late"]
    with trusted():
        return [reverse("desk:party", args=[uid, DisputeParty.objects.filter(dispute=uid).earliest("uid").party_id])]


def slip(life: Life) -> list[str]:
    return [reverse("desk:meeting_slip", args=[life.things["met"], life.things["meeting"]])]


def history(life: Life) -> list[str]:
    return [reverse("desk:history", args=[life.matters["late"]])]


ASKED = ("disputes.contact_days", "risk.red_facts", "risk.red_forecasts", "disputes.restricting_words")
"""A parameter of each form."""
ASKED_OF = (
    ("accept", "applied"),
    ("start", "accepted"),
    ("agree_orally", "accepted"),
    ("hold_session", "mediating"),
    ("agree_in_writing", "mediating"),
    ("decline", "mediating"),
    ("terminate", "mediating"),
    ("join_party", "mediating"),
    ("appoint_agent", "mediating"),
    ("invite", "mediating"),
    ("helper_agreed", "mediating"),
    ("sign", "agreed"),
    ("follow_up", "oral"),
    ("record_performance", "oral"),
    ("close", "oral"),
)
"""Steps of a case, and the case on which each can be taken."""


def docket_of(life: Life) -> dict[str, UUID]:
    """A case in each of its states, made when the first page asks for one."""
    if "oral" not in life.things:
        docket = Docket(life.office, life.people["gacha_mediator"].actor(), life.things["mediator"])
        made = {"applied": docket.applied(), "accepted": docket.accepted(), "mediating": docket.mediating()}
        docket.session(made["mediating"], ways=("separate",))
        docket.do("case.invite", Invited((), InvitedAs.RELATIVE, TOLD["helper"]), made["mediating"])
        made |= {"agreed": docket.agreed(), "oral": docket.orally(), "refused": docket.applied()}
        docket.do("case.refuse_acceptance", NotAccepted(("court_suit",)), made["refused"])
        docket.do("case.follow_up", Visited(next_on=local_day(clock.now())), made["oral"])
        life.things.update(made)
    return {name: life.things[name] for name in ("applied", "accepted", "mediating", "agreed", "oral", "refused")}


PAPERS = [(name, "refused" if name == GUIDANCE else "oral") for name in LABELS if name != SITUATION]
"""Which paper is printed of which case; the note on the file belongs to an archived one with gaps."""

WAYS: dict[str, tuple[str, Way]] = {
    "desk:sign_in": (NOBODY, plain("desk:sign_in")),
    "desk:slip": (NOBODY, plain("desk:slip")),
    "desk:ask": (NOBODY, plain("desk:ask")),
    "desk:choose_post": ("banner_clerk", plain("desk:choose_post")),
    "desk:my_work": ("town_clerk", plain("desk:my_work")),
    "desk:day_sheet": ("town_clerk", plain("desk:day_sheet")),
    "desk:week": ("town_clerk", plain("desk:week")),
    "desk:ledger": ("banner_director", plain("desk:ledger", "?view=all", "?view=late", "?q=不存在的词")),
    "desk:ledger_export": ("town_clerk", plain("desk:ledger_export")),
    "desk:ledger_print": ("town_clerk", plain("desk:ledger_print", "?view=all")),
    "desk:account": ("banner_director", plain("desk:account")),
    "desk:token_new": ("banner_clerk", plain("desk:token_new")),
    "desk:change_password": ("town_clerk", plain("desk:change_password")),
    "desk:appoint_deputy": ("banner_director", plain("desk:appoint_deputy")),
    "desk:help": ("town_clerk", plain("desk:help")),
    "desk:logs": ("audit_admin", plain("desk:logs", "?log=readings", "?log=refusals")),
    "desk:verify": ("audit_admin", plain("desk:verify")),
    "desk:register": ("town_clerk", plain("desk:register")),
    "desk:register_table": ("town_clerk", plain("desk:register_table")),
    "desk:matter": ("town_clerk", lambda life: [reverse("desk:matter", args=[uid]) for uid in life.matters.values()]),
    "desk:party": ("town_clerk", party),
    "desk:receipt": ("town_clerk", receipt),
    "desk:meeting_slip": ("town_clerk", slip),
    "desk:history": ("town_clerk", history),
    "desk:guidance_paper": ("town_clerk", of("desk:guidance_paper", matter("guided"))),
    "desk:act": ("town_clerk", lambda life: ()),
    "desk:strike_off_list": ("justice_office", plain("desk:strike_off_list")),
    "desk:organisations": ("banner_clerk", plain("desk:organisations", "?q=乌兰")),
    "desk:organisation_new": ("banner_clerk", plain("desk:organisation_new")),
    "desk:organisation": ("banner_clerk", of("desk:organisation", body)),
    "desk:organisation_act": ("banner_clerk", of("desk:organisation_act", body, ON_COMMITTEE | ON_ORGANISATION)),
    "desk:divisions": ("banner_clerk", plain("desk:divisions")),
    "desk:division_new": ("banner_clerk", plain("desk:division_new")),
    "desk:division": ("banner_clerk", of("desk:division", gacha)),
    "desk:division_act": ("banner_clerk", of("desk:division_act", gacha, ON_DIVISION)),
    "desk:mediators": ("banner_clerk", plain("desk:mediators", "", "?former=1")),
    "desk:mediator_new": ("banner_clerk", plain("desk:mediator_new")),
    "desk:mediator": ("banner_clerk", of("desk:mediator", thing("mediator"))),
    "desk:mediator_act": ("banner_clerk", of("desk:mediator_act", thing("mediator"), ON_MEDIATOR)),
    "desk:committees": ("banner_clerk", plain("desk:committees", "", "?faulty=elected")),
    "desk:corps_changes": (
        "banner_clerk",
        plain("desk:corps_changes", "", "?print=1", "?first=2020-01-01&last=2099-01-01"),
    ),
    "desk:studio_new": ("banner_clerk", of("desk:studio_new", body)),
    "desk:grids": ("centre_clerk", plain("desk:grids", "?layer=basic")),
    "desk:grid_new": ("centre_clerk", plain("desk:grid_new")),
    "desk:grid": ("centre_clerk", of("desk:grid", thing("grid"))),
    "desk:grid_act": ("centre_clerk", of("desk:grid_act", thing("grid"), ON_GRID)),
    "desk:accounts": ("security_admin", plain("desk:accounts", "?q=zzz")),
    "desk:account_new": ("security_admin", plain("desk:account_new")),
    "desk:staff_account": ("security_admin", of("desk:staff_account", account)),
    "desk:account_act": ("security_admin", of("desk:account_act", account, ON_ACCOUNT)),
    "desk:post_act": ("security_admin", of("desk:post_act", post, ON_POST)),
    "desk:deputy_end": ("security_admin", of("desk:deputy_end", thing("deputy"))),
    "desk:grants": ("town_director", of("desk:grants", matter("late"))),
    "desk:grant_new": ("town_director", of("desk:grant_new", matter("late"))),
    "desk:grant_end": (
        "town_director",
        lambda life: [reverse("desk:grant_end", args=[life.matters["late"], life.things["grant"]])],
    ),
    "desk:emergencies": ("banner_director", plain("desk:emergencies")),
    "desk:emergency_new": ("town_director", plain("desk:emergency_new")),
    "desk:emergency_review": ("banner_director", of("desk:emergency_review", thing("reading"))),
    "desk:cases": ("gacha_mediator", lambda life: [docket_of(life) and "/cases/?view=all", "/cases/?q=不存在的词"]),
    "desk:case_visits": ("gacha_mediator", plain("desk:case_visits")),
    "desk:case_new": (
        "town_clerk",
        lambda life: [reverse("desk:case_new", args=[life.matters["late"], name]) for name in NEW_CASE_STEPS],
    ),
    "desk:case": (
        "gacha_mediator",
        lambda life: [reverse("desk:case", args=[uid]) for uid in docket_of(life).values()],
    ),
    "desk:case_act": (
        "gacha_mediator",
        lambda life: [reverse("desk:case_act", args=[docket_of(life)[where], step]) for step, where in ASKED_OF],
    ),
    "desk:case_paper": (
        "gacha_mediator",
        lambda life: [reverse("desk:case_paper", args=[docket_of(life)[where], name]) for name, where in PAPERS],
    ),
    "desk:statutes": ("banner_clerk", plain("desk:statutes")),
    "desk:statute": ("town_clerk", of("desk:statute", thing("statute"))),
    "desk:code_tables": ("town_clerk", plain("desk:code_tables")),
    "desk:code_table": ("town_clerk", lambda life: [reverse("desk:code_table", args=[key]) for key in code_tables()]),
    "desk:parameters": ("town_clerk", plain("desk:parameters")),
    "desk:parameter": ("banner_clerk", lambda life: [reverse("desk:parameter", args=[key]) for key in ASKED]),
    "desk:parameter_change": (
        "banner_clerk",
        lambda life: [reverse("desk:parameter_change", args=[key]) for key in ASKED],
    ),
    "desk:figures": (
        "banner_director",
        plain("desk:figures", "", "?length=month", "?length=own&begin=2026-02-01&end=2026-01-01"),
    ),
    "desk:figure_rows": ("banner_director", lambda life: ["/figures/accepted/?length=month", "/figures/declined/"]),
    "desk:calendar": ("banner_clerk", plain("desk:calendar", "", "?year=2099")),
    "desk:calendar_new": ("banner_clerk", plain("desk:calendar_new", "?year=2099")),
    "desk:calendar_act": ("banner_clerk", of("desk:calendar_act", thing("calendar_year"), ON_YEAR)),
    "ops:import": ("town_clerk", plain("ops:import")),
    "ops:division_import": ("banner_clerk", plain("ops:division_import")),
    "ops:mediator_import": ("banner_clerk", plain("ops:mediator_import")),
    "ops:staff_import": ("security_admin", plain("ops:staff_import")),
    "ops:system": ("system_admin", plain("ops:system")),
}

ELSEWHERE = {
    "desk:end_token": "takes only a POST",
    "desk:gate_preview": "takes only a POST; a part of the page of the gate",
    "desk:article": "sends on to the page of the law",
    "desk:calendar_sheet": "a workbook",
    "set_language": "sends back where one was; pressed on every page in English",
    "desk:case_not_reached": "takes only a POST; pressed in test_case_budgets",
    "desk:sign_out": "takes only a POST",
    "desk:week_ics": "a calendar file",
    "desk:ledger_assign": "takes only a POST",
    "desk:ledger_assess": "takes only a POST; pressed in test_messages",
    "desk:end_session": "takes only a POST",
    "desk:end_deputy": "takes only a POST",
    "desk:draft": "takes only a POST; typed in test_budgets",
    "desk:register_duplicates": "a part of the page of registration",
    "desk:mediators_export": "a workbook",
    "desk:committees_export": "a workbook",
    "desk:people_of_unit": "options of a list",
    "desk:unmask": "takes only a POST",
    "desk:likeness": "takes only a POST; pressed in tests/desk/test_likeness.py",
    "desk:file": "a file",
    "desk:preview": "a picture",
    "desk:upload_start": "takes only a POST",
    "desk:upload_part": "takes only a PUT",
    "desk:upload_finish": "takes only a POST",
    "ops:import_blank": "a workbook",
    "ops:import_report": "a workbook",
    "ops:import_part_start": "takes only a POST",
    "ops:import_part": "takes only a PUT",
    "ops:import_part_finish": "takes only a POST",
    "ops:staff_slips": "takes only a POST",
    "ops:first_start": "only before the first start; test_first_pages",
    "ops:first_start_step": "only before the first start; test_first_pages",
}

BETTER = {
    "acknowledge": ("gacha_mediator", "offered"),
    "ask_arrival": ("town_clerk", "guided"),
    "send_back": ("gacha_mediator", "offered"),
    "triage": ("town_clerk", "fresh"),
    "cancel_meeting": ("town_clerk", "meeting"),
    "answer": ("town_clerk", "settled"),
    "ask_strike_off": ("town_clerk", "settled"),
    "correct": ("town_clerk", "settled"),
    "follow_up": ("town_clerk", "struck"),
    "reopen": ("town_clerk", "struck"),
    "strike_off": ("justice_office", "asked"),
    "refuse_strike_off": ("justice_office", "asked"),
    "undo_strike_off": ("justice_office", "struck"),
    "void": ("justice_office", "late"),
}
"""Steps that the clerk cannot take on the late matter, and who takes them where."""


def every_page(life: Life) -> list[Page]:
    """All of them, one person after the other."""
    found = [Page(role, url) for role, way in WAYS.values() for url in way(life)]
    return sorted([*found, *steps(life)], key=lambda page: page.role)


def steps(life: Life) -> list[Page]:
    """Every step where it can be taken; the two that need a merged or a restricted matter say why not."""
    found = []
    for name in STEPS:
        role, where = BETTER.get(name, ("town_clerk", "late"))
        url = reverse("desk:act", args=[life.matters[where], name])
        found.append(Page(role, url, refused=name in ("unmerge", "lift_restriction")))
    return found
