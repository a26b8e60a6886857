"""Filters somebody keeps under a name."""

from datetime import datetime
from uuid import UUID

import strawberry
from strawberry import relay

from schema.relations import shown
from schema.rules import SIGNED_IN
from storage.tables import SavedFilterRow


@strawberry.type(description="存下的筛选，只给本人。")
class SavedFilter(relay.Node):
    """Filters of a screen under a name."""

    id: relay.NodeID[UUID]
    screen: str = shown(SIGNED_IN, "哪个页面的，例如 needs。")
    name: str = shown(SIGNED_IN)
    query: str = shown(SIGNED_IN, "地址栏里 ? 后面的部分。")
    created_at: datetime = shown(SIGNED_IN)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, SavedFilterRow)
