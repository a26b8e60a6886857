"""Characters typed for others that sound alike: 「水笼头」 for 「水龙头」, as input by pinyin leaves them behind."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Self

from pypinyin import lazy_pinyin

LEAST_CHARACTERS = 3
"""Characters of a phrase that is recognised by its sound; shorter ones sound like too many others."""
LEAST_KEPT = 0.5
"""Share of the characters of a phrase that must be as they should."""


class HomophoneReader:
    """Knows how phrases sound.

    Learned by `fit`: `heard_` (sounds → phrase, where no other phrase sounds so), `openings_` (the first three sounds
    of each), `lengths_` (how many characters they have, the longest first).
    """

    def fit(self, phrases: Iterable[str]) -> Self:
        """Listen to phrases of Chinese characters."""
        heard: dict[tuple[str, ...], set[str]] = {}
        for phrase in phrases:
            if len(phrase) >= LEAST_CHARACTERS:
                heard.setdefault(tuple(map(sound, phrase)), set()).add(phrase)
        self.heard_ = {sounds: min(meant) for sounds, meant in heard.items() if len(meant) == 1}
        self.openings_ = frozenset(sounds[:LEAST_CHARACTERS] for sounds in self.heard_)
        self.lengths_ = sorted({len(sounds) for sounds in self.heard_}, reverse=True)
        return self

    def mended(self, text: str) -> str:
        """Return a normalised text with the phrases in it that only sound right written as they should be."""
        sounds = list(map(sound, text))
        openings = enumerate(zip(sounds, sounds[1:], sounds[2:], strict=False))
        reached = 0
        for start in [start for start, opening in openings if opening in self.openings_]:
            meant = self._meant(text, sounds, start) if start >= reached else ""
            if meant:
                reached = start + len(meant)
                text = text[:start] + meant + text[reached:]
        return text

    def _meant(self, text: str, sounds: list[str], start: int) -> str:
        """Return the longest phrase that sounds like what begins at `start`; "" when there is none."""
        for length in self.lengths_:
            phrase = self.heard_.get(tuple(sounds[start : start + length]))
            if phrase is not None:
                kept = sum(one == other for one, other in zip(phrase, text[start : start + length], strict=True))
                return phrase if kept >= LEAST_KEPT * length else ""
        return ""


@lru_cache(maxsize=1 << 15)
def sound(character: str) -> str:
    """Return how a character is mostly said, without its tone; any other character stands for itself."""
    return str(lazy_pinyin(character)[0])
