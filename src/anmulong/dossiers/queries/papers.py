"""Which papers a case that was read in scope can give, which were issued, and what stands on each (domain.md 2.7)."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.utils import translation

from anmulong.cases.enums import AgreementForm, WayIn
from anmulong.cases.public import Case
from anmulong.dossiers.enums import FormCode, PaperState
from anmulong.dossiers.models import Paper
from anmulong.dossiers.queries.values_agreement import agreement_values, visit_values
from anmulong.dossiers.queries.values_course import (
    acceptance_values,
    guidance_values,
    investigation_values,
    rights_values,
    session_values,
)
from anmulong.dossiers.queries.values_file import cover_values, index_values, situation_values
from anmulong.dossiers.queries.values_parties import application_values, authority_values
from anmulong.dossiers.queries.words import Folk
from anmulong.dossiers.rules import LANGUAGE, NUMBERED, Possible, Values


OF_THE_CASE: dict[FormCode, Callable[[Folk], Values]] = {
    FormCode.COVER: cover_values,
    FormCode.INDEX: index_values,
    FormCode.APPLICATION: application_values,
    FormCode.ACCEPTANCE: acceptance_values,
    FormCode.RIGHTS: rights_values,
    FormCode.AGREEMENT: agreement_values,
    FormCode.ORAL: agreement_values,
    FormCode.GUIDANCE: guidance_values,
    FormCode.SITUATION: situation_values,
}
OF_A_ROW: dict[FormCode, Callable[[Folk, UUID], Values]] = {
    FormCode.AUTHORITY: authority_values,
    FormCode.INVESTIGATION: investigation_values,
    FormCode.SESSION: session_values,
    FormCode.VISIT: visit_values,
}


def possible_papers(case: Case) -> list[Possible]:
    """The papers that the case can give now, in the order of the file; one for each session, visit, agent."""
    whole = [Possible(form, case.pk) for form, there in _there(case).items() if there]
    places = {form: place for place, form in enumerate(FormCode)}
    return sorted([*whole, *_of_rows(case)], key=lambda each: places[each.form])


def _there(case: Case) -> dict[FormCode, bool]:
    accepted = case.accepted_at is not None
    return {
        FormCode.COVER: case.closed_at is not None,
        FormCode.INDEX: case.closed_at is not None,
        FormCode.APPLICATION: case.way_in == WayIn.APPLICATION,
        FormCode.ACCEPTANCE: accepted,
        FormCode.RIGHTS: accepted,
        FormCode.AGREEMENT: case.agreement_form == AgreementForm.WRITTEN,
        FormCode.ORAL: case.agreement_form == AgreementForm.ORAL,
        FormCode.GUIDANCE: bool(case.ended_at or case.refused_at),
        FormCode.SITUATION: case.incomplete,
    }


def _of_rows(case: Case) -> list[Possible]:
    rows: dict[FormCode, Iterable[Any]] = {
        FormCode.AUTHORITY: case.agents.filter(ended_at=None, lawful=False).order_by("since_on", "uid"),
        FormCode.INVESTIGATION: case.investigations.order_by("happened_at", "uid"),
        FormCode.SESSION: case.sessions.filter(separate=False).order_by("position"),
        FormCode.VISIT: case.visits.filter(reached=True).order_by("happened_at", "uid"),
    }
    return [Possible(form, row.pk) for form, found in rows.items() for row in found]


def issued_papers(case: Case) -> list[Paper]:
    """Every paper that was issued, the newest first; replaced and void ones stay in the list (R-212)."""
    return list(case.papers.order_by("-issued_at", "-uid"))


def standing_paper(case: Case, paper: Possible) -> Paper | None:
    """The issue that stands of this paper, if it was issued."""
    found: Paper | None = case.papers.filter(form=paper.form, about=paper.about, state=PaperState.ISSUED).first()
    return found


def values_of(case: Case, paper: Possible) -> Values:
    """What stands on a paper of the case as it is now, in Chinese, which prevails. The reporter is on none."""
    folk = Folk(case)
    with translation.override(LANGUAGE):
        making = OF_THE_CASE.get(paper.form)
        return making(folk) if making is not None else OF_A_ROW[paper.form](folk, paper.about)


def number_of(case: Case, form: FormCode) -> str:
    """The number that the form carries: that of the agreement or of the case, never one of its own (R-212)."""
    if form not in NUMBERED:
        return ""
    if form == FormCode.COVER:
        return case.number
    found = case.agreements.filter(replaced_at=None).first()
    return found.number if found is not None else ""
