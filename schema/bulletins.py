"""What staff write once for many: bulletins for residents, reply templates for colleagues, the phone of a region."""

from datetime import date, datetime
from functools import partial
from typing import Annotated, Any, TypeAlias
from uuid import UUID

import strawberry
from strawberry import relay

from resolvers.access import OFFICERS
from resolvers.bulletins import bulletins_page, is_in_force, today
from resolvers.reply_templates import reply_templates_page
from schema.connections import After, Connection, First
from schema.identity import key
from schema.info import Info
from schema.paging import connection
from schema.places import Person, Region
from schema.refusals import StaleVersion
from schema.relations import related, shown, told
from schema.results import Asked, Success
from schema.rules import ADMINISTRATOR, PUBLIC, SIGNED_IN, STAFF
from storage.tables import BulletinRow, ReplyTemplateRow


@strawberry.type(description="公告：对本辖区和它的下级公开。")
class Bulletin(relay.Node):
    """A notice to everybody in a region."""

    id: relay.NodeID[UUID]
    title: str = shown()
    text: str = shown()
    starts_on: date = strawberry.field(name="from", metadata=PUBLIC, description="从哪天起。")
    ends_on: date | None = strawberry.field(
        name="until", metadata=PUBLIC, description="到哪天为止，含当天；为空就一直有效。"
    )
    is_pinned: bool = shown(description="置顶。")
    created_at: datetime = shown()
    withdrawn_at: datetime | None = shown(description="已撤下；只有工作人员还看得到。")
    version: int = shown(description="修改时带回，用来发现别人刚改过。")
    region: Region | None = related("region", "region_id", description="哪个辖区发的。")
    posted_by: Person | None = related("person", "posted_by", rule=SIGNED_IN, description="谁发的。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, BulletinRow)

    @told(PUBLIC, "今天有效。")
    def is_in_force(row: strawberry.Parent[BulletinRow], info: Info) -> bool:
        """Whether it is to be read today."""
        return is_in_force(row, today(info.context.context))

    @told(PUBLIC, "我能不能修改和撤下。")
    def viewer_can_edit(row: strawberry.Parent[BulletinRow], info: Info) -> bool:
        """Whether the viewer looks after it."""
        return info.context.context.viewer.reaches(row.region_path, *OFFICERS)


@strawberry.type(description="常用回复：只给工作人员，下级辖区也能用。")
class ReplyTemplate(relay.Node):
    """Words staff use often."""

    id: relay.NodeID[UUID]
    title: str = shown(STAFF, "简短的名字。")
    text: str = shown(STAFF, "回复的文字。")
    created_at: datetime = shown(STAFF)
    version: int = shown(STAFF, "修改时带回，用来发现别人刚改过。")
    region: Region | None = related("region", "region_id", rule=STAFF, description="哪个辖区的。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, ReplyTemplateRow)

    @told(STAFF, "我能不能修改和删除。")
    def viewer_can_edit(row: strawberry.Parent[ReplyTemplateRow], info: Info) -> bool:
        """Whether the viewer looks after it."""
        return info.context.context.viewer.reaches(row.region_path, *OFFICERS)


@strawberry.type
class BulletinSuccess(Success):
    """The bulletin as it stands now."""

    bulletin: Bulletin = strawberry.field(metadata=STAFF)


@strawberry.type
class ReplyTemplateSuccess(Success):
    """The template as it stands now."""

    reply_template: ReplyTemplate = strawberry.field(metadata=STAFF)


@strawberry.type
class RegionSuccess(Success):
    """The region as it stands now."""

    region: Region = strawberry.field(metadata=ADMINISTRATOR)


PostBulletinResult: TypeAlias = Annotated[BulletinSuccess | Asked, strawberry.union("PostBulletinResult")]
EditBulletinResult: TypeAlias = Annotated[
    BulletinSuccess | Asked | StaleVersion, strawberry.union("EditBulletinResult")
]
WithdrawBulletinResult: TypeAlias = Annotated[BulletinSuccess | Asked, strawberry.union("WithdrawBulletinResult")]
CreateReplyTemplateResult: TypeAlias = Annotated[
    ReplyTemplateSuccess | Asked, strawberry.union("CreateReplyTemplateResult")
]
EditReplyTemplateResult: TypeAlias = Annotated[
    ReplyTemplateSuccess | Asked | StaleVersion, strawberry.union("EditReplyTemplateResult")
]
RemoveReplyTemplateResult: TypeAlias = Annotated[
    ReplyTemplateSuccess | Asked, strawberry.union("RemoveReplyTemplateResult")
]
EditRegionResult: TypeAlias = Annotated[RegionSuccess | Asked | StaleVersion, strawberry.union("EditRegionResult")]


@strawberry.type
class BulletinQueries:
    """What is told to many."""

    @told(PUBLIC, "公告：本辖区和上级的，置顶的在前，新的在前。", of=Connection[Bulletin])
    async def bulletins(
        self,
        info: Info,
        region: relay.GlobalID,
        first: First,
        after: After = None,
        in_force: Annotated[
            bool, strawberry.argument(description="只要今天有效的；否则连过期的一起，工作人员还有未到日期和已撤下的。")
        ] = True,
    ) -> Any:
        """Return a page of bulletins."""
        read = partial(bulletins_page, info.context.context, key(region, "Region", "region"), in_force=in_force)
        return await connection(read, first, after)

    @told(STAFF, "常用回复：本辖区和上级的，按名字排。", of=Connection[ReplyTemplate])
    async def reply_templates(self, info: Info, region: relay.GlobalID, first: First, after: After = None) -> Any:
        """Return a page of reply templates."""
        read = partial(reply_templates_page, info.context.context, key(region, "Region", "region"))
        return await connection(read, first, after)
