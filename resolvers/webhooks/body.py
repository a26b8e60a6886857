"""What a webhook is told of an event: ids, codes and the names of fields, never a value and never a person."""

import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import orjson

from storage.tables import EventRow

NODES: Final[Mapping[str, str]] = {
    "need": "Need",
    "dispatch": "Dispatch",
    "project": "Project",
    "resource": "Resource",
    "partner": "Partner",
}
"""The nouns by their table, as the API's `node` knows them."""

_NAME = re.compile(r"[A-Za-z_]{1,40}")


def body_of(event: EventRow, delivery_id: UUID, region_id: UUID | None) -> bytes:
    """Return what is sent, as JSON; whoever receives it asks the API for what it may see."""
    told: dict[str, Any] = {
        "delivery": str(delivery_id),
        "seq": event.seq,
        "at": event.at.isoformat(),
        "noun": event.noun.upper(),
        "id": global_id(event.noun, event.key),
        "move": event.move,
        "region": None if region_id is None else _encoded("Region", region_id),
        "need": None if event.need_id is None else global_id("need", event.need_id),
        "partner": None if event.partner_id is None else global_id("partner", event.partner_id),
        "fields": field_names(event.details),
    }
    return orjson.dumps(told)


def field_names(details: Mapping[str, Any]) -> list[str]:
    """Return the names of the fields that changed, as far as the event says; nothing that is not a name passes."""
    fields = details.get("fields")
    return [one for one in fields if isinstance(one, str) and _NAME.fullmatch(one)] if isinstance(fields, list) else []


def global_id(noun: str, key: UUID) -> str:
    """Return the id of a row as the API gives it."""
    return _encoded(NODES[noun], key)


def _encoded(type_name: str, key: UUID) -> str:
    return b64encode(f"{type_name}:{key}".encode()).decode()
