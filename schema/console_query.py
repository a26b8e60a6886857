"""What the desk and the map ask besides the lists: places nearby, settings, gaps, and what happened."""

from functools import partial
from typing import Annotated, Any

import strawberry
from strawberry import relay

from resolvers.audit_search import EventFilter, events_page
from resolvers.gaps import gaps_in
from resolvers.places import places_near
from resolvers.settings.editing import settings_of
from schema.audit_search import AuditEvent, EventFilterInput
from schema.connections import After, Connection, First
from schema.gaps import CategoryGapType
from schema.identity import key, optional_key
from schema.info import Info
from schema.inputs.place import PointInput
from schema.nearby import NearbyPlaceType
from schema.paging import connection
from schema.relations import told
from schema.rules import OFFICER, PUBLIC
from schema.settings import RegionSettingsType
from schema.words import PlaceKind


@strawberry.type
class ConsoleQuery:
    """What the desk and the map ask besides the lists."""

    @told(
        PUBLIC,
        "附近的地方，近的在前：给出辖区，或给出一个点(直线三公里以内)，或两样都给。",
        of=list[NearbyPlaceType],
    )
    async def places(
        self,
        info: Info,
        first: First,
        *,
        region: relay.GlobalID | None = None,
        near: PointInput | None = None,
        kind: PlaceKind | None = None,
    ) -> Any:
        """Return the nearest places."""
        return await places_near(
            info.context.context,
            region_id=optional_key(region, "Region", "region"),
            near=None if near is None else near.point(),
            kind=kind,
            first=first,
        )

    @told(OFFICER, "一个辖区的设置，连同从上级继承的；看不到时为空。", of=RegionSettingsType | None)
    async def region_settings(self, info: Info, region: relay.GlobalID) -> Any:
        """Return what holds in a region, and where it comes from."""
        return await settings_of(info.context.context, key(region, "Region", "region"))

    @told(OFFICER, "一个辖区的缺口，需求多的在前；只给本辖区的工作人员和上级。", of=list[CategoryGapType] | None)
    async def gaps(
        self,
        info: Info,
        region: relay.GlobalID,
        *,
        only_without: Annotated[bool, strawberry.argument(description="只要一件资源也没有的。")] = True,
    ) -> Any:
        """Return for which matters nobody could help."""
        return await gaps_in(info.context.context, key(region, "Region", "region"), only_without=only_without)

    @told(OFFICER, "操作记录，新的在前；只给本辖区的上级和管理员。", of=Connection[AuditEvent])
    async def events(
        self,
        info: Info,
        region: relay.GlobalID,
        first: First,
        after: After = None,
        only: Annotated[EventFilterInput | None, strawberry.argument(name="filter")] = None,
    ) -> Any:
        """Return a page of what happened in a region."""
        context = info.context.context
        wanted = only.wanted(context.now()) if only else EventFilter()
        return await connection(partial(events_page, context, key(region, "Region", "region"), wanted), first, after)
