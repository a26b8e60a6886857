"""Inputs about dispatches."""

from datetime import datetime
from decimal import Decimal

import strawberry

from resolvers.changes import Change, Work
from resolvers.life import answering, doing, sending
from resolvers.life.answering import Proposal
from resolvers.matches.dismissing import dismiss_matches
from schema.identity import key, optional_key
from schema.inputs.shared import Id, OnBehalfInput, ShownInput, on_behalf, ranking_on_screen
from storage.tables import DispatchRow, NeedPartRow

FEE_NOTE = "居民要付多少，例如「材料费自付」；写空字就是免费，不写按资源的收费说明。"


@strawberry.input(description="派单：请一件资源或一位合伙人来办(两者选一)。")
class SendDispatchInput:
    """What is asked of whom."""

    part: Id
    resource: Id | None = None
    partner: Id | None = None
    quantity: Decimal | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    message: str = ""
    fee_note: str | None = strawberry.field(default=None, description=FEE_NOTE)
    shown: ShownInput | None = None

    def work(self) -> Work[DispatchRow]:
        """Return the change asked for."""
        return lambda change: sending.send_dispatch(
            change, self._ask(), shown=ranking_on_screen(self.shown) if self.shown else None
        )

    def _ask(self) -> sending.Ask:
        return sending.Ask(
            part_id=key(self.part, "NeedPart", "part"),
            resource_id=optional_key(self.resource, "Resource", "resource"),
            partner_id=optional_key(self.partner, "Partner", "partner"),
            quantity=self.quantity,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            message=self.message,
            fee_note=self.fee_note,
        )


@strawberry.input(description="认领一件已公布的需求。")
class ClaimNeedInput:
    """What a partner takes by itself."""

    part: Id
    resource: Id | None = None
    partner: Id | None = None
    quantity: Decimal | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    message: str = ""
    fee_note: str | None = strawberry.field(default=None, description=FEE_NOTE)
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[DispatchRow]:
        """Return the change asked for."""
        return lambda change: sending.claim_need(change, self._ask(), on_behalf=on_behalf(self.on_behalf))

    def _ask(self) -> sending.Ask:
        return sending.Ask(
            part_id=key(self.part, "NeedPart", "part"),
            resource_id=optional_key(self.resource, "Resource", "resource"),
            partner_id=optional_key(self.partner, "Partner", "partner"),
            quantity=self.quantity,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            message=self.message,
            fee_note=self.fee_note,
        )


@strawberry.input(description="同意认领或改约。")
class ConfirmDispatchInput:
    """A claim or proposal agreed to."""

    dispatch: Id

    def work(self) -> Work[DispatchRow]:
        """Return the change asked for."""
        return lambda change: answering.confirm_dispatch(change, key(self.dispatch, "Dispatch", "dispatch"))


@strawberry.input(description="这些推荐都不合适。")
class DismissMatchesInput:
    """None of what was shown fits."""

    part: Id
    reason_code: str
    reason_text: str = ""
    shown: ShownInput

    def work(self) -> Work[NeedPartRow]:
        """Return the change asked for."""
        return self._dismiss

    async def _dismiss(self, change: Change) -> NeedPartRow:
        return await dismiss_matches(
            change,
            key(self.part, "NeedPart", "part"),
            ranking_on_screen(self.shown),
            self.reason_code,
            self.reason_text,
        )


@strawberry.input(description="撤回派单。")
class RecallDispatchInput:
    """A dispatch taken back."""

    dispatch: Id
    reason_text: str = ""

    def work(self) -> Work[DispatchRow]:
        """Return the change asked for."""
        return lambda change: answering.recall_dispatch(
            change, key(self.dispatch, "Dispatch", "dispatch"), reason_text=self.reason_text
        )


@strawberry.input(description="接单；只能少出或改时间，就写上，由社区确认。")
class TakeDispatchInput:
    """A dispatch accepted."""

    dispatch: Id
    quantity: Decimal | None = None
    proposed_starts_at: datetime | None = None
    proposed_ends_at: datetime | None = None
    helper: str | None = None
    fee_note: str | None = strawberry.field(default=None, description=FEE_NOTE)
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[DispatchRow]:
        """Return the change asked for."""
        return lambda change: answering.take_dispatch(
            change,
            key(self.dispatch, "Dispatch", "dispatch"),
            proposal=Proposal(self.quantity, self.proposed_starts_at, self.proposed_ends_at),
            helper_name=self.helper,
            fee_note=self.fee_note,
            on_behalf=on_behalf(self.on_behalf),
        )


@strawberry.input(description="不接或退单；志愿者不必说明。")
class ReturnDispatchInput:
    """A dispatch declined or given back."""

    dispatch: Id
    reason_code: str
    reason_text: str = ""
    proposed_starts_at: datetime | None = None
    proposed_ends_at: datetime | None = None
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[DispatchRow]:
        """Return the change asked for."""
        return lambda change: answering.return_dispatch(
            change,
            key(self.dispatch, "Dispatch", "dispatch"),
            reason_code=self.reason_code,
            reason_text=self.reason_text,
            proposal=Proposal(None, self.proposed_starts_at, self.proposed_ends_at),
            on_behalf=on_behalf(self.on_behalf),
        )


@strawberry.input(description="开始办理。")
class StartDispatchInput:
    """Work begun."""

    dispatch: Id
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[DispatchRow]:
        """Return the change asked for."""
        return lambda change: doing.start_dispatch(
            change, key(self.dispatch, "Dispatch", "dispatch"), on_behalf=on_behalf(self.on_behalf)
        )


@strawberry.input(description="办完了：用了多久，办了什么。")
class FinishDispatchInput:
    """Work done."""

    dispatch: Id
    minutes_spent: int
    note: str = ""
    delivered: Decimal | None = None
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[DispatchRow]:
        """Return the change asked for."""
        return lambda change: doing.finish_dispatch(
            change,
            key(self.dispatch, "Dispatch", "dispatch"),
            minutes_spent=self.minutes_spent,
            note=self.note,
            delivered=self.delivered,
            on_behalf=on_behalf(self.on_behalf),
        )


@strawberry.input(description="没有办成。")
class FailDispatchInput:
    """Work that could not be done."""

    dispatch: Id
    reason_text: str
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[DispatchRow]:
        """Return the change asked for."""
        return lambda change: doing.fail_dispatch(
            change,
            key(self.dispatch, "Dispatch", "dispatch"),
            reason_text=self.reason_text,
            on_behalf=on_behalf(self.on_behalf),
        )
