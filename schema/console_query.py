"""What the desk and the map ask besides the lists: places nearby, settings."""

from typing import Any

import strawberry
from strawberry import relay

from resolvers.places import places_near
from resolvers.settings.editing import settings_of
from schema.connections import First
from schema.identity import key, optional_key
from schema.info import Info
from schema.inputs.place import PointInput
from schema.nearby import NearbyPlaceType
from schema.relations import told
from schema.rules import OFFICER, PUBLIC
from schema.settings import RegionSettingsType
from schema.words import PlaceKind


@strawberry.type
class ConsoleQuery:
    """What the desk and the map ask besides the lists."""

    @told(
        PUBLIC,
        "附近的地方,近的在前:给出辖区,或给出一个点(直线三公里以内),或两样都给。",
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
