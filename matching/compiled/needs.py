"""A need as numbers: read once, then fitted to each index it is asked of."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache, lru_cache
from itertools import accumulate
from math import radians
from zoneinfo import ZoneInfo

import numpy as np

from matching.compiled.arrays import NEED, NeedArrays
from matching.compiled.features import FIRST_OF_TEXT, PARTS
from matching.compiled.folding import folded_already
from matching.compiled.need_text import need_text
from matching.compiled.phrases import Phrases, leaf_shares
from matching.compiled.rows import FIRST_DAY, Facts, Records, days, microseconds, unit_vector
from matching.compiled.statistics import Statistics
from matching.compiled.terms import LatinTerms, Numbers, latin_terms_of
from matching.eligibility import leaf_rules
from matching.free_time import LONGEST_SPAN
from matching.hashing import Codes, Offsets, key_of
from matching.ideas import IdeaReader
from matching.negation import without_refused
from matching.pinyin import unspelled
from matching.records import NeedRecord, Window
from matching.settings import WORDED, MatchSettings, emphasis
from matching.spelling import corrected
from matching.text import is_chinese, normalise
from matching.textual import Floats
from matching.vocabulary import Vocabulary

NOBODY: Facts = np.empty(0, dtype=np.int64)
NO_DAYS: Facts = np.empty((0, 3), dtype=np.int64)
_FIRST_ORDINAL = FIRST_DAY.toordinal()
NO_REGIONS: Numbers = np.empty(0, dtype=np.int32)


class NeedReader:
    """Reads needs by a vocabulary and the statistics of an index."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        statistics: Statistics,
        phrases: Phrases,
        columns: Mapping[str, int],
        accusers: Sequence[tuple[str, ...]],
    ) -> None:
        self.vocabulary = vocabulary
        self.statistics = statistics
        self.phrases = phrases
        self.columns = columns
        self.accusers = accusers
        self.ideas = IdeaReader(vocabulary.ideas)
        self._known = frozenset(statistics.stems)
        self._known_weights: tuple[MatchSettings, Mapping[str, float], bool, Floats, Floats] | None = None
        self._leaves = len(columns)
        self._groups = int(phrases.groups.max(initial=-1)) + 1
        self._accused = [
            (bit, column)
            for bit, words in enumerate(accusers)
            for code, column in columns.items()
            if code in vocabulary.leaf_rules and vocabulary.leaf_rules[code].counterparties == words
        ]

    def read(
        self, need: NeedRecord, settings: MatchSettings, learned: Mapping[str, float], now: datetime
    ) -> NeedArrays:
        """Read a need, all but its regions; `learned` holds weights that go before those of the table."""
        text = unspelled(normalise(need.text), self.vocabulary)
        chinese = is_chinese(text)
        cut = without_refused(text)
        codes, offsets = folded_already(cut)
        latin = latin_terms_of(cut, self.ideas)
        shares = self._shares(need, codes, offsets, latin)
        mended = corrected(cut, self._known, self.statistics.stems) if latin.words else cut
        if mended != cut:
            codes, _ = folded_already(mended)
            latin = latin_terms_of(mended, self.ideas)
        window = _Window(need.window, settings.time_zone)
        rules = leaf_rules(need.categories, self.vocabulary)
        sieve, table, table_rows, gifts, all_words = need_text(codes, latin, self.statistics)
        demands = [demand for rule in rules for demand in rule.qualifications]
        counterparties = sum(
            1 << bit for bit, words in enumerate(self.accusers) if any(rule.counterparties == words for rule in rules)
        )
        sets = (need.groups, need.memberships, need.ties, need.barred_partners, demands)
        return NeedArrays(
            _facts(need, settings, now, window, counterparties, all_words, sets),
            _keys([each for one in sets for each in one]),
            NO_REGIONS,
            NOBODY,
            window.days,
            self._chances(shares),
            self._roots(shares),
            self._weights(settings, learned, text, chinese=chinese),
            sieve,
            table,
            table_rows,
            gifts,
        )

    def _weights(self, settings: MatchSettings, learned: Mapping[str, float], text: str, *, chinese: bool) -> Floats:
        """Return the points per unit of every part, worked out once for the same settings but for the emphasis."""
        known = self._known_weights
        if known is None or known[0] is not settings or known[1] is not learned or known[2] is not chinese:
            known = (settings, learned, chinese, *weights(settings, learned, chinese=chinese))
            self._known_weights = known
        return known[3] + known[4] * (emphasis(text, chinese=chinese) - 1)

    def _shares(self, need: NeedRecord, codes: Codes, offsets: Offsets, latin: LatinTerms) -> Floats:
        """Leaves said by staff share the whole weight; without any, the text is read."""
        said = [self.columns[code] for code in need.categories if code in self.columns]
        if not said:
            return leaf_shares(codes, offsets, latin, self.phrases, offers=False)[0]
        shares = np.zeros(self._leaves)
        shares[said] = 1 / len(said)
        return shares

    def _roots(self, shares: Floats) -> Floats:
        by_group = np.bincount(self.phrases.groups, shares, minlength=self._groups)
        return np.sqrt(np.concatenate((shares, by_group)))

    def _chances(self, shares: Floats) -> Floats:
        """Return for each set of counterparties the chance that the need is about a matter of theirs."""
        found = np.zeros(len(self.accusers))
        for bit, column in self._accused:
            found[bit] += shares[column]
        return found


def weights(settings: MatchSettings, learned: Mapping[str, float], *, chinese: bool) -> tuple[Floats, Floats]:
    """Return the points per unit of every part, and those of them that a long need's emphasis multiplies.

    They are a community's own, else what was learned from pairs, else the table's.
    """
    plain, stressed = np.zeros(len(PARTS)), np.zeros(len(PARTS))
    for place, code in enumerate(PARTS):
        if code in learned and code not in settings.weights and place >= FIRST_OF_TEXT:
            plain[place] = learned[code]
        else:
            plain[place] = settings.weight(code, chinese=chinese)
            stressed[place] = plain[place] if code in WORDED else 0.0
    return plain, stressed


def _facts(
    need: NeedRecord,
    settings: MatchSettings,
    now: datetime,
    window: "_Window",
    counterparties: int,
    all_words: float,
    sets: Sequence[Collection[str]],
) -> Records:
    """Return the numbers of a need but those of its text, its leaves and its regions."""
    x, y, z = (0.0, 0.0, 0.0) if need.point is None else unit_vector(radians(need.point.lat), radians(need.point.lng))
    return np.array(
        [
            (
                bool(need.region_path),
                need.point is not None,
                need.age is not None,
                need.window is not None,
                x,
                y,
                z,
                0 if need.kind is None else key_of(need.kind),
                need.age or 0.0,
                need.quantity,
                counterparties,
                settings.haste.get(need.urgency, 1.0),
                days(now, 0.0),
                microseconds(now),
                window.start,
                window.end,
                window.last,
                2.0 ** (-days(now, 0.0) / settings.half_life_days),
                settings.track_prior_events,
                settings.track_prior_success,
                settings.stale_after_rhythms,
                all_words,
                *accumulate(map(len, sets)),
            ),
        ],
        dtype=NEED,
    )


def _keys(texts: Sequence[str]) -> Facts:
    return np.array([key_of(text) for text in texts], dtype=np.uint64).view(np.int64) if texts else NOBODY


class _Window:
    """The wished time as numbers, with a row per local day it touches."""

    def __init__(self, window: Window | None, zone: str) -> None:
        self.start = self.end = self.last = 0
        self.days = NO_DAYS
        if window is None:
            return
        self.start, self.end = microseconds(window.start), microseconds(window.end)
        last = min(window.end, window.start + LONGEST_SPAN)
        self.last = microseconds(last)
        local = _zone(zone)
        day = window.start.astimezone(local).toordinal()
        last_day = last.astimezone(local).toordinal()
        rows = [
            ((number + 6) % 7, number - _FIRST_ORDINAL, _midnight(number, zone)) for number in range(day, last_day + 1)
        ]
        self.days = np.array(rows, dtype=np.int64)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


@lru_cache(maxsize=4_096)
def _midnight(ordinal: int, zone: str) -> int:
    return microseconds(datetime.combine(date.fromordinal(ordinal), time(), ZoneInfo(zone)))
