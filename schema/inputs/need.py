"""Inputs about needs."""

import strawberry

from resolvers.changes import Work
from resolvers.life import accepting, editing, publishing, raising
from schema.identity import key, optional_key
from schema.inputs.shared import PHOTOS, ContactInput, Id, PartInput, contact, parts, photo_keys
from schema.words import Channel, Manner, Matter, Nature, Urgency
from storage.tables import NeedRow


@strawberry.input(description="还没有登记的人。")
class NewPersonInput:
    """Somebody we do not know yet."""

    called: str
    name: str | None = None
    phone: str | None = None


@strawberry.input(description="提出一件需求：为本人、家人邻居、单位或社区；不写为谁就是本人。")
class PostNeedInput:
    """A need as it is raised."""

    words: str = strawberry.field(description="用自己的话说。")
    region: Id
    nature: Nature = Nature.HELP
    matter: Matter = Matter.PERSONAL
    manner: Manner = Manner.EVERYDAY
    urgency: Urgency = Urgency.P3
    channel: Channel = Channel.WEB
    category: str | None = None
    for_person: Id | None = None
    for_partner: Id | None = None
    for_region: Id | None = None
    new_person: NewPersonInput | None = None
    contact: ContactInput | None = None
    parts: list[PartInput] | None = None
    external_ref: str | None = None
    complained_about: Id | None = strawberry.field(default=None, description="被反映的合伙人，不会派给它。")
    lat: float | None = None
    lng: float | None = None
    photos: list[Id] | None = strawberry.field(default=None, description=PHOTOS)

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: raising.post_need(change, self._draft())

    def _draft(self) -> raising.NeedDraft:
        person = self.new_person
        return raising.NeedDraft(
            words=self.words,
            region_id=key(self.region, "Region", "region"),
            nature=self.nature,
            matter=self.matter,
            manner=self.manner,
            urgency=self.urgency,
            channel=self.channel,
            category=self.category,
            for_person=optional_key(self.for_person, "Person", "forPerson"),
            for_partner=optional_key(self.for_partner, "Partner", "forPartner"),
            for_region=optional_key(self.for_region, "Region", "forRegion"),
            new_person=raising.NewPerson(person.called, person.name, person.phone) if person else None,
            contact=contact(self.contact),
            parts=parts(self.parts),
            external_ref=self.external_ref,
            complained_about=optional_key(self.complained_about, "Partner", "complainedAbout"),
            lat=self.lat,
            lng=self.lng,
            photos=photo_keys(self.photos),
        )


@strawberry.input(description="受理：定责任人、紧急程度和事项类别。")
class AcceptNeedInput:
    """Acceptance by staff."""

    need: Id
    owner: Id | None = None
    urgency: Urgency | None = None
    matter: Matter | None = None
    summary: str | None = None
    version: int | None = None

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: accepting.accept_need(
            change,
            key(self.need, "Need", "need"),
            owner_id=optional_key(self.owner, "Person", "owner"),
            urgency=self.urgency,
            matter=self.matter,
            summary=self.summary,
            version=self.version,
        )


@strawberry.input(description="公布：公开的标题和文字由工作人员写。")
class PublishNeedInput:
    """The public wording."""

    need: Id
    title: str
    text: str
    confirmed: bool = False
    claimable: bool = False

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: publishing.publish_need(
            change,
            key(self.need, "Need", "need"),
            title=self.title,
            text=self.text,
            is_confirmed=self.confirmed,
            is_claimable=self.claimable,
        )


@strawberry.input(description="修改需求；不写的栏目不变。")
class EditNeedInput:
    """What changes of a need."""

    need: Id
    version: int
    words: str | None = None
    summary: str | None = None
    nature: Nature | None = None
    manner: Manner | None = None
    urgency: Urgency | None = None
    region: Id | None = None
    contact: ContactInput | None = None
    parts: list[PartInput] | None = None
    category: str | None = None

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: editing.edit_need(change, key(self.need, "Need", "need"), self._edit())

    def _edit(self) -> editing.NeedEdit:
        return editing.NeedEdit(
            version=self.version,
            words=self.words,
            summary=self.summary,
            nature=self.nature,
            manner=self.manner,
            urgency=self.urgency,
            region_id=optional_key(self.region, "Region", "region"),
            contact=None if self.contact is None else contact(self.contact),
            parts=parts(self.parts),
            category=self.category,
        )
