"""The closed lists of words that rows may hold.

Each is stored as its own name and kept by a CHECK constraint, so a row can never hold a word that is not here.
The Chinese beside a word is its label in docs and exports; screens take theirs from the front end's text files.
"""

from enum import StrEnum


class Level(StrEnum):
    """Level of a region in the tree, from the widest to the narrowest."""

    CITY = "CITY"
    DISTRICT = "DISTRICT"
    STREET = "STREET"
    COMMUNITY = "COMMUNITY"
    GRID = "GRID"
    COMPOUND = "COMPOUND"
    BUILDING = "BUILDING"


class Datum(StrEnum):
    """Map system a coordinate was given in; what is stored is always WGS-84."""

    WGS84 = "WGS84"
    GCJ02 = "GCJ02"
    BD09 = "BD09"


class Role(StrEnum):
    """What a person may be granted in a region; it reaches the region's subtree."""

    GRID_WORKER = "GRID_WORKER"
    COMMUNITY_STAFF = "COMMUNITY_STAFF"
    STREET_OFFICER = "STREET_OFFICER"
    DISTRICT_OFFICER = "DISTRICT_OFFICER"
    ADMINISTRATOR = "ADMINISTRATOR"


class Channel(StrEnum):
    """How something reached us: who typed may not be who spoke."""

    PHONE = "PHONE"
    WECHAT = "WECHAT"
    DESK = "DESK"
    VISIT = "VISIT"
    PAPER = "PAPER"
    WEB = "WEB"
    IMPORT = "IMPORT"
    MEETING = "MEETING"
    HOTLINE = "HOTLINE"
    AUTO = "AUTO"


class PartnerKind(StrEnum):
    """Who offers: 单位，社会组织，自组织/志愿队，志愿者/能人."""

    UNIT = "UNIT"
    SOCIAL_ORGANIZATION = "SOCIAL_ORGANIZATION"
    GROUP = "GROUP"
    VOLUNTEER = "VOLUNTEER"


class PartnerStatus(StrEnum):
    """待确认，已确认，已退出."""

    REGISTERED = "REGISTERED"
    CONFIRMED = "CONFIRMED"
    LEFT = "LEFT"


class Kind(StrEnum):
    """What is given or asked: 服务，物资，场地，资金，人才技能，政策."""

    SERVICE = "SERVICE"
    GOODS = "GOODS"
    VENUE = "VENUE"
    FUND = "FUND"
    SKILL = "SKILL"
    POLICY = "POLICY"


class Unit(StrEnum):
    """What a quantity counts: 人，小时，件，次，个，平方米，元 (stored in fen)."""

    PERSON = "PERSON"
    HOUR = "HOUR"
    PIECE = "PIECE"
    TIME = "TIME"
    PLACE = "PLACE"
    SQUARE_METRE = "SQUARE_METRE"
    YUAN = "YUAN"


class Serves(StrEnum):
    """How the area of a resource is drawn."""

    REGIONS = "REGIONS"
    RADIUS = "RADIUS"
    REMOTE = "REMOTE"


class Travel(StrEnum):
    """Who travels when a resource is used."""

    PARTNER_COMES = "PARTNER_COMES"
    RESIDENT_COMES = "RESIDENT_COMES"
    REMOTE = "REMOTE"


class ResourceStatus(StrEnum):
    """可用，暂停，已撤下."""

    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    WITHDRAWN = "WITHDRAWN"


class Nature(StrEnum):
    """求助，咨询，建议，投诉; only HELP and SUGGESTION are matched."""

    HELP = "HELP"
    QUESTION = "QUESTION"
    SUGGESTION = "SUGGESTION"
    COMPLAINT = "COMPLAINT"


class Matter(StrEnum):
    """个人事项，公共事项."""

    PERSONAL = "PERSONAL"
    PUBLIC = "PUBLIC"


class Manner(StrEnum):
    """日常性，针对性，专业性，紧急性: a label; urgency sets the deadlines."""

    EVERYDAY = "EVERYDAY"
    TARGETED = "TARGETED"
    PROFESSIONAL = "PROFESSIONAL"
    URGENT = "URGENT"


class Urgency(StrEnum):
    """紧急，较急，一般，公共/复杂."""

    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


class NeedStatus(StrEnum):
    """Where a need stands in its life; `resolvers.moves` says what may follow what."""

    RAISED = "RAISED"
    ACCEPTED = "ACCEPTED"
    DISCUSSING = "DISCUSSING"
    DECIDED = "DECIDED"
    DISPATCHED = "DISPATCHED"
    TAKEN = "TAKEN"
    UNDER_WAY = "UNDER_WAY"
    DONE = "DONE"
    CLOSED = "CLOSED"
    DECLINED = "DECLINED"
    TRANSFERRED = "TRANSFERRED"
    MERGED = "MERGED"
    WITHDRAWN = "WITHDRAWN"
    ON_HOLD = "ON_HOLD"
    REOPENED = "REOPENED"


class DispatchStatus(StrEnum):
    """Where a dispatch stands; `resolvers.moves` says what may follow what."""

    SENT = "SENT"
    PROPOSED = "PROPOSED"
    CLAIMED = "CLAIMED"
    TAKEN = "TAKEN"
    UNDER_WAY = "UNDER_WAY"
    DONE = "DONE"
    FAILED = "FAILED"
    RETURNED = "RETURNED"
    EXPIRED = "EXPIRED"
    RECALLED = "RECALLED"


class ProjectStatus(StrEnum):
    """未启动，推进中，已完成，销号."""

    PLANNED = "PLANNED"
    UNDER_WAY = "UNDER_WAY"
    FINISHED = "FINISHED"
    STRUCK_OFF = "STRUCK_OFF"


class Solved(StrEnum):
    """已解决，部分解决，未解决."""

    YES = "YES"
    PARTLY = "PARTLY"
    NO = "NO"


class Satisfied(StrEnum):
    """非常满意，满意，基本满意，不满意，非常不满意."""

    VERY_SATISFIED = "VERY_SATISFIED"
    SATISFIED = "SATISFIED"
    FAIR = "FAIR"
    DISSATISFIED = "DISSATISFIED"
    VERY_DISSATISFIED = "VERY_DISSATISFIED"


class RemarkKind(StrEnum):
    """A comment others may read, a note for staff, a follow-up call."""

    COMMENT = "COMMENT"
    NOTE = "NOTE"
    FOLLOW_UP = "FOLLOW_UP"


class DecisionAction(StrEnum):
    """What staff did with a ranking they were shown; PLAN is a dispatch that a plan of many chose."""

    DISPATCH = "DISPATCH"
    PLAN = "PLAN"
    DISMISS = "DISMISS"


class TokenScope(StrEnum):
    """What a machine's token may do of what its owner may: read, keep the lists, or everything but the account."""

    READ = "READ"
    LISTS = "LISTS"
    FULL = "FULL"


class EventNoun(StrEnum):
    """What webhooks may be told of: nouns of the three lists and their register, never a person."""

    NEED = "NEED"
    DISPATCH = "DISPATCH"
    PROJECT = "PROJECT"
    RESOURCE = "RESOURCE"
    PARTNER = "PARTNER"


class DeliveryStatus(StrEnum):
    """Waiting to be sent, delivered, or given up."""

    WAITING = "WAITING"
    DELIVERED = "DELIVERED"
    DEAD = "DEAD"


class DeliveryFault(StrEnum):
    """Why an attempt failed: no such name, a private address, no connection, no answer in time, another answer."""

    NAME_UNKNOWN = "NAME_UNKNOWN"
    ADDRESS_PRIVATE = "ADDRESS_PRIVATE"
    UNREACHABLE = "UNREACHABLE"
    TIMED_OUT = "TIMED_OUT"
    REFUSED = "REFUSED"


class FileKind(StrEnum):
    """A list to be taken in or along, or a photo of a need."""

    LIST = "LIST"
    PHOTO = "PHOTO"


class NotificationKind(StrEnum):
    """What a person is told; `resolvers.notifications.kinds` says who is told it and how soon."""

    NEED_ACCEPTED = "NEED_ACCEPTED"
    NEED_ANSWERED = "NEED_ANSWERED"
    NEED_DECLINED = "NEED_DECLINED"
    NEED_TRANSFERRED = "NEED_TRANSFERRED"
    NEED_HELD = "NEED_HELD"
    NEED_RESUMED = "NEED_RESUMED"
    NEED_MERGED = "NEED_MERGED"
    NEED_CLOSED = "NEED_CLOSED"
    COMMENTED = "COMMENTED"
    HELP_SOUGHT = "HELP_SOUGHT"
    HELP_COMING = "HELP_COMING"
    HELP_CHANGED = "HELP_CHANGED"
    WORK_BEGUN = "WORK_BEGUN"
    HELP_DONE = "HELP_DONE"
    VERDICT_ASKED = "VERDICT_ASKED"
    DISPATCH_ASKED = "DISPATCH_ASKED"
    DISPATCH_CONFIRMED = "DISPATCH_CONFIRMED"
    DISPATCH_RECALLED = "DISPATCH_RECALLED"
    THANKED = "THANKED"
    RESOURCE_STALE = "RESOURCE_STALE"
    NEED_WAITING = "NEED_WAITING"
    NEED_HANDED_OVER = "NEED_HANDED_OVER"
    NEED_WITHDRAWN = "NEED_WITHDRAWN"
    DISPATCH_TAKEN = "DISPATCH_TAKEN"
    DISPATCH_DONE = "DISPATCH_DONE"
    DISPATCH_UNCONFIRMED = "DISPATCH_UNCONFIRMED"
    DISPATCH_ASKED_BACK = "DISPATCH_ASKED_BACK"
    DISPATCH_RETURNED = "DISPATCH_RETURNED"
    DISPATCH_EXPIRED = "DISPATCH_EXPIRED"
    DISPATCH_FAILED = "DISPATCH_FAILED"
    NOT_SOLVED = "NOT_SOLVED"
    URGED = "URGED"
    OVERDUE = "OVERDUE"
    OVERDUE_BELOW = "OVERDUE_BELOW"


class Way(StrEnum):
    """How a message leaves: 邮件，短信，企业微信群机器人，签名的网络回调."""

    MAIL = "MAIL"
    SMS = "SMS"
    WECOM = "WECOM"
    WEBHOOK = "WEBHOOK"


class MessagePurpose(StrEnum):
    """One urgent notification, a day's digest, or the question whether an e-mail address is right."""

    NOW = "NOW"
    DIGEST = "DIGEST"
    CONFIRM = "CONFIRM"


class MessageStatus(StrEnum):
    """待发，已发，多次未成不再发，不该再发."""

    WAITING = "WAITING"
    SENT = "SENT"
    GIVEN_UP = "GIVEN_UP"
    DROPPED = "DROPPED"


class PartnershipStatus(StrEnum):
    """生效，暂停，到期，退出; an agreement whose last day has passed is read as EXPIRED."""

    IN_FORCE = "IN_FORCE"
    PAUSED = "PAUSED"
    EXPIRED = "EXPIRED"
    ENDED = "ENDED"


class PlaceKind(StrEnum):
    """What a place of the fifteen-minute circle is good for: 宜居，宜业，宜游，宜学，宜养."""

    LIVING = "LIVING"
    WORKING = "WORKING"
    VISITING = "VISITING"
    LEARNING = "LEARNING"
    CARING = "CARING"
