"""Computed values that are fetched for many rows at once, by name."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from resolvers.capacity import left_in_stock
from resolvers.contacts import helper_contacts, need_contacts, person_contacts
from resolvers.context import Context
from resolvers.coverage import coverages
from resolvers.endorsements import endorsements
from resolvers.life.sharing import shares
from resolvers.life.urging import urges
from resolvers.notices import notices
from resolvers.notifications.facts import notification_facts
from resolvers.partner_load import partner_loads
from resolvers.photos import photos_of
from resolvers.possible import need_moves
from resolvers.regions import full_names
from resolvers.service_lines import service_lines
from resolvers.visits import contact_names
from resolvers.webhooks.reading import delivery_counts, told_events
from schema.info import Info
from schema.relations import declared
from schema.rules import PUBLIC

BATCHES: Mapping[str, Callable[[Context, Sequence[UUID]], Awaitable[list[Any]]]] = {
    "full_name": full_names,
    "service_line": service_lines,
    "need_moves": need_moves,
    "left_in_stock": left_in_stock,
    "partner_load": partner_loads,
    "coverage": coverages,
    "notice": notices,
    "notification_facts": notification_facts,
    "helper_contact": helper_contacts,
    "contact_name": contact_names,
    "need_private": need_contacts,
    "person_private": person_contacts,
    "endorsements": endorsements,
    "urges": urges,
    "share": shares,
    "photos": photos_of,
    "delivery_counts": delivery_counts,
    "told_event": told_events,
}


async def load_batch(info: Info, name: str, key: UUID) -> Any:
    """Return the value called `name` of one row, fetched together with its neighbours'."""
    load = partial(BATCHES[name], info.context.context)
    return await info.context.loaders.batch(name, load).load(key)


def computed(name: str, rule: dict[str, Any] = PUBLIC, description: str | None = None) -> Any:
    """Return a field that holds the batch value called `name` of the parent's row."""

    async def resolve(root: Any, info: Info) -> Any:
        return await load_batch(info, name, root.id)

    return declared(resolve, {**rule, "batch": name}, description)
