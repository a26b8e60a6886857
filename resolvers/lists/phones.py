"""Phone numbers as people write them: with spaces, dashes, brackets, several in one cell."""

import re

from matching import normalise
from resolvers.lists.sheet import Cell

MOBILE = re.compile(r"1[3-9]\d{9}")
_EXTENSION = r"(?:\s*(?:-|转|ext\.?)\s*(\d{1,6}))?"
_PHONE = re.compile(
    r"(?<!\d)(?:\+?86[-\s]?)?"
    r"(1[3-9](?:[-\s]?\d){9}|[48]00(?:[-\s]?\d){7}|\(?0\d{2,3}\)?(?:[-\s]{0,2}\d){7,8}|\d{5,8})"
    rf"(?!\d){_EXTENSION}",
)
_NO_DIGIT = re.compile(r"\D")


def read_phones(cell: Cell) -> tuple[str, ...]:
    """Return the phone numbers in a cell, in order, as digits; an extension follows after a dash.

    >>> read_phones("138 8888 0000 / (0871)6312-0000转8"), read_phones("无")
    (('13888880000', '087163120000-8'), ())
    """
    if cell is None or isinstance(cell, float):
        return ()
    found = _PHONE.findall(normalise(str(cell)))
    return tuple(_NO_DIGIT.sub("", phone) + (f"-{extension}" if extension else "") for phone, extension in found)


def is_mobile(phone: str) -> bool:
    """Whether a number is a person's mobile rather than an office line."""
    return bool(MOBILE.fullmatch(phone))
