"""Gaps of a region as staff and officers see them."""

import strawberry

from resolvers.gaps import CategoryGap, Elsewhere
from schema.categories import Category, category_of
from schema.info import Info
from schema.nodes import Resource
from schema.places import Region
from schema.relations import shown, told
from schema.rules import OFFICER


@strawberry.type(name="Elsewhere", description="别处最近的一件资源。")
class ElsewhereType:
    """The nearest resource that does not serve the region."""

    resource: Resource = shown(OFFICER)
    region: Region = shown(OFFICER, "它在哪个辖区。")
    distance_m: int | None = shown(OFFICER, "直线多少米；没有坐标时为空。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, Elsewhere)


@strawberry.type(name="CategoryGap", description="一个类别缺不缺人：没有满足的需求，和能服务到的资源。")
class CategoryGapType:
    """A category with open needs."""

    needs: int = shown(OFFICER, "还没有满足的需求件数。")
    listed: int = shown(OFFICER, "其中已列入缺口的。")
    resources: int = shown(OFFICER, "能服务到本辖区、在有效期内的资源。")
    nearest: ElsewhereType | None = shown(OFFICER, "一件也没有时，别处最近的。")

    @told(OFFICER, "类别；没有分类的为空。")
    def category(row: strawberry.Parent[CategoryGap], info: Info) -> Category | None:
        """Return the category."""
        return category_of(info, row.category)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, CategoryGap)
