"""Forms on accounts, posts and deputies (O-5, R-721)."""

from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy as _

from anmulong.access.public import Colleague, NewSlip, all_roles, colleagues, new_slip_code, open_work, role
from anmulong.desk.forms.choices import EMPTY, Choice, places, units
from anmulong.desk.forms.fields import chosen, day, line, sought, telephone, text, tick
from anmulong.desk.forms.offering import offer
from anmulong.desk.forms.records import RecordForm
from anmulong.journal.public import Call, parse
from anmulong.kernel.ids import new_uid


LANGUAGES = (("zh-hans", "简体中文"), ("en", "English"))
TODAY = _("Today when left out.")


def roles() -> list[Choice]:
    """Every role in words."""
    return [(code, _(each.label)) for code, each in all_roles().items()]


def _post_fields(form: RecordForm) -> None:
    offer(form, "role", [EMPTY, *roles()])
    offer(form, "organisation", [EMPTY, *units(form.place)])
    offer(form, "division", places(form.place))


class AccountForm(RecordForm):
    """A new account with its first post. A one-time slip is made with it: nobody else ever knows the password."""

    action = "account.open"
    icon = "user-plus"

    display_name = line(_("Name of the person"))
    username = line(_("Account name"), help=_("For signing in: letters, digits, pinyin."), example="wangfang")
    role = chosen(_("Role"), [])
    organisation = sought(_("Unit"), [], required=False, help=_("None for the three administrators."))
    division = chosen(_("Area"), [], required=False, help=_("Only where it is not the place of the unit."))
    title = line(_("Name of the post"), required=False, example=_("deputy director"))
    telephone = telephone(_("Telephone"))
    language = chosen(_("Language of the pages"), LANGUAGES)
    began_on = day(_("In post since"), help=TODAY)

    def opening(self) -> dict[str, Any]:
        return {"language": LANGUAGES[0][0]}

    def set_up(self) -> None:
        self.code = new_slip_code()
        _post_fields(self)

    def calls(self) -> list[Call]:
        """Open the account and make its slip in one step."""
        operation: UUID = self.cleaned_data.get("operation") or new_uid()
        uid = uuid5(operation, "account")
        values = self.values() | {"uid": uid, "post": uuid5(operation, "post")}
        opened = Call(self.action, parse(self.known().given, values), operation=operation)
        slip = Call("account.make_reset_slip", NewSlip(self.code), subject=uid, operation=uuid5(operation, "slip"))
        return [opened, slip]


class AccountChangeForm(RecordForm):
    """Name, telephone, language of the pages."""

    action = "account.change"
    icon = "edit"
    compared = ("display_name", "telephone", "language")

    display_name = line(_("Name of the person"))
    telephone = telephone(_("Telephone"))
    language = chosen(_("Language of the pages"), LANGUAGES)


class SlipMadeForm(RecordForm):
    """A one-time slip for a forgotten password."""

    action = "account.make_reset_slip"
    icon = "key"
    notice = _(
        "The code is shown once, to be printed and handed over in person. Slips made earlier stop working. The person "
        "chooses a new password with it."
    )

    def set_up(self) -> None:
        self.code = new_slip_code()

    def call(self) -> Call:
        operation = self.cleaned_data.get("operation") or new_uid()
        return Call(self.action, NewSlip(self.code), subject=self.subject.pk, operation=operation)


class PostForm(RecordForm):
    """One more post."""

    action = "post.give"
    icon = "id-badge-2"

    role = chosen(_("Role"), [])
    organisation = sought(_("Unit"), [], required=False, help=_("None for the three administrators."))
    division = chosen(_("Area"), [], required=False, help=_("Only where it is not the place of the unit."))
    title = line(_("Name of the post"), required=False, example=_("deputy director"))
    began_on = day(_("In post since"), help=TODAY)

    def set_up(self) -> None:
        _post_fields(self)


class LockForm(RecordForm):
    """Shut the account at once."""

    action = "account.lock"
    icon = "lock"
    danger = True
    notice = _("The person is signed out everywhere at once and cannot sign in until the account is unlocked.")

    reason = line(_("Why"), wide=True, required=False)


class UnlockForm(RecordForm):
    """Open a locked account again."""

    action = "account.unlock"
    icon = "key"

    reason = line(_("Why"), wide=True, required=False)


class CloseForm(RecordForm):
    """Close for good."""

    action = "account.close"
    icon = "ban"
    danger = True
    notice = _("All posts end today and the account is never opened again. What the person did stays in the journal.")

    reason = line(_("Why"), wide=True, required=False)


ON_ACCOUNT: dict[str, type[RecordForm]] = {
    "slip": SlipMadeForm,
    "give_post": PostForm,
    "change": AccountChangeForm,
    "unlock": UnlockForm,
    "lock": LockForm,
    "close": CloseForm,
}


# --- on a post


def others_in(post: Any) -> list[Choice]:
    """The colleagues of the post's body, without its holder, each once with the role."""
    found: dict[str, Choice] = {}
    for person in colleagues(post.organisation_id) if post.organisation_id else []:
        if person.uid != post.account_id:
            found.setdefault(str(person.uid), (str(person.uid), _named(person)))
    return list(found.values())


def _named(person: Colleague) -> Any:
    return f"{person.name} · {person.title or _(person.role.label)}"


class HandOverForm(RecordForm):
    """离岗交接: all open work goes to one successor in one step (R-502)."""

    action = "post.hand_over"
    icon = "arrows-exchange"

    successor = chosen(_("Who takes it over"), [], help=_("Somebody with a post in the same unit."))
    last_day = day(_("Last day in post"), help=TODAY)
    keep_post = tick(_("Only the work moves; the post stays"))
    reason = text(_("Why"), required=False, rows=2, example=_("Moves to the bureau of civil affairs."))

    def set_up(self) -> None:
        offer(self, "successor", [EMPTY, *others_in(self.subject)])
        if self.subject.organisation_id:
            waiting = open_work(self.subject.account_id, self.subject.organisation_id)
            self.notice = _("Open matters that will move: %(count)s") % {"count": waiting}


class DeputyForm(RecordForm):
    """Who acts in the post while its holder is away."""

    action = "post.appoint_deputy"
    icon = "users"

    account = chosen(_("Who acts"), [], help=_("Somebody with a post in the same unit."))
    began_on = day(_("First day"), help=TODAY)
    until = day(_("Last day"), required=True)
    reason = line(_("Why"), required=False, example=_("annual leave"))

    def set_up(self) -> None:
        offer(self, "account", [EMPTY, *others_in(self.subject)])


class PostEndForm(RecordForm):
    """End a post without work."""

    action = "post.end"
    icon = "ban"
    danger = True

    last_day = day(_("Last day in post"), help=TODAY)
    reason = line(_("Why"), required=False, wide=True)


ON_POST: dict[str, type[RecordForm]] = {"hand_over": HandOverForm, "deputy": DeputyForm, "end": PostEndForm}


class DeputyEndForm(RecordForm):
    """The holder is back."""

    action = "post.end_deputy"
    icon = "user-check"

    reason = line(_("Why"), required=False, wide=True)


def role_words() -> list[dict[str, Any]]:
    """What each role sees and does, and what it is never held together with (R-721)."""
    others = _("every other role")
    return [
        {
            "label": _(each.label),
            "text": _(each.description),
            "excludes": others if each.administrator else _("the three administrators"),
        }
        for each in all_roles().values()
    ]


def role_label(code: str) -> Any:
    """A role in words."""
    return _(role(code).label)
