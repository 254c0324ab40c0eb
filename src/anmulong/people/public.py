"""The door of parties, consents and mediators.

Parties and consents belong to the matter that the caller has read in scope.

Rows (unsaved; the action of the matter saves them)
    make_party(stream, PartyInput, on=day) -> Party          apply_change(party, PartyChange, on=day) -> Party
    as_input(party) -> PartyInput                            make_consent(party, ConsentInput, by=, at=) -> Consent
    without_keys(party) -> Party                             when the matter's key is destroyed
Reading
    parties_of(streams) -> {stream: [Party]}                 consents_of(streams) -> {party uid: [Consent]}
    standing_answers(ledger) -> {ConsentKind: ConsentAnswer} search_texts(party) -> texts for the search index
The same party elsewhere
    same_person(party), with_name(text), with_telephone(text), with_identity(text) -> Q over Party
    streams_where(Q, county) -> subquery of streams, to be narrowed by in_scope
Showing
    shown_name, shown_address (party, viewer scope); shown_telephone, shown_identity, printed_name (party): masked
    covered(text, parties, masked=) -> text without their names and numbers
    printed_address(party, care_of); contact_telephone, may_visit, may_send_sms (party): safe contact (O-4)

Mediators (their names are known to everybody in the county; ``on`` is a day, today when left out)
    mediator(county, uid) ``NotFound``; mediators(county, former=False); mediator_of_account(account) -> Mediator | None
    mediators_of(committee, on=None, presiding=True) -> [Mediator]: whom parties may choose (R-109)
    may_preside(person, committee uid, on=None) -> bool; committees_of(person, on=None) -> [Organisation], where
    ``person`` is the uid of a mediator or of an account
    engagements_of(uids), trainings_of(uids) -> {uid: rows}; interests_of(mediator, on=None)
    schooling_of(uids, year) -> {uid: Schooling}; changed_between, ending_between(county, first, last) -> [Engagement]
    corps_changes(county, first, last) -> [CorpsChange], the notice to the court (R-106)
    mediator.register NewMediator · mediator.update MediatorChange · mediator.engage Engaged
    mediator.end_engagement EngagementEnded · mediator.move Moving · committee.pass_on_work PassedOn (on the committee)
    mediator.train Course · mediator.declare_interest Declared · mediator.end_interest InterestEnded
"""

from anmulong.people.actions.consents import make_consent
from anmulong.people.actions.engaging import Engaged, EngagementEnded
from anmulong.people.actions.mediators import MediatorChange, NewMediator
from anmulong.people.actions.moving import Moving, PassedOn
from anmulong.people.actions.parties import apply_change, as_input, make_party, without_keys
from anmulong.people.actions.schooling import Course, Declared, InterestEnded
from anmulong.people.models import Consent, Engagement, Interest, Mediator, Party, Training
from anmulong.people.queries.corps_changes import CorpsChange, corps_changes
from anmulong.people.queries.matching import same_person, streams_where, with_identity, with_name, with_telephone
from anmulong.people.queries.mediators import (
    changed_between,
    committees_of,
    ending_between,
    engagements_of,
    interests_of,
    may_preside,
    mediator,
    mediator_of_account,
    mediators,
    mediators_of,
    schooling_of,
    trainings_of,
)
from anmulong.people.queries.parties import consents_of, parties_of, search_texts, standing_answers
from anmulong.people.queries.showing import (
    contact_telephone,
    covered,
    may_send_sms,
    may_visit,
    printed_address,
    printed_name,
    shown_address,
    shown_identity,
    shown_name,
    shown_telephone,
)
from anmulong.people.rules import ConsentInput, PartyChange, PartyInput, Schooling


__all__ = [
    "Consent",
    "ConsentInput",
    "CorpsChange",
    "Course",
    "Declared",
    "Engaged",
    "Engagement",
    "EngagementEnded",
    "Interest",
    "InterestEnded",
    "Mediator",
    "MediatorChange",
    "Moving",
    "NewMediator",
    "Party",
    "PartyChange",
    "PartyInput",
    "PassedOn",
    "Schooling",
    "Training",
    "apply_change",
    "as_input",
    "changed_between",
    "committees_of",
    "consents_of",
    "contact_telephone",
    "corps_changes",
    "covered",
    "ending_between",
    "engagements_of",
    "interests_of",
    "make_consent",
    "make_party",
    "may_preside",
    "may_send_sms",
    "may_visit",
    "mediator",
    "mediator_of_account",
    "mediators",
    "mediators_of",
    "parties_of",
    "printed_address",
    "printed_name",
    "same_person",
    "schooling_of",
    "search_texts",
    "shown_address",
    "shown_identity",
    "shown_name",
    "shown_telephone",
    "standing_answers",
    "streams_where",
    "trainings_of",
    "with_identity",
    "with_name",
    "with_telephone",
    "without_keys",
]
