"""The door of the desk, for the pages of ``ops`` that stand inside its frame.

``here(request) -> Here`` (who acts, in which post); ``check(place, permission)`` raises ``Refused``;
``soft_url(name)``; ``put_on_form(form, error)``; ``words(error)`` for ``c-refusal``;
``status_of(error)``; ``slip_address(request)``.
Files sent part by part: ``answered(work)``, ``size_told(request)``, ``take_part(request, upload)``.
Fields of forms: ``chosen``, ``day``, ``dressed``, ``hidden``, ``line``, ``segments``, ``tick``; lists: ``codes``,
``places``, ``units``; ``offer(form, name, options)``.
"""

from anmulong.desk.answers import put_on_form, status_of, words
from anmulong.desk.forms.choices import codes, places, units
from anmulong.desk.forms.fields import chosen, day, dressed, hidden, line, segments, tick
from anmulong.desk.forms.offering import offer
from anmulong.desk.parts import answered, size_told, take_part
from anmulong.desk.presenting.slips import slip_address
from anmulong.desk.requests import Here, here
from anmulong.desk.rights import check, soft_url


__all__ = [
    "Here",
    "answered",
    "check",
    "chosen",
    "codes",
    "day",
    "dressed",
    "here",
    "hidden",
    "line",
    "offer",
    "places",
    "put_on_form",
    "segments",
    "size_told",
    "slip_address",
    "soft_url",
    "status_of",
    "take_part",
    "tick",
    "units",
    "words",
]
