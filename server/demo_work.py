"""Asking a partner for a part of a need of the demo, what the partner does, and the verdict."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from resolvers.changes import Change, OnBehalf
from resolvers.decisions import Shown, ShownCandidate, stamp_ranking
from resolvers.life.answering import Proposal, confirm_dispatch, return_dispatch, take_dispatch
from resolvers.life.doing import fail_dispatch, finish_dispatch, start_dispatch
from resolvers.life.sending import Ask, claim_need, send_dispatch
from resolvers.life.verdicts import Verdict, evaluate_need
from resolvers.records.needs import need_record
from server.demo_desk import stored_quantity
from server.demo_need_records import DemoAttempt, DemoNeed, DemoPart
from server.demo_stage import Act, Stage
from storage.codes import Channel, Satisfied, Solved
from storage.tables import NeedPartRow, NeedRow

SHOWN = 5


class Work:
    """One part of a need and the dispatch that meets it; `dispatch_id` is known once somebody was asked."""

    def __init__(self, stage: Stage, need: DemoNeed, position: int, part: DemoPart) -> None:
        self.stage = stage
        self.need = need
        self.position = position
        self.part = part
        self.partner = stage.partner_of(part)
        self.quantity = part.ask or stored_quantity(part)
        self.starts_at: datetime | None = None
        self.dispatch_id: UUID | None = None

    @property
    def is_claimed(self) -> bool:
        """Whether the partner takes it by itself."""
        return self.need.claimed_by == self.partner.key

    @property
    def is_taken_at_once(self) -> bool:
        """Whether a claim needs no confirmation."""
        return self.is_claimed and self.need.is_claimable

    @property
    def speaker(self) -> str:
        """Return who enters what the partner does: staff who were told, or its contact."""
        return self.stage.staff_of(self.need) if self.need.spoken else self.partner.contacts[0].key

    def asker(self, staff: str) -> str:
        """Return who asks: staff, or the partner that claims."""
        return self.partner.contacts[0].key if self.is_claimed else staff

    def find_time(self, after: datetime) -> None:
        """Look for a time from `after`, with the notice the partner wants, and book it."""
        what = self.stage.bookable(self.part, self.quantity)
        if what is None:
            return
        places = self.stage.places(self.part, self.quantity)
        earliest = after + timedelta(hours=what.notice_hours + 1)
        self.starts_at = self.stage.bookings.first_free(what, earliest, self.part.minutes, places)
        if self.starts_at is not None:
            self.stage.bookings.book(what, self.starts_at, self.part.minutes, places)

    def ask(self) -> Act:
        """Ask the partner, or let it claim; what staff had before them is logged."""

        async def act(change: Change) -> None:
            part = self.stage.parts[self.need.key][self.position - 1]
            ask = Ask(
                part_id=part.id,
                resource_id=self.stage.keys.resources[self.part.resource].id if self.part.resource else None,
                partner_id=None if self.part.resource else self.stage.keys.partners[self.partner.key].id,
                quantity=None if self.part.ask is None else Decimal(self.part.ask),
                starts_at=self.starts_at,
                ends_at=self.starts_at + timedelta(minutes=self.part.minutes) if self.starts_at else None,
            )
            if self.is_claimed:
                dispatch = await claim_need(change, ask)
            else:
                need = self.stage.needs[self.need.key]
                shown = await shown_candidates(change, need, part, ask.resource_id)
                dispatch = await send_dispatch(change, ask, shown=shown)
            self.dispatch_id = dispatch.id

        return act

    def take(self) -> Act:
        """Take what was asked; staff confirm what was claimed."""

        async def act(change: Change) -> None:
            if self.is_claimed:
                await confirm_dispatch(change, self.asked_id)
            else:
                await take_dispatch(change, self.asked_id, on_behalf=self._said())

        return act

    def propose(self) -> Act:
        """Offer less than was asked."""

        async def act(change: Change) -> None:
            await take_dispatch(change, self.asked_id, proposal=Proposal(Decimal(self.need.proposed_quantity or 0)))

        return act

    def start(self) -> Act:
        """Begin the work."""

        async def act(change: Change) -> None:
            await start_dispatch(change, self.asked_id, on_behalf=self._said())

        return act

    def finish(self) -> Act:
        """End the work with everything given."""

        async def act(change: Change) -> None:
            await finish_dispatch(
                change, self.asked_id, minutes_spent=self.part.minutes, note=self.need.note, on_behalf=self._said()
            )

        return act

    def fail(self) -> Act:
        """Say that it could not be done."""

        async def act(change: Change) -> None:
            await fail_dispatch(change, self.asked_id, reason_text=self.need.reason_text, on_behalf=self._said())

        return act

    @property
    def asked_id(self) -> UUID:
        """Return the dispatch by which the partner was asked."""
        assert self.dispatch_id is not None, "a partner answers after it was asked"
        return self.dispatch_id

    def _said(self) -> OnBehalf | None:
        return (
            OnBehalf(self.need.spoken, partner_id=self.stage.keys.partners[self.partner.key].id)
            if self.need.spoken
            else None
        )


async def shown_candidates(change: Change, need: NeedRow, part: NeedPartRow, chosen: UUID | None) -> Shown | None:
    """Return the first matches as staff saw them; None when the chosen one was not among them."""
    record = await need_record(change.session, need, part, change.now)
    ranking = change.context.index.rank(record, first=SHOWN, now=change.now)
    candidates = tuple(ShownCandidate(UUID(match.key), match.position) for match in ranking.matches)
    if chosen not in {candidate.resource_id for candidate in candidates}:
        return None
    return Shown(stamp_ranking(change.context, part.id, ranking.model_version, change.now), candidates)


def try_before(stage: Stage, need: DemoNeed, attempt: DemoAttempt) -> tuple[Act, Act]:
    """Return asking somebody who says no, and the answer."""
    sent: list[UUID] = []

    async def ask(change: Change) -> None:
        part = stage.parts[need.key][0]
        resource_id = stage.keys.resources[attempt.resource].id
        shown = await shown_candidates(change, stage.needs[need.key], part, resource_id)
        sent.append((await send_dispatch(change, Ask(part.id, resource_id), shown=shown)).id)

    async def give_back(change: Change) -> None:
        await return_dispatch(change, sent[0], reason_code=attempt.reason, reason_text=attempt.text)

    return ask, give_back


def evaluate(stage: Stage, need: DemoNeed, works: Sequence[Work], channel: Channel | None) -> Act:
    """Give the verdict, a line for each dispatch; what is not solved is open again."""

    async def act(change: Change) -> None:
        lines: dict[UUID, Satisfied | None] = {work.asked_id: need.satisfied for work in works}
        is_partly = need.solved is Solved.PARTLY
        verdict = Verdict(
            solved=need.solved,
            satisfied=need.satisfied,
            reasons=(*need.reasons, *need.tags),
            text=need.verdict_text,
            lines=lines,
            open_parts=frozenset(part.id for part in stage.parts[need.key]) if is_partly else frozenset(),
        )
        await evaluate_need(change, stage.needs[need.key].id, verdict, on_behalf=OnBehalf(channel) if channel else None)

    return act
