"""Accounts of others: list, page, open, slip, and the steps on account, post and deputy (O-5, R-721)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from anmulong.access.enums import Permission
from anmulong.access.public import Account, Deputy, Post, accounts_in
from anmulong.base import clock
from anmulong.base.scoping import Order
from anmulong.desk.forms.accounts import ON_ACCOUNT, ON_POST, AccountForm, DeputyEndForm, role_words
from anmulong.desk.forms.records import RecordForm
from anmulong.desk.presenting.accounts import (
    LABELS,
    account_page,
    account_rows,
    account_url,
    in_words,
    post_words,
    posts_held,
    unit_words,
)
from anmulong.desk.presenting.eyes import as_uid
from anmulong.desk.presenting.record_history import record_line
from anmulong.desk.presenting.record_steps import record_steps
from anmulong.desk.presenting.slips import slip_address
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check, soft_url
from anmulong.desk.views.recording import Sheet, step
from anmulong.journal.public import Outcome
from anmulong.kernel.names import fold
from anmulong.lawbook.public import parameter_int


SIZE = 30
BY_NAME = Order(("display_name",), descending=False)
STATES = {"locked": Q(locked_at__isnull=False, closed_at=None), "closed": Q(closed_at__isnull=False)}


@require_GET
def show_accounts(request: HttpRequest) -> HttpResponse:
    """The accounts that this post looks after: all, or those of the own unit."""
    me = here(request)
    check(me, Permission.RESET_PASSWORD)
    context = _rows(request, me)
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return render(request, "desk/partials/account_rows.html", context)
    keeps = me.may(Permission.MANAGE_ACCOUNTS)
    context |= {
        "filters": _filters(request),
        "list_url": reverse("desk:accounts"),
        "clear_url": reverse("desk:accounts"),
        "new_url": reverse("desk:account_new") if keeps else "",
        "import_url": soft_url("ops:staff_import") if keeps else "",
    }
    return render(request, "desk/accounts.html", context)


def _rows(request: HttpRequest, me: Here) -> dict[str, Any]:
    asked = request.GET
    state = asked.get("state", "")
    found = accounts_in(me.scope, in_use=state != "closed")
    if state in STATES:
        found = found.filter(STATES[state])
    typed = asked.get("q", "").strip()
    if typed:
        folded = fold(typed)
        found = found.filter(
            Q(display_name__icontains=typed) | Q(username__startswith=folded) | Q(initials__startswith=folded)
        )
    behind = as_uid(asked.get("uid", ""))
    after = [asked["after"], behind] if asked.get("after") and behind else None
    page = found.page(BY_NAME, SIZE, after)
    last = page.rows[-1] if page.rows else None
    return {
        "rows": account_rows(page.rows, me),
        "newer_url": _page_url(request) if after else "",
        "older_url": _page_url(request, last) if page.more and last else "",
        "page_note": "",
    }


def _page_url(request: HttpRequest, last: Account | None = None) -> str:
    query = request.GET.copy()
    for name in ("after", "uid"):
        query.pop(name, None)
    if last is not None:
        query["after"], query["uid"] = last.display_name, str(last.pk)
    return f"{reverse('desk:accounts')}?{query.urlencode()}"


def _filters(request: HttpRequest) -> dict[str, Any]:
    words = {"locked": _("locked"), "closed": _("closed")}
    chosen = request.GET.get("state", "")
    states = [{"value": value, "label": label, "selected": value == chosen} for value, label in words.items()]
    return {"q": request.GET.get("q", ""), "states": states}


@require_GET
def show_account(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One account: posts, deputies, sign-ins, what can be done now."""
    me = here(request)
    check(me, Permission.RESET_PASSWORD)
    account = Account.objects.in_scope(me.scope).get(uid)
    context = account_page(account, me) | {
        "actions": record_steps(
            me, account, _fitting(account), lambda name: reverse("desk:account_act", args=[uid, name])
        ),
        "entries": record_line(account, LABELS, in_words),
        "list_url": reverse("desk:accounts"),
    }
    return render(request, "desk/account.html", context)


def _fitting(account: Account) -> dict[str, type[RecordForm]]:
    """A locked account is unlocked, any other one locked."""
    out = "lock" if account.locked_at else "unlock"
    return {name: form for name, form in ON_ACCOUNT.items() if name != out}


@never_cache
@require_http_methods(["GET", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    """Open an account with its first post; the one-time slip is shown at once."""
    me = here(request)
    check(me, Permission.MANAGE_ACCOUNTS)
    form = AccountForm(request.POST or None, place=me)
    home = reverse("desk:accounts")
    sheet = Sheet(
        back_url=home,
        title=_("New account"),
        crumbs=[{"label": _("Accounts"), "url": home}],
        template="desk/account_new.html",
        more={"roles": role_words()},
    )
    return step(request, form, sheet, finish=lambda outcomes: _slip(request, me, outcomes, form.code))


@never_cache
@require_http_methods(["GET", "POST"])
def act_on_account(request: HttpRequest, uid: UUID, name: str) -> HttpResponse:
    """Slip, post, change, lock, unlock, close."""
    me = here(request)
    form_class = ON_ACCOUNT.get(name)
    if form_class is None:
        raise Http404
    account = Account.objects.in_scope(me.scope).get(uid)
    check(me, str(form_class.known().needs))
    form: Any = form_class(request.POST or None, place=me, subject=account)
    sheet = _sheet(account)
    if name != "slip":
        return step(request, form, sheet)
    return step(request, form, sheet, finish=lambda outcomes: _slip(request, me, outcomes, form.code))


def _sheet(account: Account, lead: str = "") -> Sheet:
    url = account_url(account.pk)
    crumbs = [{"label": _("Accounts"), "url": reverse("desk:accounts")}, {"label": account.display_name, "url": url}]
    return Sheet(back_url=url, lead=lead or account.display_name, crumbs=crumbs)


def _slip(request: HttpRequest, me: Here, outcomes: Sequence[Outcome], code: str) -> HttpResponse:
    """The slip on paper: the only time the code is seen. A repeated click must not show a code that does not work."""
    made = outcomes[-1]
    if made.repeated:
        messages.warning(request, _("This slip was shown already. Make a new one if it was not printed."))
        return redirect(account_url(made.subject))
    account = Account.objects.in_scope(me.scope).get(made.subject)
    now = clock.now()
    units = [unit_words(post) for post in posts_held([account.pk], me)[account.pk]]
    slip = {
        "name": account.display_name,
        "username": account.username,
        "secret": code,
        "unit": "、".join(dict.fromkeys(unit for unit in units if unit)),
        "valid_until": now + timedelta(hours=parameter_int("access.reset_slip_hours")),
    }
    context = {
        "slips": [slip],
        "address": slip_address(request),
        "back_url": account_url(account.pk),
        "printed_at": now,
    }
    return render(request, "desk/print_slip.html", context)


@require_http_methods(["GET", "POST"])
def act_on_post(request: HttpRequest, uid: UUID, name: str) -> HttpResponse:
    """Hand over, appoint a deputy, end."""
    me = here(request)
    form_class = ON_POST.get(name)
    if form_class is None:
        raise Http404
    post = Post.objects.in_scope(me.scope).get(uid)
    check(me, str(form_class.known().needs))
    account = Account.objects.in_scope(me.scope).get(post.account_id)
    form = form_class(request.POST or None, place=me, subject=post)
    lead = " · ".join(part for part in (account.display_name, post_words(post), unit_words(post)) if part)
    sheet = _sheet(account, lead)
    if name != "hand_over":
        return step(request, form, sheet)

    def moved(outcomes: Sequence[Outcome]) -> HttpResponse:
        count = outcomes[0].facts.get("moved", 0)
        messages.success(request, _("Handed over. Matters moved: %(count)s") % {"count": count})
        return redirect(sheet.back_url)

    return step(request, form, sheet, finish=moved)


@require_http_methods(["GET", "POST"])
def end_deputy(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The holder of the post is back."""
    me = here(request)
    check(me, Permission.APPOINT_DEPUTY)
    deputy = Deputy.objects.in_scope(me.scope).get(uid)
    account = Account.objects.in_scope(me.scope).get(deputy.on_behalf_id)
    form = DeputyEndForm(request.POST or None, place=me, subject=deputy)
    return step(request, form, _sheet(account))
