"""Quantities as people say them and as they are stored: money is stored in fen, all else as it is counted."""

from decimal import Decimal

from resolvers.refusals import InvalidInput
from storage.codes import Unit

FEN_A_YUAN = 100
LARGEST = 1 << 53
"""Beyond this a front end could not read the figure exactly."""


def said(quantity: int, unit: Unit) -> Decimal:
    """Return a stored quantity as people say it."""
    return Decimal(quantity) / FEN_A_YUAN if unit is Unit.YUAN else Decimal(quantity)


def stored(quantity: Decimal, unit: Unit, field: str) -> int:
    """Return a quantity as it is stored; refuses what is not a whole number of the smallest unit, naming the field."""
    if not quantity.is_finite() or abs(quantity) >= LARGEST:
        raise InvalidInput.at(field, "WHOLE", quantity)
    exact = quantity * FEN_A_YUAN if unit is Unit.YUAN else quantity
    if exact != exact.to_integral_value() or abs(exact) >= LARGEST:
        raise InvalidInput.at(field, "WHOLE", quantity)
    return int(exact)
