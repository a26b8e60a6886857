"""One module per cluster of nouns; importing this package makes every table known to the metadata."""

from storage.tables.bulletin import BulletinRow, ReplyTemplateRow
from storage.tables.dispatch import (
    DispatchRow,
    DispatchSlotRow,
    EvaluationLineRow,
    EvaluationRow,
    ProjectRow,
    ProjectStepRow,
)
from storage.tables.event import DecisionCandidateRow, DecisionRow, EventRow, IdempotencyRow
from storage.tables.file import FileRow, ListImportRow, NeedPhotoRow
from storage.tables.learned import LearnedModelRow
from storage.tables.need import (
    EndorsementRow,
    NeedConflictRow,
    NeedPartRow,
    NeedPrivateRow,
    NeedRemarkRow,
    NeedRow,
    NeedShareRow,
    NeedUrgeRow,
)
from storage.tables.notification import (
    MailboxRow,
    MessageLineRow,
    MessageRow,
    NotificationPositionRow,
    NotificationRow,
    NotificationSwitchRow,
)
from storage.tables.outbox import OutboxPositionRow, WebhookDeliveryRow, WebhookRow
from storage.tables.partner import PartnerContactRow, PartnerQualificationRow, PartnerRow
from storage.tables.partnership import PartnershipPromiseRow, PartnershipRow
from storage.tables.person import (
    AccountRow,
    ContactViewRow,
    InvitationRow,
    MachineTokenRow,
    PersonPrivateRow,
    PersonRow,
    RoleGrantRow,
    SavedFilterRow,
    SignInAttemptRow,
    SignInRow,
)
from storage.tables.place import PlaceRow
from storage.tables.region import NumberCounterRow, RegionRow, RegionSettingChangeRow, RegionSettingRow
from storage.tables.resource import (
    ResourceBaseRow,
    ResourceExceptionRow,
    ResourceHoursRow,
    ResourceRegionRow,
    ResourceRow,
    ResourceSlotRow,
)
from storage.tables.seal import EventSealRow

__all__ = [
    "AccountRow",
    "BulletinRow",
    "ContactViewRow",
    "DecisionCandidateRow",
    "DecisionRow",
    "DispatchRow",
    "DispatchSlotRow",
    "EndorsementRow",
    "EvaluationLineRow",
    "EvaluationRow",
    "EventRow",
    "EventSealRow",
    "FileRow",
    "IdempotencyRow",
    "InvitationRow",
    "LearnedModelRow",
    "ListImportRow",
    "MachineTokenRow",
    "MailboxRow",
    "MessageLineRow",
    "MessageRow",
    "NeedConflictRow",
    "NeedPartRow",
    "NeedPhotoRow",
    "NeedPrivateRow",
    "NeedRemarkRow",
    "NeedRow",
    "NeedShareRow",
    "NeedUrgeRow",
    "NotificationPositionRow",
    "NotificationRow",
    "NotificationSwitchRow",
    "NumberCounterRow",
    "OutboxPositionRow",
    "PartnerContactRow",
    "PartnerQualificationRow",
    "PartnerRow",
    "PartnershipPromiseRow",
    "PartnershipRow",
    "PersonPrivateRow",
    "PersonRow",
    "PlaceRow",
    "ProjectRow",
    "ProjectStepRow",
    "RegionRow",
    "RegionSettingChangeRow",
    "RegionSettingRow",
    "ReplyTemplateRow",
    "ResourceBaseRow",
    "ResourceExceptionRow",
    "ResourceHoursRow",
    "ResourceRegionRow",
    "ResourceRow",
    "ResourceSlotRow",
    "RoleGrantRow",
    "SavedFilterRow",
    "SignInAttemptRow",
    "SignInRow",
    "WebhookDeliveryRow",
    "WebhookRow",
]
