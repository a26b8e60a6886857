"""What is done with agreements, and with partners and resources that leave."""

from typing import Annotated, TypeAlias

import strawberry

from schema.answers import mutation
from schema.inputs import partnership as inputs
from schema.partnerships import Partnership
from schema.refusals import AlreadyThere, MoveNotPossible, StillPromised
from schema.results import Asked, Moved, PartnerSuccess, ResourceSuccess, Success
from schema.rules import PARTNER, STAFF


@strawberry.type
class PartnershipSuccess(Success):
    """The agreement as it stands now."""

    partnership: Partnership = strawberry.field(metadata=STAFF)


RecordPartnershipResult: TypeAlias = Annotated[
    PartnershipSuccess | Asked | MoveNotPossible | AlreadyThere,
    strawberry.union("RecordPartnershipResult"),
]
EditPartnershipResult: TypeAlias = Annotated[
    PartnershipSuccess | Moved | AlreadyThere,
    strawberry.union("EditPartnershipResult"),
]
EndPartnershipResult: TypeAlias = Annotated[PartnershipSuccess | Moved, strawberry.union("EndPartnershipResult")]
WithdrawResourceResult: TypeAlias = Annotated[
    ResourceSuccess | Asked | MoveNotPossible | StillPromised,
    strawberry.union("WithdrawResourceResult"),
]
LeavePartnerResult: TypeAlias = Annotated[
    PartnerSuccess | Asked | MoveNotPossible | StillPromised,
    strawberry.union("LeavePartnerResult"),
]


@strawberry.type
class PartnershipMutations:
    """What is done with agreements, and with partners and resources that leave."""

    record_partnership = mutation(
        inputs.RecordPartnershipInput, RecordPartnershipResult, PartnershipSuccess.of, STAFF, "记下合伙协议。"
    )
    edit_partnership = mutation(
        inputs.EditPartnershipInput,
        EditPartnershipResult,
        PartnershipSuccess.of,
        STAFF,
        "修改、暂停或恢复合伙协议。",
    )
    end_partnership = mutation(
        inputs.EndPartnershipInput, EndPartnershipResult, PartnershipSuccess.of, STAFF, "退出合伙关系。"
    )
    withdraw_resource = mutation(
        inputs.WithdrawResourceInput, WithdrawResourceResult, ResourceSuccess.of, PARTNER, "撤下资源。"
    )
    leave_partner = mutation(inputs.LeavePartnerInput, LeavePartnerResult, PartnerSuccess.of, PARTNER, "合伙人退出。")
