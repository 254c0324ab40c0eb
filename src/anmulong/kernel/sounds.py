"""The first letters of Chinese words as they are read, for finding places and people by what one types quickly (O-5).

The reading of single characters is enough for names; pypinyin's 47,000 phrases would take 43 MiB of every process. The
few words of this field in which a character is read otherwise are told here.
"""

import os


os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

from pypinyin import Style, lazy_pinyin, load_phrases_dict  # reads the variable when it is imported


READ_OTHERWISE = {
    "调解": [["tiáo"], ["jiě"]],
    "协调": [["xié"], ["tiáo"]],
    "联调": [["lián"], ["tiáo"]],
    "银行": [["yín"], ["háng"]],
    "重庆": [["chóng"], ["qìng"]],
    "厦门": [["xià"], ["mén"]],
    "长城": [["cháng"], ["chéng"]],
}
load_phrases_dict(READ_OTHERWISE)


def first_letters(text: str) -> list[str]:
    """One item for each character that is read, runs of other signs as they are."""
    return list(lazy_pinyin(text, style=Style.FIRST_LETTER))
