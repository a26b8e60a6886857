"""Global ids of rows, as clients know them."""

from typing import Any

from strawberry.relay import to_base64

_NAMES = {"need_part": "NeedPart"}


def global_id(row: Any) -> str:
    """Return the global id of a row."""
    table: str = row.__tablename__
    return to_base64(_NAMES.get(table, table.title()), row.id)
