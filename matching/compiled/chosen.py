"""Resources chosen for a need, from whichever index they stand in: their scores and features, as numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matching.compiled.arrays import NeedArrays
from matching.compiled.features import FIRST_OF_TEXT, PARTS, shown_of
from matching.compiled.index import Index
from matching.records import Part
from matching.settings import AUDIENCES, STAFF_AND_PARTNER
from matching.textual import Floats, Rows

UNITS: Mapping[str, str] = {
    "prior": "FLAG",
    "time": "SHARE",
    "load": "DISPATCH",
    "rest": "DAY",
    "return_asked": "FLAG",
    "ties": "TIE",
    "association": "LOG_ODDS",
    "length": "LOG_WORDS",
    "history": "NEED",
}
"""Units in which parts are shown; SHARE where none is named."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows of one index with the need as that index reads it.

    `features` has a column per part, those of PARTS first, then those of `more` (what was learned), each with its
    weight in `weights`.
    """

    index: Index
    need: NeedArrays
    rows: Rows
    scores: Floats
    features: Floats
    weights: Floats
    more: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return PARTS + self.more

    def points(self) -> Floats:
        """Return what each part gives each row, in log-odds."""
        return self.features * self.weights

    def keys(self) -> list[str]:
        """Return the key of each row."""
        return [key.decode() for key in self.index.keys[self.rows].tolist()]

    def take(self, places: Sequence[int]) -> "Chosen":
        """Return some of the rows, in the order asked for."""
        at = np.array(places, dtype=np.int64)
        return Chosen(self.index, self.need, self.rows[at], self.scores[at], self.features[at], self.weights, self.more)

    def parts(self, place: int, shown: Floats, *, measured: bool) -> tuple[Part, ...]:
        """Return the parts of one row; those of text that weigh nothing are left out, and ties nobody asked for."""
        points = self.weights * self.features[place]
        asked = self.need.facts[0]
        asks_for_ties = asked["ties"] > asked["memberships"]
        return tuple(
            Part(
                code,
                float(shown[column]),
                self._unit(code, measured=measured),
                float(points[column]),
                AUDIENCES[code] if points[column] >= 0 else AUDIENCES[code] & STAFF_AND_PARTNER,
            )
            for column, code in enumerate(self.codes)
            if (self.weights[column] or column < FIRST_OF_TEXT) and (code != "ties" or asks_for_ties)
        )

    def _unit(self, code: str, *, measured: bool) -> str:
        if code == "distance":
            return "KM" if measured else "LEVEL"
        if code == "time" and self.need.facts[0]["has_window"]:
            return "HOUR"
        return UNITS.get(code, "SHARE")


def shown_parts(chosen: Chosen) -> list[tuple[Part, ...]]:
    """Return the parts of every row."""
    shown, measured = shown_of(chosen.index.arrays, chosen.need, chosen.rows, chosen.features[:, : len(PARTS)])
    shown = np.hstack((shown, chosen.features[:, len(PARTS) :]))
    return [chosen.parts(place, shown[place], measured=bool(measured[place])) for place in range(len(chosen.rows))]
