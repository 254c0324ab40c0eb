"""My account: posts, sign-ins, password, deputies, what was opened last."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anmulong.access.enums import Permission
from anmulong.access.public import (
    Account,
    Deputy,
    DeputyEnd,
    EndedSession,
    NewDeputy,
    NewPassword,
    Post,
    Seat,
    password_is_due,
    sessions_of,
    who,
)
from anmulong.desk.answers import put_on_form
from anmulong.desk.forms.own_account import DeputyForm, PasswordForm
from anmulong.desk.presenting.agents import device_of
from anmulong.desk.presenting.days import today
from anmulong.desk.presenting.deeds import present_history
from anmulong.desk.presenting.tokens import token_rows
from anmulong.desk.recent import recent_matters
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check
from anmulong.journal.public import Call, history, perform
from anmulong.kernel.errors import DomainError


ENTRIES = 20


@require_GET
def show_account(request: HttpRequest) -> HttpResponse:
    """Everything about oneself on one page."""
    place = here(request)
    account = Account.objects.in_scope(place.scope).get(place.account.pk)
    context = {
        "account": _account(account),
        "own": True,
        "posts": [_post(seat, place) for seat in place.seats],
        "sessions": _sessions(request, place),
        "deputies": _deputies(place),
        "tokens": token_rows(account.pk, place),
        "actions": _actions(place),
        "entries": present_history(history(account, limit=ENTRIES)),
        "recent": recent_matters(place),
    }
    return render(request, "desk/own_account.html", context)


@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """The own password; the first page after a slip or a first sign-in, and when it has grown old (R-722)."""
    place = here(request)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = NewPassword(old=form.cleaned_data["old"], new=form.cleaned_data["new"])
        try:
            perform(Call("account.set_password", given, subject=place.account.pk), by=place.actor)
        except DomainError as error:
            put_on_form(form, error)
        else:
            # The other sessions end by the new password; this one goes on.
            update_session_auth_hash(request, Account.objects.in_scope(place.scope).get(place.account.pk))
            messages.success(request, _("The password is changed. Other sign-ins have ended."))
            return redirect("desk:my_work")
    context = {"form": form, "due": password_is_due(place.account)}
    return render(request, "desk/change_password.html", context, status=400 if form.errors else 200)


@require_POST
def end_session(request: HttpRequest, session: UUID) -> HttpResponse:
    """Sign out another of one's own browsers."""
    place = here(request)
    perform(Call("session.end", EndedSession(session), subject=place.account.pk), by=place.actor)
    messages.success(request, _("That sign-in has ended."))
    return redirect("desk:account")


@require_http_methods(["GET", "POST"])
def appoint_deputy(request: HttpRequest) -> HttpResponse:
    """Let a colleague act in the present post while one is away (O-5)."""
    place = here(request)
    check(place, Permission.APPOINT_DEPUTY)
    form = DeputyForm(request.POST or None, place=place, initial={"began_on": today()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        given = NewDeputy(
            account=UUID(told["account"]), until=told["until"], began_on=told["began_on"], reason=told["reason"]
        )
        try:
            perform(Call("post.appoint_deputy", given, subject=place.seat.post.pk), by=place.actor)
        except DomainError as error:
            put_on_form(form, error)
        else:
            messages.success(request, _("The deputy is appointed."))
            return redirect("desk:account")
    context = {
        "title": _("Appoint a deputy"),
        "form": form,
        "form_url": reverse("desk:appoint_deputy"),
        "back_url": reverse("desk:account"),
        "submit_label": _("Appoint"),
        "notice": _("The deputy sees and does what you may in this post; every entry names both of you."),
    }
    return render(request, "desk/action_form.html", context, status=400 if form.errors else 200)


@require_POST
def end_deputy(request: HttpRequest, deputy: UUID) -> HttpResponse:
    """The holder is back before the day."""
    place = here(request)
    perform(Call("post.end_deputy", DeputyEnd(), subject=deputy), by=place.actor)
    messages.success(request, _("The deputy no longer acts."))
    return redirect("desk:account")


def _account(account: Account) -> dict[str, Any]:
    return {
        "name": account.display_name,
        "username": account.username,
        "state": {"label": _("in use"), "tone": "good"},
        "password_changed_at": account.password_changed_at,
    }


def _post(seat: Seat, place: Here) -> dict[str, Any]:
    post: Post = seat.post
    holder = seat.holder
    label = post.title or _(seat.role.label)
    return {
        "uid": str(post.pk),
        "label": _("%(post)s, as deputy of %(name)s") % {"post": label, "name": holder} if holder else label,
        "text": _(seat.role.description),
        "unit": str(post.organisation or "—"),
        "from": seat.deputy.began_on if seat.deputy else post.began_on,
        "until": seat.deputy.until_on if seat.deputy else post.ended_on,
        "current": seat.uid == place.seat.uid,
    }


def _sessions(request: HttpRequest, place: Here) -> list[dict[str, Any]]:
    return [
        {
            "device": device_of(session.agent),
            "address": session.address,
            "since": session.started_at,
            "seen": session.last_seen_at,
            "current": session.session_key == request.session.session_key,
            "end_url": reverse("desk:end_session", args=[session.uid]),
        }
        for session in sessions_of(place.account.pk)
    ]


def _deputies(place: Here) -> list[dict[str, Any]]:
    rows = list(Deputy.objects.in_scope(place.scope).filter(Deputy.acting_from(today()), on_behalf=place.account.pk))
    names = who(row.account_id for row in rows)
    may_end = place.may(Permission.APPOINT_DEPUTY)
    return [
        {
            "name": names.get(row.account_id, ""),
            "from": row.began_on,
            "until": row.until_on,
            "end_url": reverse("desk:end_deputy", args=[row.pk]) if may_end else "",
        }
        for row in rows
    ]


def _actions(place: Here) -> list[dict[str, Any]]:
    found = [
        {"label": _("Change the password"), "url": reverse("desk:change_password"), "icon": "key", "enabled": True}
    ]
    if place.seat.deputy is None:
        url = reverse("desk:token_new")
        found.append({"label": _("Make an access token"), "url": url, "icon": "plus", "enabled": True})
    if place.may(Permission.APPOINT_DEPUTY) and place.actor.organisation:
        hint = _("while you are away")
        url = reverse("desk:appoint_deputy")
        found.append({"label": _("Appoint a deputy"), "hint": hint, "url": url, "icon": "users", "enabled": True})
    return found
