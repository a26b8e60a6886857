"""Keys: UUID version 7, made from a clock and a source of randomness that are passed in.

They sort by the moment they were made, so a page of the newest rows is a range of the primary key.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

Clock = Callable[[], datetime]
RandomBits = Callable[[int], int]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def uuid7(clock: Clock, random_bits: RandomBits) -> UUID:
    """Return a UUID version 7 (RFC 9562, section 5.7).

    Parameters
    ----------
    clock
        Gives the present moment, aware; milliseconds since 1970 fill the first 48 bits.
    random_bits
        Gives that many random bits; 74 are used.
    """
    milliseconds = (clock() - _EPOCH) // timedelta(milliseconds=1)
    random = random_bits(74)
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 0x7 << 76
    value |= (random >> 62) << 64
    value |= 0b10 << 62
    value |= random & (1 << 62) - 1
    return UUID(int=value)
