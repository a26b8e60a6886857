"""Regions and persons: the types that others point at and that point at nobody else."""

import strawberry
from strawberry import relay

from resolvers.viewer import HeldRole
from schema.batches import computed
from schema.columns.party import PersonColumns, PersonPrivate, RegionColumns
from schema.relations import related
from schema.rules import SIGNED_IN
from schema.words import Role
from storage.tables import PersonRow, RegionRow


@strawberry.type(description="辖区:市、区县、街道、社区、网格、小区、楼栋。")
class Region(RegionColumns, relay.Node):
    """A node of the tree of regions."""

    parent: "Region | None" = related("region", "parent_id")
    full_name: str = computed("full_name", description="从市到本级的全名。")

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


@strawberry.type(description="居民或联系人。")
class Person(PersonColumns, relay.Node):
    """A human known to us."""

    region: Region | None = related("region", "region_id", rule=SIGNED_IN)
    private: PersonPrivate | None = related("person_private", "id", rule=SIGNED_IN, description="不能查看时为空。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, PersonRow)
