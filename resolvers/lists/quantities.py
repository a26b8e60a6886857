"""How many of what, from texts such as ×200, 3名, 2000元, 两小时."""

import re
from dataclasses import dataclass
from decimal import Decimal

from matching import normalise
from resolvers.lists.sheet import Cell
from resolvers.quantities import FEN_A_YUAN
from resolvers.resource_drafts import LARGEST_CAPACITY
from storage.codes import Unit

TEN_THOUSAND = 10_000
MEASURES: dict[Unit, tuple[str, ...]] = {
    Unit.PERSON: ("人次", "名", "人", "位", "persons", "people", "volunteers"),
    Unit.HOUR: ("个小时", "小时", "课时", "hours", "hour"),
    Unit.SQUARE_METRE: ("平方米", "平米", "㎡", "m2", "平方"),
    Unit.YUAN: ("块钱", "元", "块", "yuan", "rmb"),
    Unit.TIME: ("次", "场", "趟", "回", "期", "节", "户", "times", "sessions"),
    Unit.PLACE: ("个席位", "个座位", "个车位", "个床位", "席", "座", "间", "处", "places", "seats", "rooms"),
    Unit.PIECE: (
        *("件", "只", "套", "箱", "台", "把", "张", "双", "瓶", "份", "袋", "盒", "部", "辆", "副", "支", "个", "桶"),
        *("床", "顶", "本", "包", "条", "吨", "公斤", "斤", "pieces", "items", "boxes"),
    ),
}
SURE_MEASURES = frozenset("名元件套箱台辆只盒瓶把张副桶") | {"平方米", "平米", "㎡"}
LONGEST_COUNTED_TEXT = 60
"""In a longer text a number is part of a story, not the quantity."""

_UNIT_OF = {measure: unit for unit, measures in MEASURES.items() for measure in measures}
_NUMBER = r"(?<![\d.\-:/年月])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_MEASURES = "|".join(sorted(map(re.escape, _UNIT_OF), key=len, reverse=True))
_COUNTED = re.compile(rf"{_NUMBER}\s*(万)?余?多?\s*({_MEASURES})")
TIMES_SIGNS = "xX×*✕＊"
_TIMES_SIGN = re.compile(r"(?<![a-z\d])[x×*✕]\s*(\d{1,9})(?!\d)")
_ONLY_NUMBER = re.compile(r"\d{1,10}(?:\.0+)?")
_NUMERAL_ALONE = re.compile(f"[一二两三四五六七八九十]{{1,3}}(?={_MEASURES})")
_NUMERALS = {character: value for value, character in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count of a unit, at least 1; money in fen. `unit` is None when the text does not say what it counts."""

    amount: int
    unit: Unit | None


def read_quantities(cell: Cell) -> tuple[Quantity, ...]:
    """Return every quantity a cell names, in order.

    >>> [(found.amount, found.unit.value) for found in read_quantities("口罩×200; 志愿者3名; 资金2,000元")]
    [(3, 'PERSON'), (200000, 'YUAN'), (200, 'PIECE')]
    """
    if isinstance(cell, (int, float)):
        return _checked(Decimal(str(cell)), None)
    if not isinstance(cell, str):
        return ()
    text = _NUMERAL_ALONE.sub(lambda found: str(_numeral(found.group())), normalise(cell))
    if _ONLY_NUMBER.fullmatch(text):
        return _checked(Decimal(text), None)
    found: list[Quantity] = []
    for number, ten_thousand, measure in _COUNTED.findall(text):
        found.extend(_counted(number, ten_thousand, measure))
    for number in _TIMES_SIGN.findall(text):
        found.extend(_checked(Decimal(number), Unit.PIECE))
    return tuple(found)


def count_in_text(text: str) -> tuple[Quantity, ...]:
    """Return the quantities a running text names beyond doubt: ×200, or figures with a measure only things have.

    >>> count_in_text("一个人住,牛奶两天没拿"), count_in_text("借轮椅5辆")[0].amount
    ((), 5)
    """
    is_short = len(text) <= LONGEST_COUNTED_TEXT
    if not is_short and not any(sign in text for sign in TIMES_SIGNS):
        return ()
    plain = normalise(text)
    found = [quantity for number in _TIMES_SIGN.findall(plain) for quantity in _checked(Decimal(number), Unit.PIECE)]
    if is_short:
        for number, ten_thousand, measure in _COUNTED.findall(plain):
            if measure in SURE_MEASURES:
                found.extend(_counted(number, ten_thousand, measure))
    return tuple(found)


def _counted(number: str, ten_thousand: str, measure: str) -> tuple[Quantity, ...]:
    value = Decimal(number.replace(",", "")) * (TEN_THOUSAND if ten_thousand else 1)
    return _checked(value, _UNIT_OF[measure])


def _checked(value: Decimal, unit: Unit | None) -> tuple[Quantity, ...]:
    amount = value * FEN_A_YUAN if unit is Unit.YUAN else value
    return (Quantity(int(amount), unit),) if 1 <= amount <= LARGEST_CAPACITY else ()


def _numeral(text: str) -> int:
    """Value of a numeral up to 99: 三 → 3, 十二 → 12, 三十 → 30."""
    tens, ten, ones = text.rpartition("十")
    value = _NUMERALS.get(ones, 0)
    return value + (_NUMERALS.get(tens, 1) * len("一二三四五六七八九十") if ten else 0)
