"""The alternative: what Strawberry's documentation and SQLAlchemy's ORM give in an afternoon.

The same rows and the same selections, types that copy an entity's columns, relations read where they are asked for,
a ranking that reads every active resource of the database and compares texts with rapidfuzz.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

import strawberry
from rapidfuzz import fuzz
from sqlalchemy import select

from storage.codes import ResourceStatus
from storage.engine import Database
from storage.tables import NeedPartRow, NeedPrivateRow, NeedRow, PartnerRow, RegionRow, ResourceRow

Info: TypeAlias = strawberry.Info[dict[str, Database], None]


@strawberry.type
class PlainRegion:
    """A region."""

    id: strawberry.ID
    name: str


@strawberry.type
class PlainPartner:
    """A partner."""

    id: strawberry.ID
    name: str


@strawberry.type
class PlainResource:
    """A resource."""

    id: strawberry.ID
    title: str
    partner_id: strawberry.Private[object]

    @strawberry.field
    async def partner(self, info: Info) -> PlainPartner | None:
        """Return whose it is."""
        async with info.context["database"].read() as session:
            row = await session.get(PartnerRow, self.partner_id)
        return None if row is None else PlainPartner(id=strawberry.ID(str(row.id)), name=row.name)


@strawberry.type
class PlainMatch:
    """A ranked resource."""

    score: float
    resource: PlainResource


@strawberry.type
class PlainPart:
    """A part of a need."""

    id: strawberry.ID
    quantity: int
    category: str | None


@strawberry.type
class PlainNeed:
    """A need."""

    id: strawberry.ID
    number: str
    title: str
    urgency: str
    status: str
    finish_by: datetime
    row: strawberry.Private[NeedRow]

    @strawberry.field
    async def region(self, info: Info) -> PlainRegion | None:
        """Return where it is."""
        async with info.context["database"].read() as session:
            row = await session.get(RegionRow, self.row.region_id)
        return None if row is None else PlainRegion(id=strawberry.ID(str(row.id)), name=row.name)

    @strawberry.field
    async def parts(self, info: Info) -> list[PlainPart]:
        """Return its parts."""
        async with info.context["database"].read() as session:
            rows = await session.scalars(select(NeedPartRow).where(NeedPartRow.need_id == self.row.id))
        return [PlainPart(id=strawberry.ID(str(row.id)), quantity=row.quantity, category=row.category) for row in rows]

    @strawberry.field
    async def matches(self, info: Info, first: int) -> list[PlainMatch]:
        """Return the resources whose texts are most like its words."""
        async with info.context["database"].read() as session:
            private = await session.get_one(NeedPrivateRow, self.row.id)
            active = select(ResourceRow).where(ResourceRow.status == ResourceStatus.ACTIVE)
            resources = (await session.scalars(active)).all()
        scored = [(fuzz.token_set_ratio(private.words, row.text), row) for row in resources]
        best = sorted(scored, key=lambda pair: -pair[0])[:first]
        return [
            PlainMatch(
                score=score,
                resource=PlainResource(id=strawberry.ID(str(row.id)), title=row.title, partner_id=row.partner_id),
            )
            for score, row in best
        ]


def plain_need(row: NeedRow) -> PlainNeed:
    """Return the copy of an entity."""
    return PlainNeed(
        id=strawberry.ID(str(row.id)),
        number=row.number,
        title=row.summary,
        urgency=row.urgency,
        status=row.status,
        finish_by=row.finish_by,
        row=row,
    )


@strawberry.type
class PlainQuery:
    """What may be asked."""

    @strawberry.field
    async def needs(self, info: Info, first: int) -> list[PlainNeed]:
        """Return the newest needs."""
        async with info.context["database"].read() as session:
            rows: Sequence[NeedRow] = (
                await session.scalars(select(NeedRow).order_by(NeedRow.id.desc()).limit(first))
            ).all()
        return [plain_need(row) for row in rows]

    @strawberry.field
    async def need(self, info: Info, number: str) -> PlainNeed:
        """Return one need."""
        async with info.context["database"].read() as session:
            return plain_need((await session.scalars(select(NeedRow).where(NeedRow.number == number))).one())


plain_schema = strawberry.Schema(PlainQuery)
