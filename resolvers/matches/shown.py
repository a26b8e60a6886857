"""What is shown of a match, and to whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import Match, NearMiss, Window
from resolvers.access import readable_resources
from resolvers.matches.explanation import Explanation
from resolvers.refusals import InvalidInput
from resolvers.viewer import Viewer
from storage.tables import NeedRow, ResourceRow

MOST_AT_ONCE = 100


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


async def shown_resources(session: AsyncSession, viewer: Viewer, keys: Iterable[str]) -> Mapping[str, ResourceRow]:
    """Return, by key, those of the resources that the viewer may read."""
    found = await session.scalars(
        select(ResourceRow).where(ResourceRow.id.in_([UUID(key) for key in keys]), readable_resources(viewer)),
    )
    return {str(row.id): row for row in found}


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
