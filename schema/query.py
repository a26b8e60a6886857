"""What may be asked: thin fields over resolvers; each list is a page."""

from datetime import date
from functools import partial
from typing import Annotated, Any

import strawberry
from strawberry import relay
from strawberry.scalars import JSON

from resolvers.chances import chances_in
from resolvers.filters import (
    DispatchFilter,
    NeedFilter,
    PartnerFilter,
    ProjectFilter,
    RegionFilter,
    ResourceFilter,
)
from resolvers.indicators.figures import indicators_in
from resolvers.lists.history import list_imports_page
from resolvers.matches.copies import resource_copies
from resolvers.matches.for_draft import similar_to_draft, suggest_for_draft
from resolvers.matches.similar import similar_to_need
from resolvers.models.reading import models_of
from resolvers.my_data import my_data
from resolvers.pages import (
    dispatches_page,
    needs_page,
    partners_page,
    persons_page,
    projects_page,
    regions_page,
    resources_page,
)
from resolvers.person_filter import PersonFilter
from resolvers.plans.planning import plan_dispatches
from resolvers.plans.preview import Choice
from resolvers.refusals import InvalidInput
from resolvers.three_lists import three_lists
from schema.bulletins import BulletinQueries
from schema.categories import Category, ReasonType
from schema.connections import After, Connection, First
from schema.console_query import ConsoleQuery
from schema.demo_accounts import DemoAccountType
from schema.drafts import DraftSuggestionType, NeedDraftInput
from schema.identity import key, optional_key
from schema.indicators import IndicatorType
from schema.info import Info
from schema.inputs.filters import (
    DispatchFilterInput,
    NeedFilterInput,
    PartnerFilterInput,
    ProjectFilterInput,
    ResourceFilterInput,
)
from schema.inputs.indicator import PeriodInput
from schema.inputs.plan import PlanForbiddenInput, PlanPairInput, pairings
from schema.learned_models import ChancesType, RegionModelsType
from schema.lists import ListImportType
from schema.nodes import Dispatch, Need, Partner, Project, Resource
from schema.paging import connection
from schema.places import Person, Region
from schema.plans import PlanPreviewType
from schema.relations import told
from schema.rules import CONCERNED, DEMO, OFFICER, PARTNER, PUBLIC, SIGNED_IN, STAFF
from schema.similar import ResourceCopyType, ResourceWordingInput, SimilarNeedsType
from schema.three_lists import ThreeListsType
from schema.viewer import ViewerType
from schema.webhook_query import WebhookQueries
from schema.words import Level, NeedOrder, ReasonList, Role

Id = Annotated[relay.GlobalID, strawberry.argument(name="id")]
FILTER = strawberry.argument(name="filter")

_LOADERS = {
    "Region": "region",
    "Person": "person",
    "Partner": "partner",
    "Partnership": "partnership",
    "Resource": "resource",
    "Need": "need",
    "NeedPart": "part",
    "Dispatch": "dispatch",
    "Place": "place",
    "Project": "project",
    "LearnedModel": "learned_model",
    "MachineToken": "machine_token",
    "Webhook": "webhook",
    "WebhookDelivery": "webhook_delivery",
    "SavedFilter": "saved_filter",
    "Notification": "notification",
    "Bulletin": "bulletin",
    "ReplyTemplate": "reply_template",
    "File": "file",
}


async def _one(info: Info, given: relay.GlobalID, type_name: str) -> Any:
    """Return the row of a global id; None for a wrong id as for a row that may not be seen."""
    try:
        return await info.context.loaders.one(_LOADERS[type_name]).load(key(given, type_name, "id"))
    except InvalidInput:
        return None


@strawberry.type
class Query(ConsoleQuery, BulletinQueries, WebhookQueries):
    """What may be asked."""

    @told(PUBLIC, "当前的人。", of=ViewerType)
    def viewer(self, info: Info) -> Any:
        """Return who is asking."""
        return info.context.context.viewer

    @told(SIGNED_IN, "我们存着的、关于我的全部数据；未登录时为空。", of=JSON | None)
    async def export_my_data(self, info: Info) -> Any:
        """Return all that is held about the viewer."""
        return await my_data(info.context.context)

    @told(PUBLIC, "按编号取任何一条；不能查看时为空。", of=relay.Node | None)
    async def node(self, info: Info, sought: Id) -> Any:
        """Return any node."""
        return await _one(info, sought, sought.type_name) if sought.type_name in _LOADERS else None

    @told(DEMO, "演示账号；不在演示时为空。")
    def demo_accounts(self, info: Info) -> list[DemoAccountType]:
        """Return the accounts of the demo city."""
        return [DemoAccountType.of(info, account) for account in info.context.demo_accounts]

    @told(PUBLIC, "辖区，可按上级、层级和名称找。", of=Connection[Region])
    async def regions(
        self,
        info: Info,
        first: First,
        after: After = None,
        *,
        under: relay.GlobalID | None = None,
        level: Level | None = None,
        text: str | None = None,
    ) -> Any:
        """Return a page of regions."""
        wanted = RegionFilter(under=optional_key(under, "Region", "under"), level=level, text=text)
        return await connection(partial(regions_page, info.context.context, wanted), first, after)

    @told(PUBLIC, "全部类别。")
    def categories(self, info: Info) -> list[Category]:
        """Return the table of matters."""
        vocabulary = info.context.context.vocabulary
        return [Category.of(vocabulary, code) for code in vocabulary.leaves]

    @told(PUBLIC, "某张原因清单。")
    def reasons(
        self, info: Info, reason_list: Annotated[ReasonList, strawberry.argument(name="list")]
    ) -> list[ReasonType]:
        """Return a list of coded reasons."""
        return [ReasonType.of(info, one) for one in info.context.context.vocabulary.reasons[reason_list].values()]

    @told(PUBLIC, "一件需求；不能查看时为空。", of=Need | None)
    async def need(self, info: Info, sought: Id) -> Any:
        """Return a need."""
        return await _one(info, sought, "Need")

    @told(PUBLIC, "需求清单：公开的，和我能查看的。", of=Connection[Need])
    async def needs(
        self,
        info: Info,
        first: First,
        after: After = None,
        only: Annotated[NeedFilterInput | None, FILTER] = None,
        order_by: NeedOrder = NeedOrder.NEWEST,
    ) -> Any:
        """Return a page of needs."""
        wanted = only.wanted(info.context.context.now()) if only else NeedFilter()
        return await connection(partial(needs_page, info.context.context, wanted, order=order_by), first, after)

    @told(PUBLIC, "一件资源。", of=Resource | None)
    async def resource(self, info: Info, sought: Id) -> Any:
        """Return a resource."""
        return await _one(info, sought, "Resource")

    @told(PUBLIC, "资源清单。", of=Connection[Resource])
    async def resources(
        self,
        info: Info,
        first: First,
        after: After = None,
        only: Annotated[ResourceFilterInput | None, FILTER] = None,
    ) -> Any:
        """Return a page of resources."""
        wanted = only.wanted() if only else ResourceFilter()
        return await connection(partial(resources_page, info.context.context, wanted), first, after)

    @told(PUBLIC, "一位合伙人。", of=Partner | None)
    async def partner(self, info: Info, sought: Id) -> Any:
        """Return a partner."""
        return await _one(info, sought, "Partner")

    @told(PUBLIC, "合伙人名册。", of=Connection[Partner])
    async def partners(
        self,
        info: Info,
        first: First,
        after: After = None,
        only: Annotated[PartnerFilterInput | None, FILTER] = None,
    ) -> Any:
        """Return a page of partners."""
        wanted = only.wanted() if only else PartnerFilter()
        return await connection(partial(partners_page, info.context.context, wanted), first, after)

    @told(PUBLIC, "项目清单。", of=Connection[Project])
    async def projects(
        self,
        info: Info,
        first: First,
        after: After = None,
        only: Annotated[ProjectFilterInput | None, FILTER] = None,
    ) -> Any:
        """Return a page of projects."""
        wanted = only.wanted() if only else ProjectFilter()
        return await connection(partial(projects_page, info.context.context, wanted), first, after)

    @told(CONCERNED, "一次派单；不能查看时为空。", of=Dispatch | None)
    async def dispatch(self, info: Info, sought: Id) -> Any:
        """Return a dispatch."""
        return await _one(info, sought, "Dispatch")

    @told(CONCERNED, "派单：合伙人的收件箱，或社区的看板。", of=Connection[Dispatch])
    async def dispatches(
        self,
        info: Info,
        first: First,
        after: After = None,
        only: Annotated[DispatchFilterInput | None, FILTER] = None,
    ) -> Any:
        """Return a page of dispatches."""
        wanted = only.wanted() if only else DispatchFilter()
        return await connection(partial(dispatches_page, info.context.context, wanted), first, after)

    @told(STAFF, "辖区里的人，选责任人或居民时用。", of=Connection[Person])
    async def persons(
        self,
        info: Info,
        region: relay.GlobalID,
        first: First,
        after: After = None,
        *,
        text: str | None = None,
        role: Role | None = None,
    ) -> Any:
        """Return a page of people."""
        wanted = PersonFilter(region=key(region, "Region", "region"), text=text, role=role)
        return await connection(partial(persons_page, info.context.context, wanted), first, after)

    @told(STAFF, "排一天的派单方案，只看不派；不是该辖区的工作人员时为空。", of=PlanPreviewType | None)
    async def plan_dispatches(
        self,
        info: Info,
        region: relay.GlobalID,
        day: date,
        *,
        pinned: list[PlanPairInput] | None = None,
        forbidden: list[PlanForbiddenInput] | None = None,
        least_probability: Annotated[
            float | None, strawberry.argument(description="把握低于它的不排，0 到 1；指定的除外。不写就按辖区的设置。")
        ] = None,
    ) -> Any:
        """Return whom to ask for what on a day, before anybody is asked."""
        return await plan_dispatches(
            info.context.context,
            key(region, "Region", "region"),
            day,
            Choice(pairings(pinned, "pinned"), pairings(forbidden, "forbidden"), least_probability),
        )

    @told(PUBLIC, "一个辖区的三张清单。", of=ThreeListsType | None)
    async def three_lists(self, info: Info, region: relay.GlobalID) -> Any:
        """Return the counts of a region."""
        return await three_lists(info.context.context, key(region, "Region", "region"))

    @told(STAFF, "导入过的清单：谁、何时、什么文件、各种行有多少；新的在前。", of=Connection[ListImportType])
    async def import_history(self, info: Info, region: relay.GlobalID, first: First, after: After = None) -> Any:
        """Return a page of the lists that were taken in."""
        read_page = partial(list_imports_page, info.context.context, key(region, "Region", "region"))
        return await connection(read_page, first, after)

    @told(OFFICER, "一个辖区从派单决定里学到的权重；看不到时为空。", of=RegionModelsType | None)
    async def learned_models(self, info: Info, region: relay.GlobalID) -> Any:
        """Return what a region learned, and what ranks there."""
        return await models_of(info.context.context, key(region, "Region", "region"))

    @told(OFFICER, "一个辖区的各项指标，按简报的次序；只给本辖区的工作人员和上级。", of=list[IndicatorType] | None)
    async def indicators(self, info: Info, region: relay.GlobalID, period: PeriodInput | None = None) -> Any:
        """Return the indicators of a region in a period, the last thirty days by default."""
        context = info.context.context
        asked = (period or PeriodInput()).period(context.now())
        found = await indicators_in(context, key(region, "Region", "region"), asked)
        return None if found is None else await IndicatorType.all_of(info, found)

    @told(OFFICER, "一个辖区的机会分得匀不匀；看不到时为空。", of=ChancesType | None)
    async def chances(
        self,
        info: Info,
        region: relay.GlobalID,
        days: Annotated[int, strawberry.argument(description="最近多少天，1 到 366。")] = 90,
    ) -> Any:
        """Return how evenly chances fall on partners."""
        return await chances_in(info.context.context, key(region, "Region", "region"), days)

    @told(PUBLIC, "边写边看：危险提示、类别、可能帮得上的资源。", of=DraftSuggestionType)
    async def suggest_matches(self, info: Info, draft: NeedDraftInput, first: First) -> Any:
        """Return what can be said of a draft."""
        return await suggest_for_draft(info.context.context, draft.draft(), first)

    @told(PUBLIC, "边写边看：类似的需求。", of=SimilarNeedsType)
    async def similar_needs(self, info: Info, draft: NeedDraftInput, first: First) -> Any:
        """Return similar open needs."""
        return await similar_to_draft(info.context.context, draft.draft(), first)

    @told(
        STAFF,
        "和一件需求类似的：重复的、再次提出的、可以合并的；不是该辖区的工作人员时为空。",
        of=SimilarNeedsType | None,
    )
    async def similar_to_need(self, info: Info, need: relay.GlobalID, first: First) -> Any:
        """Return needs of the same matter as one that is there."""
        row = await info.context.loaders.one("need").load(key(need, "Need", "need"))
        return None if row is None else await similar_to_need(info.context.context, row, first)

    @told(PARTNER, "登记资源时看：是不是已经登记过；只给合伙人自己和工作人员。", of=list[ResourceCopyType])
    async def resource_copies(self, info: Info, wording: ResourceWordingInput) -> Any:
        """Return resources that are almost the same."""
        return list(await resource_copies(info.context.context, wording.written()))
