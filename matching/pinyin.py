"""Chinese typed as pinyin: 「diangong」, 「dian gong」 and, where nothing else is meant, the initials 「sdg」.

What was typed in characters that only sound like the right ones is put right as well.

Only phrases of the vocabulary and a few common words are recognised, so that English, names and codes stay as they
are. What is recognised is written in Chinese, and then read like any other text.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import Self

from pypinyin import lazy_pinyin

from matching.homophones import HomophoneReader
from matching.text import normalise
from matching.vocabulary import Vocabulary

_RUN = re.compile(r"(?<![a-z0-9])[a-z]+(?:[ ']+[a-z]+)*(?![a-z0-9])")
_WORD = re.compile("[a-z]+")
_VOWELS = frozenset("aeo")
_CHINESE = re.compile("[一-鿿]{2,6}")
LEAST_LETTERS = 4
"""Letters of a phrase that is written out; shorter ones are too often English."""
LEAST_INITIALS = 3
LEAST_SHARE = 0.4
"""Share of the letters of a run of syllables that phrases must explain."""
LATIN_WORDS = frozenset(
    re.findall(
        "[a-z]+",
        "ab ac ad ai ap app atm bb bp by cad cry css ct damage dj dna dr dry dvd fly gdp gps gym hmm hr html id ip it "
        "kg km ktv led ml mm mp mph mr mrs my nb ngo ok pc pdf php pk pls pm pos ppt ps qq shy sim sky sms sos spy st "
        "thx try tv usb vip wc why wifi wx xl xml xs",
    ),
)
"""What people write in Latin letters when they mean just that."""
LONGEST_SYLLABLE = 6
COMMON = tuple(
    _CHINESE.findall(
        "需要 帮忙 帮助 家里 老人 奶奶 爷爷 孩子 娃娃 小区 楼道 单元 电梯 门口 院子 社区 物业 "
        "医院 学校 老师 师傅 上门 请人 坏了 不亮 漏水 停电 停水 跳闸 堵了 下水道 水管 马桶 电工 "
        "水电工 水龙头 灯泡 路灯 楼道灯 空调 冰箱 洗衣机 热水器 电视 电脑 手机 钥匙 开锁 换锁 "
        "门锁 理发 保姆 护工 月嫂 保洁 搬家 送饭 做饭 吃饭 买菜 买药 看病 陪诊 轮椅 洗澡 家教 "
        "辅导 作业 托管 接送 幼儿园 停车 停车位 充电 充电桩 电动车 垃圾 噪音 调解 律师 合同 工资 "
        "招工 找工作 低保 社保 医保 养老 养老院 志愿者 活动室 场地 会议室 轮滑 跳舞 唱歌 书法 "
        "体检 量血压 维修 修理 安装"
    ),
)
"""Words that needs of all kinds share; their initials may be two letters."""


class PinyinReader:
    """Knows how the phrases of a vocabulary are spelled.

    Learned by `fit`: `spelled_` (letters → phrase), `initials_` (first letters → phrase, where all phrases with them
    belong to one leaf), `longest_`, `homophones_`.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def fit(self) -> Self:
        """Spell every phrase; of those spelled alike the first one counts, common words before the leaves'."""
        self.spelled_: dict[str, str] = {}
        leaves: defaultdict[str, set[str]] = defaultdict(set)
        firsts: dict[str, str] = {}
        for leaf, phrase in _phrases(self.vocabulary):
            spelt = lazy_pinyin(phrase)
            letters, initials = "".join(spelt), "".join(syllable[0] for syllable in spelt)
            if len(letters) >= LEAST_LETTERS and letters not in LATIN_WORDS:
                self.spelled_.setdefault(letters, phrase)
            leaves[initials].add(phrase if phrase in COMMON else leaf)
            firsts.setdefault(initials, phrase)
        self.longest_ = max(map(len, self.spelled_), default=0)
        self.homophones_ = HomophoneReader().fit(phrase for _, phrase in _phrases(self.vocabulary))
        common = {"".join(syllable[0] for syllable in lazy_pinyin(word)) for word in COMMON}
        self.initials_ = {
            initials: firsts[initials]
            for initials, meant in leaves.items()
            if len(meant) == 1 and (len(initials) >= LEAST_INITIALS or initials in common)
            if not _VOWELS & set(initials) and initials not in LATIN_WORDS
        }
        return self

    def rewritten(self, text: str) -> str:
        """Return a normalised text with the pinyin in it as the phrases it spells; other text stays as it is."""
        words = _WORD.findall(text)
        # Among English words three consonants are an abbreviation of something else.
        may_be_initials = all(word in self.initials_ or word in LATIN_WORDS or is_pinyin(word) for word in words)
        return _RUN.sub(lambda run: self._run(run.group(), may_be_initials=may_be_initials), text)

    def _run(self, run: str, *, may_be_initials: bool) -> str:
        """Return a run of Latin words: as a whole when all of it is pinyin, else word by word."""
        typed = _WORD.findall(run)
        whole = self._phrases_in("".join(typed)) if all(map(is_pinyin, typed)) else None
        if whole is not None:
            return whole
        initials = self.initials_ if may_be_initials else {}
        return _WORD.sub(lambda word: self.spelled_.get(word[0]) or initials.get(word[0]) or word[0], run)

    def _phrases_in(self, letters: str) -> str | None:
        """Return the phrases that explain most of some letters; None when they explain too few.

        Between phrases stand whole syllables, which are left out: 「jia li de deng bu liang」 gives 「家里不亮」.
        """
        best: list[tuple[int, tuple[str, ...]] | None] = [(0, ())] + [None] * len(letters)
        for start in range(len(letters)):
            here = best[start]
            if here is None:
                continue
            for end, phrase in self._steps(letters, start):
                explained = here[0] + (end - start if phrase else 0)
                known = best[end]
                # Of covers that explain as much, the one with fewer, longer phrases is meant.
                if known is None or (explained, -len(here[1])) > (known[0], -len(known[1])):
                    best[end] = (explained, (*here[1], phrase) if phrase else here[1])
        found = best[-1]
        return "".join(found[1]) if found is not None and found[0] > LEAST_SHARE * len(letters) else None

    def _steps(self, letters: str, start: int) -> Iterator[tuple[int, str]]:
        for end in range(start + 1, min(len(letters), start + max(self.longest_, LONGEST_SYLLABLE)) + 1):
            piece = letters[start:end]
            if piece in self.spelled_:
                yield end, self.spelled_[piece]
            elif len(piece) <= LONGEST_SYLLABLE and piece in syllables():
                yield end, ""


def unspelled(text: str, vocabulary: Vocabulary) -> str:
    """Return a normalised text with a vocabulary's phrases in it, typed as pinyin or as homophones, written as meant.

    >>> unspelled("xiang zhao ge diangong", Vocabulary())
    '电工'
    >>> [unspelled(text, Vocabulary()) for text in ("need a hanger", "厨房loushui", "wifi 坏了")]
    ['need a hanger', '厨房漏水', 'wifi 坏了']
    >>> unspelled("厨房水笼头坏了", Vocabulary())
    '厨房水龙头坏了'
    """
    reader = fitted_pinyin(vocabulary)
    written = reader.rewritten(text) if _RUN.search(text) else text
    return written if written.isascii() else reader.homophones_.mended(written)


@lru_cache(maxsize=4)
def fitted_pinyin(vocabulary: Vocabulary) -> PinyinReader:
    """Return the reader of a vocabulary, fitted once for all who share it."""
    return PinyinReader(vocabulary).fit()


@cache
def syllables() -> frozenset[str]:
    """Return every syllable of Mandarin, without tones, ü as v."""
    every = chain.from_iterable(lazy_pinyin(chr(code)) for code in range(0x4E00, 0x9FA6))
    return frozenset(one for one in every if one.isascii())


@lru_cache(maxsize=65_536)
def is_pinyin(letters: str) -> bool:
    """Whether letters are whole syllables, one after the other."""
    ends = {0}
    for start in range(len(letters)):
        if start in ends:
            last = min(len(letters), start + LONGEST_SYLLABLE)
            ends |= {end for end in range(start + 1, last + 1) if letters[start:end] in syllables()}
    return len(letters) in ends


def _phrases(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Give the common words, and each leaf with the Chinese phrases it is asked for by."""
    for word in COMMON:
        yield "", word
    for category in vocabulary.categories:
        for phrase in (category.name_zh, *category.synonyms, *category.offered):
            plain = normalise(phrase)
            if _CHINESE.fullmatch(plain):
                yield category.code, plain
