"""How many neighbours stand behind a need."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from resolvers.context import Context
from storage.tables import EndorsementRow


@dataclass(frozen=True, slots=True)
class Endorsements:
    """Counts of those who need it too and of those who support it; None below the shown minimum."""

    also_need: int | None
    support: int | None
    is_mentioned: bool


async def endorsements(context: Context, need_ids: Sequence[UUID]) -> list[Endorsements]:
    """Return the counts of each need; small numbers point at people, so they are kept back."""
    counts: dict[UUID, dict[bool, int]] = defaultdict(dict)
    async with context.database.read() as session:
        rows = await session.execute(
            select(EndorsementRow.need_id, EndorsementRow.also_needs, func.count())
            .where(EndorsementRow.need_id.in_(need_ids))
            .group_by(EndorsementRow.need_id, EndorsementRow.also_needs),
        )
        for need_id, also_needs, count in rows:
            counts[need_id][also_needs] = count
    least = context.vocabulary.settings.similar_needs_shown_from
    return [_shown(counts[need_id], least) for need_id in need_ids]


def _shown(counts: dict[bool, int], least: int) -> Endorsements:
    also_need, support = counts.get(True, 0), counts.get(False, 0)
    return Endorsements(
        also_need=also_need if also_need >= least else None,
        support=support if support >= least else None,
        is_mentioned=also_need + support > 0,
    )
