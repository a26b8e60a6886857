"""Open hours as people write them: 周一至周五 9:00-11:30,14:00-17:00; 周末全天; 工作日上午."""

import re
from itertools import pairwise

from matching import normalise
from resolvers.resource_drafts import OpenHours

WHOLE_DAY = (0, 24 * 60)
PARTS_OF_DAY = {
    "全天": (9 * 60, 18 * 60),
    "上午": (9 * 60, 12 * 60),
    "下午": (14 * 60, 17 * 60),
    "晚上": (19 * 60, 21 * 60),
    "晚间": (19 * 60, 21 * 60),
    "白天": (9 * 60, 18 * 60),
}
"""What a part of the day means where no hour is named, in minutes from midnight."""

_DAYS = {name: day for day, names in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7")) for name in names}
_EVERY_DAY = tuple(range(7))
_DAY = r"(?:[一二三四五六日天]|[1-7](?![\d:]))"
_WEEK = "(?:周|星期|礼拜)"
_DAY_RANGE = re.compile(rf"{_WEEK}({_DAY})\s*(?:至|到|-|~|—)+\s*{_WEEK}?({_DAY})")
_DAY_LIST = re.compile(rf"{_WEEK}({_DAY}(?:\s*[、,和及]?\s*{_WEEK}?{_DAY})*)")
_HOURS = re.compile(r"(\d{1,2})[:点时.](\d{2})?分?\s*(?:至|到|-|~|—)+\s*(\d{1,2})[:点时.](\d{2})?分?")
_ROUND_THE_CLOCK = re.compile("24\\s*小时|全天候|7[x×*]24")


def read_hours(text: str) -> tuple[OpenHours, ...]:
    """Return the weekly hours a text names, without overlap; nothing when it does not name any for certain.

    >>> [(open.weekday, open.opens, open.closes) for open in read_hours("周六 9:00-11:30")]
    [(5, 540, 690)]
    """
    found: set[OpenHours] = set()
    days: tuple[int, ...] = ()
    for clause in re.split(r"[;。\n]|,(?=周|星期|礼拜|工作日|周末|每)", normalise(text)):
        days = _days(clause) or days or _EVERY_DAY
        spans = _spans(clause)
        if not spans:
            return ()
        found |= {OpenHours(day, opens, closes) for day in days for opens, closes in spans}
    ordered = sorted(found)
    overlaps = any(one.weekday == other.weekday and other.opens < one.closes for one, other in pairwise(ordered))
    return () if overlaps else tuple(ordered)


def _days(clause: str) -> tuple[int, ...]:
    if "工作日" in clause:
        return (0, 1, 2, 3, 4)
    if "周末" in clause or "双休日" in clause:
        return (5, 6)
    if re.search("每天|每日|天天|全年", clause):
        return _EVERY_DAY
    spanned = _DAY_RANGE.search(clause)
    if spanned is not None:
        first, last = _DAYS[spanned[1]], _DAYS[spanned[2]]
        return tuple(range(first, last + 1)) if first <= last else ()
    listed = _DAY_LIST.search(clause)
    return tuple(sorted({_DAYS[name] for name in listed[1] if name in _DAYS})) if listed else ()


def _spans(clause: str) -> list[tuple[int, int]]:
    named = [_minutes(*found) for found in _HOURS.findall(clause)]
    if named:
        are_hours = all(opens < closes <= WHOLE_DAY[1] for opens, closes in named)
        return named if are_hours else []
    if _ROUND_THE_CLOCK.search(clause):
        return [WHOLE_DAY]
    return [span for name, span in PARTS_OF_DAY.items() if name in clause]


def _minutes(from_hour: str, from_minute: str, to_hour: str, to_minute: str) -> tuple[int, int]:
    return int(from_hour) * 60 + int(from_minute or 0), int(to_hour) * 60 + int(to_minute or 0)
