"""Every step on a matter has a page; what was typed is never lost (O-1, O-2)."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anmulong.access.public import who
from anmulong.base import clock
from anmulong.base.templatetags.pieces import missing_answer
from anmulong.desk.forms.steps import STEPS
from anmulong.disputes.enums import State
from anmulong.disputes.public import Acknowledgement, Arrangement, Assignment, Dispute, GuidanceGiven, Merging, Noted
from anmulong.journal.public import Actor, all_actions
from tests.desk.conftest import Desk
from tests.desk.pages import fields, words
from tests.factories.matters import Office
from tests.factories.people import make_account


def act_url(matter: UUID, step: str) -> str:
    """The page of a step."""
    return reverse("desk:act", args=[matter, step])


def take(client: Client, matter: UUID, step: str, **typed: Any) -> Any:
    """Open the page of a step, type, send."""
    url = act_url(matter, step)
    return client.post(url, {**fields(client.get(url), url), **typed})


def test_every_action_on_a_matter_has_a_page() -> None:
    """Only registering has a screen of its own; time itself and a merged place are nobody's step."""
    named = {name.removeprefix("dispute.") for name, spec in all_actions().items() if spec.on is Dispute}
    assert set(STEPS) == named - {"register", "refresh", "follow_place"}


def offered(office: Office) -> UUID:
    matter = office.register()
    office.act(office.clerk, "dispute.assign", Assignment(office.mediator.organisation), matter)
    return matter


def merged(office: Office) -> UUID:
    other, matter = office.register(), office.register()
    office.act(office.clerk, "dispute.merge", Merging(other), matter)
    return matter


def with_meeting(office: Office) -> UUID:
    matter = office.handled()
    office.act(office.clerk, "dispute.schedule", Arrangement(clock.now()), matter)
    return matter


def restricted(office: Office) -> UUID:
    return office.handled(facts=("violence",))


def guided(office: Office) -> UUID:
    matter = office.handled()
    office.act(office.clerk, "dispute.guide", GuidanceGiven(("court_suit",)), matter)
    return matter


STAGES: dict[str, tuple[str, Any]] = {
    "check_admissibility": ("clerk", Office.handled),
    "ask_arrival": ("clerk", guided),
    "acknowledge": ("mediator", offered),
    "send_back": ("mediator", offered),
    "triage": ("clerk", Office.register),
    "assign": ("clerk", Office.register),
    "contact": ("clerk", Office.handled),
    "schedule": ("clerk", Office.handled),
    "cancel_meeting": ("clerk", with_meeting),
    "note": ("clerk", Office.handled),
    "attach": ("clerk", Office.handled),
    "grade": ("clerk", Office.handled),
    "settle_on_the_spot": ("clerk", Office.handled),
    "guide": ("clerk", Office.handled),
    "answer": ("clerk", Office.settled),
    "follow_up": ("clerk", Office.settled),
    "ask_strike_off": ("clerk", Office.settled),
    "strike_off": ("second", Office.asked),
    "refuse_strike_off": ("second", Office.asked),
    "undo_strike_off": ("second", Office.struck_off),
    "reopen": ("clerk", Office.struck_off),
    "relapse": ("clerk", Office.handled),
    "merge": ("clerk", Office.handled),
    "unmerge": ("clerk", merged),
    "add_party": ("clerk", Office.handled),
    "change_party": ("clerk", Office.handled),
    "end_party": ("clerk", Office.handled),
    "record_consent": ("clerk", Office.handled),
    "update": ("clerk", Office.handled),
    "correct": ("clerk", Office.settled),
    "restrict": ("clerk", Office.handled),
    "lift_restriction": ("director", restricted),
    "void": ("second", Office.handled),
    "report_escalation": ("clerk", Office.handled),
}


def actor(office: Office, name: str) -> Actor:
    found: Actor = getattr(office, name)
    return found


@pytest.mark.parametrize("step", sorted(STEPS))
def test_page_opens_for_who_may(office: Office, desk: Desk, step: str) -> None:
    """As a page of its own and as a dialog."""
    who, stage = STAGES[step]
    matter, client = stage(office), desk(actor(office, who))
    page = client.get(act_url(matter, step))
    dialog = client.get(act_url(matter, step), headers={"HX-Request": "true"})
    assert page.status_code == 200
    assert 'name="happened_at"' in words(page)
    assert "<dialog" in words(dialog)


@pytest.mark.parametrize("step", sorted(STEPS))
def test_another_towns_clerk_finds_nothing(office: Office, desk: Desk, step: str) -> None:
    """Outside the scope a matter does not exist, whatever is asked of it."""
    matter, client = office.handled(), desk(office.other_clerk)
    assert client.get(act_url(matter, step)).status_code == 404
    assert client.post(act_url(matter, step), {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("step", sorted(STEPS))
def test_nonsense_is_answered_with_the_page(office: Office, desk: Desk, step: str) -> None:
    """Wrong dates, wrong numbers and endless text come back with what was typed; nothing falls over."""
    who, stage = STAGES[step]
    matter, client = stage(office), desk(actor(office, who))
    typed = dict.fromkeys(STEPS[step].base_fields, "☃ 4.5e99 '; --")
    answer = client.post(act_url(matter, step), typed)
    assert answer.status_code == 422
    assert "☃ 4.5e99" in words(answer)


def test_endless_text_is_kept_and_refused(office: Office, desk: Desk) -> None:
    """3 MB into a note."""
    matter, client = office.handled(), desk(office.clerk)
    long_text = "蒙" * 1_000_000
    answer = take(client, matter, "note", text=long_text)
    assert answer.status_code == 422
    assert long_text in words(answer)


def test_unknown_step_is_not_found(office: Office, desk: Desk, matter: UUID) -> None:
    assert desk(office.clerk).get(act_url(matter, "burn")).status_code == 404


def test_step_out_of_turn_says_why(office: Office, desk: Desk, matter: UUID) -> None:
    """A matter that is not settled cannot be struck off; the page names the rule and the way out."""
    answer = desk(office.second).get(act_url(matter, "strike_off"))
    assert answer.status_code == 403
    assert "wrong-state" in words(answer)


def test_refusal_keeps_what_was_typed(office: Office, desk: Desk) -> None:
    """O-3: both sides must be willing; the result that was typed stands in the page again."""
    matter, client = office.handled(), desk(office.clerk)
    answer = take(client, matter, "settle_on_the_spot", result="两家同意以界桩为准", willing_first="on")
    assert answer.status_code == 422
    assert "not-willing" in words(answer)
    assert "两家同意以界桩为准" in words(answer)


def test_double_click_records_once(office: Office, desk: Desk) -> None:
    """The same page sent twice: one note, the same answer."""
    matter, client = office.handled(), desk(office.clerk)
    url = act_url(matter, "note")
    typed = {**fields(client.get(url), url), "text": "已电话通知"}
    first, second = client.post(url, typed), client.post(url, typed)
    assert (first.status_code, second.status_code) == (302, 302)
    assert office.row(matter).notes.count() == 1


def test_stale_version_shows_both_sides(office: Office, desk: Desk) -> None:
    """Two people on one version: one effect, and a page with both."""
    matter, client = office.handled(), desk(office.clerk)
    url = act_url(matter, "grade")
    typed = {**fields(client.get(url), url), "colour": "orange", "reason": "扬言上访"}
    office.act(office.director, "dispute.restrict", _restriction(), matter)
    answer = client.post(url, typed)
    assert answer.status_code == 409
    assert "扬言上访" in words(answer)
    again = client.post(url, fields(answer, url))
    assert again.status_code == 302
    assert office.row(matter).colour == "orange"


def colleague(office: Office) -> Actor:
    """Another clerk of the same unit."""
    return make_account(office.county, "town_clerk").actor()


def _restriction() -> Any:
    kind = all_actions()["dispute.restrict"].given
    return kind(why="other")


@pytest.mark.parametrize(("keep", "place"), [("mine", "五组"), ("theirs", "四组")])
def test_two_changes_of_one_field_let_the_person_choose(office: Office, desk: Desk, keep: str, place: str) -> None:
    """Three-way: the page offers mine and theirs; the untouched field of the other person stays."""
    matter, client = office.handled(), desk(office.clerk)
    url = act_url(matter, "update")
    seen = fields(client.get(url), url)
    other = desk(colleague(office))
    other.post(url, {**fields(other.get(url), url), "place": "四组"})
    answer = client.post(url, {**seen, "place": "五组", "people_count": "7"})
    assert answer.status_code == 409
    assert client.post(url, {**fields(answer, url), "keep_place": keep}).status_code == 302
    row = office.row(matter)
    assert (row.place, row.people_count) == (place, 7)


def test_the_page_of_two_versions_shows_both_sides_and_keeps_what_was_typed(office: Office, desk: Desk) -> None:
    """Both people, what stood before, mine and theirs side by side; every typed answer goes along unseen."""
    matter, client, second = office.handled(), desk(office.clerk), colleague(office)
    url = act_url(matter, "update")
    seen = fields(client.get(url), url)
    other = desk(second)
    other.post(url, {**fields(other.get(url), url), "place": "四组"})
    typed = {**seen, "place": "五组", "people_count": "7", "what": "新写的经过，不能丢。"}
    page = client.post(url, typed)
    shown = page.context["conflict"]
    names = who([office.clerk.uid, second.uid])
    assert (shown["mine_by"], shown["theirs_by"]) == (names[office.clerk.uid], names[second.uid])
    assert [(field["name"], field["base"], field["mine"], field["theirs"]) for field in shown["fields"]] == [
        ("place", "三组北梁", "五组", "四组")
    ]
    kept = fields(page, url)
    assert {name: kept[name] for name in ("place", "people_count", "what")} == {
        name: typed[name] for name in ("place", "people_count", "what")
    }
    assert kept["version"] == str(office.row(matter).version)
    for side in ("五组", "四组", "三组北梁", 'name="keep_place"', 'role="alert"'):
        assert side in words(page)
    assert office.row(matter).place == "四组"


def test_untouched_fields_are_not_sent(office: Office, desk: Desk) -> None:
    """Two people change different fields: both changes stand."""
    matter, client = office.handled(), desk(office.clerk)
    url = act_url(matter, "update")
    seen = fields(client.get(url), url)
    other = desk(colleague(office))
    other.post(url, {**fields(other.get(url), url), "people_count": "9"})
    assert client.post(url, {**seen, "place": "六组"}).status_code == 302
    row = office.row(matter)
    assert (row.place, row.people_count) == ("六组", 9)


def test_happened_earlier_is_kept_beside_the_time_of_entry(office: Office, desk: Desk) -> None:
    """O-2: legal clocks run from what is said; an untouched time means now."""
    matter, client = office.handled(), desk(office.clerk)
    take(client, matter, "contact", whom="巴特尔", happened_at="2026-01-02T09:30")
    take(client, matter, "contact", whom="苏和")
    early, now = office.row(matter).contacts.order_by("happened_at")
    assert early.happened_at.isoformat() == "2026-01-02T01:30:00+00:00"
    assert (clock.now() - now.happened_at).total_seconds() < 60


def test_clash_of_meetings_can_be_confirmed(office: Office, desk: Desk) -> None:
    """The box appears only when there is a clash (O-5)."""
    matter, client = office.handled(), desk(office.clerk)
    begins = {"begins_at": "2030-03-01T10:00", "place": "嘎查办公室"}
    first = take(client, matter, "schedule", **begins)
    assert first.status_code == 302
    clash = take(client, matter, "schedule", **begins)
    assert clash.status_code == 422
    url = act_url(matter, "schedule")
    assert client.post(url, {**fields(clash, url), "despite_clash": "on"}).status_code == 302
    assert office.row(matter).meetings.count() == 2


def test_slip_of_a_meeting_names_no_party(office: Office, desk: Desk) -> None:
    matter, client = office.handled(), desk(office.clerk)
    answer = take(client, matter, "schedule", begins_at="2030-03-01T10:00", place="嘎查办公室")
    slip = words(client.get(answer["Location"]))
    assert "2030-03-01 10:00" in slip
    assert "巴特尔" not in slip


def test_people_of_the_chosen_unit(office: Office, desk: Desk) -> None:
    """The list of persons follows the unit, with htmx and in a page that comes back."""
    client = desk(office.clerk)
    answer = client.get(reverse("desk:people_of_unit"), {"organisation": office.mediator.organisation})
    assert str(office.mediator.uid) in words(answer)
    assert client.get(reverse("desk:people_of_unit"), {"organisation": "x"}).status_code == 200


def test_assigned_then_acknowledged(office: Office, desk: Desk) -> None:
    """An offer to unit and person; acknowledging it moves the duty (R-502)."""
    matter = office.handled()
    take(
        desk(office.clerk),
        matter,
        "assign",
        organisation=str(office.mediator.organisation),
        person=str(office.mediator.uid),
    )
    assert take(desk(office.mediator), matter, "acknowledge").status_code == 302
    assert office.row(matter).owner_person == office.mediator.uid


def test_routes_are_told_and_printed(office: Office, desk: Desk) -> None:
    """R-113, C-241: ticks with their texts; the paper names law and what to bring."""
    matter, client = office.handled(), desk(office.clerk)
    answer = take(client, matter, "guide", routes=["court_suit"], explanation="已告知")
    assert answer["Location"] == reverse("desk:guidance_paper", args=[matter])
    assert "民事诉讼法" in words(client.get(answer["Location"]))
    assert office.row(matter).state == State.GUIDED


def test_asking_shows_what_is_missing(office: Office, desk: Desk) -> None:
    matter = office.settled()
    page = desk(office.clerk).get(act_url(matter, "ask_strike_off"))
    assert page.context["notice"].count("·") == 1


def test_merge_by_number(office: Office, desk: Desk) -> None:
    """The number is typed as it stands on the receipt; one that lies outside is unknown."""
    first, second = office.handled(), office.handled()
    client = desk(office.clerk)
    assert take(client, second, "merge", into="鄂矛登〔2026〕999999号").status_code == 422
    assert take(client, second, "merge", into=office.row(first).number).status_code == 302
    assert office.row(second).merged_into == first


def test_draft_comes_back_and_goes_with_the_step(office: Office, desk: Desk) -> None:
    """O-1: logout, crash or a telephone call loses nothing."""
    matter, client = office.handled(), desk(office.clerk)
    draft = reverse("desk:draft", args=[f"note-{matter}"])
    client.post(draft, {"text": "正在写", "operation": str(uuid4()), "version": "99"})
    url = act_url(matter, "note")
    page = fields(client.get(url), url)
    assert page["text"] == "正在写"
    assert page["version"] != "99"
    client.post(url, page)
    assert fields(client.get(url), url)["text"] == ""


def test_side_file_note_is_for_handlers_only(office: Office, desk: Desk) -> None:
    """O-4, R-132: who neither minds the matter nor has clearance sees that there is one, not what it says."""
    matter = office.register(by=office.mediator)
    office.act(office.mediator, "dispute.note", Noted("单独谈话记录", side_file=True), matter)
    url = reverse("desk:matter", args=[matter])
    assert "单独谈话记录" in words(desk(office.mediator).get(url))
    assert "单独谈话记录" not in words(desk(office.clerk).get(url))


def test_acknowledgement_by_a_stranger_is_refused(office: Office, desk: Desk) -> None:
    matter = offered(office)
    assert desk(office.director).get(act_url(matter, "acknowledge")).status_code == 403
    office.act(office.mediator, "dispute.acknowledge", Acknowledgement(), matter)


def test_what_an_action_misses_is_named_by_its_label(office: Office, desk: Desk, matter: UUID) -> None:
    """The action says that an answer is needed; the page says which one, and its summary takes the focus."""
    answer = take(desk(office.clerk), matter, "contact", whom="  ")
    assert answer.status_code == 422
    page = words(answer)
    assert page.count(missing_answer(answer.context["form"]["whom"])) == 2
    assert 'role="alert" tabindex="-1" data-focus' in page
