"""Messages are rendered in the reader's language, parameters included."""

from anmulong.kernel.wording import Message, noop


CHINESE = {
    "%(who)s waits for %(what)s": "%(what)s之前，%(who)s等待",
    "the party": "当事人",
    "reply": "答复",
    ", ": "、",
}


def translate(text: str) -> str:
    return CHINESE.get(text, text)


def test_noop_returns_the_id_unchanged() -> None:
    assert noop("Due %(day)s") == "Due %(day)s"


def test_without_params_percent_signs_stay() -> None:
    assert Message("100 % done").render() == "100 % done"


def test_message_params_and_lists_are_translated_too() -> None:
    message = Message("%(who)s waits for %(what)s", {"who": Message("the party"), "what": (Message("reply"), "X")})
    assert message.render(translate) == "答复、X之前，当事人等待"
    assert str(message) == "the party waits for reply, X"
