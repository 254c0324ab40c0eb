"""The papers that bind the file: cover, index, note on its state (F-13, F-14, F-15)."""

from django.utils.translation import gettext as _

from anmulong.cases.public import Case, file_gaps
from anmulong.dossiers.enums import FormCode, PaperState
from anmulong.dossiers.models import Paper
from anmulong.dossiers.queries.words import Folk, day
from anmulong.dossiers.rules import Values
from anmulong.lawbook.public import code_label


def file_name(folk: Folk) -> str:
    """What the file is called: the parties and the kind of the dispute (domain.md 2.8)."""
    return f"{folk.names()}{code_label('C-301', folk.case.kind or folk.case.dispute.kind)}"


def cover_values(folk: Folk) -> Values:
    """F-13: the cover."""
    case = folk.case
    return {
        "committee": folk.committee,
        "file_name": file_name(folk),
        "number": case.number,
        "mediators": folk.mediator_line,
        "mediated_from": day(case.accepted_at),
        "mediated_until": day(case.effective_at or case.ended_at or case.closed_at),
        "bound_by": folk.account(case.closed_by),
        "bound_on": day(case.closed_at),
        "retention": code_label("C-930", case.retention),
    }


def index_values(folk: Folk) -> Values:
    """F-14: what was issued and stands, in the order of the file; pages are numbered when it is bound."""
    places = {form: place for place, form in enumerate(FormCode.values)}
    rows = sorted(_standing(folk.case), key=lambda row: (places[row.form], row.issued_at, row.pk))
    return {
        "papers": [
            {"position": str(place), "title": str(FormCode(row.form).label), "page": "", "note": row.number}
            for place, row in enumerate(rows, start=1)
        ]
    }


def _standing(case: Case) -> list[Paper]:
    return list(case.papers.filter(state=PaperState.ISSUED).exclude(form__in=(FormCode.COVER, FormCode.INDEX)))


def situation_values(folk: Folk) -> Values:
    """F-15: what the file lacks and why (O-3, R-114)."""
    case = folk.case
    return {
        "title": _("restricted") if case.restricted else folk.told(case.dispute.title),
        "missing": "；".join(each.text.render(_) for each in file_gaps(case)),
        "text": folk.told(case.situation_note),
        "signatures": [
            {"role": _("File bound by"), "name": folk.account(case.closed_by)},
            {"role": _("Checked by a second person"), "name": ""},
        ],
    }
