"""Passing over everything that was shown for a part, with a reason that teaches."""

from uuid import UUID

from resolvers.changes import Change
from resolvers.decisions import Shown, record_decision
from resolvers.life.finding_needs import find_need_as_staff, note_move
from resolvers.refusals import InvalidInput, NotFound
from storage.codes import DecisionAction
from storage.tables import NeedPartRow
from storage.vocabulary_records import ReasonList


async def dismiss_matches(
    change: Change, part_id: UUID, shown: Shown, reason_code: str, reason_text: str = ""
) -> NeedPartRow:
    """Log that none of the matches shown for a part was used, and why by code; the part stays as it is."""
    part = await change.session.get(NeedPartRow, part_id)
    if part is None:
        raise NotFound("part")
    need = await find_need_as_staff(change, part.need_id)
    if reason_code not in change.context.vocabulary.reasons[ReasonList.DISMISS]:
        raise InvalidInput.at("reasonCode", "UNKNOWN_REASON", reason_code)
    await record_decision(change, part, shown, DecisionAction.DISMISS, reason_code=reason_code, reason_text=reason_text)
    note_move(change, need, "MATCHES_DISMISSED", reason=reason_code)
    return part
