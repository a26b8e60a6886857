"""Which words of needs go with which words of resources, learned from accepted pairs.

A need q and a resource d, as unit vectors of TF-IDF over pieces, are associated by q' (U V' + diag(a)) d: supervised
semantic indexing (Bai et al. 2009), started from the latent directions of all texts. Learned several times, each
time without a share of the pairs. A resource that taught is scored only by the copy it did not teach, any other by
the mean of all copies: so what is learned from pairs cannot tell which resources were already chosen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from matching.text import pieces
from matching.textual import Floats, Rows, TextModel

Singles = NDArray[np.float32]

DIRECTIONS = 64
ROUNDS, LEAST_STEPS = 8, 120
"""Times all pairs are gone through; more when they are few, so that steps are not."""
POWER_STEPS = 5
LISTS_A_STEP = 32
RIVALS = 20
NEAREST_RIVALS = 150
SCALE = 10.0
RATE, OWN_RATE = 0.0005, 0.01
HOLD, OWN_HOLD = 1e-3, 1e-4
FEWEST_TEXTS = 2
SEED = 1


@dataclass(frozen=True, slots=True)
class OfferedWords:
    """Resources as the associations see them: unit vectors, their image in each copy, and the copy each is read by."""

    unit: sparse.csr_array
    images: tuple[Singles, ...]
    copies: Rows

    def take(self, rows: Rows) -> "OfferedWords":
        """Take the given rows, in their order."""
        return OfferedWords(self.unit[rows], tuple(image[rows] for image in self.images), self.copies[rows])

    def stacked(self, below: "OfferedWords") -> "OfferedWords":
        """Put these rows above those of `below`."""
        images = tuple(np.vstack(pair) for pair in zip(self.images, below.images, strict=True))
        unit = sparse.csr_array(sparse.vstack((self.unit, below.unit)))
        return OfferedWords(unit, images, np.concatenate((self.copies, below.copies)))


@dataclass(frozen=True, slots=True)
class Copy:
    """One learned copy: directions of the need's terms, of the resource's, and each term's own extra weight."""

    asked: Singles
    offered: Singles
    own: Singles


@dataclass(frozen=True, slots=True)
class Associations:
    """The learned copies over one model of terms; `copy_of` gives the copy a resource that taught is read by."""

    terms: TextModel
    copies: tuple[Copy, ...]
    copy_of: Mapping[str, int]

    def encode(self, keys: Sequence[str], texts: Sequence[str]) -> OfferedWords:
        """Make rows for resources with these keys and normalised texts."""
        unit = self.terms.encode(texts).unit.astype(np.float32)
        images = tuple(unit @ copy.offered for copy in self.copies)
        return OfferedWords(unit, images, np.array([self.copy_of.get(key, -1) for key in keys], dtype=np.int64))

    def score(self, text: str, offered: OfferedWords) -> Floats:
        """Return the association of a normalised need with each row, in log-odds."""
        asked = self.terms.unit_vector(text).astype(np.float32)
        by_copy = np.array(
            [
                SCALE * (image @ (asked @ copy.asked) + offered.unit @ (asked * copy.own))
                for copy, image in zip(self.copies, offered.images, strict=True)
            ],
            dtype=np.float64,
        )
        taught = offered.copies >= 0
        found = by_copy.mean(axis=0)
        found[taught] = by_copy[offered.copies[taught], np.flatnonzero(taught)]
        return np.asarray(found)


@dataclass(frozen=True, slots=True)
class Lesson:
    """Pairs to learn from.

    Unit vectors of needs and of resources that answered some, the grade of every pair, and how each stands without
    associations.
    """

    asked: sparse.csr_array
    offered: sparse.csr_array
    grades: Floats
    scores: Floats


def term_model(texts: Sequence[str]) -> TextModel:
    """Learn the terms that stand in two texts or more."""
    model = TextModel(pieces).fit(texts)
    counts = (len(texts) + 1) / np.exp(model.weight_ - 1) - 1
    return model.narrowed(counts >= FEWEST_TEXTS - 0.5)


def latent_directions(unit: sparse.csr_array) -> Singles:
    """Return the leading directions of all texts, terms by directions, weighed by the fourth root of their share."""
    count = min(DIRECTIONS, min(unit.shape) - 1)
    _, sizes, directions = randomized_svd(unit, count, n_iter=POWER_STEPS, random_state=SEED)
    weights = (sizes / sizes.max()) ** 0.25
    return np.ascontiguousarray((directions * weights[:, None]).T, dtype=np.float32)


def learn_copy(lesson: Lesson, start: Singles) -> Copy:
    """Learn one copy by Adam (Kingma and Ba 2015) on lists of each need's answers and its nearest rivals."""
    chance = np.random.default_rng(SEED)
    copy = Copy(start.copy(), start.copy(), np.zeros(start.shape[0], dtype=np.float32))
    climbers = (_Climber(copy.asked, RATE), _Climber(copy.offered, RATE), _Climber(copy.own, OWN_RATE))
    rivals = np.argsort(-lesson.scores, axis=1, kind="stable")[:, :NEAREST_RIVALS]
    steps_a_round = -(-lesson.asked.shape[0] // LISTS_A_STEP)
    for _ in range(max(ROUNDS, LEAST_STEPS // max(steps_a_round, 1))):
        order = chance.permutation(lesson.asked.shape[0])
        for at in range(0, len(order), LISTS_A_STEP):
            needs = order[at : at + LISTS_A_STEP]
            drawn = chance.integers(rivals.shape[1], size=(len(needs), RIVALS))
            right = np.flatnonzero((lesson.grades[needs] > 0).any(axis=0))
            columns = np.union1d(right, rivals[needs[:, None], drawn])
            for climber, (terms, slope) in zip(climbers, _slopes(lesson, copy, start, needs, columns), strict=True):
                climber.step(terms, slope)
    return copy


def _slopes(
    lesson: Lesson,
    copy: Copy,
    start: Singles,
    needs: Rows,
    columns: Rows,
) -> tuple[tuple[Rows, Singles], ...]:
    """Return the slopes of the loss by the three arrays of `copy`, on lists of `columns` for each of `needs`.

    Each with the terms it is about: those that stand in these needs, or in these resources.
    """
    asked, offered = lesson.asked[needs], lesson.offered[columns]
    asked_image, offered_image = asked @ copy.asked, offered @ copy.offered
    own = (asked.multiply(copy.own).tocsr() @ offered.T).toarray()
    scores = lesson.scores[np.ix_(needs, columns)] + SCALE * (asked_image @ offered_image.T + own)
    grades = lesson.grades[np.ix_(needs, columns)]
    shares = grades / grades.sum(axis=1, keepdims=True)
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    error = (SCALE * (chances - shares) / len(needs)).astype(np.float32)
    by_need = np.unique(asked.indices).astype(np.int64)
    by_resource = np.unique(offered.indices).astype(np.int64)
    of_asked = (asked.T @ (error @ offered_image))[by_need]
    of_offered = (offered.T @ (error.T @ asked_image))[by_resource]
    met = np.asarray(asked.multiply(sparse.csr_array(error) @ offered).sum(axis=0)).ravel()[by_need]
    return (
        (by_need, of_asked + HOLD * (copy.asked[by_need] - start[by_need])),
        (by_resource, of_offered + HOLD * (copy.offered[by_resource] - start[by_resource])),
        (by_need, met + OWN_HOLD * copy.own[by_need]),
    )


class _Climber:
    """Adam for one array, changed in place; rows that a step is not about rest."""

    def __init__(self, values: Singles, rate: float) -> None:
        self._values, self._rate, self._steps = values, rate, 0
        self._mean, self._square = np.zeros_like(values), np.zeros_like(values)

    def step(self, rows: Rows, slope: Singles) -> None:
        self._steps += 1
        mean = self._mean[rows] + np.float32(0.1) * (slope - self._mean[rows])
        square = self._square[rows] + np.float32(0.001) * (slope * slope - self._square[rows])
        size = np.float32(self._rate * np.sqrt(1 - 0.999**self._steps) / (1 - 0.9**self._steps))
        self._values[rows] -= size * mean / (np.sqrt(square) + np.float32(1e-8))
        self._mean[rows], self._square[rows] = mean, square
