"""The search index: two-character words, names, numbers; the same answers on both engines (O-4)."""

import pytest
from django.db import connection

from anmulong.base.search import keyed_tokens, text_tokens
from anmulong.disputes.models import DisputeDocument
from anmulong.kernel.ids import new_uid


@pytest.fixture
def documents(db: None) -> None:
    """Three texts."""
    for text in ("牧民草场边界纠纷", "边民互市 Bayar", "13900001111 拖欠工资"):
        DisputeDocument.objects.create(uid=new_uid(), tokens=" ".join(text_tokens(text)))


def hits(text: str) -> int:
    """How many documents have every word of the text."""
    return DisputeDocument.objects.filter(tokens__has=" ".join(text_tokens(text))).count()


@pytest.mark.parametrize(
    ("text", "number"),
    [("边界", 1), ("草场 边界", 1), ("草场边界", 1), ("边民", 1), ("草场 工资", 0), ("bayar", 1), ("13900001111", 1)],
)
def test_words_find_their_texts(documents: None, text: str, number: int) -> None:
    assert hits(text) == number


def test_a_removed_text_is_no_longer_found(documents: None) -> None:
    DisputeDocument.objects.filter(tokens__has=" ".join(text_tokens("边界"))).delete()
    assert hits("边界") == 0


def test_a_changed_text_is_found_by_its_new_words(documents: None) -> None:
    [document] = DisputeDocument.objects.filter(tokens__has=" ".join(text_tokens("边界")))
    DisputeDocument.objects.filter(pk=document.pk).update(tokens=" ".join(text_tokens("水源")))
    assert (hits("边界"), hits("水源")) == (0, 1)


@pytest.mark.parametrize("wanted", ["", "   ", '"', "a'b", "x OR y*"])
def test_what_is_no_token_finds_nothing(documents: None, wanted: str) -> None:
    """An empty or clever search text never reaches the engine's own query language."""
    assert not DisputeDocument.objects.filter(tokens__has=wanted).exists()


def test_tokens_show_nothing_of_the_words(db: None) -> None:
    [token] = keyed_tokens(["边界"])
    assert len(token) == 10
    assert token.isalpha()
    assert token.islower()
    assert keyed_tokens(["边界", "边界"]) == [token]


def test_every_token_is_one_lexeme(db: None) -> None:
    """PostgreSQL's parser would cut mixtures such as ``5e7abc``; a thousand tokens are found one by one."""
    tokens = keyed_tokens([str(number) for number in range(1000)])
    DisputeDocument.objects.create(uid=new_uid(), tokens=" ".join(tokens))
    for token in tokens[:: 1 if connection.vendor == "postgresql" else 10]:
        assert DisputeDocument.objects.filter(tokens__has=token).exists()
