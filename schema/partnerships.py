"""Partnerships, what a partner gave in a year, has on hand, and where it serves."""

from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry import relay

from resolvers.access import OFFICERS
from resolvers.coverage import Coverage
from resolvers.gave_and_got import GaveAndGot, Given, gave_and_got
from resolvers.numbers import LOCAL
from resolvers.partnerships import status_on
from resolvers.quantities import said
from resolvers.refusals import InvalidInput
from schema.batches import computed
from schema.categories import Category, category_of
from schema.info import Info
from schema.moments import FIRST_YEAR, LAST_YEAR
from schema.places import Person, Region
from schema.relations import children, related, shown, told
from schema.rules import OFFICER, PARTNER, PUBLIC, STAFF
from schema.words import PartnershipStatus, Unit
from storage.tables import PartnerRow, PartnershipPromiseRow, PartnershipRow


@strawberry.type(name="PartnershipPromise", description="合伙人每年承诺的一项。")
class PartnershipPromise:
    """One thing promised for each year."""

    text: str = shown()
    unit: Unit | None = shown(description="计量单位；没有写数量的为空。")

    @told(PUBLIC, "每年多少；没有写数量的为空。")
    def quantity(row: strawberry.Parent[PartnershipPromiseRow]) -> Decimal | None:
        """Return how much a year."""
        return None if row.quantity is None or row.unit is None else said(row.quantity, row.unit)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, PartnershipPromiseRow)


@strawberry.type(description="合伙(共建)关系：合伙人和一个辖区的约定。「合伙」指共建共治，不是《合伙企业法》所称合伙。")
class Partnership(relay.Node):
    """What a partner and a region have agreed."""

    id: relay.NodeID[UUID]
    region: Region | None = related("region", "region_id")
    badge: str = shown(description="哪一类：红色、物业、公益、商户、生活……")
    region_brings: str = shown(description="辖区能给对方的。")
    starts_on: date = shown()
    ends_on: date | None = shown(description="末日；没有约定为空。")
    promises: list[PartnershipPromise] = children("promises", description="每年承诺的。")
    recorded_by: Person | None = related("person", "recorded_by", rule=OFFICER)
    ended_at: datetime | None = shown()
    created_at: datetime = shown()
    version: int = shown()

    @told(PUBLIC, "生效、暂停、到期或退出。")
    def status(row: strawberry.Parent[PartnershipRow], info: Info) -> PartnershipStatus:
        """Return how it stands today."""
        return status_on(row, info.context.context.now().astimezone(LOCAL).date())

    @told(PARTNER, "协议全文；只给本单位和工作人员，别人为空。")
    def terms(row: strawberry.Parent[PartnershipRow], info: Info) -> str | None:
        """Return the agreement's text."""
        return row.terms if _reads_whole(row, info) else None

    @told(PARTNER, "退出的原因；只给本单位和工作人员，别人为空。")
    def reason_text(row: strawberry.Parent[PartnershipRow], info: Info) -> str | None:
        """Return why it ended."""
        return row.reason_text if _reads_whole(row, info) else None

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, PartnershipRow)


def _reads_whole(row: PartnershipRow, info: Info) -> bool:
    viewer = info.context.context.viewer
    return row.partner_id in viewer.partner_ids or viewer.reaches(row.region_path, *OFFICERS)


@strawberry.type(name="Given", description="在一个类别里给出的。")
class GivenType:
    """What a partner gave in one category."""

    times: int = shown(PARTNER, "完成了多少次。")
    hours: float = shown(PARTNER, "服务小时，不含路上。")

    @told(PARTNER, "类别。")
    def category(row: strawberry.Parent[Given], info: Info) -> Category | None:
        """Return the category."""
        return category_of(info, row.category)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, Given)


@strawberry.type(name="GaveAndGot", description="本单位给出和得到的，可以打印。")
class GaveAndGotType:
    """What a partner gave and got."""

    gave_times: int = shown(PARTNER, "完成了多少次。")
    gave_hours: float = shown(PARTNER, "服务小时，不含路上。")
    gave_needs: int = shown(PARTNER, "帮助了多少件需求。")
    thanks: int = shown(PARTNER, "满意和非常满意的评价数。")
    raised: int = shown(PARTNER, "本单位提出的需求。")
    got: int = shown(PARTNER, "其中已办好的。")
    given: list[GivenType] = shown(PARTNER, "按类别，多的在前。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, GaveAndGot)


@strawberry.type(name="PartnerLoad", description="手头有多少，退过多少；只给可以请它的工作人员。")
class PartnerLoadType:
    """What a partner has on hand."""

    unanswered: int = shown(STAFF, "派了还没有答复的。")
    taken: int = shown(STAFF, "接了还没有办完的。")
    taken_in_a_year: int = shown(STAFF, "近 365 天接过的。")
    return_rate: float | None = shown(
        STAFF, "近 365 天的退单率，0 到 1；个人和自组织没有，不到三次没有，临时有事等原因不算。"
    )


@strawberry.type(name="ServedCircle", description="一个服务半径。")
class ServedCircleType:
    """A circle on the map."""

    lat: float = shown()
    lng: float = shown()
    radius_m: int = shown(description="半径，米。")
    label: str = shown()


@strawberry.type(name="Coverage", description="服务到哪里，画地图用。")
class CoverageType:
    """Where a partner serves."""

    regions: list[Region] = shown(description="服务的辖区，含下级。")
    circles: list[ServedCircleType] = shown(description="按半径服务的；个人和自组织的只给本人和工作人员。")
    is_remote: bool = shown(description="有远程提供的。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, Coverage)


@strawberry.type
class PartnerSides:
    """What stands beside a partner's own columns."""

    partnerships: list[Partnership] = children("partnerships", description="合伙关系；退出的只给本单位和工作人员。")
    load: PartnerLoadType | None = computed("partner_load", STAFF, "手头有多少；只给可以请它的工作人员。")
    coverage: CoverageType = computed("coverage", description="服务到哪里。")

    @told(PARTNER, "给出和得到；只给本单位和工作人员。", of=GaveAndGotType | None)
    async def gave_and_got(
        row: strawberry.Parent[PartnerRow],
        info: Info,
        year: Annotated[int | None, strawberry.argument(description="哪一年；不写为历年合计。")] = None,
    ) -> Any:
        """Return what it gave and got in a year, or ever."""
        if year is not None and not FIRST_YEAR <= year < LAST_YEAR:
            raise InvalidInput.at("year", "AT_MOST", LAST_YEAR)
        load = partial(gave_and_got, info.context.context, year=year)
        return await info.context.loaders.batch(f"gave_and_got {year}", load).load(row.id)
