"""The questions that forms are made of: one call gives a field with label, help line, example and width."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anmulong.base import clock
from anmulong.kernel.errors import Invalid
from anmulong.kernel.telephones import check_telephone
from anmulong.orgs.public import initials_of


Options = Iterable[Any] | Callable[[], Iterable[Any]]
LONGEST_LINE = 200
LONGEST_TEXT = 5_000
LONGEST_STORY = 20_000
MOMENT = "%Y-%m-%dT%H:%M"


def dressed(field: forms.Field, *, example: Any = "", wide: bool = False, **marks: bool) -> Any:
    """Put on a field what the templates look for: example, width, ``cards``, ``segments``."""
    field.example = example  # type: ignore[attr-defined]  # read by desk/parts/fields.html
    field.wide = wide  # type: ignore[attr-defined]  # read by desk/parts/fields.html
    for name, value in marks.items():
        setattr(field, name, value)
    return field


def offer(form: forms.Form, name: str, options: Iterable[Any]) -> None:
    """Fill the list of a field that depends on the matter or on the person."""
    field: Any = form.fields[name]
    field.choices = list(options)


def line(label: Any, *, help: Any = "", example: Any = "", required: bool = True, wide: bool = False) -> Any:
    """One line of text."""
    field = forms.CharField(label=label, help_text=help, required=required, max_length=LONGEST_LINE)
    return dressed(field, example=example, wide=wide)


def text(
    label: Any, *, help: Any = "", example: Any = "", required: bool = True, rows: int = 3, most: int = LONGEST_TEXT
) -> Any:
    """Several lines of text."""
    field = forms.CharField(
        label=label, help_text=help, required=required, max_length=most, widget=forms.Textarea(attrs={"rows": rows})
    )
    return dressed(field, example=example, wide=True)


def telephone(label: Any, *, help: Any = "", example: Any = "138 0000 1234") -> Any:
    """A telephone number as it is told."""
    field = forms.CharField(
        label=label,
        help_text=help,
        required=False,
        max_length=40,
        validators=[callable_number],
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    return dressed(field, example=example)


def callable_number(typed: str) -> None:
    """A validator: words are no telephone number."""
    try:
        check_telephone(typed)
    except Invalid as error:
        raise ValidationError(error.message.render(gettext)) from error


def chosen(label: Any, options: Options, *, help: Any = "", required: bool = True, wide: bool = False) -> Any:
    """One of a list; ``options`` may be a function, asked anew for each form."""
    return dressed(forms.ChoiceField(label=label, choices=options, help_text=help, required=required), wide=wide)


class SoughtSelect(forms.Select):
    """A long list in which one may type; each option carries its pinyin initials (find.js)."""

    def create_option(self, name: str, value: Any, label: Any, *more: Any, **options: Any) -> dict[str, Any]:
        """An option with the initials of its words."""
        option: dict[str, Any] = super().create_option(name, value, label, *more, **options)
        if value:
            option["attrs"]["data-initials"] = initials_of(str(label))
        return option


def sought(label: Any, options: Options, *, help: Any = "", required: bool = True) -> Any:
    """One of a long list, found by typing a part of its name or its pinyin initials."""
    widget = SoughtSelect(attrs={"data-find": _("name or pinyin initials")})
    return dressed(forms.ChoiceField(label=label, choices=options, help_text=help, required=required, widget=widget))


def segments(label: Any, options: Options, *, help: Any = "", cards: bool = False) -> Any:
    """One of a few, all in sight."""
    field = forms.ChoiceField(label=label, choices=options, help_text=help, widget=forms.RadioSelect)
    return dressed(field, cards=cards, segments=not cards, wide=True)


def ticks(label: Any, options: Options, *, help: Any = "", required: bool = False) -> Any:
    """Any number of a list, all in sight."""
    field = forms.MultipleChoiceField(
        label=label, choices=options, help_text=help, required=required, widget=forms.CheckboxSelectMultiple
    )
    return dressed(field, wide=True)


def tick(label: Any, *, help: Any = "", wide: bool = False) -> Any:
    """Yes or no."""
    return dressed(forms.BooleanField(label=label, help_text=help, required=False), wide=wide)


def day(label: Any, *, help: Any = "", required: bool = False) -> Any:
    """A calendar day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    field = forms.DateField(label=label, help_text=help, required=required, widget=widget)
    field.error_messages["invalid"] = _("This is not a date; write it like 2026-11-23.")
    return dressed(field)


def moment(label: Any, *, help: Any = "", required: bool = False) -> Any:
    """A day and a time of day, in the time of the office."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    field = forms.DateTimeField(label=label, help_text=help, required=required, widget=widget)
    field.error_messages["invalid"] = _("This is not a date and time; write it like 2026-11-23 09:30.")
    return dressed(field)


def number(label: Any, *, help: Any = "", most: int = 1_000_000) -> Any:
    """A whole number from one."""
    return dressed(forms.IntegerField(label=label, help_text=help, required=False, min_value=1, max_value=most))


def amount(label: Any, *, help: Any = "") -> Any:
    """Yuan with at most two places."""
    field = forms.DecimalField(
        label=label, help_text=help, required=False, min_value=0, max_digits=14, decimal_places=2
    )
    return dressed(field, example="12000")


def hidden(kind: type[forms.Field] = forms.CharField, *, required: bool = False) -> Any:
    """What the page carries along unseen."""
    return kind(required=required, widget=forms.HiddenInput)


def now_text() -> str:
    """The present minute as a datetime field shows it."""
    return moment_text(clock.now())


def moment_text(at: datetime) -> str:
    """A moment as a datetime field shows it."""
    return timezone.localtime(at).strftime(MOMENT)


class HappenedAt(forms.Form):
    """When it happened (发生时间, O-2): now unless somebody says otherwise; legal clocks run from it."""

    happened_at = moment(
        _("When it happened"), help=_("Leave it as it is when it happens now. Legal time limits run from here.")
    )
    opened_at = hidden()

    def happened(self) -> datetime | None:
        """The time that was said; ``None`` when the time shown at opening was left alone."""
        raw = self.data.get(self.add_prefix("happened_at"), "")
        if not raw or raw == self.data.get(self.add_prefix("opened_at")):
            return None
        value: datetime = self.cleaned_data["happened_at"]
        return value
