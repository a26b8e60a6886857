"""The one normaliser of text, and the terms text is compared by."""

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

SHORTEST_STEM = 4
GRAM = 4
LONGEST_TEXT = 8_000
"""Characters of a text that take part in matching; what lies behind is ignored, which bounds the work."""

_DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_SCALES = {"十": 10, "百": 100, "千": 1_000}
_NUMERAL = re.compile("[零〇一二两三四五六七八九十百千万]{2,}(?=[个人名位户次件元块斤岁天周月年小时点楼栋单层号])")
_PIECE = re.compile("[一-鿿]+|[A-Za-z0-9]+")
_LATIN = re.compile("[a-z0-9]+")
_CHINESE_RUN = re.compile("[一-鿿]+")
_SENTENCE_END = re.compile("[。!?;,、,.!?;\n]+")
ENGLISH_STOP_WORDS = frozenset(
    re.findall(
        "[a-z]+",
        "a an the of to in on at for and or is are was were be been by with from this that it its as we i you he she "
        "they our their your my me us rt amp http https co t",
    ),
)


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def _number(numeral: str) -> str:
    """Value of a Chinese numeral below 100 million as digits: 三十七 → 37, 两百零五 → 205, 一二三 → 123."""
    if not any(character in "十百千万" for character in numeral):
        return "".join(str(_DIGITS[character]) for character in numeral)
    total = section = digit = 0
    for character in numeral:
        if character == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
        elif character in _SCALES:
            section, digit = section + (digit or 1) * _SCALES[character], 0
        else:
            digit = _DIGITS[character]
    return str(total + section + digit)


def simplified(text: str) -> str:
    """Return a text with its traditional characters simplified."""
    return str(_simplifier().convert(text))


@lru_cache(maxsize=4_096)
def normalise(text: str) -> str:
    """NFKC, simplified characters, lower case, counted Chinese numerals as digits, single spaces.

    >>> normalise("電動車 ABC 三十七户")
    '电动车 abc 37户'
    """
    folded = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower()
    if not folded.isascii():
        folded = simplified(folded)
        folded = _NUMERAL.sub(lambda found: _number(found.group()), folded)
    return " ".join(folded.split())


def is_chinese(text: str) -> bool:
    """Whether a text is to be read as Chinese: at least a fifth of its letters are Chinese characters."""
    chinese = 0 if text.isascii() else sum(map(len, _CHINESE_RUN.findall(text)))
    return chinese > 0 and (chinese * 5 >= len(text) or chinese * 5 >= sum(map(str.isalnum, text)))


def stem(word: str) -> str:
    """Strip an English word of its commonest endings (plural s, ing, ed), four letters kept.

    >>> [stem(word) for word in ("pantries", "housing", "blankets", "needed", "class")]
    ['pantry', 'hous', 'blanket', 'need', 'class']
    """
    if len(word) > SHORTEST_STEM and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) >= SHORTEST_STEM and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if len(word) >= len(ending) + SHORTEST_STEM and word.endswith(ending):
            return word[: -len(ending)]
    return word[:-1] if len(word) > SHORTEST_STEM and word.endswith("e") else word


def words(text: str) -> list[str]:
    """Terms of a normalised text: pairs of neighbouring Chinese characters, stemmed Latin words, numbers."""
    terms: list[str] = []
    for piece in _PIECE.findall(text):
        if _LATIN.fullmatch(piece):
            if piece not in ENGLISH_STOP_WORDS:
                terms.append(stem(piece))
        elif len(piece) == 1:
            terms.append(piece)
        else:
            terms.extend(piece[at : at + 2] for at in range(len(piece) - 1))
    return terms


def pieces(text: str) -> list[str]:
    """Give smaller terms of a normalised text: Chinese characters and their pairs, four letters within Latin words.

    >>> pieces("开锁 locks")
    ['开', '锁', '开锁', ' loc', 'lock', 'ocks', 'cks ']
    """
    terms: list[str] = []
    for piece in _PIECE.findall(text):
        if not _LATIN.fullmatch(piece):
            terms.extend(piece)
            terms.extend(piece[at : at + 2] for at in range(len(piece) - 1))
        elif piece not in ENGLISH_STOP_WORDS:
            framed = f" {piece} "
            terms.extend(framed[at : at + GRAM] for at in range(max(1, len(framed) - GRAM + 1)))
    return terms


def clauses(text: str) -> list[str]:
    """Cut a text at its punctuation, empty pieces left out."""
    return [clause for clause in _SENTENCE_END.split(text) if clause.strip()]
