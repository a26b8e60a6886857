"""Making a need public, in staff's wording, after a warning about what could point at a person."""

import re
from collections.abc import Iterable
from itertools import islice
from uuid import UUID

from sqlalchemy import select

from resolvers.changes import Change
from resolvers.life.finding_needs import find_need_as_staff, note_move, parts_of
from resolvers.life.moves import MATCHED_NEEDS, NEED_MOVES
from resolvers.refusals import InvalidInput, MoveNotPossible, PublishingForbidden, PublishWarning
from storage.codes import Nature
from storage.tables import NeedPrivateRow, NeedRow
from storage.vocabulary_records import PublicRule, PublishingWarning

LONGEST_SHARED_WORDS = 24


async def publish_need(
    change: Change, need_id: UUID, *, title: str, text: str, is_claimable: bool = False, is_confirmed: bool = False
) -> NeedRow:
    """Set a need's public wording and its flag; what its parts say is public with it.

    Complaints and leaves marked N are never published. Wording that may point at a person is refused once with
    what was found, and taken when sent again confirmed.
    """
    need = await find_need_as_staff(change, need_id)
    if need.nature is Nature.COMPLAINT:
        raise PublishingForbidden("COMPLAINT")
    if need.status not in MATCHED_NEEDS:
        raise MoveNotPossible("need", need.status, sorted(NEED_MOVES[need.status]))
    if await is_never_public(change, need):
        raise PublishingForbidden("LEAF")
    if not title.strip():
        raise InvalidInput.at("title", "EMPTY")
    if not is_confirmed:
        parts = (part.text for part in await parts_of(change, need))
        warnings = await wording_warnings(change, need, "\n".join((title, text, *parts)))
        if warnings:
            raise PublishWarning(warnings)
    need.public_title, need.public_text = title.strip(), text.strip()
    need.published_at = need.published_at or change.now
    need.is_claimable = is_claimable
    note_move(change, need, "PUBLISHED")
    return need


async def is_never_public(change: Change, need: NeedRow) -> bool:
    """Whether a need may stand on no public list: complaints, and all that have a part of a leaf marked N."""
    rule_of = change.context.vocabulary.rule_of
    codes = {code for part in await parts_of(change, need) for code in (part.category, part.second_category)}
    return need.nature is Nature.COMPLAINT or any(rule_of(code).public is PublicRule.N for code in codes)


def findings(warnings: Iterable[PublishingWarning], wording: str) -> list[str]:
    """Return the words and figures in a wording that warnings name, in the order of the warnings, each once."""
    found: dict[str, None] = {}
    for warning in warnings:
        found.update(dict.fromkeys(word for word in warning.words if word in wording))
        for pattern in warning.patterns:
            found.update(dict.fromkeys(match.group() for match in re.finditer(pattern, wording)))
    return list(found)


async def wording_warnings(change: Change, need: NeedRow, wording: str) -> list[str]:
    """Return what in a wording may point at a person: warned words, and a clause of the asker's own words."""
    warnings = findings(change.context.vocabulary.warnings, wording)
    words = await change.session.scalar(select(NeedPrivateRow.words).where(NeedPrivateRow.need_id == need.id)) or ""
    clauses = (words[at : at + LONGEST_SHARED_WORDS] for at in range(len(words) - LONGEST_SHARED_WORDS + 1))
    warnings.extend(islice((clause for clause in clauses if clause in wording), 1))
    return warnings
