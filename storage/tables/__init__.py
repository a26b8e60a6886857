"""One module per cluster of nouns; importing this package makes every table known to the metadata."""

from storage.tables.dispatch import (
    DispatchRow,
    DispatchSlotRow,
    EvaluationLineRow,
    EvaluationRow,
    ProjectRow,
    ProjectStepRow,
)
from storage.tables.event import DecisionCandidateRow, DecisionRow, EventRow, IdempotencyRow
from storage.tables.learned import LearnedModelRow
from storage.tables.need import (
    EndorsementRow,
    NeedConflictRow,
    NeedPartRow,
    NeedPrivateRow,
    NeedRemarkRow,
    NeedRow,
)
from storage.tables.partner import PartnerContactRow, PartnerQualificationRow, PartnerRow
from storage.tables.person import (
    AccountRow,
    ContactViewRow,
    InvitationRow,
    MachineTokenRow,
    PersonPrivateRow,
    PersonRow,
    RoleGrantRow,
    SignInAttemptRow,
    SignInRow,
)
from storage.tables.region import NumberCounterRow, RegionRow, RegionSettingRow
from storage.tables.resource import (
    ResourceBaseRow,
    ResourceExceptionRow,
    ResourceHoursRow,
    ResourceRegionRow,
    ResourceRow,
    ResourceSlotRow,
)

__all__ = [
    "AccountRow",
    "ContactViewRow",
    "DecisionCandidateRow",
    "DecisionRow",
    "DispatchRow",
    "DispatchSlotRow",
    "EndorsementRow",
    "EvaluationLineRow",
    "EvaluationRow",
    "EventRow",
    "IdempotencyRow",
    "InvitationRow",
    "LearnedModelRow",
    "MachineTokenRow",
    "NeedConflictRow",
    "NeedPartRow",
    "NeedPrivateRow",
    "NeedRemarkRow",
    "NeedRow",
    "NumberCounterRow",
    "PartnerContactRow",
    "PartnerQualificationRow",
    "PartnerRow",
    "PersonPrivateRow",
    "PersonRow",
    "ProjectRow",
    "ProjectStepRow",
    "RegionRow",
    "RegionSettingRow",
    "ResourceBaseRow",
    "ResourceExceptionRow",
    "ResourceHoursRow",
    "ResourceRegionRow",
    "ResourceRow",
    "ResourceSlotRow",
    "RoleGrantRow",
    "SignInAttemptRow",
    "SignInRow",
]
