"""The three lists of a region in figures: 三张清单."""

from datetime import datetime

import strawberry

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
    open: int = shown(description="还在办的;资源为可用的。")
    finished: int = shown()
    fresh: int = shown(description="在有效期内确认过的资源;其余两张清单为还在办且未超时的。")
    last_changed_at: datetime | None = shown()


@strawberry.type(name="Gap", description="缺口:有需求而没有合适资源的类别。")
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


@strawberry.type(name="ThreeLists", description="一个辖区的三张清单:需求、资源、项目。")
class ThreeListsType:
    """The counts of a region."""

    region: Region = shown()
    needs: ListCountType = shown()
    resources: ListCountType = shown()
    projects: ListCountType = shown()
    gaps: list[GapType] = shown()
    at: datetime = shown(description="统计时间。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, ThreeLists)
