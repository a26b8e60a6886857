"""The shipped vocabulary as matching reads it: the same codes, without the sentences for people."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache

import matching
from storage.seed_records import SEED_FOLDER
from storage.vocabulary import Vocabulary

Words = Mapping[str, Mapping[str, Sequence[str]]]


@lru_cache(maxsize=4)
def matching_vocabulary(vocabulary: Vocabulary) -> matching.Vocabulary:
    """Return the records of matching; a danger's `show` and the qualifications of a leaf are codes."""
    everyday = _everyday_words()
    return matching.Vocabulary(
        categories=tuple(
            matching.Category(
                code=leaf.code,
                level1_code=group.code,
                name_zh=leaf.zh,
                name_en=leaf.en,
                level1_zh=group.zh,
                level1_en=group.en,
                synonyms=(*leaf.synonyms, *everyday.get(leaf.code, {}).get("asked", ())),
                offered=tuple(everyday.get(leaf.code, {}).get("offered", ())),
            )
            for group in vocabulary.groups
            for leaf in group.leaves
        ),
        leaf_rules={
            code: matching.LeafRule(
                code,
                rule.public,
                qualifications=rule.qualifications,
                handoff=rule.handoff_zh,
                counterparties=rule.counterparties,
            )
            for code, rule in vocabulary.leaf_rules.items()
        },
        dangers=tuple(matching.DangerPattern(danger.pattern, danger.code) for danger in vocabulary.dangers),
        ideas=everyday.get("idea", {}),
    )


def _everyday_words() -> Words:
    """Return residents' and partners' everyday words by leaf, and under `idea` the words of one idea."""
    return tomllib.loads((SEED_FOLDER / "synonyms.toml").read_text("utf-8"))
