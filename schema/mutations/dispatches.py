"""What is done with dispatches: asking, answering, doing."""

import strawberry

from schema.answers import mutation
from schema.inputs.dispatch import (
    ClaimNeedInput,
    ConfirmDispatchInput,
    DismissMatchesInput,
    FailDispatchInput,
    FinishDispatchInput,
    RecallDispatchInput,
    ReturnDispatchInput,
    SendDispatchInput,
    StartDispatchInput,
    TakeDispatchInput,
)
from schema.results import (
    ClaimNeedResult,
    ConfirmDispatchResult,
    DismissMatchesResult,
    DispatchSuccess,
    FailDispatchResult,
    FinishDispatchResult,
    PartSuccess,
    RecallDispatchResult,
    ReturnDispatchResult,
    ReturnSuccess,
    SendDispatchResult,
    StartDispatchResult,
    TakeDispatchResult,
)
from schema.rules import PARTNER, STAFF


@strawberry.type
class DispatchMutations:
    """What is done with dispatches: asking, answering, doing."""

    send_dispatch = mutation(SendDispatchInput, SendDispatchResult, DispatchSuccess.of, STAFF, "派单。")
    claim_need = mutation(ClaimNeedInput, ClaimNeedResult, DispatchSuccess.of, PARTNER, "认领。")
    confirm_dispatch = mutation(
        ConfirmDispatchInput, ConfirmDispatchResult, DispatchSuccess.of, STAFF, "同意认领或改约。"
    )
    dismiss_matches = mutation(DismissMatchesInput, DismissMatchesResult, PartSuccess.of, STAFF, "这些推荐都不合适。")
    recall_dispatch = mutation(RecallDispatchInput, RecallDispatchResult, DispatchSuccess.of, STAFF, "撤回派单。")
    take_dispatch = mutation(TakeDispatchInput, TakeDispatchResult, DispatchSuccess.of, PARTNER, "接单。")
    return_dispatch = mutation(
        ReturnDispatchInput, ReturnDispatchResult, ReturnSuccess.of, PARTNER, "不接或退单；接着推荐下一家。"
    )
    start_dispatch = mutation(StartDispatchInput, StartDispatchResult, DispatchSuccess.of, PARTNER, "开始办理。")
    finish_dispatch = mutation(FinishDispatchInput, FinishDispatchResult, DispatchSuccess.of, PARTNER, "办完了。")
    fail_dispatch = mutation(FailDispatchInput, FailDispatchResult, DispatchSuccess.of, PARTNER, "没有办成。")
