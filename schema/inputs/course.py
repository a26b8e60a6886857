"""Inputs about the course of a need: voices beside it, its ends, its verdict."""

from datetime import datetime

import strawberry

from resolvers.changes import OnBehalf, Work
from resolvers.life import accepting, sharing, urging, verdicts, voices
from schema.identity import key, optional_key
from schema.inputs.shared import PHOTOS, Id, OnBehalfInput, on_behalf, photo_keys
from schema.words import Channel, RemarkKind, Satisfied, Solved
from storage.tables import NeedPartRow, NeedRow


@strawberry.input(description="附议：我也需要，或者支持。")
class EndorseNeedInput:
    """A neighbour's voice."""

    need: Id
    also_needs: bool
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: voices.endorse_need(
            change,
            key(self.need, "Need", "need"),
            also_needs=self.also_needs,
            on_behalf=on_behalf(self.on_behalf),
        )


@strawberry.input(description="给需求留言。")
class CommentNeedInput:
    """A comment."""

    need: Id
    text: str
    photos: list[Id] | None = strawberry.field(default=None, description=PHOTOS)
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: voices.add_remark(
            change,
            key(self.need, "Need", "need"),
            RemarkKind.COMMENT,
            self.text,
            photos=photo_keys(self.photos),
            on_behalf=on_behalf(self.on_behalf),
        )


@strawberry.input(description="催办：一件需求一天一次。")
class UrgeNeedInput:
    """That a need should go on."""

    need: Id
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: urging.urge_need(
            change, key(self.need, "Need", "need"), on_behalf=on_behalf(self.on_behalf)
        )


@strawberry.input(description="把进展分享给家人：得到一个只读链接。")
class ShareProgressInput:
    """That the family may read on."""

    need: Id
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: sharing.share_progress(
            change, key(self.need, "Need", "need"), on_behalf=on_behalf(self.on_behalf)
        )


@strawberry.input(description="停止分享：发出去的链接随即失效。")
class StopSharingInput:
    """That the family reads no more."""

    need: Id
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: sharing.stop_sharing(
            change, key(self.need, "Need", "need"), on_behalf=on_behalf(self.on_behalf)
        )


@strawberry.input(description="内部备注，只有工作人员看得到。")
class NoteNeedInput:
    """A note among staff."""

    need: Id
    text: str

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: voices.add_remark(change, key(self.need, "Need", "need"), RemarkKind.NOTE, self.text)


@strawberry.input(description="记下回访时说的话。")
class RecordFollowUpInput:
    """What was said in a follow-up call."""

    need: Id
    text: str
    channel: Channel
    person: Id | None = None

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: voices.add_remark(
            change,
            key(self.need, "Need", "need"),
            RemarkKind.FOLLOW_UP,
            self.text,
            on_behalf=OnBehalf(self.channel, optional_key(self.person, "Person", "person")),
        )


@strawberry.input(description="转给同事负责。")
class HandOverNeedInput:
    """A new owner."""

    need: Id
    owner: Id

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: accepting.hand_over_need(
            change, key(self.need, "Need", "need"), key(self.owner, "Person", "owner")
        )


@strawberry.input(description="暂不能受理：原因、一句话和下一步。")
class DeclineNeedInput:
    """Why a need cannot be accepted."""

    need: Id
    reason_code: str
    reason_text: str
    next_step: str

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: accepting.decline_need(
            change,
            key(self.need, "Need", "need"),
            reason_code=self.reason_code,
            reason_text=self.reason_text,
            next_step=self.next_step,
        )


@strawberry.input(description="挂起：时限暂停，到期再看。")
class HoldNeedInput:
    """A pause."""

    need: Id
    reason_text: str
    until: datetime

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: accepting.hold_need(
            change, key(self.need, "Need", "need"), reason_text=self.reason_text, until=self.until
        )


@strawberry.input(description="列入缺口。")
class ListGapInput:
    """A part for which nothing fits."""

    part: Id

    def work(self) -> Work[NeedPartRow]:
        """Return the change asked for."""
        return lambda change: accepting.list_gap(change, key(self.part, "NeedPart", "part"))


@strawberry.input(description="转办到别处。")
class TransferNeedInput:
    """Where a need goes on."""

    need: Id
    to: str
    reason_text: str

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: accepting.transfer_need(
            change, key(self.need, "Need", "need"), to=self.to, reason_text=self.reason_text
        )


@strawberry.input(description="撤回；原因可以不写。")
class WithdrawNeedInput:
    """A need taken back."""

    need: Id
    reason_code: str | None = None
    reason_text: str = ""
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: accepting.withdraw_need(
            change,
            key(self.need, "Need", "need"),
            reason_code=self.reason_code,
            reason_text=self.reason_text,
            on_behalf=on_behalf(self.on_behalf),
        )


@strawberry.input(description="并入另一件同类需求。")
class MergeNeedsInput:
    """Two needs of the same matter."""

    need: Id
    into: Id

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: accepting.merge_needs(
            change, key(self.need, "Need", "need"), key(self.into, "Need", "into")
        )


@strawberry.input(description="重开，或结束挂起。")
class ReopenNeedInput:
    """A need opened again."""

    need: Id
    reason_text: str
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: accepting.reopen_need(
            change, key(self.need, "Need", "need"), reason_text=self.reason_text, on_behalf=on_behalf(self.on_behalf)
        )


@strawberry.input(description="对其中一次派单的评价。")
class EvaluationLineInput:
    """What the verdict says of one dispatch."""

    dispatch: Id
    satisfied: Satisfied | None = None


@strawberry.input(description="评价：解决了没有、满意不满意，是两件事。")
class EvaluateNeedInput:
    """The asker's verdict."""

    need: Id
    solved: Solved
    satisfied: Satisfied | None = None
    reasons: list[str] = strawberry.field(default_factory=list)
    text: str = ""
    lines: list[EvaluationLineInput] = strawberry.field(default_factory=list)
    open_parts: list[Id] = strawberry.field(
        default_factory=list, description="部分解决时，还没有解决的部分；不写就是全部。"
    )
    on_behalf: OnBehalfInput | None = None

    def work(self) -> Work[NeedRow]:
        """Return the change asked for."""
        return lambda change: verdicts.evaluate_need(
            change, key(self.need, "Need", "need"), self._verdict(), on_behalf=on_behalf(self.on_behalf)
        )

    def _verdict(self) -> verdicts.Verdict:
        return verdicts.Verdict(
            solved=self.solved,
            satisfied=self.satisfied,
            reasons=tuple(self.reasons),
            text=self.text,
            lines={key(one.dispatch, "Dispatch", "lines.dispatch"): one.satisfied for one in self.lines},
            open_parts=frozenset(key(one, "NeedPart", "openParts") for one in self.open_parts),
        )
