"""What was learned from accepted pairs, as one thing a matcher can be given."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.association import Associations, OfferedWords
from matching.experience import PRESENCE, Experience, Remembered
from matching.particulars import PARTICULARS, ParticularRows, compare_particulars
from matching.signals import SIGNALS
from matching.textual import Floats, Rows

LEARNED_PARTS = (*SIGNALS, "category", *PARTICULARS, *PRESENCE, "association", "history")
"""Parts whose weights are learned, in the order learning uses."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Weights of the text parts for needs of one language, with the associations and the experience they weigh."""

    version: str
    chinese: bool
    weights: Mapping[str, float]
    associations: Associations
    experience: Experience


@dataclass(frozen=True, slots=True)
class LearnedRows:
    """Resources as a learned model sees them, row for row."""

    offered: OfferedWords
    remembered: Remembered
    particulars: ParticularRows

    def take(self, rows: Rows) -> "LearnedRows":
        """Take the given rows, in their order."""
        return LearnedRows(self.offered.take(rows), self.remembered.take(rows), self.particulars.take(rows))

    def stacked(self, below: "LearnedRows") -> "LearnedRows":
        """Put these rows above those of `below`."""
        return LearnedRows(
            self.offered.stacked(below.offered),
            self.remembered.stacked(below.remembered),
            self.particulars.stacked(below.particulars),
        )


def learned_signals(learned: Learned, text: str, asked: str, rows: LearnedRows) -> dict[str, Floats]:
    """Give the learned signals between a normalised need and each row.

    `text` is the whole need, by which it is known again, `asked` what it asks for.
    """
    presence = {code: rows.remembered.presence[:, column] for column, code in enumerate(PRESENCE)}
    return (
        presence
        | compare_particulars(asked, rows.particulars)
        | {
            "association": learned.associations.score(asked, rows.offered),
            "history": learned.experience.history(text, rows.remembered.served),
        }
    )
