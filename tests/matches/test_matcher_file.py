"""A matcher that was written to a folder ranks as before once it is read again."""

from pathlib import Path
from random import Random

import pytest

from matching import Matcher
from resolvers.matcher_file import load_matcher, save_matcher
from tests.matching.makers import NOW, SETTINGS, VOCABULARY
from tests.matching.random_town import random_need, random_resource


def test_a_matcher_ranks_as_before_it_was_saved(tmp_path: Path) -> None:
    chance = Random(1)  # noqa: S311 -- a test wants the same chance again.
    resources = [random_resource(chance, number) for number in range(80)]
    matcher = Matcher(VOCABULARY, SETTINGS).fit(resources)
    save_matcher(matcher, tmp_path / "index")
    save_matcher(matcher, tmp_path / "index")
    loaded = load_matcher(tmp_path / "index", VOCABULARY, SETTINGS)
    for _ in range(30):
        asked = random_need(chance, resources)
        assert loaded.rank(asked, first=20, now=NOW) == matcher.rank(asked, first=20, now=NOW)
    changed = loaded.update([random_resource(chance, 81)])
    assert len(changed.rank(random_need(chance, resources), first=100, now=NOW).matches) <= 81


def test_what_was_changed_is_not_saved(tmp_path: Path) -> None:
    chance = Random(1)  # noqa: S311 -- a test wants the same chance again.
    matcher = Matcher(VOCABULARY, SETTINGS).fit([random_resource(chance, 1)]).update([random_resource(chance, 2)])
    with pytest.raises(ValueError, match="as it was fitted"):
        save_matcher(matcher, tmp_path / "index")
    with pytest.raises(FileNotFoundError):
        load_matcher(tmp_path / "index", VOCABULARY, SETTINGS)
