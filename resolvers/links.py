"""Links for people without an account: one answers a dispatch, one judges a need, one reads how far it has come.

The holder of a link acts as a viewer that may do exactly this one thing, and only inside these functions. A link
names what it is for and ends with it: once the dispatch is answered, or the need is judged or opened again, it is
worth nothing, however long it would still run.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.changes import Change, OnBehalf
from resolvers.context import Context
from resolvers.life.answering import Proposal, return_dispatch, take_dispatch
from resolvers.life.verdicts import Verdict, evaluate_need
from resolvers.partners import speakers_of
from resolvers.progress import LinkedProgress, shared_progress
from resolvers.refusals import LinkExpired
from resolvers.regions import near_names
from resolvers.stamps import ANSWER_DISPATCH, EVALUATE_NEED
from resolvers.viewer import Viewer
from storage.codes import Channel, DispatchStatus, NeedStatus
from storage.tables import DispatchRow, NeedPartRow, NeedRow, PartnerRow, ResourceRow


@dataclass(frozen=True, slots=True)
class LinkedDispatch:
    """A dispatch that waits for an answer, and where: from the street to the building, as a notice says it."""

    dispatch: DispatchRow
    need: NeedRow
    part: NeedPartRow
    resource: ResourceRow
    partner: PartnerRow
    place: str


@dataclass(frozen=True, slots=True)
class LinkedNeed:
    """A need that waits for its asker's verdict."""

    need: NeedRow


def dispatch_link(context: Context, dispatch_id: UUID) -> str:
    """Return the address at which a dispatch is answered."""
    return _address(context, ANSWER_DISPATCH, {"dispatch": str(dispatch_id)})


def need_link(context: Context, need: NeedRow) -> str:
    """Return the address at which a need is judged in its present round."""
    return _address(context, EVALUATE_NEED, {"need": str(need.id), "round": need.round})


def _address(context: Context, purpose: str, content: dict[str, Any]) -> str:
    lifetime = timedelta(days=context.vocabulary.settings.reply_link_valid_days)
    return f"{context.public_address}/q/{context.stamps.make(purpose, content, lifetime=lifetime)}"


async def open_link(context: Context, token: str) -> LinkedDispatch | LinkedNeed | LinkedProgress:
    """Return what a link is for; refuses one that is too old, was used or stopped, or was never ours."""
    async with context.database.read() as session:
        progress = await shared_progress(session, context, token)
        if progress is not None:
            return progress
        if context.stamps.read(ANSWER_DISPATCH, token) is None:
            return LinkedNeed(await _judged_by(session, context, token))
        dispatch = await _answered_by(session, context, token)
        need = await session.get_one(NeedRow, dispatch.need_id)
        places = await near_names(session, [need.region_path])
        return LinkedDispatch(
            dispatch=dispatch,
            need=need,
            part=await session.get_one(NeedPartRow, dispatch.part_id),
            resource=await session.get_one(ResourceRow, dispatch.resource_id),
            partner=await session.get_one(PartnerRow, dispatch.partner_id),
            place=places[need.region_path],
        )


async def take_by_link(
    change: Change,
    token: str,
    *,
    proposal: Proposal | None = None,
    helper_name: str | None = None,
    fee_note: str | None = None,
) -> DispatchRow:
    """Take the dispatch a link is for, or propose fewer or another time; say what the resident pays."""
    dispatch = await _answered_by(change.session, change.context, token)
    helper, on_behalf = await _as_helper(change, dispatch)
    return await take_dispatch(
        helper, dispatch.id, proposal=proposal, helper_name=helper_name, fee_note=fee_note, on_behalf=on_behalf
    )


async def return_by_link(
    change: Change, token: str, *, reason_code: str, reason_text: str = "", proposal: Proposal | None = None
) -> DispatchRow:
    """Decline the dispatch a link is for, with a coded reason."""
    dispatch = await _answered_by(change.session, change.context, token)
    helper, on_behalf = await _as_helper(change, dispatch)
    return await return_dispatch(
        helper,
        dispatch.id,
        reason_code=reason_code,
        reason_text=reason_text,
        proposal=proposal,
        on_behalf=on_behalf,
    )


async def evaluate_by_link(change: Change, token: str, verdict: Verdict) -> NeedRow:
    """Judge the need a link is for, as its asker."""
    need = await _judged_by(change.session, change.context, token)
    partners = frozenset() if need.for_partner_id is None else frozenset({need.for_partner_id})
    asker, need_id = Viewer(need.for_person_id or need.raised_by, partner_ids=partners), need.id
    change.session.expire(need)  # It was read without a lock; the verdict must see it as it is under one.
    return await evaluate_need(change.seen_by(asker), need_id, verdict)


async def _answered_by(session: AsyncSession, context: Context, token: str) -> DispatchRow:
    content = context.stamps.read(ANSWER_DISPATCH, token)
    if content is None:
        raise LinkExpired
    dispatch = await session.get(DispatchRow, UUID(content["dispatch"]))
    if dispatch is None or dispatch.status is not DispatchStatus.SENT:
        raise LinkExpired
    return dispatch


async def _judged_by(session: AsyncSession, context: Context, token: str) -> NeedRow:
    content = context.stamps.read(EVALUATE_NEED, token)
    if content is None:
        raise LinkExpired
    need = await session.get(NeedRow, UUID(content["need"]))
    if need is None or need.status is not NeedStatus.DONE or need.round != content["round"]:
        raise LinkExpired
    return need


async def _as_helper(change: Change, dispatch: DispatchRow) -> tuple[Change, OnBehalf]:
    """Return the change as the partner's, and for whom it is recorded.

    The one person who speaks for the partner is taken to hold the link; of several nobody can say who it was, so the
    answer is recorded by whoever sent the dispatch, on behalf of the partner.
    """
    speakers = await speakers_of(change.session, dispatch.partner_id, change.now)
    person_id = speakers[0] if len(speakers) == 1 else dispatch.sent_by
    holder = Viewer(person_id, partner_ids=frozenset({dispatch.partner_id}))
    return change.seen_by(holder), OnBehalf(Channel.WEB, partner_id=dispatch.partner_id)
