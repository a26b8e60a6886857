"""Inputs that several mutations share."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import strawberry
from strawberry import relay

from resolvers.changes import OnBehalf
from resolvers.decisions import Shown, ShownCandidate
from resolvers.life.raising import Contact, PartDraft
from resolvers.quantities import stored
from schema.files import NO_PAPERS_NO_FACES
from schema.identity import key, optional_key
from schema.words import Channel, Kind, Unit

Id = relay.GlobalID


@strawberry.input(description="代录：工作人员记下电话里或窗口说的话。")
class OnBehalfInput:
    """For whom a step is recorded, and how it reached us."""

    channel: Channel
    person: Id | None = None
    partner: Id | None = None


def on_behalf(given: OnBehalfInput | None) -> OnBehalf | None:
    """Return for whom a step is recorded."""
    if given is None:
        return None
    return OnBehalf(
        given.channel,
        optional_key(given.person, "Person", "onBehalf.person"),
        optional_key(given.partner, "Partner", "onBehalf.partner"),
    )


@strawberry.input(description="派单时屏幕上显示的一个候选。")
class ShownCandidateInput:
    """One resource that was on the screen."""

    resource: Id
    position: int


@strawberry.input(description="派单时屏幕上显示的推荐，用来改进匹配。")
class ShownInput:
    """The ranking that was on the screen."""

    ranking: str
    candidates: list[ShownCandidateInput]


def ranking_on_screen(given: ShownInput) -> Shown:
    """Return what was on the screen."""
    return Shown(
        given.ranking,
        tuple(
            ShownCandidate(key(one.resource, "Resource", "shown.candidates.resource"), one.position)
            for one in given.candidates
        ),
    )


@strawberry.input(description="联系人：可以是第三个人。")
class ContactInput:
    """Whom to call and where it is."""

    name: str | None = None
    phone: str | None = None
    relation: str | None = None
    address: str | None = None
    door: str | None = None


def contact(given: ContactInput | None) -> Contact:
    """Return whom to call."""
    if given is None:
        return Contact()
    return Contact(given.name, given.phone, given.relation, given.address, given.door)


@strawberry.input(description="需求的一部分。")
class PartInput:
    """One part of a need."""

    text: str = ""
    kind: Kind | None = None
    category: str | None = None
    second_category: str | None = None
    quantity: Decimal = Decimal(1)
    unit: Unit = Unit.TIME
    earliest: datetime | None = None
    latest: datetime | None = None


def parts(given: list[PartInput] | None) -> tuple[PartDraft, ...]:
    """Return the parts of a need as they are stored."""
    return tuple(
        PartDraft(
            text=one.text,
            kind=one.kind,
            category=one.category,
            second_category=one.second_category,
            quantity=stored(one.quantity, one.unit, f"parts[{index}].quantity"),
            unit=one.unit,
            earliest=one.earliest,
            latest=one.latest,
        )
        for index, one in enumerate(given or [])
    )


PHOTOS = "照片：POST /files 得到的编号，最多 3 张，和原话一样不公开。" + NO_PAPERS_NO_FACES


def photo_keys(given: list[Id] | None) -> tuple[UUID, ...]:
    """Return the keys of photos that were handed in."""
    return tuple(key(one, "File", f"photos[{index}]") for index, one in enumerate(given or []))
