"""Making every loop ready, so that nobody's first request waits while they are compiled."""

from datetime import UTC, datetime, timedelta

from matching.matcher import Matcher
from matching.records import NeedRecord, Point, ResourceRecord, Window
from matching.settings import MatchSettings
from matching.vocabulary import Category, Vocabulary

_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_VOCABULARY = Vocabulary(categories=(Category("A", "A", "一二", "A b", "一", "A", ("三四",)),))


def make_ready() -> None:
    """Rank a made-up need once; what is compiled is kept on disk and only read the next time."""
    offers = [
        ResourceRecord(key=key, partner_key=key, partner_name=key, title="", text=f"三四 a{key}", bases=(Point(0, 0),))
        for key in "bc"
    ]
    matcher = Matcher(_VOCABULARY, MatchSettings()).fit(offers).update(offers[:1])
    window = Window(_DAY, _DAY + timedelta(hours=1))
    need = NeedRecord(key="n", need_key="n", text="不用五六 housing", region_path="AAAA", window=window)
    matcher.rank(need, first=1, now=_DAY)
    matcher.rank_one(need, "c", _DAY)
    matcher.why_not(need, "c", _DAY)
    matcher.rank_needs(offers[0], [need], first=1, now=_DAY)
    matcher.best(need, first=1, now=_DAY)
