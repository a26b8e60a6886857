"""Two transactions that wait for each other: PostgreSQL ends one of them, which has left nothing and may run again."""

from sqlalchemy.exc import DBAPIError

DEADLOCK = "40P01"


def is_deadlock(error: DBAPIError) -> bool:
    """Whether a transaction was ended because it and another waited for each other."""
    return getattr(error.orig, "sqlstate", None) == DEADLOCK
