"""The three lists at a glance: how much stands on each, how fresh it is, and for what nothing fits."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.access import OFFICERS, readable_needs, readable_projects, readable_resources, within
from resolvers.context import Context
from resolvers.freshness import fresh_resources
from resolvers.life.moves import OPEN_NEEDS
from resolvers.numbers import LOCAL
from resolvers.settings.named import SettingGroup
from resolvers.settings.reading import regional_settings
from resolvers.viewer import Viewer
from storage.codes import NeedStatus, ProjectStatus, ResourceStatus
from storage.columns import Table
from storage.tables import EventRow, NeedPartRow, NeedRow, ProjectRow, RegionRow, ResourceRow

FINISHED_NEEDS = frozenset({NeedStatus.DONE, NeedStatus.CLOSED})
WAITING_NEEDS = OPEN_NEEDS - FINISHED_NEEDS
OPEN_PROJECTS = (ProjectStatus.PLANNED, ProjectStatus.UNDER_WAY)


@dataclass(frozen=True, slots=True)
class ListCount:
    """One list: how many in all, still open, finished, and fresh of those open.

    Needs and projects are fresh while their time is not up, resources while they were confirmed in time; an open
    resource is one that can be asked for, a finished one was withdrawn.
    """

    total: int
    open: int
    finished: int
    fresh: int
    last_changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A category, or none, with the number of open needs for which nothing fits."""

    category: str | None
    needs: int


@dataclass(frozen=True, slots=True)
class ThreeLists:
    """The three lists of a region with its subtree, the widest gaps first."""

    region: RegionRow
    needs: ListCount
    resources: ListCount
    projects: ListCount
    gaps: tuple[Gap, ...]
    at: datetime
    made_by: str
    checked_by: str


async def three_lists(context: Context, region_id: UUID) -> ThreeLists | None:
    """Return the figures of a region; the public's count what is public, staff's and officers' all that they reach."""
    now = context.now()
    async with context.database.read() as session:
        region = await session.get(RegionRow, region_id)
        if region is None:
            return None
        regional = await regional_settings(session, context.vocabulary, [region.path])
        signed = {key: str(value) for key, (value, _) in regional.lines(SettingGroup.LISTS, region.path).items()}
        return ThreeLists(
            region=region,
            needs=await _count(session, region, _needs(context.viewer, now), NeedRow),
            resources=await _count(session, region, _resources(context.viewer, now), ResourceRow),
            projects=await _count(session, region, _projects(context.viewer, now), ProjectRow),
            gaps=await _gaps(session, context, region),
            at=now,
            made_by=signed.get("made_by", ""),
            checked_by=signed.get("checked_by", ""),
        )


@dataclass(frozen=True, slots=True)
class _List:
    """The conditions by which a list is counted."""

    counted: ColumnElement[bool]
    open: ColumnElement[bool]
    finished: ColumnElement[bool]
    fresh: ColumnElement[bool]


def _countable_needs(viewer: Viewer) -> ColumnElement[bool]:
    """Officers read no need of the communities below them, and count all of them."""
    return or_(readable_needs(viewer), within(NeedRow.region_path, viewer.paths(*OFFICERS)))


def _needs(viewer: Viewer, now: datetime) -> _List:
    return _List(
        counted=_countable_needs(viewer),
        open=NeedRow.status.in_(WAITING_NEEDS),
        finished=NeedRow.status.in_(FINISHED_NEEDS),
        fresh=NeedRow.finish_by >= now,
    )


def _resources(viewer: Viewer, now: datetime) -> _List:
    return _List(
        counted=and_(readable_resources(viewer), ResourceRow.is_one_time.is_(False)),
        open=ResourceRow.status == ResourceStatus.ACTIVE,
        finished=ResourceRow.status == ResourceStatus.WITHDRAWN,
        fresh=fresh_resources(now),
    )


def _projects(viewer: Viewer, now: datetime) -> _List:
    return _List(
        counted=and_(readable_projects(viewer), ProjectRow.is_listed.is_(True)),
        open=ProjectRow.status.in_(OPEN_PROJECTS),
        finished=ProjectRow.status.not_in(OPEN_PROJECTS),
        fresh=or_(ProjectRow.due.is_(None), ProjectRow.due >= now.astimezone(LOCAL).date()),
    )


async def _count(
    session: AsyncSession, region: RegionRow, counting: _List, table: type[NeedRow | ResourceRow | ProjectRow]
) -> ListCount:
    figures = select(
        func.count(),
        func.count().filter(counting.open),
        func.count().filter(counting.finished),
        func.count().filter(counting.open, counting.fresh),
    ).where(within(table.region_path, [region.path]), counting.counted)
    total, is_open, finished, fresh = (await session.execute(figures)).one()
    return ListCount(total, is_open, finished, fresh, await session.scalar(_last_change(region, table)))


def _last_change(region: RegionRow, table: type[Table]) -> Select[datetime]:
    return (
        select(EventRow.at)
        .where(within(EventRow.region_path, [region.path]), EventRow.noun == table.__tablename__)
        .order_by(EventRow.seq.desc())
        .limit(1)
    )


async def _gaps(session: AsyncSession, context: Context, region: RegionRow) -> tuple[Gap, ...]:
    """Return the gaps; what few needs make that the viewer may not read is kept back, since it points at people."""
    viewer = context.viewer
    needs = func.count(NeedRow.id.distinct())
    unread = func.count(NeedRow.id.distinct()).filter(not_(readable_needs(viewer)))
    least = context.vocabulary.settings.similar_needs_shown_from
    found = await session.execute(
        select(NeedPartRow.category, needs)
        .join(NeedRow, NeedRow.id == NeedPartRow.need_id)
        .where(
            NeedPartRow.gap_listed_at.is_not(None),
            NeedRow.status.in_(WAITING_NEEDS),
            within(NeedRow.region_path, [region.path]),
            _countable_needs(viewer),
        )
        .group_by(NeedPartRow.category)
        .having(or_(unread == 0, needs >= least))
        .order_by(needs.desc(), NeedPartRow.category),
    )
    return tuple(Gap(*line) for line in found)
