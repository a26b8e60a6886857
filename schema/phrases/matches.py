"""From coded parts, rules and remarks of a match to sentences, for one reader in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from math import isfinite
from types import ModuleType

from matching import Match, NearMiss, Part, Window
from resolvers.matches.shown import Audience
from resolvers.numbers import LOCAL
from schema.phrases import match_en, match_zh_cn
from schema.phrases.language import ENGLISH
from storage.codes import Kind, Serves, Travel
from storage.tables import ResourceRow
from storage.vocabulary_records import Qualification

COUNTED = frozenset({Kind.GOODS, Kind.FUND})
TEXT_PARTS = frozenset(
    {
        "words",
        "likeness",
        "spelling",
        "pieces",
        "piece_likeness",
        "ideas",
        "idea_likeness",
        "context",
        "covered",
        "explained",
        "rare",
        "labels",
        "opening",
        "association",
    },
)
"""Different ways of comparing the same two texts: one of them is reason enough."""

UNTOLD = frozenset({"prior", "typical", "sought_after", "central", "length"})
"""Parts that adjust a score and are no reason in themselves; staff find them among the parts."""

SUSPECTED_FROM = 0.05
FACTS = frozenset({"distance", "time"})
"""Parts that judge nobody: everybody concerned may read them, whichever way they count."""

ASKERS_ORDER = ("category", "text", "distance", "time", "capacity")
MOST_SENTENCES = {Audience.STAFF: 7, Audience.PARTNER: 3, Audience.ASKER: 3}
METRES_A_KM = 1_000
FEW_KM = 10
NEVER_DAYS = 3_650
NOON, EVENING_FROM = 12, 18

Bands = tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """To whom a match is told, of which resource, and what time was wished."""

    audience: Audience
    resource: ResourceRow
    wished: Window | None = None

    @property
    def is_remote(self) -> bool:
        """Whether nobody travels."""
        return self.resource.travel is Travel.REMOTE or self.resource.serves is Serves.REMOTE


@dataclass(frozen=True, slots=True)
class MatchPhrases:
    """The sentences of one language."""

    words: ModuleType

    def label(self, code: str) -> str:
        """Return what a part of a score is called."""
        name: str = self.words.LABELS.get(code, self.words.OTHER_PART)
        return name

    def sentence(self, part: Part, telling: Telling) -> str:
        """Return what a part says to a reader; empty when it says nothing to them."""
        if not may_be_told(part, telling.audience):
            return ""
        said = self._said(telling.audience).get(_spoken_code(part, telling), ())
        template = next((text for least, text in said if part.value >= least), "")
        sentence = template.format(**self._filling(part, telling)) if template else ""
        if part.code == "distance" and sentence and telling.audience is Audience.ASKER:
            return self._with_visit(sentence, telling.resource)
        return sentence

    def staff_sentence(self, part: Part, telling: Telling) -> str:
        """Return what a part says to staff, who are told of each part, or its name."""
        return self.sentence(part, telling) or self.label(part.code)

    def sentences(self, match: Match, telling: Telling) -> list[str]:
        """Return the reasons of a match, the most telling first, of the texts' likeness at most one."""
        told = {}
        for part in sorted(match.parts, key=lambda part: -part.points):
            group = "text" if part.code in TEXT_PARTS else part.code
            sentence = self.sentence(part, telling)
            if sentence and group not in told and self._is_worth_saying(part, telling):
                told[group] = sentence
        if telling.audience is not Audience.STAFF:
            ranks = {group: rank for rank, group in enumerate(ASKERS_ORDER)}
            told = dict(sorted(told.items(), key=lambda item: ranks.get(item[0], len(ranks))))
        return list(told.values())[: MOST_SENTENCES[telling.audience]]

    def near_miss(self, miss: NearMiss) -> str:
        """Return by which rule a resource was kept out, and by how much."""
        rule, value, limit = miss.rule, f"{miss.value:.0f}", f"{miss.limit:.0f}"
        if rule == "RADIUS":
            value, limit = self._distance(miss.value / METRES_A_KM), self._distance(miss.limit / METRES_A_KM)
        elif rule == "AGE":
            rule = "YOUNGER" if miss.value < miss.limit else "OLDER"
        elif rule == "PAUSED" and miss.value < NEVER_DAYS:
            rule, value = "RESUMING", f"{max(1.0, miss.value):.0f}"
        template: str = self.words.RULES.get(rule, self.words.RULES["OTHER"])
        return template.format(value=value, limit=limit)

    def remark(self, remark: str, qualifications: Mapping[str, Qualification]) -> str:
        """Return what staff should look into: a code with its subject."""
        code, _, subject = remark.partition(":")
        known = qualifications.get(subject)
        name = subject if known is None else known.en if self.words is match_en else known.zh
        template: str = self.words.REMARKS.get(code, self.words.REMARKS["OTHER"])
        return template.format(subject=name or code)

    def similar(self, count: int | None, *, is_mentioned: bool) -> str | None:
        """Return how many similar needs there are; few of them without a number."""
        if not is_mentioned:
            return None
        sentence: str = self.words.SIMILAR_FEW if count is None else self.words.SIMILAR.format(count=count)
        return sentence

    def neighbours(self, count: int | None, *, is_mentioned: bool) -> str | None:
        """Return how many neighbours asked the same; few of them without a number."""
        if not is_mentioned:
            return None
        return str(self.words.SIMILAR_FEW if count is None else self.words.SIMILAR_NEIGHBOURS.format(count=count))

    def relation(self, relation: str) -> str:
        """Return what a similar need is to the one being looked at."""
        return str(self.words.RELATIONS[relation])

    def copy(self, title: str) -> str:
        """Return a reminder that a resource seems to be listed already."""
        return str(self.words.COPY.format(title=title))

    @property
    def offer_question(self) -> str:
        """What to ask somebody whose need reads like an offer."""
        question: str = self.words.OFFER_QUESTION
        return question

    def _said(self, audience: Audience) -> Mapping[str, Bands]:
        said: Mapping[str, Bands] = getattr(self.words, audience)
        return said

    @staticmethod
    def _is_worth_saying(part: Part, telling: Telling) -> bool:
        """Leave out what carries no weight, and what would be said of every resource alike."""
        if part.code in UNTOLD:
            return False
        if part.code in TEXT_PARTS:
            return part.points > 0
        is_near = part.unit != "LEVEL" or telling.audience is Audience.STAFF or part.value < 1
        speaks = {
            "time": part.unit != "SHARE",
            "counterparty": part.value >= SUSPECTED_FROM,
            "capacity": telling.resource.kind in COUNTED,
            "return_asked": part.value > 0,
            "distance": is_near,
        }
        return speaks.get(part.code, True)

    def _filling(self, part: Part, telling: Telling) -> dict[str, object]:
        value = part.value if isfinite(part.value) else 0.0
        return {
            "percent": round(100 * min(max(value, 0.0), 1.0)),
            "count": round(value),
            "distance": self._rough(value) if telling.audience is Audience.PARTNER else self._distance(value),
            "when": self._when(telling),
            "asks": telling.resource.asks_in_return,
            "offered": self.words.OFFERED[telling.resource.kind],
        }

    def _distance(self, km: float) -> str:
        metres = max(50, 50 * round(20 * km))
        if metres < METRES_A_KM:
            return str(self.words.METRES.format(value=metres))
        return str(self.words.KILOMETRES.format(value=f"{km:.1f}".removesuffix(".0") if km < FEW_KM else round(km)))

    def _rough(self, km: float) -> str:
        """Return a distance that does not tell a partner at which door somebody lives."""
        return str(self.words.WITHIN_KILOMETRE if km <= 1 else self.words.KILOMETRES.format(value=round(km)))

    def _with_visit(self, sentence: str, resource: ResourceRow) -> str:
        comes = resource.travel is Travel.PARTNER_COMES
        return str(self.words.COMES.format(sentence=sentence)) if comes else sentence

    def _when(self, telling: Telling) -> str:
        on_a_day = None if telling.wished is None else self.on_a_day(telling.wished)
        is_asker = telling.audience is Audience.ASKER
        return on_a_day or str(self.words.SOME_TIME if is_asker else self.words.SOME_TIME_STAFF)

    def on_a_day(self, window: Window) -> str | None:
        """Return the day, and the part of it, that a span of time lies on; None for a longer one."""
        start, end = window.start.astimezone(LOCAL), window.end.astimezone(LOCAL)
        if start.date() != end.date():
            return None
        said: str = self.words.WHEN.format(
            month=start.month,
            day=start.day,
            weekday=self.words.WEEKDAYS[start.weekday()],
            daypart=self._daypart(start, end),
        )
        return said

    def _daypart(self, start: datetime, end: datetime) -> str:
        last = end.hour + end.minute / 60
        if last <= NOON:
            return str(self.words.MORNING)
        if start.hour >= EVENING_FROM:
            return str(self.words.EVENING)
        if start.hour >= NOON and last <= EVENING_FROM:
            return str(self.words.AFTERNOON)
        return str(self.words.WHOLE_DAY)


def may_be_told(part: Part, audience: Audience) -> bool:
    """Whether a reader may be told of a part at all."""
    return audience in part.audience or part.code in FACTS


def _spoken_code(part: Part, telling: Telling) -> str:
    """Return under which entry a part is spoken of; some say other things by unit or resource."""
    if part.code == "distance":
        return "remote" if telling.is_remote else "levels" if part.unit == "LEVEL" else "distance"
    if part.code == "time" and part.unit == "SHARE":
        return "any_time"
    if part.code == "capacity" and telling.resource.kind not in COUNTED:
        return "uncounted"
    return part.code


@cache
def match_phrases_in(language: str) -> MatchPhrases:
    """Return the sentences of a language; Chinese unless English is asked for."""
    return MatchPhrases(match_en if language == ENGLISH else match_zh_cn)
