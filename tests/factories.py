"""A small town to test with: regions, people with roles, a shop, and needs brought to any state by the resolvers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import select

from resolvers.changes import Change, OnBehalf, make_change
from resolvers.context import Context
from resolvers.life.accepting import accept_need, decline_need, hold_need, merge_needs, transfer_need, withdraw_need
from resolvers.life.answering import take_dispatch
from resolvers.life.doing import finish_dispatch, start_dispatch
from resolvers.life.publishing import publish_need
from resolvers.life.raising import NeedDraft, post_need
from resolvers.life.sending import Ask, send_dispatch
from resolvers.life.verdicts import Verdict, evaluate_need
from resolvers.matcher_index import MatcherIndex
from resolvers.partners import PartnerDraft, register_partner
from resolvers.people import enter_person
from resolvers.regions import RegionDraft, plant_region
from resolvers.resource_drafts import ResourceDraft
from resolvers.resources import offer_resource
from resolvers.roles import give_role
from resolvers.stamps import Stamps
from resolvers.viewer import HeldRole, Viewer
from storage.codes import Channel, Kind, Level, NeedStatus, PartnerKind, Role, Satisfied, Serves, Solved, Travel, Unit
from storage.columns import Table
from storage.engine import Database
from storage.keys import RandomBits
from storage.standing import Purpose
from storage.tables import DispatchRow, NeedPartRow, NeedRow, PartnerRow, RegionRow, ResourceRow
from storage.vocabulary import shipped_vocabulary
from tests.clock import HandClock

Given = ParamSpec("Given")
Row = TypeVar("Row", bound=Table)

LIFE = (
    NeedStatus.RAISED,
    NeedStatus.ACCEPTED,
    NeedStatus.DISPATCHED,
    NeedStatus.TAKEN,
    NeedStatus.UNDER_WAY,
    NeedStatus.DONE,
    NeedStatus.CLOSED,
)
"""The states of a need that goes well, in order."""


def make_context(database: Database, clock: HandClock, random_bits: RandomBits) -> Context:
    """Return the context of the process, in which nobody has signed in."""
    vocabulary = shipped_vocabulary()
    stamps = Stamps("a secret of the tests", clock)
    return Context(
        database,
        clock,
        random_bits,
        vocabulary,
        stamps,
        MatcherIndex(vocabulary),
        public_address="https://partners.example",
        purpose=Purpose.SYSTEM,
    )


@dataclass(frozen=True)
class Town:
    """昆明市 › 盘龙区 › 联盟街道 › 百合社区 › 梧桐小区, a neighbouring 茶花社区, and who lives and works there.

    `shop` is a confirmed unit of the community with `shopkeeper` as its contact; it offers nothing yet.
    """

    context: Context
    district: RegionRow
    street: RegionRow
    community: RegionRow
    compound: RegionRow
    other_community: RegionRow
    administrator: Viewer
    staff: Viewer
    other_staff: Viewer
    officer: Viewer
    grid_worker: Viewer
    resident: Viewer
    neighbour: Viewer
    shopkeeper: Viewer
    shop: PartnerRow

    def seen_by(self, viewer: Viewer) -> Context:
        """Return the context as a viewer has it."""
        return replace(self.context, viewer=viewer, purpose=Purpose.VIEWING)

    async def do(
        self,
        viewer: Viewer,
        work: Callable[Concatenate[Change, Given], Awaitable[Row]],
        *args: Given.args,
        **given: Given.kwargs,
    ) -> Row:
        """Run a writing resolver in a transaction of its own, as a viewer."""
        return await make_change(self.seen_by(viewer), lambda change: work(change, *args, **given))

    async def row(self, row: Row) -> Row:
        """Return a row as it is stored now."""
        async with self.context.database.read() as session:
            return await session.get_one(type(row), row.id)  # type: ignore[attr-defined]  # all rows tested have a key `id`

    async def rows(self, statement: Any) -> list[Any]:
        """Return what a SELECT of one column or row finds."""
        async with self.context.database.read() as session:
            return list(await session.scalars(statement))

    async def person(self, called: str, role: Role | None = None, region: RegionRow | None = None) -> Viewer:
        """Return somebody new who lives in a region, the community by default, with a role there or none."""
        async with self.context.database.write() as session:
            change = Change(self.context, session, self.context.now())
            return await somebody(change, called, region or self.community, role)

    async def partner(
        self, name: str, kind: PartnerKind = PartnerKind.UNIT, contact: Viewer | None = None
    ) -> PartnerRow:
        """Return a confirmed partner of the community, whose contact is somebody new unless one is given."""
        person_id = (contact or await self.person(f"{name}联系人")).person_id
        draft = PartnerDraft(kind, name, self.community.id)
        return await self.do(self.staff, register_partner, draft, on_behalf=OnBehalf(Channel.DESK, person_id))

    async def resource(self, partner: PartnerRow | None = None, **given: Any) -> ResourceRow:
        """Return a resource of a partner, the shop by default: a service for the community, unless said otherwise."""
        draft = ResourceDraft(**{**self.offer(partner), **given})
        return await self.do(self.staff, offer_resource, draft)

    def offer(self, partner: PartnerRow | None = None) -> dict[str, Any]:
        """Return the fields of a plain offer."""
        return {
            "partner_id": (partner or self.shop).id,
            "kind": Kind.SERVICE,
            "title": "上门换灯泡",
            "text": "电工上门换灯泡、修开关",
            "region_id": self.community.id,
            "serves": Serves.REGIONS,
            "travel": Travel.PARTNER_COMES,
            "unit": Unit.TIME,
            "slot_capacity": 2,
            "category": "HOME_ELECTRIC",
        }

    async def need(self, status: NeedStatus = NeedStatus.RAISED, *, by: Viewer | None = None, **given: Any) -> NeedRow:
        """Return a need in a state: the resident's, unless another asks, asked of the shop from DISPATCHED on."""
        asker = by or self.resident
        draft = NeedDraft(**{"words": "家里灯泡坏了,够不着", "region_id": self.compound.id, **given})
        need = await self.do(asker, post_need, draft)
        if status is not NeedStatus.RAISED:
            await self._bring(need, asker, status)
        return await self.row(need)

    async def _bring(self, need: NeedRow, asker: Viewer, status: NeedStatus) -> None:
        staff = self.staff
        if status is NeedStatus.MERGED:
            await self.do(staff, merge_needs, need.id, (await self.need()).id)
        elif status is NeedStatus.DECLINED:
            reason = {"reason_code": "MARKET", "reason_text": "可找附近店家", "next_step": "附近有两家店"}
            await self.do(staff, decline_need, need.id, **reason)
        elif status is NeedStatus.TRANSFERRED:
            await self.do(staff, transfer_need, need.id, to="茶花社区", reason_text="不在本社区")
        elif status is NeedStatus.WITHDRAWN:
            await self.do(asker, withdraw_need, need.id)
        elif status is NeedStatus.ON_HOLD:
            until = self.context.now() + timedelta(days=3)
            await self.do(staff, hold_need, need.id, reason_text="等材料", until=until)
        else:
            await self.do(staff, accept_need, need.id)
            await self._serve(need, asker, status)

    async def _serve(self, need: NeedRow, asker: Viewer, status: NeedStatus) -> None:
        """Bring an accepted need on; REOPENED is a need that was done and not solved."""
        steps = LIFE if status is NeedStatus.REOPENED else LIFE[: LIFE.index(status) + 1]
        if NeedStatus.DISPATCHED in steps:
            dispatch = await self.dispatch(need)
        if NeedStatus.TAKEN in steps:
            await self.do(self.shopkeeper, take_dispatch, dispatch.id)
        if NeedStatus.UNDER_WAY in steps:
            await self.do(self.shopkeeper, start_dispatch, dispatch.id)
        if NeedStatus.DONE in steps:
            await self.do(self.shopkeeper, finish_dispatch, dispatch.id, minutes_spent=30)
        if NeedStatus.CLOSED in steps:
            solved = Solved.NO if status is NeedStatus.REOPENED else Solved.YES
            await self.do(asker, evaluate_need, need.id, Verdict(solved, Satisfied.SATISFIED))

    async def published(self, need: NeedRow, *, is_claimable: bool = False) -> NeedRow:
        """Return an accepted need after staff made it public."""
        return await self.do(
            self.staff, publish_need, need.id, title="换灯泡", text="小区里需要换灯泡", is_claimable=is_claimable
        )

    async def part(self, need: NeedRow) -> NeedPartRow:
        """Return the first part of a need."""
        found = await self.rows(select(NeedPartRow).where(NeedPartRow.need_id == need.id, NeedPartRow.position == 1))
        part: NeedPartRow = found[0]
        return part

    async def dispatch(self, need: NeedRow, partner: PartnerRow | None = None, **given: Any) -> DispatchRow:
        """Return a dispatch for the first part of a need: to a resource, or else to a partner, the shop by default."""
        part = await self.part(need)
        if "resource_id" not in given:
            given["partner_id"] = (partner or self.shop).id
        return await self.do(self.staff, send_dispatch, Ask(part.id, **given))

    async def dispatches(self, need: NeedRow) -> list[DispatchRow]:
        """Return the dispatches of a need, oldest first."""
        return await self.rows(select(DispatchRow).where(DispatchRow.need_id == need.id).order_by(DispatchRow.id))

    async def finish(self, need: NeedRow) -> DispatchRow:
        """Return the one dispatch of a need that is taken or under way, after the shop finished it."""
        (dispatch,) = await self.dispatches(need)
        return await self.do(self.shopkeeper, finish_dispatch, dispatch.id, minutes_spent=30)


async def build_town(context: Context) -> Town:
    """Build the town in one transaction."""
    async with context.database.write() as session:
        change = Change(context, session, context.now())
        city = await plant_region(change, RegionDraft(Level.CITY, "昆明市", letters="KM"))
        district = await plant_region(change, RegionDraft(Level.DISTRICT, "盘龙区", city.id, "PL"))
        street = await plant_region(change, RegionDraft(Level.STREET, "联盟街道", district.id))
        community = await plant_region(change, RegionDraft(Level.COMMUNITY, "百合社区", street.id, "BH"))
        other = await plant_region(change, RegionDraft(Level.COMMUNITY, "茶花社区", street.id, "CH"))
        compound = await plant_region(change, RegionDraft(Level.COMPOUND, "梧桐小区", community.id))
        staff = await somebody(change, "李书记", community, Role.COMMUNITY_STAFF)
        shopkeeper = await somebody(change, "周老板", community)
        shop = await register_partner(
            change.seen_by(staff),
            PartnerDraft(PartnerKind.UNIT, "翠湖五金店", community.id, office_phone="0871-60000000"),
            on_behalf=OnBehalf(Channel.DESK, shopkeeper.person_id),
        )
        return Town(
            context=context,
            district=district,
            street=street,
            community=community,
            compound=compound,
            other_community=other,
            administrator=await somebody(change, "管理员", city, Role.ADMINISTRATOR),
            staff=staff,
            other_staff=await somebody(change, "赵主任", other, Role.COMMUNITY_STAFF),
            officer=await somebody(change, "钱科长", street, Role.STREET_OFFICER),
            grid_worker=await somebody(change, "小孙", compound, Role.GRID_WORKER),
            resident=await somebody(change, "王阿姨", compound),
            neighbour=await somebody(change, "张叔", compound),
            shopkeeper=replace(shopkeeper, partner_ids=frozenset({shop.id})),
            shop=shop,
        )


async def somebody(change: Change, called: str, region: RegionRow, role: Role | None = None) -> Viewer:
    """Enter a person who lives in a region, with a role there or none, and return that person as a viewer."""
    person = await enter_person(change, called, region, name=called, phone=f"138{change.context.random_bits(26):08d}")
    if role is None:
        return Viewer(person.id)
    grant = await give_role(change, person.id, role, region)
    return Viewer(person.id, (HeldRole(grant.role, region.id, region.path),))
