"""Ideas: groups of words that speak of one thing, so that texts without a shared word can still meet."""

from collections.abc import Mapping, Sequence

from matching.text import stem, words


class IdeaReader:
    """Reads which ideas the words of a text speak of, each once per word."""

    def __init__(self, ideas: Mapping[str, Sequence[str]]) -> None:
        self.ideas = ideas
        self._ideas_of: dict[str, list[str]] = {}
        for code in sorted(ideas):
            for word in {stem(piece) for written in ideas[code] for piece in written.split("-")}:
                self._ideas_of.setdefault(word, []).append(code)

    def terms(self, text: str) -> list[str]:
        """Name the ideas of a normalised text in the order of its words."""
        return [code for word in words(text) for code in self._ideas_of.get(word, ())]
