"""Needs that speak of the same matter, and resources entered twice."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import log, sqrt

from rapidfuzz import fuzz

from matching.eligibility import levels_apart
from matching.places import buildings, may_be_one_place, with_places
from matching.records import NeedRecord, ResourceRecord
from matching.text import normalise, words

SAME_TEXT = 0.9
SAME_MATTER = 0.35
COMMUNITY_WIDTH = 16
"""Length of a community's path: who shares it are neighbours."""

_AGAIN = re.compile(
    "再次|又(坏|漏|堵|停|来|犯|反映)|(还是|仍|依旧|一直|到现在|至今)(没|不|无人)|第[2-9二三四五六七八九]次|反映(过|了)|催(办|了)|"
    "上次.{0,8}(没|还|又)|好几次|多次|说了几(回|次)|没(有)?(解决|修好|弄好|办好|下文|回音)|越来越|"
    "again|still (not|no)|second time|twice",
)


@dataclass(frozen=True, slots=True)
class RaisedNeed:
    """A need as it was raised: who asked, when known, and whether it went wrong since.

    Wrong went what was given back by whoever was asked, was reopened, or ended without being solved.
    """

    record: NeedRecord
    asker: str = ""
    went_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Similar:
    """Another need: how alike 0..1, and as what: ESCALATION, DUPLICATE, ME_TOO or RELATED."""

    key: str
    likeness: float
    relation: str


@dataclass(frozen=True, slots=True)
class NearCopy:
    """Two resources that seem to be one, and how alike they are, 0..1."""

    key: str
    other_key: str
    likeness: float


def similar_needs(need: RaisedNeed, others: Sequence[RaisedNeed], first: int) -> tuple[Similar, ...]:
    """Find the `first` needs most like `need`, itself left out, best first, ties by key.

    Likeness is the cosine of TF-IDF over words, rarity being that among the needs compared. The first relation that
    holds is named:

    - ESCALATION: the same matter again, by the same asker or in nearly the same place and words, and now it is more
      urgent, a complaint, said to be raised again (「还是没…」「又…」), or the earlier one went wrong;
    - DUPLICATE: nearly the same words from the same place;
    - ME_TOO: the same matter within the same community;
    - RELATED: alike, further away.

    The same matter shares a leaf, or a good third of its spelling. Who names different buildings does not
    speak of one place, not even the same asker.
    """
    candidates = [other for other in others if other.record.key != need.record.key]
    alike = _likeness(need.record.text, [other.record.text for other in candidates])
    found = [
        Similar(other.record.key, likeness, _relation(need, other))
        for other, likeness in zip(candidates, alike, strict=True)
        if likeness > 0
    ]
    return tuple(sorted(found, key=lambda similar: (-similar.likeness, similar.key))[: max(first, 0)])


def _relation(need: RaisedNeed, other: RaisedNeed) -> str:
    asked, before = need.record, other.record
    text, text_before = with_places(asked.text), with_places(before.text)
    spelled = fuzz.ratio(text, text_before) / 100
    may_be_one = may_be_one_place(buildings(text), buildings(text_before))
    same_place = may_be_one and levels_apart(before.region_path, asked.region_path) == 0
    same_matter = spelled >= SAME_MATTER or bool(set(asked.categories) & set(before.categories))
    by_the_same = need.asker == other.asker != "" and same_matter and may_be_one
    if (by_the_same or (same_place and spelled >= SAME_MATTER)) and _is_raised_again(need, other, text):
        return "ESCALATION"
    if spelled >= SAME_TEXT and same_place:
        return "DUPLICATE"
    if same_matter and asked.region_path[:COMMUNITY_WIDTH] == before.region_path[:COMMUNITY_WIDTH]:
        return "ME_TOO"
    return "RELATED"


def _is_raised_again(need: RaisedNeed, other: RaisedNeed, text: str) -> bool:
    complains = need.record.nature == "COMPLAINT" != other.record.nature
    is_more_urgent = need.record.urgency < other.record.urgency
    return other.went_wrong or is_more_urgent or complains or _AGAIN.search(text) is not None


def _likeness(text: str, others: Sequence[str]) -> list[float]:
    """Return the cosine of a text with each of the others; terms are weighed by how few of all the texts hold them."""
    asked, counted = _counts(text), [_counts(other) for other in others]
    held = Counter(term for counts in (asked, *counted) for term in counts)
    size = len(counted) + 1
    rarity = {term: log((size + 1) / (number + 1)) + 1 for term, number in held.items()}
    length = _length(asked, rarity)
    return [
        min(1.0, shared / (length * _length(counts, rarity)))
        if (shared := sum(count * asked[term] * rarity[term] ** 2 for term, count in counts.items() if term in asked))
        else 0.0
        for counts in counted
    ]


@lru_cache(maxsize=8_192)
def _counts(text: str) -> Mapping[str, float]:
    """Return how often each term stands in a text, damped: 1 + ln n. Kept, for the same needs are compared all day."""
    return {term: 1 + log(number) for term, number in Counter(words(with_places(text))).items()}


def _length(counts: Mapping[str, float], rarity: Mapping[str, float]) -> float:
    return sqrt(sum((count * rarity[term]) ** 2 for term, count in counts.items()))


def near_copies(resources: Iterable[ResourceRecord]) -> tuple[NearCopy, ...]:
    """Pairs of resources of one partner name and kind whose texts nearly agree, by key.

    Only what shares name and kind is compared, so the work grows with what one partner offers, not with its square
    over all partners.
    """
    by_giver: defaultdict[tuple[str, str], list[ResourceRecord]] = defaultdict(list)
    for resource in resources:
        by_giver[(giver_name(resource.partner_name), resource.kind)].append(resource)
    found = []
    for group in by_giver.values():
        for one, other in combinations(sorted(group, key=lambda resource: resource.key), 2):
            likeness = resource_likeness(one, other)
            if likeness >= SAME_TEXT:
                found.append(NearCopy(one.key, other.key, likeness))
    return tuple(sorted(found, key=lambda copy: (copy.key, copy.other_key)))


def copies_of(offered: ResourceRecord, others: Iterable[ResourceRecord]) -> tuple[NearCopy, ...]:
    """Name those of the others that seem to be the same resource, the likest first, ties by key."""
    name = giver_name(offered.partner_name)
    found = [
        NearCopy(offered.key, other.key, likeness)
        for other in others
        if other.key != offered.key and other.kind == offered.kind and giver_name(other.partner_name) == name
        if (likeness := resource_likeness(offered, other)) >= SAME_TEXT
    ]
    return tuple(sorted(found, key=lambda copy: (-copy.likeness, copy.other_key)))


@lru_cache(maxsize=8_192)
def giver_name(partner_name: str) -> str:
    """Return a partner's name as it is compared: normalised, without brackets, blanks and 「有限公司」."""
    return re.sub(r"[\s()\[\]【】·]|(有限)?(责任)?公司$", "", normalise(partner_name))


def resource_likeness(one: ResourceRecord, other: ResourceRecord) -> float:
    """Return how alike two resources are described, 0..1: the cosine of their terms, all weighing the same."""
    some, more = _counts(f"{one.title} {one.text}"), _counts(f"{other.title} {other.text}")
    shared = sum(count * more.get(term, 0.0) for term, count in some.items())
    alike = dict.fromkeys((*some, *more), 1.0)
    return min(1.0, shared / (_length(some, alike) * _length(more, alike))) if shared else 0.0
