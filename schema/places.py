"""Regions and persons: the types that others point at and that point at nobody else."""

from datetime import datetime
from typing import Any

import strawberry
from strawberry import relay

from resolvers.contacts import ContactView, contact_views
from resolvers.service_lines import ServiceLine
from resolvers.viewer import HeldRole
from schema.batches import computed, load_batch
from schema.columns.party import PersonColumns, PersonPrivate, RegionColumns
from schema.connections import First
from schema.info import Info
from schema.relations import related, shown, told
from schema.rules import PUBLIC, SIGNED_IN
from schema.words import Role
from storage.tables import PersonRow, RegionRow


@strawberry.type(description="辖区：市、区县、街道、社区、网格、小区、楼栋。")
class Region(RegionColumns, relay.Node):
    """A node of the tree of regions."""

    parent: "Region | None" = related("region", "parent_id")
    full_name: str = computed("full_name", description="从市到本级的全名。")

    @told(PUBLIC, "有事打这个电话；本级没有填，就是上级的。")
    async def phone(row: strawberry.Parent[RegionRow], info: Info) -> str | None:
        """Return whom residents ring."""
        line: ServiceLine | None = await load_batch(info, "service_line", row.id)
        return line.phone if line else None

    @told(PUBLIC, "这个电话什么时候有人接，例如「周一至周五 8:30—17:00」。")
    async def hours(row: strawberry.Parent[RegionRow], info: Info) -> str | None:
        """Return when somebody answers."""
        line: ServiceLine | None = await load_batch(info, "service_line", row.id)
        return line.hours if line else None

    @told(PUBLIC, "电话是哪一级填的：就是本级，或者上级。", of="Region | None")
    async def phone_of(row: strawberry.Parent[RegionRow], info: Info) -> Any:
        """Return the region that set the phone."""
        line: ServiceLine | None = await load_batch(info, "service_line", row.id)
        return await info.context.loaders.one("region").load(line.region_id) if line else None

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, RegionRow)


@strawberry.type(name="HeldRole", description="在某辖区担任的角色。")
class HeldRoleType:
    """A role of the viewer."""

    role: Role = strawberry.field(metadata=SIGNED_IN)
    region: Region | None = related("region", "region_id", rule=SIGNED_IN)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, HeldRole)


@strawberry.type(name="ContactView", description="一次打开联系方式的记录。")
class ContactViewType:
    """That somebody opened the viewer's contact."""

    called: str = shown(SIGNED_IN, "谁打开的。")
    partner: str | None = shown(SIGNED_IN, "替哪家合伙人办事；社区工作人员为空。")
    need_number: str | None = shown(SIGNED_IN, "为哪件需求。")
    reason: str = shown(SIGNED_IN, "为什么打开。")
    at: datetime = shown(SIGNED_IN)

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, ContactView)


@strawberry.type(description="居民或联系人。")
class Person(PersonColumns, relay.Node):
    """A human known to us."""

    region: Region | None = related("region", "region_id", rule=SIGNED_IN)
    private: PersonPrivate | None = computed("person_private", SIGNED_IN, "不能查看时为空。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, PersonRow)

    @told(SIGNED_IN, "谁看过我的信息，近的在前；只给本人。", of=list[ContactViewType])
    async def contact_views(row: strawberry.Parent[PersonRow], info: Info, first: First) -> Any:
        """Return who opened the viewer's own contact."""
        return await contact_views(info.context.context, row.id, first)
