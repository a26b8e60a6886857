"""Plain columns of regions, persons, partners and resources."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import strawberry
from strawberry import relay

from resolvers.quantities import said
from schema.relations import shown, told
from schema.rules import PUBLIC, SIGNED_IN
from schema.words import Kind, Level, PartnerKind, PartnerStatus, ResourceStatus, Serves, Travel, Unit
from storage.tables import ResourceHoursRow, ResourceRow

MINUTES_AN_HOUR = 60


@strawberry.type
class RegionColumns:
    """A node of the tree of regions."""

    id: relay.NodeID[UUID]
    name: str = shown()
    level: Level = shown()
    path: str = shown(description="由上至下每级四位的编码；下级以上级的编码开头。")
    lat: float | None = shown()
    lng: float | None = shown()
    version: int = shown(description="修改时带回，用来发现别人刚改过。")


@strawberry.type
class PersonColumns:
    """What others may know of a person."""

    id: relay.NodeID[UUID]
    called: str = shown(SIGNED_IN, "称呼，例如王阿姨。")
    prefers_large_type: bool = shown(SIGNED_IN, "长辈版。")
    is_quiet: bool = shown(SIGNED_IN, "静默：不再发消息。")


@strawberry.type(description="姓名、电话、住址：只给本人和所在社区的工作人员；工作人员用 openContact 打开。")
class PersonPrivate:
    """What is private about a person."""

    is_masked: bool = shown(SIGNED_IN, "姓名、电话、门牌是否遮住。")
    name: str | None = shown(SIGNED_IN)
    phone: str | None = shown(SIGNED_IN)
    address: str | None = shown(SIGNED_IN)
    door: str | None = shown(SIGNED_IN)


@strawberry.type
class PartnerColumns:
    """What anybody reads of a partner."""

    id: relay.NodeID[UUID]
    kind: PartnerKind = shown()
    name: str = shown()
    introduction: str = shown()
    office_phone: str | None = shown(description="办公电话；联系人的手机不公开。")
    status: PartnerStatus = shown()
    is_department: bool = shown(description="职能部门。")
    is_market_body: bool = shown(description="市场主体、商户。")
    is_able_person: bool = shown(description="已确认的能人。")
    created_at: datetime = shown()
    version: int = shown()


@strawberry.type(description="某个星期几的开放时间。")
class OpenHours:
    """Open hours of one weekday, Monday is 0."""

    weekday: int = shown()

    @told(PUBLIC, "例如 09:00。")
    def opens(row: strawberry.Parent[ResourceHoursRow]) -> str:
        """Return the opening time."""
        return clock_time(row.opens)

    @told(PUBLIC, "例如 17:30。")
    def closes(row: strawberry.Parent[ResourceHoursRow]) -> str:
        """Return the closing time."""
        return clock_time(row.closes)


def clock_time(minutes: int) -> str:
    """Return minutes from midnight as HH:MM."""
    return f"{minutes // MINUTES_AN_HOUR:02d}:{minutes % MINUTES_AN_HOUR:02d}"


@strawberry.type
class ResourceColumns:
    """What anybody reads of a resource."""

    id: relay.NodeID[UUID]
    number: str = shown()
    title: str = shown()
    text: str = shown()
    kind: Kind = shown()
    serves: Serves = shown()
    radius_m: int | None = shown(description="半径，米。")
    travel: Travel = shown()
    unit: Unit = shown()
    minimum_notice_hours: int = shown(description="至少提前几小时。")
    min_age: int | None = shown()
    max_age: int | None = shown()
    groups: list[str] = shown(description="只服务这些人群；空为不限。")
    is_for_members: bool = shown(description="只服务本单位成员。")
    asks_in_return: str = shown(description="希望得到的回馈。")
    fee_note: str = shown(description="收费说明；空为免费。")
    status: ResourceStatus = shown()
    paused_until: date | None = shown()
    confirmed_at: datetime = shown(description="最近确认日期。")
    valid_until: date | None = shown()
    created_at: datetime = shown()
    version: int = shown()

    @told(PUBLIC, "可提供的量：物资和资金为总量，其余为同一时段能接待的量。")
    def slot_capacity(row: strawberry.Parent[ResourceRow]) -> Decimal:
        """Return the capacity of a slot."""
        return said(row.slot_capacity, row.unit)
