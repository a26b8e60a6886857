"""What is done with needs, from raising to the verdict."""

import strawberry

from schema.answers import mutation
from schema.inputs.course import (
    CommentNeedInput,
    DeclineNeedInput,
    EndorseNeedInput,
    EvaluateNeedInput,
    HandOverNeedInput,
    HoldNeedInput,
    ListGapInput,
    MergeNeedsInput,
    NoteNeedInput,
    RecordFollowUpInput,
    ReopenNeedInput,
    ShareProgressInput,
    StopSharingInput,
    TransferNeedInput,
    UrgeNeedInput,
    WithdrawNeedInput,
)
from schema.inputs.need import AcceptNeedInput, EditNeedInput, PostNeedInput, PublishNeedInput
from schema.results import (
    AcceptNeedResult,
    CommentNeedResult,
    DeclineNeedResult,
    EditNeedResult,
    EndorseNeedResult,
    EvaluateNeedResult,
    HandOverNeedResult,
    HoldNeedResult,
    ListGapResult,
    MergeNeedsResult,
    NeedSuccess,
    NoteNeedResult,
    PartSuccess,
    PostNeedResult,
    PublishNeedResult,
    RecordFollowUpResult,
    ReopenNeedResult,
    ShareProgressResult,
    StopSharingResult,
    TransferNeedResult,
    UrgeNeedResult,
    WithdrawNeedResult,
)
from schema.rules import CONCERNED, SIGNED_IN, STAFF


@strawberry.type
class NeedMutations:
    """What is done with needs, from raising to the verdict."""

    post_need = mutation(
        PostNeedInput,
        PostNeedResult,
        NeedSuccess.of,
        SIGNED_IN,
        "提出需求：为本人、家人邻居、单位、社区，或由工作人员代录。",
    )
    accept_need = mutation(
        AcceptNeedInput, AcceptNeedResult, NeedSuccess.of, STAFF, "受理：从此有责任人，时限开始计算。"
    )
    publish_need = mutation(PublishNeedInput, PublishNeedResult, NeedSuccess.of, STAFF, "公布：用工作人员写的文字。")
    edit_need = mutation(EditNeedInput, EditNeedResult, NeedSuccess.of, CONCERNED, "修改需求。")
    endorse_need = mutation(
        EndorseNeedInput, EndorseNeedResult, NeedSuccess.of, SIGNED_IN, "附议：我也需要，或者支持。"
    )
    comment_need = mutation(CommentNeedInput, CommentNeedResult, NeedSuccess.of, CONCERNED, "留言。")
    urge_need = mutation(UrgeNeedInput, UrgeNeedResult, NeedSuccess.of, CONCERNED, "催办：一件需求一天一次。")
    share_progress = mutation(
        ShareProgressInput, ShareProgressResult, NeedSuccess.of, CONCERNED, "把进展分享给家人；链接在 Need.share。"
    )
    stop_sharing = mutation(StopSharingInput, StopSharingResult, NeedSuccess.of, CONCERNED, "停止分享。")
    note_need = mutation(NoteNeedInput, NoteNeedResult, NeedSuccess.of, STAFF, "内部备注。")
    hand_over_need = mutation(HandOverNeedInput, HandOverNeedResult, NeedSuccess.of, STAFF, "转给同事负责。")
    decline_need = mutation(
        DeclineNeedInput, DeclineNeedResult, NeedSuccess.of, STAFF, "暂不能受理：说明原因和下一步。"
    )
    hold_need = mutation(HoldNeedInput, HoldNeedResult, NeedSuccess.of, STAFF, "挂起：时限暂停。")
    list_gap = mutation(ListGapInput, ListGapResult, PartSuccess.of, STAFF, "列入缺口。")
    transfer_need = mutation(TransferNeedInput, TransferNeedResult, NeedSuccess.of, STAFF, "转办。")
    withdraw_need = mutation(WithdrawNeedInput, WithdrawNeedResult, NeedSuccess.of, CONCERNED, "撤回。")
    merge_needs = mutation(MergeNeedsInput, MergeNeedsResult, NeedSuccess.of, STAFF, "并入另一件同类需求。")
    reopen_need = mutation(ReopenNeedInput, ReopenNeedResult, NeedSuccess.of, CONCERNED, "重开，或结束挂起。")
    record_follow_up = mutation(RecordFollowUpInput, RecordFollowUpResult, NeedSuccess.of, STAFF, "记下回访。")
    evaluate_need = mutation(EvaluateNeedInput, EvaluateNeedResult, NeedSuccess.of, CONCERNED, "评价。")
