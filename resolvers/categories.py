"""Categories as people choose them: a group stands for all of its leaves."""

from collections.abc import Iterable

from storage.vocabulary import Vocabulary


def leaf_codes(vocabulary: Vocabulary, codes: Iterable[str]) -> set[str]:
    """Return the codes of the leaves that codes of leaves and groups stand for; unknown codes stand for nothing."""
    leaves_of = {group.code: [leaf.code for leaf in group.leaves] for group in vocabulary.groups}
    return {leaf for code in codes for leaf in leaves_of.get(code, [code]) if leaf in vocabulary.leaves}
