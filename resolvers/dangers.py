"""What may not wait: danger patterns found in somebody's words. They are shown first and stop nothing."""

from dataclasses import dataclass

from matching import DangerPattern, read_dangers
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import Danger


@dataclass(frozen=True, slots=True)
class FoundDanger:
    """A danger, and the words that spoke of it."""

    danger: Danger
    found: str


def dangers_in(vocabulary: Vocabulary, words: str) -> tuple[FoundDanger, ...]:
    """Return every danger the words speak of, in the order of the vocabulary."""
    by_code = {danger.code: danger for danger in vocabulary.dangers}
    patterns = (DangerPattern(danger.pattern, danger.code) for danger in vocabulary.dangers)
    return tuple(FoundDanger(by_code[danger.show], danger.found) for danger in read_dangers(words, patterns))
