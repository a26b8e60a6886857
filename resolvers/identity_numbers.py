"""Numbers of identity cards are refused wherever somebody writes: no step needs one, so none is ever kept."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Enum, String, inspect

from storage.columns import Table

SHORTEST = 18
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
"""GB 11643-1999: the weighted sum of the first seventeen digits modulo 11 names the eighteenth."""

_SPELLED = re.compile(
    r"(?<!\d)(\d{6})[ -]?((?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))[ -]?(\d{3}[\dXx])(?![\dXx])"
)
_MADE_BY_US = ("_hash", "_key", "path", "subject", "model_version")


def check_digit(digits: str) -> str:
    """Return the eighteenth character of a number by its first seventeen digits.

    >>> check_digit("11010519491231002")
    'X'
    """
    return CHECK_DIGITS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11]


def holds_identity_number(text: str) -> bool:
    """Whether a text holds the number of an identity card: a day of birth in its middle, and the right last digit.

    >>> holds_identity_number("身份证 110105 19491231 002x"), holds_identity_number("单号 110105194912310021")
    (True, False)
    """
    if len(text) < SHORTEST:
        return False
    found = ("".join(parts) for parts in _SPELLED.findall(unicodedata.normalize("NFKC", text)))
    return any(check_digit(number[:-1]) == number[-1].upper() for number in found)


def columns_with_identity_numbers(rows: Iterable[tuple[type[Table], Mapping[str, Any]]]) -> list[str]:
    """Return the columns that hold such a number, of rows that are given as their table and values by column."""
    return [
        name
        for table, values in rows
        for name in _written_by_people(table)
        if isinstance(text := values.get(name), str) and holds_identity_number(text)
    ]


@cache
def _written_by_people(table: type[Table]) -> tuple[str, ...]:
    """Return the columns of a table in which people write."""
    kinds = {name: column.type for name, column in inspect(table).columns.items()}
    texts = (name for name, kind in kinds.items() if isinstance(kind, String) and not isinstance(kind, Enum))
    return tuple(name for name in texts if not name.endswith(_MADE_BY_US))
