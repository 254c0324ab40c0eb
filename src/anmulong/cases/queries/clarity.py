"""What a court would not confirm in an agreement, told before it is signed (R-126, R-127, T-3, T-4).

A warning decides nothing: people may agree on what no court confirms, and keep to it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from anmulong.cases.models import Agreement, Case, Obligation
from anmulong.kernel.errors import Invalid
from anmulong.kernel.money import capital, yuan
from anmulong.kernel.wording import Message, noop


STATUS = re.compile(r"离婚|婚姻关系|婚姻无效|收养关系|亲子关系|监护权|抚养关系的(?:确认|解除)")
TITLE = re.compile(
    r"(?:所有权|使用权|承包经营权|权属|产权|专利权|商标权|著作权)[^。；]{0,12}(?:归|属)"
    r"|(?:归|属于?)[^。；，]{1,12}(?:所有|使用)"
    r"|确认[^。；]{0,30}(?:所有权|使用权|承包经营权|权属|产权)"
    r"|(?:草场|草牧场|土地|林地|房屋|宅基地)[^。；，]{0,12}(?:归|属于)"
)
VAGUE = re.compile(r"尽快|适当|酌情|视情况|再议|另行商定|待定|以后再")
WORDS = r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+[元圆](?:[零壹贰叁肆伍陆柒捌玖]角)?(?:[零壹贰叁肆伍陆柒捌玖]分)?整?"
IN_WORDS = re.compile(WORDS)
PAIR = re.compile(
    rf"(?P<figures>\d[\d,，]*(?:\.\d+)?\s*万?元)\s*[（(](?:大写)?[:：]?(?:人民币)?(?P<words>{WORDS})[）)]"
)

TEXTS = {
    "status": noop("No court confirms what concerns marriage, parentage, adoption or other personal status."),
    "title": noop("No court confirms who owns or may use land, pasture, a house or an intellectual property right."),
    "vague": noop("The words leave open what is owed: “%(found)s”. A court rejects what is not clear."),
    "words": noop("The amount in words “%(found)s” is none of the amounts that are owed."),
    "figures": noop("An amount in words does not agree with its figures: “%(found)s”."),
    "fraud": noop("Sham mediation was suspected in this case; the court will look at it."),
    "oral": noop("The court wants a written agreement: write it down before the parties apply."),
}
RULES = {"status": "R-126", "title": "R-126", "oral": "R-125"}
APART = ("status", "title")


@dataclass(frozen=True)
class Warned:
    """One warning: its code, what was found, the obligations it concerns by position (none: the whole text)."""

    code: str
    found: str = ""
    rows: tuple[int, ...] = ()

    @property
    def text(self) -> Message:
        """In words."""
        return Message(TEXTS[self.code], {"found": self.found})

    @property
    def rule(self) -> str:
        """The rule behind it."""
        return RULES.get(self.code, "R-127")


def clarity(case: Case, agreement: Agreement) -> list[Warned]:
    """Everything in the agreement of a case read in scope that a court would not confirm, or would reject."""
    rows = list(agreement.obligations.order_by("position"))
    found = [*_of_text(agreement, rows), *_of_amounts(agreement, rows)]
    if case.fraud_holds.exists():
        found.append(Warned("fraud"))
    return found


def separable(agreement: Agreement) -> list[Obligation]:
    """The obligations that could be confirmed apart from what no court confirms (T-4)."""
    return [row for row in agreement.obligations.order_by("position") if not _apart(row)]


def _apart(row: Obligation) -> bool:
    return bool(STATUS.search(row.thing) or TITLE.search(row.thing))


def _of_text(agreement: Agreement, rows: Iterable[Obligation]) -> Iterable[Warned]:
    owed = list(rows)
    for code, wanted in (("status", STATUS), ("title", TITLE), ("vague", VAGUE)):
        here = tuple(row.position for row in owed if wanted.search(row.thing))
        in_text = wanted.search(f"{agreement.content}\n{agreement.performance}")
        if in_text or here:
            first = in_text or next(match for row in owed if (match := wanted.search(row.thing)))
            yield Warned(code, first[0], here)


def _of_amounts(agreement: Agreement, rows: Iterable[Obligation]) -> Iterable[Warned]:
    amounts = {row.amount for row in rows if row.amount is not None} | {agreement.amount}
    right = {_plain(capital(amount)) for amount in amounts if amount is not None}
    text = f"{agreement.content}\n{agreement.performance}"
    pairs = {match["words"]: match for match in PAIR.finditer(text)}
    for words, match in pairs.items():
        if not _agree(match["figures"], words):
            yield Warned("figures", match[0])
    for words in IN_WORDS.findall(text):
        if words not in pairs and _plain(words) not in right:
            yield Warned("words", words)


def _agree(figures: str, words: str) -> bool:
    try:
        return _plain(capital(yuan(figures))) == _plain(words)
    except Invalid:
        return False


def _plain(words: str) -> str:
    return words.replace("圆", "元").removesuffix("整")
