"""The needs a resource would serve best: for its partner among what it may read, for staff of its region."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from matching import NeedRecord, Point, ResourceRecord
from resolvers.access import READERS, STAFF, readable_needs, readable_resources, within
from resolvers.context import Context
from resolvers.life.moves import MATCHED_NATURES
from resolvers.matches.of_need import RANKED_NEEDS
from resolvers.matches.shown import Audience, NeedMatch, refuse_count
from resolvers.records.needs import NeedPart, Wording, need_records
from storage.codes import Serves
from storage.standing import Purpose
from storage.tables import NeedPartRow, NeedRow, ResourceRow
from storage.vocabulary import Vocabulary
from storage.vocabulary_records import PublicRule

NEWEST_RANKED = 300
"""How many of the newest open parts within reach are ranked."""

METRES_A_DEGREE = 111_000.0
STREET_WIDTH = 12
"""Length of a street's path: how far a radius reaches where a point is missing."""


async def matches_of_resource(context: Context, resource_id: UUID, first: int) -> tuple[NeedMatch, ...] | None:
    """Return the `first` needs a resource would serve best among those the viewer may read, best first.

    None for everybody but the partner itself and staff of the resource's region. A partner is never shown needs of
    leaves marked N, and is ranked by public wording alone.
    """
    refuse_count(first)
    now, viewer = context.now(), context.viewer
    async with context.database.read() as session:
        resource = await session.scalar(
            select(ResourceRow).where(ResourceRow.id == resource_id, readable_resources(viewer)),
        )
        if resource is None:
            return None
        is_staff = viewer.reaches(resource.region_path, *STAFF)
        if not is_staff and resource.partner_id not in viewer.partner_ids:
            return None
        await context.index.catch_up(session, now)
        offered = context.index.record(str(resource.id))
        if offered is None:
            return ()
        parts = await _open_parts(context, session, offered, is_staff=is_staff)
    records = await _records(context, parts)
    ranking = await asyncio.to_thread(context.index.rank_needs, offered.key, records, first=first, now=now)
    needs = {str(part.id): need for need, part in parts}
    wished = {record.key: record.window for record in records}
    audience = Audience.STAFF if is_staff else Audience.PARTNER
    return tuple(NeedMatch(needs[match.key], resource, match, audience, wished[match.key]) for match in ranking.matches)


async def _open_parts(
    context: Context, session: AsyncSession, offered: ResourceRecord, *, is_staff: bool
) -> list[NeedPart]:
    """Return open parts within reach of the resource that the viewer may read, newest first."""
    found = await session.execute(
        select(NeedRow, NeedPartRow)
        .join(NeedPartRow, NeedPartRow.need_id == NeedRow.id)
        .where(
            readable_needs(context.viewer),
            NeedRow.nature.in_(MATCHED_NATURES),
            NeedRow.status.in_(RANKED_NEEDS),
            NeedPartRow.promised < NeedPartRow.quantity,
            or_(NeedPartRow.kind.is_(None), NeedPartRow.kind == offered.kind),
            true() if is_staff else not_of_leaves(never_public(context.vocabulary)),
            _within_reach(offered),
        )
        .order_by(NeedRow.id.desc(), NeedPartRow.position)
        .limit(NEWEST_RANKED),
    )
    return [(need, part) for need, part in found]


async def _records(context: Context, parts: Sequence[NeedPart]) -> list[NeedRecord]:
    """Return the records of the parts: with the asker's own words only for staff of the need.

    Whom a resource is meant for may depend on an age, which the ranking heeds and nobody is shown.
    """
    own = [one for one in parts if context.viewer.reaches(one[0].region_path, *READERS)]
    others = [one for one in parts if not context.viewer.reaches(one[0].region_path, *READERS)]
    now = context.now()
    async with context.opened_for(Purpose.SYSTEM).database.read() as session:
        return [
            *await need_records(session, own, now),
            *await need_records(session, others, now, wording=Wording.PUBLIC),
        ]


def never_public(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the leaves whose needs are never shown to anybody but staff."""
    return frozenset(code for code, rule in vocabulary.leaf_rules.items() if rule.public is PublicRule.N)


def not_of_leaves(leaves: frozenset[str]) -> ColumnElement[bool]:
    """Return the condition that a part is of none of the leaves."""
    return and_(
        *(
            or_(column.is_(None), column.not_in(leaves))
            for column in (NeedPartRow.category, NeedPartRow.second_category)
        ),
    )


def _within_reach(offered: ResourceRecord) -> ColumnElement[bool]:
    """Return a condition that holds for every need the resource may serve, and for few others."""
    if offered.serves == Serves.REMOTE:
        return true()
    if offered.serves == Serves.REGIONS:
        return within(NeedRow.region_path, offered.region_paths)
    near = (_near(base, offered.radius_m) for base in offered.bases)
    return or_(within(NeedRow.region_path, [offered.home_region_path[:STREET_WIDTH]]), *near)


def _near(base: Point, radius_m: int) -> ColumnElement[bool]:
    """Return the condition of a box around the circle; up to 60° north, twice as wide in degrees as it is high."""
    height = radius_m / METRES_A_DEGREE
    return and_(
        NeedRow.lat.between(base.lat - height, base.lat + height),
        NeedRow.lng.between(base.lng - 2 * height, base.lng + 2 * height),
    )
