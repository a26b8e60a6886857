"""The three lists of a region in figures: 三张清单."""

from datetime import datetime
from urllib.parse import quote

import strawberry
from strawberry.relay import to_base64

from resolvers.three_lists import Gap, ThreeLists
from schema.categories import Category, category_of
from schema.info import Info
from schema.places import Region
from schema.relations import shown, told
from schema.rules import PUBLIC


@strawberry.type(name="ListCount", description="一张清单的数字。")
class ListCountType:
    """Counts of one list."""

    total: int = shown()
    open: int = shown(description="还在办的；资源为可用的。")
    finished: int = shown()
    fresh: int = shown(description="在有效期内确认过的资源；其余两张清单为还在办且未超时的。")
    last_changed_at: datetime | None = shown()


@strawberry.type(name="Gap", description="缺口：有需求而没有合适资源的类别。")
class GapType:
    """A category that lacks resources."""

    needs: int = shown()

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, Gap)

    @told(PUBLIC, "类别。")
    def category(row: strawberry.Parent[Gap], info: Info) -> Category | None:
        """Return the category."""
        return category_of(info, row.category)


@strawberry.type(name="ThreeLists", description="一个辖区的三张清单：需求、资源、项目。")
class ThreeListsType:
    """The counts of a region."""

    region: Region = shown()
    needs: ListCountType = shown()
    resources: ListCountType = shown()
    projects: ListCountType = shown()
    gaps: list[GapType] = shown()
    at: datetime = shown(description="统计时间。")
    made_by: str = shown(description="制表人，按辖区的设置；没有设置为空字。")
    checked_by: str = shown(description="审核人，按辖区的设置；没有设置为空字。")

    @told(PUBLIC, "印在公告栏上的地址，做成二维码；扫开就是公开的需求。")
    def address(row: strawberry.Parent[ThreeLists], info: Info) -> str:
        """Return where the public needs are read."""
        region = to_base64("Region", row.region.id)
        return f"{info.context.context.public_address}/#/neighbourhood?region={quote(region)}"

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, ThreeLists)
