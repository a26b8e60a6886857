"""The types that point at each other: relations are declared, the little that is coded asks a loader.

Rows of storage are the objects themselves, so nothing is copied; `is_type_of` says which row is which type. Plain
columns stand in schema/columns.
"""

from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Annotated, Any

import strawberry
from strawberry import relay

from resolvers.dangers import dangers_in
from resolvers.deadlines import day_after
from resolvers.endorsements import Endorsements
from resolvers.filters import DispatchFilter, ResourceFilter
from resolvers.freshness import confirm_by, is_fresh
from resolvers.links import need_link
from resolvers.matches.of_need import PartMatches, matches_of_need, near_misses_of
from resolvers.matches.of_resource import matches_of_resource
from resolvers.pages import dispatches_page, resources_page, timeline_page
from resolvers.possible import dispatch_moves
from resolvers.quantities import said
from resolvers.visits import shown_visit_code
from schema.batches import computed, load_batch
from schema.categories import Category, category_of
from schema.columns.dispatch import DispatchColumns, DispatchContact, NoticeType, ProjectColumns, ProjectStep
from schema.columns.need import (
    EndorsementCount,
    EvaluationColumns,
    NeedAnswer,
    NeedColumns,
    NeedPart,
    NeedPrivate,
    NeedShareType,
    NeedUrgesType,
    RemarkColumns,
)
from schema.columns.party import (
    OpenHours,
    PartnerColumns,
    ResourceColumns,
)
from schema.connections import After, Connection, First
from schema.files import NO_PAPERS_NO_FACES, FileType
from schema.identity import optional_key
from schema.info import Info
from schema.matches import Danger, MatchColumns, MatchesColumns, NearMissColumns, NeedMatchColumns
from schema.paging import connection
from schema.partnerships import PartnerSides
from schema.phrases import phrases_in
from schema.places import Person, Region
from schema.relations import children, related, related_in_whole, told
from schema.resource_sides import ResourceSides
from schema.rules import CONCERNED, PARTNER, PUBLIC, SIGNED_IN, STAFF
from schema.timeline import TimelineColumns
from schema.words import DispatchMove, NeedMove, NeedStatus, Role, Unit
from storage.tables import (
    DispatchRow,
    EventRow,
    NeedRow,
    PartnerContactRow,
    PartnerRow,
    ProjectRow,
    ResourceRow,
)


@strawberry.type(description="合伙人：单位、社会组织、自组织或志愿者。")
class Partner(PartnerColumns, PartnerSides, relay.Node):
    """Who offers, and may ask."""

    region: Region | None = related("region", "region_id")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, PartnerRow)

    @told(PUBLIC, "资源。", of=Connection["Resource"])
    async def resources(row: strawberry.Parent[PartnerRow], info: Info, first: First, after: After = None) -> Any:
        """Return a page of what it offers."""
        wanted = ResourceFilter(partner=row.id)
        return await connection(partial(resources_page, info.context.context, wanted), first, after)

    @told(PARTNER, "派单；只给本单位和工作人员。", of=Connection["Dispatch"])
    async def dispatches(
        row: strawberry.Parent[PartnerRow],
        info: Info,
        first: First,
        after: After = None,
        only_open: Annotated[bool | None, strawberry.argument(name="open")] = None,
    ) -> Any:
        """Return a page of what it was asked."""
        wanted = DispatchFilter(partner=row.id, open=only_open)
        return await connection(partial(dispatches_page, info.context.context, wanted), first, after)

    @told(PARTNER, "联系人；只给本单位和工作人员。", of=list["Person"])
    async def contacts(row: strawberry.Parent[PartnerRow], info: Info) -> Any:
        """Return who speaks for it."""
        contacts: list[PartnerContactRow] = await info.context.loaders.many("contacts").load(row.id)
        people = await info.context.loaders.one("person").load_many([one.person_id for one in contacts])
        return [person for person in people if person is not None]


@strawberry.type(description="资源：合伙人能提供的服务、物资、场地、资金、人才技能或政策。")
class Resource(ResourceColumns, ResourceSides, relay.Node):
    """Something a partner offers."""

    partner: Partner | None = related("partner", "partner_id")
    region: Region | None = related("region", "region_id")
    hours: list[OpenHours] = children("hours", description="每周开放时间；空为另约。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, ResourceRow)

    @told(PUBLIC, "类别。")
    def category(row: strawberry.Parent[ResourceRow], info: Info) -> Category | None:
        """Return the leaf it belongs to."""
        return category_of(info, row.category)

    @told(PUBLIC, "第二类别。")
    def second_category(row: strawberry.Parent[ResourceRow], info: Info) -> Category | None:
        """Return the second leaf it belongs to."""
        return category_of(info, row.second_category)

    @told(PUBLIC, "物资和资金还剩多少；其余为空。")
    async def left(row: strawberry.Parent[ResourceRow], info: Info) -> Decimal | None:
        """Return what is left of goods and funds."""
        left = await load_batch(info, "left_in_stock", row.id)
        return None if left is None else said(left, row.unit)

    @told(PUBLIC, "到期要再确认一次。")
    def confirm_by(row: strawberry.Parent[ResourceRow]) -> datetime:
        """Return until when its last confirmation holds."""
        return confirm_by(row)

    @told(PUBLIC, "确认仍在有效期内。")
    def is_fresh(row: strawberry.Parent[ResourceRow], info: Info) -> bool:
        """Whether its last confirmation still holds."""
        return is_fresh(row, info.context.context.now())

    @told(PARTNER, "适合它的需求；只给本单位和工作人员。", of=list["NeedMatch"] | None)
    async def matches(row: strawberry.Parent[ResourceRow], info: Info, first: First) -> Any:
        """Return the needs that fit."""
        return await matches_of_resource(info.context.context, row.id, first)


@strawberry.type(description="需求。")
class Need(NeedColumns, relay.Node):
    """What is asked."""

    region: Region | None = related("region", "region_id")
    owner: Person | None = related("person", "owner_id", rule=SIGNED_IN, description="责任人。")
    raised_by: Person | None = related_in_whole("person", "raised_by", rule=CONCERNED, description="谁填的。")
    for_person: Person | None = related_in_whole("person", "for_person_id", rule=CONCERNED, description="为谁。")
    for_partner: Partner | None = related("partner", "for_partner_id")
    for_region: Region | None = related("region", "for_region_id")
    merged_into: "Need | None" = related("need", "merged_into_id")
    private: NeedPrivate | None = computed("need_private", CONCERNED, "不能查看时为空。")
    parts: list[NeedPart] = children("parts")
    dispatches: "list[Dispatch]" = children("dispatches", rule=CONCERNED, description="能查看的派单。")
    photos: list[FileType] = computed("photos", CONCERNED, "能查看的照片，和原话一样不公开。" + NO_PAPERS_NO_FACES)
    remarks: "list[Remark]" = children("remarks", rule=CONCERNED, description="能查看的留言和备注。")
    evaluations: "list[Evaluation]" = children("evaluations", rule=CONCERNED, description="能查看的评价。")
    urges: NeedUrgesType | None = computed("urges", CONCERNED, "催办；不能查看时为空。")
    share: NeedShareType | None = computed("share", CONCERNED, "分享给家人的链接；没有在分享、或不能查看时为空。")
    project: "Project | None" = related("project_of_need", "id")
    viewer_can: list[NeedMove] = computed("need_moves", description="我此刻可以办的步骤。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, NeedRow)

    @told(CONCERNED, "答复；不能查看时为空。", of=NeedAnswer | None)
    async def answer(row: strawberry.Parent[NeedRow], info: Info) -> Any:
        """Return what staff answered, to those who may read the asker's words."""
        words = await load_batch(info, "need_private", row.id)
        return None if words is None else row

    @told(PUBLIC, "附议。")
    async def endorsements(row: strawberry.Parent[NeedRow], info: Info) -> EndorsementCount:
        """Return how many neighbours stand behind it."""
        counts: Endorsements = await load_batch(info, "endorsements", row.id)
        phrases = phrases_in(info.context.language)
        few = phrases.endorsed_few if counts.is_mentioned else None
        sentence = few if counts.also_need is None else phrases.endorsed.format(count=counts.also_need)
        return EndorsementCount(also_need=counts.also_need, support=counts.support, sentence=sentence)

    @told(CONCERNED, "经过。", of=Connection["TimelineEntry"])
    async def timeline(row: strawberry.Parent[NeedRow], info: Info, first: First, after: After = None) -> Any:
        """Return what happened, oldest first."""
        return await connection(partial(timeline_page, info.context.context, row.id), first, after)

    @told(CONCERNED, "原话里的危险信号，先看这个。")
    async def dangers(row: strawberry.Parent[NeedRow], info: Info) -> list[Danger]:
        """Return what must be done first, to those who may read the words."""
        words = await load_batch(info, "need_private", row.id)
        found = dangers_in(info.context.context.vocabulary, words.words) if words else ()
        return [Danger.of(info, one) for one in found]

    @told(STAFF, "请提出人评价的链接：办完第二天起才有，评过就失效；只给工作人员。")
    def evaluation_link(row: strawberry.Parent[NeedRow], info: Info) -> str | None:
        """Return the address at which the asker judges without an account, for staff to pass on."""
        asked_from = _verdict_asked_from(row, info)
        is_time = asked_from is not None and asked_from <= info.context.context.now()
        return need_link(info.context.context, row) if is_time else None

    @told(STAFF, "从何时起请提出人评价：办完的第二天；不在等评价时为空，只给工作人员。")
    def verdict_asked_from(row: strawberry.Parent[NeedRow], info: Info) -> datetime | None:
        """Return from when the link may be passed on: nobody judges in front of the helper."""
        return _verdict_asked_from(row, info)

    @told(CONCERNED, "推荐的资源；不能查看时为空。", of="Matches | None")
    async def matches(
        row: strawberry.Parent[NeedRow], info: Info, first: First, part: relay.GlobalID | None = None
    ) -> Any:
        """Return the best resources for a part, the first open one by default."""
        part_id = optional_key(part, "NeedPart", "part")
        found = await matches_of_need(info.context.context, row, part_id, first)
        if found is not None:
            info.context.loaders.one("partner").prime_many(found.partners)
        return found


def _verdict_asked_from(row: NeedRow, info: Info) -> datetime | None:
    is_staff = info.context.context.viewer.reaches(row.region_path, Role.COMMUNITY_STAFF)
    is_waiting = row.status is NeedStatus.DONE and row.done_at is not None
    return day_after(row.done_at) if is_staff and is_waiting and row.done_at else None


@strawberry.type(description="留言、内部备注或回访记录。")
class Remark(RemarkColumns):
    """What was said beside a need."""

    author: Person | None = related("person", "author_id", rule=CONCERNED)


@strawberry.type(description="评价。")
class Evaluation(EvaluationColumns):
    """One verdict."""

    recorded_by: Person | None = related("person", "recorded_by", rule=CONCERNED, description="代录的人。")


@strawberry.type(description="派单：请合伙人满足需求的一部分。")
class Dispatch(DispatchColumns, relay.Node):
    """Staff ask a partner, or a partner claims."""

    need: Need | None = related("need", "need_id", rule=CONCERNED)
    part: NeedPart | None = related("part", "part_id", rule=CONCERNED)
    resource: Resource | None = related("resource", "resource_id", rule=CONCERNED)
    partner: Partner | None = related("partner", "partner_id", rule=CONCERNED)
    notice: NoticeType | None = computed("notice", STAFF, "供复制的通知。")
    contact: DispatchContact | None = computed("helper_contact", PARTNER, "接单到办完之间可见。")
    contact_name: str | None = computed(
        "contact_name", CONCERNED, "找谁：上门的人，没有写就是对方联系人的称呼；接单以后才有。不含电话。"
    )

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, DispatchRow)

    @told(CONCERNED, "四位门口令：上门的人先报给居民听，对上了再开门；接单到办完之间可见。")
    def visit_code(row: strawberry.Parent[DispatchRow]) -> str | None:
        """Return the word to hear at the door."""
        return shown_visit_code(row)

    @told(CONCERNED, "居民要付多少，例如「免费」；为空是还没有说定。")
    def fee_note(row: strawberry.Parent[DispatchRow], info: Info) -> str | None:
        """Return what the resident pays."""
        return phrases_in(info.context.language).free if row.fee_note == "" else row.fee_note

    @told(CONCERNED, "计量单位。")
    async def unit(row: strawberry.Parent[DispatchRow], info: Info) -> Unit:
        """Return the unit of the part asked for."""
        part = await info.context.loaders.one("part").load(row.part_id)
        return Unit(part.unit)

    @told(CONCERNED, "请对方出多少。")
    async def quantity(row: strawberry.Parent[DispatchRow], info: Info) -> Decimal:
        """Return what is asked."""
        part = await info.context.loaders.one("part").load(row.part_id)
        return said(row.quantity, part.unit)

    @told(CONCERNED, "对方说只能出多少。")
    async def proposed_quantity(row: strawberry.Parent[DispatchRow], info: Info) -> Decimal | None:
        """Return what was proposed instead."""
        part = await info.context.loaders.one("part").load(row.part_id)
        return None if row.proposed_quantity is None else said(row.proposed_quantity, part.unit)

    @told(PARTNER, "不接或退单的原因代码；居民看不到。")
    async def reason_code(row: strawberry.Parent[DispatchRow], info: Info) -> str | None:
        """Return why it was returned, to the partner itself and staff."""
        viewer = info.context.context.viewer
        may_read = row.partner_id in viewer.partner_ids or viewer.reaches(row.region_path, Role.COMMUNITY_STAFF)
        return row.reason_code if may_read else None

    @told(CONCERNED, "我此刻可以办的步骤。")
    def viewer_can(row: strawberry.Parent[DispatchRow], info: Info) -> list[DispatchMove]:
        """Return the steps the viewer could take now."""
        return list(dispatch_moves(info.context.context.viewer, row))


@strawberry.type(description="经过里的一步。")
class TimelineEntry(TimelineColumns):
    """One event of a need."""

    @told(CONCERNED, "说的是哪次派单：谁来、何时来、要付多少、找谁；别的步骤为空。", of=Dispatch | None)
    async def dispatch(row: strawberry.Parent[EventRow], info: Info) -> Any:
        """Return the dispatch a step is about."""
        is_of_dispatch = row.noun == DispatchRow.__tablename__
        return await info.context.loaders.one("dispatch").load(row.key) if is_of_dispatch else None


@strawberry.type(description="项目：需求和资源结合成的一件事。")
class Project(ProjectColumns, relay.Node):
    """A matter of the third list."""

    need: Need | None = related("need", "need_id")
    lead_partner: Partner | None = related("partner", "lead_partner_id")
    steps: list[ProjectStep] = children("steps", description="时间表。")

    @classmethod
    def is_type_of(cls, obj: object, info: object) -> bool:  # noqa: ARG003 - the executor passes both
        """Whether a row is of this type."""
        return isinstance(obj, ProjectRow)


@strawberry.type(description="推荐的一件资源；分数只给工作人员。")
class Match(MatchColumns):
    """A resource ranked for a need."""

    resource: Resource = strawberry.field(metadata=CONCERNED)


@strawberry.type(description="差一点的资源，以及卡在哪一条。")
class NearMiss(NearMissColumns):
    """A resource kept out by one rule."""

    resource: Resource = strawberry.field(metadata=STAFF)


@strawberry.type(description="一件需求某一部分的推荐。")
class Matches(MatchesColumns):
    """The ranked resources of a part."""

    part: NeedPart = strawberry.field(metadata=CONCERNED)
    items: list[Match] = strawberry.field(metadata=CONCERNED)

    @told(STAFF, of=list[NearMiss])
    async def near_misses(row: strawberry.Parent[PartMatches], info: Info) -> Any:
        """Return what one rule alone keeps out, to staff."""
        return await near_misses_of(info.context.context, row)


@strawberry.type(description="适合一件资源的需求。")
class NeedMatch(NeedMatchColumns):
    """A need ranked for a resource."""

    need: Need = strawberry.field(metadata=PARTNER)
