"""Places of the fifteen-minute circle 附近."""

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

import strawberry
from strawberry import relay

from resolvers.places import NearbyPlace, confirm_place_by
from schema.info import Info
from schema.places import Region
from schema.refusals import StaleVersion
from schema.relations import related, shown, told
from schema.results import Asked, Success
from schema.rules import PUBLIC, STAFF
from schema.words import PlaceKind, Role
from storage.tables import PlaceRow


@strawberry.type(description="附近的一个地方：宜居、宜业、宜游、宜学、宜养。")
class Place(relay.Node):
    """Where people find what they need within a walk."""

    id: relay.NodeID[UUID]
    kind: PlaceKind = shown()
    name: str = shown()
    address: str = shown()
    lat: float = shown(description="WGS-84。")
    lng: float = shown(description="WGS-84。")
    hours: str = shown(description="开放时间，照原样写；没有写为空字。")
    phone: str | None = shown()
    note: str = shown()
    region: Region | None = related("region", "region_id")
    confirmed_at: datetime = shown(description="最近确认日期。")
    closed_at: datetime | None = shown(description="已关闭；只有工作人员还看得到。")
    version: int = shown(description="修改时带回，用来发现别人刚改过。")

    @told(PUBLIC, "到期要再确认一次。")
    def confirm_by(row: strawberry.Parent[PlaceRow]) -> datetime:
        """Return until when its last confirmation holds."""
        return confirm_place_by(row)

    @told(PUBLIC, "确认仍在有效期内。")
    def is_fresh(row: strawberry.Parent[PlaceRow], info: Info) -> bool:
        """Whether its last confirmation still holds."""
        return confirm_place_by(row) >= info.context.context.now()

    @told(PUBLIC, "我能不能修改、确认和关闭。")
    def viewer_can_edit(row: strawberry.Parent[PlaceRow], info: Info) -> bool:
        """Whether the viewer looks after it."""
        return info.context.context.viewer.reaches(row.region_path, Role.COMMUNITY_STAFF)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, PlaceRow)


@strawberry.type(name="NearbyPlace", description="一个地方和走过去的路。")
class NearbyPlaceType:
    """A place with the way to it."""

    place: Place = shown()
    distance_m: int | None = shown(description="大约走多少米：直线的 1.3 倍；不知道从哪里走时为空。")
    walking_minutes: int | None = shown(description="大约走几分钟，每分钟 70 米。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, NearbyPlace)


@strawberry.type
class PlaceSuccess(Success):
    """The place as it stands now."""

    place: Place = strawberry.field(metadata=STAFF)


Unstale: TypeAlias = Asked | StaleVersion
RecordPlaceResult: TypeAlias = Annotated[PlaceSuccess | Asked, strawberry.union("RecordPlaceResult")]
EditPlaceResult: TypeAlias = Annotated[PlaceSuccess | Unstale, strawberry.union("EditPlaceResult")]
ConfirmPlaceResult: TypeAlias = Annotated[PlaceSuccess | Asked, strawberry.union("ConfirmPlaceResult")]
ClosePlaceResult: TypeAlias = Annotated[PlaceSuccess | Asked, strawberry.union("ClosePlaceResult")]
