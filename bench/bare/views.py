"""One view writes two rows in one transaction, one shows the newest 25 in the shell of our desk."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bench.bare.models import Happening, Matter


TITLE = "草场边界不清，牛羊越界吃草"
BODY = "牧民反映邻户牛羊越过网围栏吃草，双方各有各的说法，邻居可以作证，手里有当年的分包合同，要求丈量核实。" * 2
NAV = [{"label": f"菜单{number}", "url": "#", "icon": "folder", "group": "", "badge": 0} for number in range(11)]


def add(request: HttpRequest) -> HttpResponse:
    """Two inserts, one commit."""
    with transaction.atomic():
        matter = new_matter(0)
        matter.save(force_insert=True)
        Happening.objects.create(matter=matter, what="registered", happened_at=matter.registered_at)
    return HttpResponse(matter.number)


def new_matter(town: int) -> Matter:
    """A matter, not yet saved."""
    now = datetime.now(UTC)
    return Matter(
        number="鄂2026-000001", town=town, title=TITLE, body=BODY, registered_at=now, due_at=now + timedelta(days=30)
    )


def newest(request: HttpRequest) -> HttpResponse:
    """The newest 25 of a town in the page shell."""
    rows = Matter.objects.filter(town=0).order_by("-registered_at", "-uid")[:25]
    me = {"name": "某某", "post_label": "文书", "unit_label": "综治中心"}
    context = {"rows": rows, "nav": NAV, "me": me, "store": {"name": "鄂托克旗", "area": "鄂托克旗"}}
    return render(request, "bare/list.html", context)
