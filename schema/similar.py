"""What is like what: needs of the same matter, and resources that seem to be listed already."""

from typing import Any

import strawberry
from strawberry import relay

from resolvers.matches.copies import ResourceCopy, Written
from resolvers.matches.similar import SimilarNeed, SimilarNeeds
from schema.identity import key, optional_key
from schema.info import Info
from schema.nodes import Need, Resource
from schema.phrases.matches import match_phrases_in
from schema.relations import shown, told
from schema.rules import PARTNER, PUBLIC
from schema.words import Kind, SimilarRelation


@strawberry.type(name="SimilarNeed", description="类似的需求。")
class SimilarNeedType:
    """A need of the same matter."""

    need: Need = strawberry.field(metadata=PUBLIC)

    @told(PUBLIC, "有多像，0 到 1。")
    def similarity(row: strawberry.Parent[SimilarNeed]) -> float:
        """Return how alike the two are."""
        return row.likeness

    @told(PUBLIC, "像在哪里：同一件事再次提出、重复登记、邻居也需要、类似。")
    def relation(row: strawberry.Parent[SimilarNeed]) -> SimilarRelation:
        """Return what the one is to the other."""
        return row.relation

    @told(PUBLIC, "一句话说明，以及可以怎么办。")
    def sentence(row: strawberry.Parent[SimilarNeed], info: Info) -> str:
        """Return the relation in words."""
        return match_phrases_in(info.context.language).relation(row.relation)


@strawberry.type(name="SimilarNeeds", description="类似的需求；少于三件时不给数字。")
class SimilarNeedsType:
    """Needs of the same matter."""

    count: int | None = shown(description="几件。")
    neighbours: int | None = shown(description="几位邻居提过或也需要，不含本人；少于三位不给数字，工作人员为空。")

    @told(PUBLIC, "一句话，例如「已有 3 位邻居提过」「已有邻居提过」；没有时为空。")
    def sentence(row: strawberry.Parent[SimilarNeeds], info: Info) -> str | None:
        """Return how many there are, in words."""
        phrases = match_phrases_in(info.context.language)
        if row.is_for_staff:
            return phrases.similar(row.count, is_mentioned=row.is_mentioned)
        return phrases.neighbours(row.neighbours, is_mentioned=row.is_mentioned)

    @told(PUBLIC, "已公布的和本人的；工作人员看到本辖区全部。", of=list[SimilarNeedType])
    def items(row: strawberry.Parent[SimilarNeeds]) -> Any:
        """Return those the viewer may read."""
        return list(row.items)


@strawberry.input(name="ResourceWording", description="正在登记的资源写了什么；已登记的，带上它的 id，不和自己比。")
class ResourceWordingInput:
    """What is written of a resource."""

    partner: relay.GlobalID
    kind: Kind
    title: str
    text: str = ""
    resource: relay.GlobalID | None = None

    def written(self) -> Written:
        """Return the wording as resolvers read it."""
        return Written(
            partner_id=key(self.partner, "Partner", "wording.partner"),
            kind=self.kind,
            title=self.title,
            text=self.text,
            resource_id=optional_key(self.resource, "Resource", "wording.resource"),
        )


@strawberry.type(name="ResourceCopy", description="几乎一样的、已登记的资源。")
class ResourceCopyType:
    """A resource that seems to be the same."""

    resource: Resource = strawberry.field(metadata=PARTNER)

    @told(PARTNER, "有多像，0 到 1。")
    def similarity(row: strawberry.Parent[ResourceCopy]) -> float:
        """Return how alike the two are."""
        return row.likeness

    @told(PARTNER, "一句话提醒。")
    def sentence(row: strawberry.Parent[ResourceCopy], info: Info) -> str:
        """Return a reminder to look at it first."""
        return match_phrases_in(info.context.language).copy(row.resource.title)
