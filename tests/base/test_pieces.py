"""Template tags and components of base: icons, form controls, dates, the risk mark, and the vendored files."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template
from django.utils.translation import override

from anmulong.base.templatetags import pieces
from tools import vendor


ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "src").glob("anmulong/*/templates/**/*.html"))
ICON_USED = re.compile(r'\{% icon "([a-z0-9-]+)"|\bicon="([a-z0-9-]+)"|icon\|default:"([a-z0-9-]+)"')


class Visit(forms.Form):
    place = forms.CharField(label="Place", help_text="where it was")
    how = forms.ChoiceField(label="How", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def render(source: str, **context: object) -> str:
    return Template("{% load pieces %}" + source).render(Context(context))


def field_html(field: forms.BoundField) -> str:
    return render('{% cotton field :field="field" example="at the well" / %}', field=field)


def error_summary(form: forms.Form) -> str:
    return render('{% cotton form-errors :form="form" / %}', form=form).strip()


def test_vendored_files_are_the_recorded_ones() -> None:
    assert list(vendor.differences(vendor.read_lock())) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_template_compiles(path: Path) -> None:
    get_template(path.relative_to(next(p for p in path.parents if p.name == "templates")).as_posix())


def test_every_icon_named_in_a_template_is_vendored() -> None:
    used = {name for path in TEMPLATES for found in ICON_USED.findall(path.read_text()) for name in found if name}
    assert [name for name in sorted(used) if not (pieces.ICONS / f"{name}.svg").is_file()] == []


@pytest.mark.parametrize("name", ["no-such-icon", "../../secret"])
def test_unknown_icon_is_a_programming_error(name: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        pieces.icon(name)


def test_icon_is_decoration_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in pieces.icon("home")
    assert 'role="img" aria-label="&lt;b&gt;"' in pieces.icon("home", "<b>")


@pytest.mark.parametrize(("colour", "word"), [("red", "Red"), ("green", "Green")])
def test_risk_is_told_by_word_and_shape(colour: str, word: str) -> None:
    """R-511: the colour never stands alone."""
    with override("en"):
        mark = pieces.risk_mark(colour, "restricted")
    assert f"<span>{word}</span>" in mark
    assert "<svg" in mark
    assert "restricted" in mark


def test_missing_risk_is_a_dash() -> None:
    assert pieces.risk_mark("") == '<span class="am-none">—</span>'


def test_dates_have_one_format() -> None:
    assert pieces.day(date(2026, 11, 3)) == "2026-11-03"
    assert pieces.short_day(date(2026, 11, 3)) == "11-03"
    assert render("{{ at|moment }}", at=datetime(2026, 11, 23, 2, 32, tzinfo=UTC)) == "2026-11-23 10:32"
    assert render("{{ at|hour }}", at=datetime(2026, 11, 23, 2, 32, tzinfo=UTC)) == "10:32"
    assert pieces.day(None) == pieces.moment(None) == pieces.hour(None) == pieces.short_day(None) == "—"


def test_control_is_tied_to_help_example_and_error() -> None:
    html = pieces.control(Visit({"how": "a"})["place"], example="at the well")
    assert 'aria-describedby="id_place_helptext id_place_example id_place_error"' in html
    assert 'aria-invalid="true"' in html


def test_field_shows_label_help_and_error_under_their_ids() -> None:
    html = field_html(Visit({"how": "a"})["place"])
    assert [f'id="id_place_{part}"' in html for part in ("helptext", "example", "error")] == [True, True, True]
    assert '<label class="form-label" for="id_place">' in html


def test_choices_stand_in_a_fieldset_with_a_legend() -> None:
    html = field_html(Visit()["how"])
    assert html.count("<legend") == html.count("<fieldset") == 1
    assert html.count('type="radio"') == 2


def test_error_summary_links_to_the_fields() -> None:
    with override("en"):
        assert '<a href="#id_place">Please fill in: Place</a>' in error_summary(Visit({"how": "a"}))
        assert '<a href="#id_how">How</a>: Select a valid choice' in error_summary(Visit({"place": "x", "how": "z"}))
    assert error_summary(Visit()) == ""


def test_a_law_is_quoted_as_the_language_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_openers", [])
    with override("en"):
        assert pieces.ground("R-113, 人民调解法 art.26; O-3") == "R-113, 人民调解法 art. 26; O-3"
        assert pieces.ground("民法典(2020-05-28) art.120-1 <b>") == "民法典(2020-05-28) art. 120-1 &lt;b&gt;"
        assert pieces.ground("") == ""


def test_a_quoted_article_opens_where_its_text_is_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_openers", [])
    pieces.opens_laws(lambda law, number, version: f"/{number}/{version}" if law == "民法典" else "")
    with override("en"):
        shown = pieces.ground("民法典(2020-05-28) art.7; 仲裁法 art.2")
        assert shown == '<a class="am-quote" href="/7/2020-05-28">民法典(2020-05-28) art. 7</a>; 仲裁法 art. 2'


def test_a_missing_answer_is_named_at_the_field_and_in_the_summary() -> None:
    """Which answer is missing, and not that “this field” is required."""
    form = Visit({})
    with override("en"):
        assert "Please fill in: Place" in field_html(form["place"])
        assert "Please choose: How" in error_summary(form)
        assert "This field" not in error_summary(form) + field_html(form["place"])


def test_a_field_that_says_itself_what_is_missing_keeps_its_words() -> None:
    form = Visit({})
    form.fields["place"].error_messages["required"] = "Say where it is."
    assert pieces.mistakes(form["place"]) == ["Say where it is."]
