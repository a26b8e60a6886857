"""A made-up quarter of a year, ranked by the real matcher: who is asked when chances go round, and at what cost."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from matching import Matcher, MatchSettings, NeedRecord, Point, ResourceRecord
from matching.fairness import Spread, spread_of_chances
from tests.matching.makers import COMMUNITY, HOME, NOW, SETTINGS, VOCABULARY

PARTNERS, NEEDS, DAYS, DAYS_AT_WORK = 90, 200, 90, 5
OFFERS = (
    ("HOME_ELECTRIC", "电工上门修跳闸、换灯泡", "厨房跳闸,灯不亮"),
    ("MEAL_DELIVERY", "老人送饭上门,每天中午", "下不了楼吃饭,想请人送饭上门"),
    ("HOME_ELECTRIC", "修开关插座,换灯泡", "家里开关坏了,要换灯泡"),
)
TURNS = ("load", "rest")


@dataclass(frozen=True)
class Quarter:
    """Who was asked how often in three months, and what the pairs scored without the parts by which chances go round.

    `fit` is the mean probability of these scores, `score` their mean in log-odds.
    """

    spread: Spread
    fit: float
    score: float


def _near(random: np.random.Generator) -> Point:
    return Point(HOME.lat + random.normal(0, 0.01), HOME.lng + random.normal(0, 0.01))


def _offers(random: np.random.Generator) -> dict[str, ResourceRecord]:
    found = {}
    for number in range(PARTNERS):
        code, text, _ = OFFERS[number % len(OFFERS)]
        found[f"r{number:03}"] = ResourceRecord(
            key=f"r{number:03}",
            partner_key=f"p{number:03}",
            partner_name="合伙人",
            title="",
            text=text,
            categories=(code,),
            region_paths=(COMMUNITY,),
            home_region_path=COMMUNITY,
            bases=(_near(random),),
            confirmed_at=NOW - timedelta(days=float(random.uniform(0, 60))),
            confirm_every_days=180,
        )
    return found


def quarter(seed: int, settings: MatchSettings = SETTINGS) -> Quarter:
    """Play three months in which the first of each list is asked and is at work for five days."""
    random = np.random.default_rng(seed)
    offers = _offers(random)
    matcher = Matcher(VOCABULARY, settings).fit(offers.values())
    asked: Counter[str] = Counter(dict.fromkeys(offers, 0))
    at_work: list[tuple[datetime, str]] = []
    scores = []
    changed: set[str] = set()
    for number in range(NEEDS):
        now = NOW + timedelta(days=DAYS * number / NEEDS)
        done = [key for until, key in at_work if until <= now]
        at_work = [(until, key) for until, key in at_work if until > now]
        code, _, text = OFFERS[int(random.integers(len(OFFERS)))]
        need = NeedRecord(
            key="need", need_key="need", text=text, region_path=COMMUNITY, categories=(code,), point=_near(random)
        )
        for key in done:
            offers[key] = replace(offers[key], open_load=offers[key].open_load - 1)
        matcher.update(offers[key] for key in changed | set(done))
        (first,) = matcher.rank(need, first=1, now=now).matches
        scores.append(sum(part.points for part in first.parts if part.code not in TURNS))
        asked[first.key] += 1
        at_work.append((now + timedelta(days=DAYS_AT_WORK), first.key))
        offers[first.key] = replace(
            offers[first.key], open_load=offers[first.key].open_load + 1, last_dispatched_at=now
        )
        changed = {first.key}
    fits = 1 / (1 + np.exp(-np.array(scores)))
    return Quarter(spread_of_chances(list(asked.values())), float(fits.mean()), float(np.mean(scores)))
