"""What texts say for a pair: the signals of words, the leaves, and what was learned, as soft wishes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from matching.categories import fitted_reader
from matching.experience import Remembered
from matching.learned import Learned, LearnedRows, learned_signals
from matching.particulars import read_particulars
from matching.pinyin import unspelled
from matching.records import NeedRecord, ResourceRecord
from matching.settings import WORDED, MatchSettings, emphasis
from matching.signals import Encoded, TextSignals
from matching.text import is_chinese, normalise
from matching.textual import Floats, Rows
from matching.vocabulary import Vocabulary
from matching.wishes import Wish

LEARNED_UNIT = "LOG_ODDS"
_UNITS = {"association": LEARNED_UNIT, "length": "LOG_WORDS", "history": "NEED"}


@dataclass(frozen=True, slots=True)
class ReadResources:
    """Resources as their texts were read, row for row: terms, shares of leaves, who may be complained about."""

    encoded: Encoded
    leaves: Floats
    accused: Floats
    learned: LearnedRows | None

    def take(self, rows: Rows) -> "ReadResources":
        """Take the given rows, in their order."""
        learned = None if self.learned is None else self.learned.take(rows)
        return ReadResources(self.encoded.take(rows), self.leaves[rows], self.accused[rows], learned)

    def stacked(self, below: "ReadResources") -> "ReadResources":
        """Put these rows above those of `below`."""
        both = self.learned is not None and below.learned is not None
        return ReadResources(
            self.encoded.stacked(below.encoded),
            np.vstack((self.leaves, below.leaves)),
            np.vstack((self.accused, below.accused)),
            self.learned.stacked(below.learned) if both and self.learned and below.learned else None,
        )


class TextReader:
    """Reads the texts of resources once and compares needs with them.

    Learned by `fit`: `categories_` and `signals_`, both frozen until the next.
    """

    def __init__(self, vocabulary: Vocabulary, learned: Learned | None) -> None:
        self.vocabulary = vocabulary
        self.learned = learned

    def fit(self, resources: Sequence[ResourceRecord]) -> Self:
        """Learn the statistics of the texts of `resources`."""
        self.categories_ = fitted_reader(self.vocabulary)
        self.signals_ = TextSignals(self.vocabulary).fit([text_of(resource) for resource in resources])
        return self

    def read(self, resources: Sequence[ResourceRecord]) -> ReadResources:
        """Read the texts, leaves and names of `resources`."""
        texts = [text_of(resource) for resource in resources]
        encoded = self.signals_.encode(texts)
        leaves = [
            self._shares(resource.categories, text, offers=True)
            for resource, text in zip(resources, texts, strict=True)
        ]
        width = len(self.categories_.codes_)
        return ReadResources(
            encoded,
            np.array(leaves, dtype=np.float64).reshape(len(leaves), width),
            np.array([self._accused(resource) for resource in resources], dtype=np.float64).reshape(len(leaves), width),
            self.learned_rows([resource.key for resource in resources], texts, encoded),
        )

    def wishes(self, need: NeedRecord, rows: ReadResources, settings: MatchSettings) -> list[tuple[Wish, float]]:
        """Give each wish that weighs anything, with its points per unit."""
        text = unspelled(normalise(need.text), self.vocabulary)
        chinese = is_chinese(text)
        asked = self.signals_.asked(text)
        values = dict(self.signals_.compare(asked, rows.encoded))
        leaves = self._shares(need.categories, text, offers=False)
        values["category"] = self.categories_.agreement(leaves, rows.leaves)
        values["counterparty"] = np.asarray(rows.accused @ leaves)
        worded = emphasis(text, chinese=chinese)
        weights = {
            code: settings.weight(code, chinese=chinese) * (worded if code in WORDED else 1.0) for code in values
        }
        if self.learned is not None and rows.learned is not None and self.learned.chinese == chinese:
            values |= learned_signals(self.learned, text, asked, rows.learned)
            weights |= self.learned.weights
        own = {code: points for code, points in settings.weights.items() if code in weights}
        weights |= {code: points * (worded if code in WORDED else 1.0) for code, points in own.items()}
        return [
            (Wish(code, feature, feature, _UNITS.get(code, "SHARE")), weights[code])
            for code, feature in values.items()
            if weights[code]
        ]

    def _shares(self, categories: tuple[str, ...], text: str, *, offers: bool) -> Floats:
        """Leaves said by staff share the whole weight; without any, the text is read."""
        said = [self.categories_.column_[code] for code in categories if code in self.categories_.column_]
        if not said:
            return self.categories_.distribution(text, offers=offers)
        shares = np.zeros(len(self.categories_.codes_))
        shares[said] = 1 / len(said)
        return shares

    def _accused(self, resource: ResourceRecord) -> list[bool]:
        """Mark the leaves by whose rule this partner may be the one complained about."""
        rules = self.vocabulary.leaf_rules
        return [
            code in rules and any(word in resource.partner_name for word in rules[code].counterparties)
            for code in self.categories_.codes_
        ]

    def learned_rows(self, keys: Sequence[str], texts: Sequence[str], encoded: Encoded) -> LearnedRows | None:
        """Return resources as the learned model sees them; None without one."""
        if self.learned is None:
            return None
        experience = self.learned.experience
        remembered = Remembered(experience.served(keys), experience.presence(keys, encoded, self.signals_))
        particulars = read_particulars(self.signals_.words_, texts)
        return LearnedRows(self.learned.associations.encode(texts), remembered, particulars)


def text_of(resource: ResourceRecord) -> str:
    """Return the normalised title and text of a resource."""
    return normalise(f"{resource.title}\n{resource.text}" if resource.title else resource.text)
