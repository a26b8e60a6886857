"""`python -m benchmarks.matching_peers tantivy 100000 1000`: another engine over the same texts, in this process.

Peers rank by text alone, with no filter and no feature, which is less work than ours. What is timed is in their
favour: cutting texts into terms is told apart from building the index, and a query starts from its terms and ends
with the numbers and scores of 20 texts; nothing else is read. Terms are our own: pairs of neighbouring characters.
Memory is the growth of the resident memory after the imports, the texts themselves taken off again; what SQLite and
PostgreSQL keep in the system's page cache is not in it. One core.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import bm25s
import numpy as np
import tantivy
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.matching_engine import FIRST
from benchmarks.matching_peer_databases import PostgresTrigrams, SqliteTrigrams
from benchmarks.matching_process import Figures, keep_to_cores, ms_since, report, resident_mb, spread
from benchmarks.matching_texts import need_texts, resource_texts
from matching.text import words

WARM_UP = 5
TANTIVY_HEAP = 512_000_000
Found = list[tuple[int, float]]


class Peer(Protocol):
    """What every peer can do."""

    def read(self, texts: Iterator[str]) -> None:
        """Cut normalised texts into whatever the engine is given."""

    def build(self) -> None:
        """Build the index."""

    def terms(self, text: str) -> Any:
        """Return a query's terms."""

    def ask(self, terms: Any) -> Found:
        """Return the numbers and scores of the best 20 texts."""


class Bm25s:
    """bm25s, its numba backend, over numbers of terms."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._texts: list[list[int]] = []

    def read(self, texts: Iterator[str]) -> None:
        """Number the terms."""
        number = self._number
        self._texts = [[number.setdefault(term, len(number)) for term in words(text)] for text in texts]

    def build(self) -> None:
        """Score every term of every text beforehand, as bm25s does."""
        self._index = bm25s.BM25(backend="numba")
        corpus = bm25s.tokenization.Tokenized(ids=self._texts, vocab=self._number)
        self._index.index(corpus, show_progress=False)
        self._texts = []

    def terms(self, text: str) -> list[int]:
        """Return the numbers of the terms that are known."""
        return [self._number[term] for term in words(text) if term in self._number]

    def ask(self, terms: list[int]) -> Found:
        """Sum and select."""
        found = self._index.retrieve([terms], k=FIRST, show_progress=False)
        return list(zip(found.documents[0].tolist(), found.scores[0].tolist(), strict=True))


class Tantivy:
    """tantivy in memory, one thread, no positions, terms joined by spaces; its own pruning of weak texts is on."""

    def __init__(self) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("body", tokenizer_name="pairs", index_option="freq")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema)
        self._index.register_tokenizer("pairs", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        self._texts: list[str] = []

    def read(self, texts: Iterator[str]) -> None:
        """Join the terms by spaces."""
        self._texts = [" ".join(words(text)) for text in texts]

    def build(self) -> None:
        """Add every text, commit, and wait for the merging of segments."""
        writer = self._index.writer(heap_size=TANTIVY_HEAP, num_threads=1)
        for text in self._texts:
            writer.add_document(tantivy.Document(body=[text]))
        writer.commit()
        writer.wait_merging_threads()
        self._texts = []
        self._index.reload()
        self._searcher = self._index.searcher()

    def terms(self, text: str) -> list[str]:
        """Return the terms, each once."""
        return sorted(set(words(text)))

    def ask(self, terms: list[str]) -> Found:
        """Make a query of any of the terms, and search."""
        parts = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "body", term, index_option="freq"))
            for term in terms
        ]
        hits = self._searcher.search(tantivy.Query.boolean_query(parts), FIRST, count=False).hits
        return [(address.doc, score) for score, address in hits]


class BruteForce:
    """scikit-learn's TF-IDF of character pairs; each query's vector against every row, then a partial sort."""

    def __init__(self) -> None:
        self._vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(2, 2), dtype=np.float32)
        self._texts: list[str] = []

    def read(self, texts: Iterator[str]) -> None:
        """Hold the texts; the vectorizer cuts them itself."""
        self._texts = list(texts)

    def build(self) -> None:
        """Learn and encode."""
        self._rows = sparse.csr_array(self._vectorizer.fit_transform(self._texts))
        self._texts = []

    def terms(self, text: str) -> NDArray[np.float32]:
        """Return the query's vector."""
        return np.asarray(self._vectorizer.transform([text]).todense(), dtype=np.float32).ravel()

    def ask(self, terms: NDArray[np.float32]) -> Found:
        """Multiply all rows and keep the best."""
        scores = self._rows @ terms
        best = np.argpartition(-scores, FIRST)[:FIRST]
        best = best[np.argsort(-scores[best], kind="stable")]
        return [(int(row), float(scores[row])) for row in best]


PEERS: Mapping[str, tuple[Callable[[], Peer], str]] = {
    "bm25s": (Bm25s, "bm25s-numba"),
    "tantivy": (Tantivy, "tantivy"),
    "fts5": (SqliteTrigrams, "SQLite FTS5 trigram"),
    "pg_trgm": (PostgresTrigrams, "PostgreSQL pg_trgm"),
    "sklearn": (BruteForce, "scikit-learn brute force"),
}


def main(name: str, total: int, queries: int) -> None:
    """Build one peer and ask it."""
    keep_to_cores(1)
    needs = need_texts(queries + WARM_UP)
    next(resource_texts(total))
    peer, title = PEERS[name][0](), PEERS[name][1]
    empty = resident_mb()
    began = time.perf_counter()
    peer.read(resource_texts(total))
    reading = time.perf_counter() - began
    began = time.perf_counter()
    peer.build()
    building = time.perf_counter() - began
    figures: Figures = {"peer": name, "title": title, "size": total, "terms_s": reading, "build_s": building}
    figures |= _asked(peer, needs)
    figures["memory_mb"] = resident_mb() - empty
    if isinstance(peer, SqliteTrigrams | PostgresTrigrams):
        figures["disk_mb"] = peer.disk_mb()
        figures["memory_mb"] = peer.memory_mb() or figures["memory_mb"]
        peer.close()
    report(figures)


def _asked(peer: Peer, needs: Sequence[str]) -> Figures:
    terms = [peer.terms(need) for need in needs]
    for one in terms[:WARM_UP]:
        peer.ask(one)
    taken, counts = [], []
    for one in terms[WARM_UP:]:
        began = time.perf_counter()
        found = peer.ask(one)
        taken.append(ms_since(began))
        counts.append(len(found))
    return {**spread(taken), "found": float(np.mean(counts))}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
