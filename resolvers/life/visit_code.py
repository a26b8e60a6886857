"""The word to hear at the door before somebody is let in."""

from storage.keys import RandomBits

CODES = 10_000


def new_visit_code(random_bits: RandomBits) -> str:
    """Return four digits that nobody can guess from others.

    >>> new_visit_code(lambda bits: 42)
    '0042'
    """
    return f"{random_bits(64) % CODES:04d}"
