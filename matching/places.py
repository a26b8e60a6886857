"""Buildings and doors as people write them, in one way: 「三栋二单元」, 「3幢2单元」 and 「3#-2」 are the same."""

import re
from functools import lru_cache

from matching.text import normalise

_DIGITS = dict(zip("零〇一二两三四五六七八九十", ("0", "0", *"122345678", "9", "10"), strict=True))
_SINGLE = re.compile(f"[{''.join(_DIGITS)}](?=(?:号楼|[栋幢座单楼层号室排]))")
_BUILDING = re.compile(r"(?<![0-9a-z])([0-9]{1,3}|[a-z])\s*(?:号楼|#楼|[栋幢座#])")
_DASHED = re.compile(
    r"(?<![0-9-])([0-9]{1,3})\s*[-—]\s*([0-9]{1,2})(?:\s*[-—]\s*([0-9]{2,4})|(?!\s*(?:[点时月日号岁次人个元块天周年米公名户件层万千百%-]|楼(?!道))))"
    r"(?![0-9])"
)
_AFTER_BUILDING = re.compile(r"(?<=栋)\s*[-—]?\s*([0-9]{1,2})\s*(?:单元|门洞|[-—]|(?![0-9点时月日号楼层室]))")
_GAP = re.compile(r"(?<=[栋元])\s+(?=[一-鿿0-9])")
_NAMED = re.compile(r"([0-9]{1,3}|[a-z])栋(?:([0-9]{1,2})单元)?")


@lru_cache(maxsize=8_192)
def with_places(text: str) -> str:
    """Return a text, normalised, with buildings and units as digits followed by 栋 and 单元.

    >>> [with_places(each) for each in ("三栋二单元", "3幢2单元", "3#-2", "3-2-501", "三号楼 灯不亮")]
    ['3栋2单元', '3栋2单元', '3栋2单元', '3栋2单元501', '3栋灯不亮']
    """
    plain = normalise(text)
    plain = _SINGLE.sub(lambda found: _DIGITS[found.group()], plain)
    plain = _DASHED.sub(_undashed, plain)
    plain = _BUILDING.sub(r"\1栋", plain)
    return _GAP.sub("", _AFTER_BUILDING.sub(r"\1单元", plain))


@lru_cache(maxsize=8_192)
def buildings(text: str) -> frozenset[tuple[str, str]]:
    """Return the buildings a text, as `with_places` gives it, speaks of, each with its unit, empty when none is said.

    >>> sorted(buildings("3栋2单元501和5栋"))
    [('3', '2'), ('5', '')]
    """
    return frozenset((building, unit) for building, unit in _NAMED.findall(text))


def may_be_one_place(some: frozenset[tuple[str, str]], others: frozenset[tuple[str, str]]) -> bool:
    """Whether two texts may speak of one place: unless both name buildings, and not one of them in common."""
    return (
        not some
        or not others
        or any(
            building == other and (not unit or not other_unit or unit == other_unit)
            for building, unit in some
            for other, other_unit in others
        )
    )


def _undashed(found: re.Match[str]) -> str:
    building, unit, door = found.groups()
    return f"{building}栋{unit}单元{door or ''}"
