"""Plain columns of dispatches and projects."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import strawberry
from strawberry import relay

from resolvers.contacts import ShownContact
from resolvers.notices import Notice
from resolvers.quantities import said
from schema.info import Info
from schema.phrases import phrases_in
from schema.phrases.notice import notice_text
from schema.relations import shown, told
from schema.rules import CONCERNED, PARTNER, PUBLIC, STAFF
from schema.words import DispatchStatus, ProjectStatus, Unit
from storage.tables import ProjectRow


@strawberry.type
class DispatchColumns:
    """What those concerned read of a dispatch."""

    id: relay.NodeID[UUID]
    status: DispatchStatus = shown(CONCERNED)
    is_claim: bool = shown(CONCERNED, "合伙人自己认领的。")
    starts_at: datetime | None = shown(CONCERNED)
    ends_at: datetime | None = shown(CONCERNED)
    proposed_starts_at: datetime | None = shown(CONCERNED, "合伙人改约的时间，待工作人员确认。")
    proposed_ends_at: datetime | None = shown(CONCERNED)
    message: str = shown(CONCERNED)
    helper_name: str | None = shown(CONCERNED, "上门的人。")
    respond_by: datetime = shown(CONCERNED, "过了这个时间未答复，就请下一家。")
    finish_by: datetime = shown(CONCERNED)
    taken_at: datetime | None = shown(CONCERNED)
    started_at: datetime | None = shown(CONCERNED)
    ended_at: datetime | None = shown(CONCERNED)
    minutes_spent: int | None = shown(CONCERNED, "用了多少分钟，不含路上。")
    note: str = shown(CONCERNED)
    created_at: datetime = shown(CONCERNED)
    version: int = shown(CONCERNED)


@strawberry.type(name="Notice", description="派单的通知：供复制的文字、答复链接和对方电话。")
class NoticeType:
    """A text to copy into a chat, the link to answer by, and whom to ring."""

    link: str = shown(STAFF, "答复链接；已答复的为空。")
    phone: str | None = shown(STAFF, "合伙人联系人的电话。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, Notice)

    @told(STAFF, "什么事、何时、到哪栋楼(不含门牌)，附答复链接。")
    def text(row: strawberry.Parent[Notice], info: Info) -> str:
        """Return the message to copy."""
        vocabulary = info.context.context.vocabulary
        return notice_text(row, phrases_in(info.context.language), vocabulary)


@strawberry.type(description="服务对象的联系方式，遮住一部分：接单到办完之间给办事的人。")
class DispatchContact:
    """Whom the helper rings and where to go."""

    address: str | None = shown(PARTNER)
    door: str | None = shown(PARTNER, "用 openContact 打开。")

    @told(PARTNER, "用 openContact 打开。")
    def contact_name(row: strawberry.Parent[ShownContact]) -> str | None:
        """Return whom to call."""
        return row.name

    @told(PARTNER, "用 openContact 打开。")
    def contact_phone(row: strawberry.Parent[ShownContact]) -> str | None:
        """Return where to ring."""
        return row.phone

    @told(PARTNER)
    def contact_relation(row: strawberry.Parent[ShownContact]) -> str | None:
        """Return who the contact is to the person concerned."""
        return row.relation


@strawberry.type(description="项目的一个时间节点。")
class ProjectStep:
    """One milestone."""

    title: str = shown()
    due: date | None = shown()
    done_at: datetime | None = shown()


@strawberry.type
class ProjectColumns:
    """What the project list holds."""

    id: relay.NodeID[UUID]
    number: str = shown()
    title: str = shown()
    status: ProjectStatus = shown()
    is_listed: bool = shown(description="是否列入项目清单。")
    person_in_charge: str = shown(description="责任人。")
    content: str = shown(description="实施内容。")
    fund_source: str = shown(description="资金来源。")
    due: date | None = shown()
    result: str = shown(description="成效。")
    struck_off_at: datetime | None = shown()
    created_at: datetime = shown()
    version: int = shown()

    @told(PUBLIC, "资金，元。")
    def funds(row: strawberry.Parent[ProjectRow]) -> Decimal | None:
        """Return the money in yuan."""
        return None if row.funds_fen is None else said(row.funds_fen, Unit.YUAN)
