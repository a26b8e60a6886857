"""Plain columns of needs and of what hangs on them."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import strawberry
from strawberry import relay

from resolvers.contacts import ShownContact
from resolvers.life.sharing import Share
from resolvers.life.urging import Urges
from resolvers.quantities import said
from schema.categories import Category, category_of
from schema.info import Info
from schema.relations import shown, told
from schema.rules import CONCERNED, PUBLIC, STAFF
from schema.words import (
    Channel,
    Kind,
    Manner,
    Matter,
    Nature,
    NeedStatus,
    RemarkKind,
    Role,
    Satisfied,
    Solved,
    Unit,
    Urgency,
)
from storage.tables import NeedPartRow, NeedRow


@strawberry.type
class NeedColumns:
    """What whoever may see a need reads of it."""

    id: relay.NodeID[UUID]
    number: str = shown(description="编号，可在电话里念出来，例如 PL-2026-000123。")
    nature: Nature = shown()
    matter: Matter = shown()
    manner: Manner = shown()
    urgency: Urgency = shown()
    status: NeedStatus = shown()
    channel: Channel = shown()
    is_claimable: bool = shown(description="可直接认领，不必工作人员确认。")
    is_quiet: bool = shown(description="静默：不再为它发任何消息。")
    respond_by: datetime = shown(description="下一步(受理或派单)的时限。")
    finish_by: datetime = shown(description="办结时限。")
    accepted_at: datetime | None = shown()
    done_at: datetime | None = shown()
    closed_at: datetime | None = shown()
    created_at: datetime = shown()
    round: int = shown(description="第几轮；重开一次加一。")
    version: int = shown(description="修改时带回，用来发现别人刚改过。")

    @told(STAFF, "系统读出的性质，与登记的不同时供工作人员核对。")
    def guessed_nature(row: strawberry.Parent[NeedRow], info: Info) -> Nature | None:
        """Return what the words read like, to staff: a guess is no word about anybody."""
        is_staff = info.context.context.viewer.reaches(row.region_path, Role.COMMUNITY_STAFF)
        return row.guessed_nature if is_staff else None

    @told(PUBLIC, "公开标题；未公布时为工作人员写的摘要。")
    def title(row: strawberry.Parent[NeedRow]) -> str:
        """Return the wording for whoever reads the row."""
        return row.public_title or row.summary or row.number

    @told(PUBLIC, "公开的文字；未公布时为空。")
    def text(row: strawberry.Parent[NeedRow]) -> str | None:
        """Return the public text."""
        return row.public_text

    @told(PUBLIC, "是否已公布。")
    def is_published(row: strawberry.Parent[NeedRow]) -> bool:
        """Whether anybody may read it."""
        return row.published_at is not None


@strawberry.type(description="需求的原话、联系方式和答复，只给提出人和负责的工作人员。")
class NeedPrivate:
    """The asker's own words, whom to call, and what staff answered."""

    words: str = shown(CONCERNED, "提出人的原话。")
    address: str | None = shown(CONCERNED)
    door: str | None = shown(CONCERNED, "本人看得到；工作人员用 openContact 打开。")
    is_masked: bool = shown(CONCERNED, "姓名、电话、门牌是否遮住。")

    @told(CONCERNED, "本人看得到；工作人员用 openContact 打开。")
    def contact_name(row: strawberry.Parent[ShownContact]) -> str | None:
        """Return whom to call."""
        return row.name

    @told(CONCERNED, "本人看得到；工作人员用 openContact 打开。")
    def contact_phone(row: strawberry.Parent[ShownContact]) -> str | None:
        """Return where to ring."""
        return row.phone

    @told(CONCERNED, "联系人与服务对象的关系，例如女儿、邻居。")
    def contact_relation(row: strawberry.Parent[ShownContact]) -> str | None:
        """Return who the contact is to the person concerned."""
        return row.relation


@strawberry.type(description="需求的答复：暂不能受理、挂起或转办的原因与下一步。")
class NeedAnswer:
    """What staff answered the asker."""

    reason_code: str | None = shown(CONCERNED)
    reason_text: str = shown(CONCERNED, "给居民看的一句话。")
    next_step: str = shown(CONCERNED, "居民接下来可以怎么办。")
    hold_until: datetime | None = shown(CONCERNED, "挂起到何时再看。")
    external_ref: str | None = shown(CONCERNED, "热线或网格平台的编号。")


@strawberry.type(description="需求的一部分：一件资源可以满足的量。")
class NeedPart(relay.Node):
    """One part of a need."""

    id: relay.NodeID[UUID]
    position: int = shown()
    text: str = shown()
    kind: Kind | None = shown()
    unit: Unit = shown()
    earliest: datetime | None = shown()
    latest: datetime | None = shown()

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, NeedPartRow)

    @told(PUBLIC, "类别。")
    def category(row: strawberry.Parent[NeedPartRow], info: Info) -> Category | None:
        """Return the leaf it belongs to."""
        return category_of(info, row.category)

    @told(PUBLIC, "第二类别。")
    def second_category(row: strawberry.Parent[NeedPartRow], info: Info) -> Category | None:
        """Return the second leaf it belongs to."""
        return category_of(info, row.second_category)

    @told(PUBLIC, "要多少，以 unit 计。")
    def quantity(row: strawberry.Parent[NeedPartRow]) -> Decimal:
        """Return what is asked."""
        return said(row.quantity, row.unit)

    @told(PUBLIC, "已有人答应的量。")
    def promised(row: strawberry.Parent[NeedPartRow]) -> Decimal:
        """Return what was taken."""
        return said(row.promised, row.unit)

    @told(PUBLIC, "已经兑现的量。")
    def delivered(row: strawberry.Parent[NeedPartRow]) -> Decimal:
        """Return what was given."""
        return said(row.delivered, row.unit)

    @told(PUBLIC, "是否列入缺口。")
    def is_gap(row: strawberry.Parent[NeedPartRow]) -> bool:
        """Whether nothing fits and it was listed so."""
        return row.gap_listed_at is not None


@strawberry.type
class RemarkColumns:
    """What was said beside a need."""

    id: strawberry.ID = shown(CONCERNED)
    kind: RemarkKind = shown(CONCERNED)
    text: str = shown(CONCERNED)
    channel: Channel = shown(CONCERNED)
    created_at: datetime = shown(CONCERNED)


@strawberry.type
class EvaluationColumns:
    """One verdict."""

    id: strawberry.ID = shown(CONCERNED)
    round: int = shown(CONCERNED)
    solved: Solved = shown(CONCERNED, "解决了没有。")
    satisfied: Satisfied | None = shown(CONCERNED, "满意不满意，与是否解决分开。")
    reasons: list[str] = shown(CONCERNED, "原因代码。")
    text: str = shown(CONCERNED)
    channel: Channel = shown(CONCERNED)
    created_at: datetime = shown(CONCERNED)


@strawberry.type(name="NeedUrges", description="催办：一件需求一天一次。")
class NeedUrgesType:
    """How often a need was urged."""

    count: int = shown(CONCERNED, "催过几次。")
    last_at: datetime | None = shown(CONCERNED, "最近一次。")
    again_at: datetime | None = shown(CONCERNED, "从何时起可以再催；为空就是现在可以催。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, Urges)


@strawberry.type(name="NeedShare", description="分享给家人的只读链接：看得到经过和谁来、何时来，没有地址和电话。")
class NeedShareType:
    """A link for the family."""

    link: str = shown(CONCERNED)
    created_at: datetime = shown(CONCERNED)
    expires_at: datetime = shown(CONCERNED, "有效到何时；随时可以停止分享。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether an object is of this type."""
        return isinstance(obj, Share)


@strawberry.type(description="附议：少于三人时不给数字。")
class EndorsementCount:
    """How many need it too or support it; figures are kept back below three."""

    also_need: int | None = shown()
    support: int | None = shown()
    sentence: str | None = shown(description="例如「已有 3 位邻居提过」。")
