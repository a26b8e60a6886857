"""Global ids of rows, as clients know them."""

from typing import Any
from uuid import UUID

from strawberry.relay import to_base64

from resolvers.viewer import Viewer

_NAMES = {
    "reply_template": "ReplyTemplate",
    "need_part": "NeedPart",
    "learned_model": "LearnedModel",
    "machine_token": "MachineToken",
    "saved_filter": "SavedFilter",
}


def global_id(row: Any) -> str:
    """Return the global id of a row."""
    table: str = row.__tablename__
    return to_base64(_NAMES.get(table, table.title()), row.id)


def person_id(viewer: Viewer) -> str:
    """Return the global id of the person a viewer is."""
    return to_base64("Person", viewer.person_id)


def unknown_id(type_name: str) -> str:
    """Return the global id of nothing."""
    return to_base64(type_name, UUID(int=7))
