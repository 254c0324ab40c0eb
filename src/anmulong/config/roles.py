"""Role bundles: what a post of each kind may do and see. Only this package knows every permission (architecture.md 2).

R-721, domain.md 7.4. Each permission that an action needs is granted by some role here; a start-up check holds that.
"""

from collections.abc import Iterable
from typing import Any

from django.core import checks

from anmulong.access.enums import Administrator, AreaLevel, StaffView
from anmulong.access.enums import Permission as Access
from anmulong.access.public import Role, register_roles, ungranted
from anmulong.cases.enums import Permission as Cases
from anmulong.disputes.enums import Permission as Disputes
from anmulong.journal.public import all_actions
from anmulong.kernel.wording import noop
from anmulong.lawbook.enums import LawbookRight
from anmulong.orgs.enums import Permission as Orgs
from anmulong.people.enums import Permission as People


READ_LOGS = "journal.read_logs"
VERIFY = "journal.verify"
LOOK_AFTER = "ops.look_after"

PERMISSIONS: dict[str, Any] = {
    **{
        member.value: member.label
        for words in (Disputes, Cases, Access, Orgs, People, LawbookRight)
        for member in words
    },
    READ_LOGS: noop("read the logs"),
    VERIFY: noop("verify the journal"),
    LOOK_AFTER: noop("look after the installation"),
}


def register() -> None:
    """Hand the bundles to ``access``; called at start-up through the setting ROLE_BUNDLES."""
    register_roles(ROLES, PERMISSIONS)


@checks.register
def every_permission_is_granted(**_: Any) -> list[checks.CheckMessage]:
    """An action that no role may perform is a mistake of this file; `manage.py check` and every start find it."""
    needed = {action.needs for action in all_actions().values() if action.needs}
    return [checks.Error(f"no role grants {permission}", id="anmulong.E001") for permission in ungranted(needed)]


def bundle(*parts: str | Iterable[str]) -> frozenset[str]:
    """One set of permissions out of single ones and smaller bundles, as plain text."""
    words = (part if not isinstance(part, str) else (part,) for part in parts)
    return frozenset(str(word) for some in words for word in some)


LOOK = bundle(Access.OWN_ACCOUNT, Disputes.READ)
HANDLE = bundle(
    LOOK, Disputes.REGISTER, Disputes.ACKNOWLEDGE, Disputes.HANDLE, Disputes.CORRECT, Disputes.REPORT_ESCALATION
)
DIRECT = bundle(
    HANDLE,
    Access.BREAK_GLASS,
    Cases.APPLY,
    Disputes.TRIAGE,
    Disputes.ASSIGN,
    Disputes.GRADE,
    Disputes.RESTRICT,
    Disputes.MERGE,
)
KEEP_LEDGER = bundle(DIRECT, Disputes.IMPORT, Disputes.EXPORT, Disputes.UNMASK)
MEDIATE = bundle(Cases.APPLY, Cases.ACCEPT, Cases.MEDIATE, Cases.CLOSE, Cases.ARCHIVE)
LEAD_COMMITTEE = bundle(MEDIATE, Cases.CORRECT, Cases.VOID)
CLOSE = bundle(Disputes.STRIKE_OFF, Disputes.VOID, Cases.ARCHIVE)
MANAGE_PEOPLE = bundle(Access.RESET_PASSWORD, Access.HAND_OVER, Access.APPOINT_DEPUTY)
LEAD_UNIT = bundle(MANAGE_PEOPLE, Orgs.KEEP_PHRASES)
MANAGE_CORPS = bundle(Orgs.MANAGE_COMMITTEES, People.MANAGE_MEDIATORS)
MANAGE_PLACES = bundle(Orgs.MANAGE_DIVISIONS, Orgs.MANAGE_ORGANISATIONS, Orgs.MANAGE_GRIDS)

BANNER = (
    Role(
        code="banner_director",
        label=noop("banner director"),
        description=noop("Leads the work of the banner: sees all matters, assigns them and strikes them off."),
        permissions=bundle(KEEP_LEDGER, CLOSE, LEAD_UNIT, Access.GRANT, Access.REVIEW_READING, VERIFY),
        area=AreaLevel.COUNTY,
        restricted=True,
        staff=StaffView.ORGANISATIONS,
        manager=True,
    ),
    Role(
        code="banner_clerk",
        label=noop("justice bureau clerk"),
        description=noop("Keeps the ledger, the places, the organisations and the law data of the banner."),
        permissions=bundle(KEEP_LEDGER, CLOSE, MANAGE_PLACES, MANAGE_CORPS, Access.GRANT, LawbookRight.EDIT),
        area=AreaLevel.COUNTY,
        restricted=True,
    ),
    Role(
        code="centre_clerk",
        label=noop("banner governance centre clerk"),
        description=noop("Receives matters at the governance centre of the banner and sends them to who handles them."),
        permissions=bundle(KEEP_LEDGER, Access.GRANT, Orgs.MANAGE_GRIDS),
        area=AreaLevel.COUNTY,
        restricted=True,
    ),
)
TOWN = (
    Role(
        code="town_director",
        label=noop("town director"),
        description=noop("Leads the work of a sumu or town and answers for its people."),
        permissions=bundle(KEEP_LEDGER, CLOSE, LEAD_UNIT, Access.GRANT, Access.REVIEW_READING),
        area=AreaLevel.TOWN,
        restricted=True,
        staff=StaffView.ORGANISATIONS,
        manager=True,
    ),
    Role(
        code="town_clerk",
        label=noop("town clerk"),
        description=noop("Keeps the ledger of a sumu or town."),
        permissions=bundle(KEEP_LEDGER, Orgs.MANAGE_GRIDS),
        area=AreaLevel.TOWN,
    ),
    Role(
        code="town_centre_clerk",
        label=noop("town governance centre clerk"),
        description=noop("Receives matters at the governance centre of a sumu or town."),
        permissions=bundle(KEEP_LEDGER, Orgs.MANAGE_GRIDS),
        area=AreaLevel.TOWN,
        restricted=True,
    ),
    Role(
        code="justice_office",
        label=noop("justice office worker"),
        description=noop("Guides the mediation committees of a sumu or town and strikes off as the second person."),
        permissions=bundle(KEEP_LEDGER, CLOSE, MANAGE_CORPS, Access.GRANT),
        area=AreaLevel.TOWN,
        restricted=True,
    ),
)
# Relatives sit on a gacha's committee: no clearance for restricted matters there (O-4).
GACHA = (
    Role(
        code="gacha_director",
        label=noop("gacha committee director"),
        description=noop("Leads the mediation committee of a gacha, village or community."),
        permissions=bundle(DIRECT, CLOSE, LEAD_UNIT, LEAD_COMMITTEE),
        area=AreaLevel.GACHA,
        staff=StaffView.ORGANISATIONS,
        manager=True,
    ),
    Role(
        code="gacha_mediator",
        label=noop("gacha mediator"),
        description=noop("Mediates in a gacha, village or community: own matters and the register of the committee."),
        permissions=bundle(HANDLE, Disputes.TRIAGE, Disputes.GRADE, MEDIATE),
    ),
    Role(
        code="grid_worker",
        label=noop("grid worker"),
        description=noop("Reports what was found in the grid and handles what was assigned."),
        permissions=bundle(HANDLE),
    ),
)
OTHERS = (
    Role(
        code="mediator",
        label=noop("committee mediator"),
        description=noop("Mediates in a committee of a town, the banner or a trade: own matters and its register."),
        permissions=bundle(HANDLE, Disputes.TRIAGE, Disputes.GRADE, MEDIATE),
    ),
    Role(
        code="department_officer",
        label=noop("department officer"),
        description=noop("Works in a linked organ: sees what it owns and the single matters opened to it."),
        permissions=bundle(HANDLE),
    ),
    Role(
        code="expert",
        label=noop("invited expert"),
        description=noop("Sees only the single matters for which he or she was invited."),
        permissions=bundle(LOOK),
    ),
    Role(
        code="statistician",
        label=noop("statistics and finance"),
        description=noop("Counts and sums up; sees no names."),
        permissions=bundle(LOOK),
        area=AreaLevel.COUNTY,
        names=False,
    ),
    Role(
        code="archivist",
        label=noop("archivist"),
        description=noop("Keeps the files of the banner."),
        permissions=bundle(LOOK, Disputes.EXPORT),
        area=AreaLevel.COUNTY,
    ),
)
ADMINISTRATORS = (
    Role(
        code="system_admin",
        label=noop("system administrator"),
        description=noop("Looks after the installation; sees no matter and no log."),
        permissions=bundle(Access.OWN_ACCOUNT, LOOK_AFTER, MANAGE_PLACES, LawbookRight.EDIT),
        case_data=False,
        administrator=Administrator.SYSTEM,
    ),
    Role(
        code="security_admin",
        label=noop("security administrator"),
        description=noop("Opens accounts and gives posts; sees no matter."),
        permissions=bundle(Access.OWN_ACCOUNT, Access.MANAGE_ACCOUNTS, MANAGE_PEOPLE),
        case_data=False,
        staff=StaffView.COUNTY,
        administrator=Administrator.SECURITY,
    ),
    Role(
        code="audit_admin",
        label=noop("audit administrator"),
        description=noop("Reads the logs and verifies the journal; sees no matter."),
        permissions=bundle(Access.OWN_ACCOUNT, READ_LOGS, VERIFY),
        case_data=False,
        administrator=Administrator.AUDIT,
    ),
)
ROLES = (*BANNER, *TOWN, *GACHA, *OTHERS, *ADMINISTRATORS)
