"""Why a resource does not come first and what would change that, in sentences for staff."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from types import ModuleType

from matching import Change, Lag, Loosening, NearMiss, Window
from resolvers.quantities import said
from schema.phrases import explanation_en, explanation_zh_cn, phrases_in
from schema.phrases.language import ENGLISH
from schema.phrases.matches import METRES_A_KM, TEXT_PARTS, MatchPhrases, match_phrases_in
from storage.codes import Unit
from storage.vocabulary_records import Qualification

HALF_KM = 500
NAMED = 2
WORTH_NAMING = 0.25
"""Share of the whole lag from which a part is named beside the greatest."""


@dataclass(frozen=True, slots=True)
class ExplanationPhrases:
    """The sentences of one language, with the names of units and the ways of saying a time in it."""

    words: ModuleType
    units: Mapping[str, str]
    matches: MatchPhrases
    is_chinese: bool

    def change(self, change: Change, qualifications: Mapping[str, Qualification]) -> str:
        """Return what would be otherwise."""
        counted = change.unit in Unit.__members__
        known = qualifications.get(change.subject)
        template: str = self.words.CHANGES[change.kind]
        return template.format(
            when=self._when(change.when, is_free=change.kind == "FREE"),
            amount=f"{said(round(change.amount), Unit(change.unit)):f}" if counted else f"{change.amount:.0f}",
            unit=self.units.get(change.unit, ""),
            after=self._distance(change.after),
            subject=change.subject if known is None else known.zh if self.is_chinese else known.en,
        )

    def first(self, changes: Sequence[Change], qualifications: Mapping[str, Qualification]) -> str:
        """Return what would put a resource first, all in one sentence."""
        told = self.words.AND.join(self.change(change, qualifications) for change in changes)
        sentence: str = self.words.FIRST.format(changes=told)
        return sentence

    def behind(self, lags: Sequence[Lag]) -> str:
        """Return how far a match lies behind the first, and by what; all comparisons of texts are one thing here."""
        named: dict[str, float] = {}
        for lag in lags:
            name = self.words.TEXT if lag.code in TEXT_PARTS else self.matches.label(lag.code)
            named[name] = named.get(name, 0.0) + lag.points
        total = sum(named.values())
        most = sorted(named, key=lambda name: -named[name])[:NAMED]
        told = [name for name in most if named[name] >= total * WORTH_NAMING and named[name] > 0] or most[:1]
        sentence: str = self.words.BEHIND.format(points=f"{total:.2f}", parts=self.words.AND.join(told))
        return sentence

    def loosening(self, loosening: Loosening) -> str:
        """Return how far a rule could be loosened, and how many more there would be."""
        limit = self._distance(loosening.limit) if loosening.unit == "METRE" else f"{loosening.limit:.0f}"
        code = "WEEK" if loosening.unit == "WEEK" else loosening.rule
        sentence: str = self.words.LOOSENINGS[code].format(limit=limit, added=loosening.added)
        return sentence

    def remedy(self, miss: NearMiss) -> str:
        """Return what staff can do about the rule that kept a resource out."""
        needed = self._distance(float(HALF_KM * ceil(miss.value / HALF_KM))) if miss.unit == "METRE" else ""
        template: str = self.words.REMEDIES.get(miss.rule, self.words.REMEDIES["OTHER"])
        return template.format(needed=needed)

    def _when(self, window: Window | None, *, is_free: bool) -> str:
        on_a_day = None if window is None else self.matches.on_a_day(window)
        return on_a_day or str(self.words.ALL_THE_TIME if is_free else self.words.THAT_TIME)

    def _distance(self, metres: float) -> str:
        """Return a radius exactly, as an agreement is made about it."""
        if metres < METRES_A_KM:
            return str(self.words.METRES.format(value=f"{metres:.0f}"))
        return str(self.words.KILOMETRES.format(value=f"{metres / METRES_A_KM:g}"))


@cache
def explanation_phrases_in(language: str) -> ExplanationPhrases:
    """Return the sentences of a language; Chinese unless English is asked for."""
    words = explanation_en if language == ENGLISH else explanation_zh_cn
    phrases = phrases_in(language)
    return ExplanationPhrases(words, phrases.units, match_phrases_in(language), phrases.is_chinese)
