"""A need that is still being typed, and what can be said of it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import strawberry
from strawberry import relay

from matching import CategoryGuess
from resolvers.matches.for_draft import Draft, DraftSuggestion
from resolvers.matches.shown import ResourceMatch
from resolvers.quantities import stored
from schema.categories import Category
from schema.identity import optional_key
from schema.info import Info
from schema.matches import Danger, sentences_of
from schema.nodes import Partner, Resource
from schema.phrases.matches import match_phrases_in
from schema.relations import shown, told
from schema.rules import PUBLIC
from schema.words import Kind, Nature, Unit


@strawberry.input(name="NeedDraft", description="还在写的需求。")
class NeedDraftInput:
    """A need that is still being typed."""

    text: str
    region: relay.GlobalID | None = None
    kind: Kind | None = None
    category: str | None = None
    quantity: Decimal = Decimal(1)
    unit: Unit = Unit.TIME
    earliest: datetime | None = None
    latest: datetime | None = None

    def draft(self) -> Draft:
        """Return the draft as resolvers read it."""
        return Draft(
            text=self.text,
            region_id=optional_key(self.region, "Region", "draft.region"),
            kind=self.kind,
            category=self.category,
            quantity=stored(self.quantity, self.unit, "draft.quantity"),
            unit=self.unit,
            earliest=self.earliest,
            latest=self.latest,
        )


@strawberry.type(name="CategoryGuess", description="猜的类别；由人确认。")
class CategoryGuessType:
    """A likely category."""

    probability: float = shown(description="猜对的可能，0 到 1，按已知类别的需求校准。")

    @told(PUBLIC, "类别。")
    def category(row: strawberry.Parent[CategoryGuess], info: Info) -> Category:
        """Return the leaf that was guessed."""
        return Category.of(info.context.context.vocabulary, row.code)


@strawberry.type(description="可能帮得上的资源。")
class DraftMatch:
    """A resource that could help."""

    resource: Resource = strawberry.field(metadata=PUBLIC)

    @told(PUBLIC, "理由，最要紧的在前。")
    def sentences(row: strawberry.Parent[ResourceMatch], info: Info) -> list[str]:
        """Return why it could help."""
        return sentences_of(info, row)


@strawberry.type(name="DraftSuggestion", description="边写边给的提示，都由人决定。")
class DraftSuggestionType:
    """What can be said of a draft."""

    looks_like_offer: bool = shown(description="读起来像是想帮忙。")
    guessed_nature: Nature = shown(description="猜的性质。")
    nature_probability: float = shown(description="性质猜对的可能，0 到 1，按已知性质的需求校准。")
    categories: list[CategoryGuessType] = shown(description="猜的类别，最可能的在前。")
    matches: list[DraftMatch] = shown(description="可能帮得上的资源。")
    privacy_warnings: list[str] = shown(description="公开时可能让人认出是谁的词句。")

    @told(PUBLIC, "可能帮得上的合伙人，不重复，最合适的在前。", of=list[Partner])
    async def partners(row: strawberry.Parent[DraftSuggestion], info: Info) -> Any:
        """Return who offers what could help."""
        keys = dict.fromkeys(match.resource.partner_id for match in row.matches)
        found = await info.context.loaders.one("partner").load_many(list(keys))
        return [partner for partner in found if partner is not None]

    @told(PUBLIC, "危险信号，先看这个。")
    def dangers(row: strawberry.Parent[DraftSuggestion], info: Info) -> list[Danger]:
        """Return what may not wait."""
        return [Danger.of(info, found) for found in row.dangers]

    @told(PUBLIC, "像是想帮忙时，先这样问一句。")
    def offer_question(row: strawberry.Parent[DraftSuggestion], info: Info) -> str | None:
        """Return what to ask somebody who seems to offer help."""
        return match_phrases_in(info.context.language).offer_question if row.looks_like_offer else None
