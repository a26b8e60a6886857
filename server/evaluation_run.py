"""Rankings of judged needs by the product's engine and by plain BM25, and their figures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from matching import Example, Learned, Matcher, MatchSettings, NeedRecord, ResourceRecord, Vocabulary, learn
from matching.bm25 import PlainBm25
from matching.measures import (
    LONGEST_LIST,
    bootstrap_interval,
    ndcg_score,
    precision_score,
    recall_score,
    reciprocal_rank_score,
)
from matching.text import is_chinese
from server.evaluation_files import Judged, content_key

DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Rankings of texts do not depend on the day; a fixed one keeps runs alike."""
LONGEST_NAME = 20

Ranked = Sequence[tuple[str, float]]
Figures = Mapping[str, Sequence[float]]
MEASURES = ("nDCG@10", "MRR", "R@10", "R@100", "P@5")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures of the engine and of BM25 need by need, in one order."""

    engine: Figures
    plain: Figures

    @property
    def size(self) -> int:
        """Return how many needs were measured."""
        return len(self.engine["MRR"])

    def means(self, measure: str) -> tuple[float, float]:
        """Return the mean of the engine and of BM25."""
        return _mean(self.engine[measure]), _mean(self.plain[measure])

    def ratio(self, measure: str) -> float:
        """Return how many times BM25's mean the engine's is."""
        engine, plain = self.means(measure)
        return engine / plain if plain else float("inf")

    def interval(self, measure: str) -> tuple[float, float]:
        """Return the 95 % interval of the mean difference from BM25 on the same needs."""
        pairs = zip(self.engine[measure], self.plain[measure], strict=True)
        return bootstrap_interval([engine - plain for engine, plain in pairs])


def rank_by_engine(judged: Judged, vocabulary: Vocabulary, learned: Learned | None) -> dict[str, Ranked]:
    """Rank all resources for every need with the product's matcher; the need itself never stands in its own list.

    Records alike in everything but their id tie; those that are not right for the need come first, then by id.
    """
    ids: defaultdict[str, list[str]] = defaultdict(list)
    texts: dict[str, str] = {}
    for row in judged.resources:
        key = content_key(row)
        ids[key].append(row["id"])
        texts[key] = row["text"]
    matcher = Matcher(vocabulary, MatchSettings(near_misses=0), learned)
    matcher.fit(_resource(key, text) for key, text in texts.items())
    rankings: dict[str, Ranked] = {}
    for need in judged.needs:
        record = NeedRecord(key="need", need_key="need", text=need["text"])
        grades = judged.grades[need["id"]]
        rankings[need["id"]] = [
            (each, score)
            for key, score in matcher.shortlist(record, first=len(texts), now=DAY)
            for each in sorted(ids[key], key=lambda one: (grades.get(one, 0.0), one))
            if each != need["id"]
        ]
    return rankings


def rank_by_bm25(judged: Judged) -> dict[str, Ranked]:
    """Rank the resources with a score above 0 for every need by plain BM25; ties in the order of the file."""
    bm25 = PlainBm25(
        [row["text"] for row in judged.resources],
        chinese=is_chinese("".join(row["text"] for row in judged.needs)),
    )
    rankings: dict[str, Ranked] = {}
    for need in judged.needs:
        scores = bm25.scores(need["text"])
        rows = sorted(scores, key=lambda row: (-scores[row], row))
        named = [(judged.resources[row]["id"], scores[row]) for row in rows]
        rankings[need["id"]] = [pair for pair in named if pair[0] != need["id"]][:LONGEST_LIST]
    return rankings


def learn_from(train: Judged, evaluated: Judged, vocabulary: Vocabulary) -> Learned:
    """Learn from the judged needs of `train`, none of which may be evaluated; texts of `evaluated` are unlabelled."""
    key_of = {row["id"]: content_key(row) for row in train.resources}
    texts = {key_of[row["id"]]: row["text"] for row in train.resources}
    held = {row["id"] for row in evaluated.needs} | {row["text"] for row in evaluated.needs}
    examples = [
        Example(
            row["text"],
            {key_of[each]: grade for each, grade in train.grades[row["id"]].items() if each in key_of},
        )
        for row in train.needs
        if row["id"] not in held and row["text"] not in held
    ]
    unlabelled = [row["text"] for row in evaluated.resources]
    return learn(examples, texts, vocabulary=vocabulary, settings=MatchSettings(), unlabelled=unlabelled)


def compare(
    judged: Judged,
    engine: Mapping[str, Ranked],
    plain: Mapping[str, Ranked],
    *,
    of_type: str = "",
    without: frozenset[str] = frozenset(),
) -> Comparison | None:
    """Measure both rankings on the needs `of_type`, or on all; resources `without` are taken out of the pool first.

    None when no need has an answer left.
    """
    measured: tuple[dict[str, list[float]], ...] = ({name: [] for name in MEASURES}, {name: [] for name in MEASURES})
    for need in judged.needs:
        pool = judged.pool_of(need)
        grades = {
            each: grade
            for each, grade in judged.grades[need["id"]].items()
            if each not in without and each != need["id"] and (pool is None or each in pool)
        }
        if not grades or of_type not in {"", need.get("type")}:
            continue
        for figures, ranking in zip(measured, (engine, plain), strict=True):
            listed = (each for each, _ in ranking[need["id"]] if each not in without)
            _measure(figures, [each for each in listed if pool is None or each in pool], grades)
    return Comparison(*measured) if measured[0]["MRR"] else None


def _measure(figures: Mapping[str, list[float]], listed: Iterable[str], grades: Mapping[str, float]) -> None:
    ranked = [grades.get(each, 0.0) for each in listed]
    figures["nDCG@10"].append(ndcg_score(ranked, list(grades.values())))
    figures["MRR"].append(reciprocal_rank_score(ranked))
    figures["R@10"].append(recall_score(ranked, len(grades), 10))
    figures["R@100"].append(recall_score(ranked, len(grades), 100))
    figures["P@5"].append(precision_score(ranked, 5))


def _resource(key: str, text: str) -> ResourceRecord:
    """Make a record of a text; what stands before a colon near its beginning is the partner's name."""
    name, colon, _ = text.replace(":", ":").partition(":")
    partner = name if colon and len(name) <= LONGEST_NAME else ""
    return ResourceRecord(key=key, partner_key=key, partner_name=partner, title="", text=text, serves="REMOTE")


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
