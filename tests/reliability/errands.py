"""Many small errands that get in each other's way: parts of needs for which more is asked than there is.

Each errand asks one resource for one part, and mostly takes what was asked at once. Four errands share a part that
two fulfil, and many share a resource that has room for a third of them.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from resolvers.changes import Change
from resolvers.life.accepting import accept_need
from resolvers.life.raising import NeedDraft, PartDraft, post_need
from resolvers.partners import PartnerDraft, register_partner
from resolvers.resource_drafts import ResourceDraft
from resolvers.resources import offer_resource
from storage.codes import Channel, Kind, PartnerKind, Serves, Travel, Unit
from storage.tables import NeedPartRow, NeedRow, ResourceRow
from tests.api.ids import global_id
from tests.factories import Town
from tests.sign_in import token_for

ASKED_A_PART = 4
WANTED_A_PART = 2
ASKED_A_RESOURCE = 250
BATCH = 200


@dataclass(frozen=True, slots=True)
class Errand:
    """Ask a resource for a part, at a time if it has one, and take it unless it is left waiting."""

    number: int
    part: str
    resource: str
    starts_at: str | None
    ends_at: str | None
    is_taken: bool

    def asked(self) -> dict[str, Any]:
        """Return the input of `sendDispatch`."""
        return {
            "part": self.part,
            "resource": self.resource,
            "quantity": "1",
            "startsAt": self.starts_at,
            "endsAt": self.ends_at,
        }


@dataclass(frozen=True, slots=True)
class Errands:
    """What is to be done, and the token of the staff member who does it."""

    token: str
    errands: tuple[Errand, ...]

    def to_json(self) -> bytes:
        """Return the errands for another process."""
        return orjson.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: bytes) -> "Errands":
        """Read what `to_json` wrote."""
        read = orjson.loads(text)
        return cls(read["token"], tuple(Errand(**one) for one in read["errands"]))


async def make_errands(town: Town, asked: int) -> Errands:
    """Enter what `asked` errands need, and return them."""
    count = max(ASKED_A_PART, asked // ASKED_A_RESOURCE)
    resources = await _resources(town, count, room=asked // count // 3)
    parts = await _parts(town, -(-asked // ASKED_A_PART))
    day = (datetime.now(UTC) + timedelta(days=2)).replace(hour=2, minute=0, second=0, microsecond=0)
    times = day.isoformat(), (day + timedelta(hours=1)).isoformat()
    errands = []
    for number in range(asked):
        part, turn = divmod(number, ASKED_A_PART)
        resource = resources[(part + turn) % len(resources)]
        starts_at, ends_at = (None, None) if resource.kind is Kind.GOODS else times
        is_taken = number % 3 != 0
        errands.append(
            Errand(number, global_id(parts[part]), global_id(resource), starts_at, ends_at, is_taken=is_taken)
        )
    return Errands(await token_for(town, town.staff), tuple(errands))


async def _resources(town: Town, count: int, *, room: int) -> list[ResourceRow]:
    """Return resources of as many partners: goods without a time, and services of which two half hours are asked."""
    found = []
    async with town.context.database.write() as session:
        change = Change(town.context, session, town.context.now()).seen_by(town.staff)
        for number in range(count):
            shop = await register_partner(change, PartnerDraft(PartnerKind.UNIT, f"第{number}家店", town.community.id))
            is_timed = number % 2 == 1
            draft = ResourceDraft(
                partner_id=shop.id,
                kind=Kind.SERVICE if is_timed else Kind.GOODS,
                title="送灯泡",
                text="送灯泡上门",
                region_id=town.community.id,
                serves=Serves.REGIONS,
                travel=Travel.PARTNER_COMES,
                unit=Unit.TIME if is_timed else Unit.PIECE,
                slot_capacity=room,
            )
            found.append(await offer_resource(change, draft))
    return found


async def _parts(town: Town, count: int) -> list[NeedPartRow]:
    """Return the parts of as many accepted needs."""
    needs: list[NeedRow] = []
    draft = NeedDraft(
        "要换两个灯泡",
        town.compound.id,
        parts=(PartDraft(kind=Kind.GOODS, quantity=WANTED_A_PART, unit=Unit.PIECE),),
        channel=Channel.DESK,
    )
    for begun in range(0, count, BATCH):
        async with town.context.database.write() as session:
            change = Change(town.context, session, town.context.now()).seen_by(town.staff)
            for _ in range(min(BATCH, count - begun)):
                need = await post_need(change, draft)
                needs.append(await accept_need(change, need.id))
    return [await town.part(need) for need in needs]


def share_of(errands: Sequence[Errand], writer: int, writers: int) -> Sequence[Errand]:
    """Return what one of several processes does; those of one part go to different ones."""
    return errands[writer::writers]
