"""What is shown of a match, and to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from matching import Match, NearMiss, Window
from resolvers.access import readable_resources
from resolvers.matches.explanation import Explanation
from resolvers.refusals import InvalidInput
from resolvers.viewer import Viewer
from storage.codes import PartnerStatus
from storage.tables import NeedRow, PartnerRow, ResourceRow

MOST_AT_ONCE = 100

Partners = Mapping[UUID, PartnerRow]
"""Partners by their key, read together with their resources."""

_PARTNER = aliased(PartnerRow)


class Audience(StrEnum):
    """Who reads a match: staff, the partner of the resource itself, or the asker of the need."""

    STAFF = "STAFF"
    PARTNER = "PARTNER"
    ASKER = "ASKER"


@dataclass(frozen=True, slots=True)
class ResourceMatch:
    """A resource ranked for a need, and the time that was wished; for staff with what would put it first."""

    resource: ResourceRow
    match: Match
    audience: Audience
    wished: Window | None = None
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class ResourceNearMiss:
    """A resource kept from a need by one rule; for staff only."""

    resource: ResourceRow
    near_miss: NearMiss
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class NeedMatch:
    """A need ranked for a resource, and the time that was wished."""

    need: NeedRow
    resource: ResourceRow
    match: Match
    audience: Audience
    wished: Window | None = None


@lru_cache(maxsize=256)
def _shown_to(viewer: Viewer) -> Select[ResourceRow, PartnerRow]:
    """Return the statement of the resources among `keys` that a viewer may read; made once for who comes again."""
    return (
        select(ResourceRow, _PARTNER)
        .join(_PARTNER, _PARTNER.id == ResourceRow.partner_id)
        .where(ResourceRow.id.in_(bindparam("keys", expanding=True)), readable_resources(viewer))
    )


async def resources_and_partners(
    session: AsyncSession, viewer: Viewer, keys: Iterable[str]
) -> tuple[Mapping[str, ResourceRow], Partners]:
    """Return those of the resources that the viewer may read by key, and their partners, in one statement.

    A partner that is not confirmed is left out: it is not for everybody, and the loader knows for whom.
    """
    found = (await session.execute(_shown_to(viewer), {"keys": [UUID(key) for key in keys]})).all()
    resources = {str(resource.id): resource for resource, _ in found}
    return resources, {partner.id: partner for _, partner in found if partner.status is PartnerStatus.CONFIRMED}


async def shown_resources(session: AsyncSession, viewer: Viewer, keys: Iterable[str]) -> Mapping[str, ResourceRow]:
    """Return, by key, those of the resources that the viewer may read."""
    return (await resources_and_partners(session, viewer, keys))[0]


def shown_matches(
    matches: Iterable[Match],
    resources: Mapping[str, ResourceRow],
    audience: Audience,
    wished: Window | None,
    explanation: Explanation | None = None,
) -> tuple[ResourceMatch, ...]:
    """Return the matches whose resource may be read, in their order."""
    return tuple(
        ResourceMatch(resources[one.key], one, audience, wished, explanation) for one in matches if one.key in resources
    )


def refuse_count(first: int) -> None:
    """Refuse to show none, or more than a hundred."""
    if not 1 <= first <= MOST_AT_ONCE:
        raise InvalidInput.at("first", "FIRST", first)
