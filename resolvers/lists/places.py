"""Which region a line speaks of: from columns for the levels, from 所属网格/小区, or from an address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from resolvers.lists.table import Fields
from storage.codes import Level

LONGEST_NAME = 30
LEVELS = tuple(Level)

_ENDINGS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    (Level.BUILDING, re.compile("(?:栋|幢|号楼|座)$")),
    (Level.GRID, re.compile("网格$")),
    (Level.COMMUNITY, re.compile("(?:社区|居委会|村|村委会)$")),
    (Level.COMPOUND, re.compile("(?:小区|院坝|大院|家属院|宿舍|花园|家园|苑|城|里|公寓)$")),
    (Level.STREET, re.compile("(?:街道|街道办|街道办事处|镇|乡)$")),
    (Level.DISTRICT, re.compile("(?:区|县|旗|自治县)$")),
    (Level.CITY, re.compile("(?:市|州|盟|地区)$")),
)
_CITY_ENDING = re.compile("(?:市|州|盟|地区|区|县|旗)$")
_ADDRESS = re.compile(
    "(?:中国)?[.·,\\s]*"
    "(?:(?:[^省市区县]{2,8}(?:省|自治区|特别行政区))[.·,\\s]*)?"
    "(?P<CITY>[^省市区县路街号\\d]{2,12}(?:市|自治州|地区|盟))[.·,\\s]*"
    "(?P<DISTRICT>(?!小区|校区|院区|厂区|园区|开发区)[^省市区县路街号\\d]{1,8}?(?<!小)(?<!校)(?<!院)(?<!厂)(?<!园)(?<!发)(?<!社)(?:区|县|市|旗))?[.·,\\s]*"
    "(?P<STREET>[^省市区县路号\\d]{2,10}(?:街道|镇|乡))?[.·,\\s]*"
    "(?P<COMMUNITY>[^省市区县路号\\d]{2,12}社区)?"
)
_PARTS = re.compile(r"[\s/,、·>›]+")


@dataclass(frozen=True, slots=True)
class Step:
    """One region on the way down the tree."""

    level: Level
    name: str


Chain = tuple[Step, ...]
"""Regions from the widest to the narrowest, each level at most once."""


def read_chain(fields: Fields) -> Chain:
    """Return the regions a line names in its columns; without any, those its address begins with."""
    steps = list(_steps_of_columns(fields))
    if not steps:
        steps = [step for place in fields.get("address", ()) for step in read_address(str(place.cell))]
    narrowest: dict[Level, Step] = {}
    for step in steps:
        narrowest.setdefault(step.level, step)
    return tuple(narrowest[level] for level in LEVELS if level in narrowest)


def read_address(address: str) -> Chain:
    """Return the regions at the beginning of a full address; nothing when it does not begin with a city.

    >>> [step.name for step in read_address("云南省昆明市盘龙区青云街道金沙社区12号")]
    ['昆明市', '盘龙区', '青云街道', '金沙社区']
    """
    found = _ADDRESS.match(address.strip())
    if found is None:
        return ()
    return tuple(Step(level, found[level]) for level in LEVELS if found.groupdict().get(level))


def level_by_name(name: str) -> Level | None:
    """Return the level a region's name ends in; None when it does not say.

    >>> [level_by_name(name).value for name in ("盘龙区", "春晖小区", "第三网格")]
    ['DISTRICT', 'COMPOUND', 'GRID']
    """
    return next((level for level, ending in _ENDINGS if ending.search(name)), None)


def _steps_of_columns(fields: Fields) -> Iterator[Step]:
    for level in LEVELS:
        for place in fields.get(level, ()):
            first, *narrower = _PARTS.split(str(place.cell).strip())
            yield from _step(level, first)
            for name in narrower:
                yield from _step(level_by_name(name), name)
    for place in fields.get("region", ()):
        for name in _PARTS.split(str(place.cell).strip()):
            yield from _step(level_by_name(name) or Level.COMPOUND, name)


def _step(level: Level | None, name: str) -> Iterator[Step]:
    if level is None or not 0 < len(name) <= LONGEST_NAME:
        return
    if level is Level.CITY and not _CITY_ENDING.search(name) and not name.isascii():
        name += "市"
    yield Step(level, name)
