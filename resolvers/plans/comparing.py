"""Who could be asked for each open part: the best of the ranking whom a dispatch may be sent to on the day."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from matching import Match, NeedRecord, Ranking, ResourceRecord
from matching.planning import Want
from resolvers.context import Context
from resolvers.life.slots import TIMELESS, held_quantity
from resolvers.matches.shown import Audience, ResourceMatch, shown_resources
from resolvers.plans.day_capacity import in_half_hours, keeps_appointment
from resolvers.plans.open_parts import OpenPart
from resolvers.plans.preview import Pairing
from resolvers.records.needs import need_records
from resolvers.refusals import InvalidInput
from storage.codes import Kind, Unit, Urgency
from storage.tables import ResourceRow

Offered: TypeAlias = tuple[ResourceRow, ResourceRecord]

CANDIDATES = 20
WORTH = {Urgency.P1: 60.0, Urgency.P2: 40.0, Urgency.P3: 20.0, Urgency.P4: 0.0}
"""Points for being served at all: where not all can be served, no score makes up for being less urgent."""

SPLIT = frozenset({Unit.PERSON, Unit.PIECE})
"""Of these several partners may each give some; all else is asked of one."""


@dataclass(frozen=True, slots=True)
class Compared:
    """An open part with whom it could be asked of, best first."""

    open_part: OpenPart
    model_version: str
    candidates: tuple[ResourceMatch, ...]

    def want(self) -> Want:
        """Return the part as a plan sees it.

        It may be split when all candidates count in its own unit; otherwise one partner is asked for all of it.
        """
        part, quantity = self.open_part.part, self.open_part.quantity
        resources = [one.resource for one in self.candidates]
        is_split = part.unit in SPLIT and all(row.unit is part.unit for row in resources)
        counted = (row for row in resources if held_quantity(row, part, quantity) == quantity)
        time_to_come = self.open_part.appointment
        return Want(
            key=self.open_part.key,
            quantity=quantity,
            window=None if time_to_come is None else in_half_hours(time_to_come),
            is_whole=not is_split,
            worth=WORTH[self.open_part.need.urgency],
            counted_by=frozenset(str(row.id) for row in counted),
        )


async def compare(
    context: Context,
    session: AsyncSession,
    parts: Sequence[OpenPart],
    now: datetime,
    *,
    pinned: Sequence[Pairing],
    least_probability: float,
) -> tuple[list[Compared], Mapping[str, ResourceRecord]]:
    """Return the candidates of each part, and the records of all of them by key.

    Candidates are those with at least `least_probability`, and those that are pinned.
    """
    needs = await need_records(session, [(one.need, one.part) for one in parts], now)
    needs = [replace(need, quantity=part.quantity) for need, part in zip(needs, parts, strict=True)]
    rankings = await asyncio.to_thread(_ranked, context, needs, now)
    wanted = _pinned_matches(context, needs, rankings, pinned, now)
    keys = {match.key for ranking in rankings for match in ranking.matches}
    keys |= {match.key for matches in wanted.values() for match in matches}
    resources = await shown_resources(session, context.viewer, keys)
    records = {key: record for key in resources if (record := context.index.record(key)) is not None}
    offered = {key: (resources[key], record) for key, record in records.items()}
    compared = [
        Compared(
            part,
            ranking.model_version,
            _candidates(part, need, [*wanted.get(part.key, ()), *_fitting(ranking, least_probability)], offered, now),
        )
        for part, need, ranking in zip(parts, needs, rankings, strict=True)
    ]
    return compared, records


def _ranked(context: Context, needs: Iterable[NeedRecord], now: datetime) -> list[Ranking]:
    return [context.index.rank(need, first=CANDIDATES, now=now) for need in needs]


def _fitting(ranking: Ranking, least_probability: float) -> Iterator[Match]:
    return (match for match in ranking.matches if match.probability >= least_probability)


def _pinned_matches(
    context: Context,
    needs: Iterable[NeedRecord],
    rankings: Iterable[Ranking],
    pinned: Sequence[Pairing],
    now: datetime,
) -> Mapping[str, Sequence[Match]]:
    """Return by part the matches that were pinned; refuses those a rule forbids, which no pin overrides."""
    asked = {need.key: (need, ranking) for need, ranking in zip(needs, rankings, strict=True)}
    found: defaultdict[str, list[Match]] = defaultdict(list)
    for index, pair in enumerate(pinned):
        key, resource_key = str(pair.part_id), str(pair.resource_id)
        if key not in asked or context.index.record(resource_key) is None:
            raise pin_not_possible(index)
        need, ranking = asked[key]
        ranked = next((match for match in ranking.matches if match.key == resource_key), None)
        if ranked is None and context.index.why_not(need, resource_key, now):
            raise pin_not_possible(index)
        found[key].append(ranked or context.index.rank_one(need, resource_key, now))
    return found


def pin_not_possible(index: int) -> InvalidInput:
    """Return the refusal of one pinned pair, counted from 0 as in the input."""
    return InvalidInput.at(f"pinned[{index}]", "PIN_NOT_POSSIBLE")


def _candidates(
    part: OpenPart,
    need: NeedRecord,
    matches: Iterable[Match],
    offered: Mapping[str, Offered],
    now: datetime,
) -> tuple[ResourceMatch, ...]:
    """Return those that may be asked, one resource of each partner, pinned ones before others of their partner."""
    kept: dict[UUID, Match] = {}
    for match in matches:
        if match.key not in offered:
            continue
        row, record = offered[match.key]
        if row.partner_id not in part.asked_partners | kept.keys() and _may_come(part, row, record, now):
            kept[row.partner_id] = match
    in_order = sorted(kept.values(), key=lambda match: (-match.score, match.key))
    return tuple(
        ResourceMatch(offered[match.key][0], replace(match, position=position), Audience.STAFF, need.window)
        for position, match in enumerate(in_order, start=1)
    )


def _may_come(part: OpenPart, row: ResourceRow, record: ResourceRecord, now: datetime) -> bool:
    """Whether a resource keeps the time; a venue is lent for a time only, goods and funds are there at any."""
    if row.kind in TIMELESS:
        return True
    if part.appointment is None:
        return row.kind is not Kind.VENUE
    return keeps_appointment(record, part.appointment, now)
