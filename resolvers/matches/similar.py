"""Other needs of the same matter: told while somebody types, and to staff beside a need that is there already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from matching import NeedRecord, RaisedNeed, Similar, similar_needs
from resolvers.access import READERS, concerned_needs, within
from resolvers.context import Context
from resolvers.life.moves import OPEN_NEEDS
from resolvers.matches.of_resource import never_public, not_of_leaves
from resolvers.matches.shown import refuse_count
from resolvers.records.needs import compared_text
from resolvers.viewer import Viewer
from storage.codes import DispatchStatus, Nature, NeedStatus
from storage.tables import DispatchRow, EndorsementRow, NeedPartRow, NeedPrivateRow, NeedRow

COMMUNITY_WIDTH = 16
"""Length of a community's path: neighbours are those of the same community."""

NEWEST_COMPARED = 300
SAME_MATTER_FROM = 0.15
ALIKE_FROM = 0.4
ENDED_LATELY = timedelta(days=60)
ENDED = (NeedStatus.CLOSED, NeedStatus.DECLINED)
"""Who raises the same matter again soon after it ended so, was not helped."""

_GIVEN_UP = exists().where(
    DispatchRow.need_id == NeedRow.id,
    DispatchRow.status.in_((DispatchStatus.RETURNED, DispatchStatus.EXPIRED, DispatchStatus.FAILED)),
)
_FACTS = (
    select(
        NeedRow.id,
        NeedRow.region_path,
        NeedRow.nature,
        NeedRow.urgency,
        NeedRow.status,
        NeedRow.round,
        NeedRow.raised_by,
        NeedRow.for_person_id,
        NeedRow.for_partner_id,
        NeedRow.summary,
        NeedRow.public_title,
        NeedRow.public_text,
        NeedRow.published_at,
        NeedPartRow.text,
        NeedPartRow.category,
        NeedPartRow.second_category,
        NeedPrivateRow.words,
        _GIVEN_UP.label("was_given_up"),
    )
    .join(NeedPartRow, and_(NeedPartRow.need_id == NeedRow.id, NeedPartRow.position == 1))
    .outerjoin(NeedPrivateRow, NeedPrivateRow.need_id == NeedRow.id)
    .order_by(NeedRow.id.desc())
    .limit(NEWEST_COMPARED)
)


class SimilarRelation(StrEnum):
    """What a need is to one of the same matter."""

    ESCALATION = "ESCALATION"
    DUPLICATE = "DUPLICATE"
    ME_TOO = "ME_TOO"
    RELATED = "RELATED"


@dataclass(frozen=True, slots=True)
class SimilarNeed:
    """A need of the same matter, how alike it is, 0 to 1, and as what: see `matching.similar_needs`."""

    need: NeedRow
    likeness: float
    relation: SimilarRelation


@dataclass(frozen=True, slots=True)
class SimilarNeeds:
    """Needs of the same matter; too few of them are mentioned without a number, which could point at a person.

    `neighbours` counts the people who asked or said that they need it too, for everybody but staff.
    """

    is_mentioned: bool
    count: int | None
    items: tuple[SimilarNeed, ...]
    neighbours: int | None = None
    is_for_staff: bool = False


NONE_ALIKE = SimilarNeeds(is_mentioned=False, count=None, items=())


async def similar_to(
    context: Context, session: AsyncSession, asked: NeedRecord, asker: UUID | None, first: int
) -> SimilarNeeds:
    """Return needs of the same matter in the community of what is asked, the likest first.

    Staff see all they reach there, those that ended lately among them, and how many there are. Everybody else sees
    published ones and one's own, and a number only from three of others' on. Leaves marked N are never compared.
    """
    refuse_count(first)
    path = asked.region_path
    if not path or not asked.text.strip():
        return NONE_ALIKE
    viewer = context.viewer
    is_staff = viewer.reaches(path, *READERS)
    community = path[:COMMUNITY_WIDTH]
    area = community if not is_staff or viewer.reaches(community, *READERS) else path
    statement = _FACTS.where(
        within(NeedRow.region_path, [area]),
        not_of_leaves(never_public(context.vocabulary)),
        _open_or_ended_lately(context.now()) if is_staff else _for_neighbours(viewer),
    )
    rows = {str(row.id): row for row in await session.execute(statement)}
    others = [_raised(row, is_staff=is_staff, viewer=viewer) for row in rows.values()]
    found = similar_needs(RaisedNeed(asked, str(asker or "")), others, first=len(others))
    alike = [one for one in found if _is_same_matter(one, rows[one.key])]
    shown = alike[:first]
    needs = await _needs(session, (rows[one.key].id for one in shown))
    count = sum(is_staff or not _is_own(rows[one.key], viewer) for one in alike)
    neighbours = 0 if is_staff else await _neighbours(session, [rows[one.key] for one in alike], viewer)
    from_count = 1 if is_staff else context.vocabulary.settings.similar_needs_shown_from
    return SimilarNeeds(
        is_mentioned=count > 0,
        count=count if count >= from_count else None,
        neighbours=neighbours if neighbours >= from_count and not is_staff else None,
        is_for_staff=is_staff,
        items=tuple(
            SimilarNeed(needs[one.key], one.likeness, SimilarRelation(one.relation))
            for one in shown
            if one.key in needs
        ),
    )


async def similar_to_need(context: Context, need: NeedRow, first: int) -> SimilarNeeds | None:
    """Return needs of the same matter as one that is there already; None for everybody but its staff."""
    if not context.viewer.reaches(need.region_path, *READERS):
        return None
    async with context.database.read() as session:
        row = (await session.execute(_FACTS.where(NeedRow.id == need.id))).first()
        if row is None:
            return NONE_ALIKE
        raised = _raised(row, is_staff=True, viewer=context.viewer)
        asker = row.for_person_id or row.for_partner_id
        return await similar_to(context, session, raised.record, asker, first)


async def _neighbours(session: AsyncSession, alike: Sequence[Row[*tuple[Any, ...]]], viewer: Viewer) -> int:
    """Count others who asked for any of the needs, or said that they need it too."""
    if not alike:
        return 0
    asked = {row.for_person_id or row.for_partner_id for row in alike if not _is_own(row, viewer)}
    too = await session.scalars(
        select(EndorsementRow.person_id).where(
            EndorsementRow.need_id.in_([row.id for row in alike]), EndorsementRow.also_needs
        )
    )
    return len(asked.union(too) - {None, viewer.person_id})


def _open_or_ended_lately(now: datetime) -> ColumnElement[bool]:
    return or_(
        NeedRow.status.in_(OPEN_NEEDS),
        NeedRow.status.in_(ENDED) & (NeedRow.created_at > now - ENDED_LATELY),
    )


def _for_neighbours(viewer: Viewer) -> ColumnElement[bool]:
    public = NeedRow.published_at.is_not(None) & (NeedRow.nature != Nature.COMPLAINT)
    return NeedRow.status.in_(OPEN_NEEDS) & or_(public, concerned_needs(viewer))


def _raised(row: Row[*tuple[Any, ...]], *, is_staff: bool, viewer: Viewer) -> RaisedNeed:
    """Return a need as it is compared: with its own words, and how it went, only for staff and its askers."""
    in_whole = is_staff or _is_own(row, viewer)
    asker = row.for_person_id or row.for_partner_id
    record = NeedRecord(
        key=str(row.id),
        need_key=str(row.id),
        text=compared_text(row, row.text, (row.words or "") if in_whole else None),
        region_path=row.region_path,
        categories=tuple(code for code in (row.category, row.second_category) if code),
        urgency=row.urgency,
        nature=row.nature,
    )
    went_wrong = row.was_given_up or row.round > 1 or row.status in (NeedStatus.REOPENED, *ENDED)
    return RaisedNeed(record, str(asker or "") if in_whole else "", in_whole and went_wrong)


def _is_own(row: Row[*tuple[Any, ...]], viewer: Viewer) -> bool:
    return viewer.person_id is not None and (
        viewer.person_id in (row.raised_by, row.for_person_id) or row.for_partner_id in viewer.partner_ids
    )


def _is_same_matter(similar: Similar, row: Row[*tuple[Any, ...]]) -> bool:
    if row.status in ENDED and similar.relation != "ESCALATION":
        return False
    return similar.likeness >= (ALIKE_FROM if similar.relation == "RELATED" else SAME_MATTER_FROM)


async def _needs(session: AsyncSession, keys: Iterable[UUID]) -> dict[str, NeedRow]:
    chosen = list(keys)
    if not chosen:
        return {}
    return {str(row.id): row for row in await session.scalars(select(NeedRow).where(NeedRow.id.in_(chosen)))}
