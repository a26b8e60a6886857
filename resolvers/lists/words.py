"""Words of lists that stand for our closed lists: kinds of resources and partners, natures of needs."""

import re
from typing import TypeVar

from matching import normalise
from storage.codes import Kind, Nature, PartnerKind, Travel, Unit

Code = TypeVar("Code")

_KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.VENUE, "场地|场所|阵地|空间|房屋|会议室|活动室|教室|礼堂|酒店|住宿|床位|venue|hotel|room|space"),
    (Kind.FUND, "资金|经费|善款|捐款|捐赠|基金|donation|fund|money"),
    (Kind.GOODS, "物资|物品|设备|器材|用品|产能|goods|factory|supplies|food|equipment"),
    (Kind.SKILL, "人才|技能|专家|讲师|培训|智力|skill|talent|training"),
    (Kind.POLICY, "政策|政务|审批|许可|备案|登记|行政|policy|permit"),
    (Kind.SERVICE, "服务|诊|物流|运输|家政|维修|service|clinic|logistics"),
)
_KINDS_IN_TEXT: tuple[tuple[Kind, str], ...] = (
    (Kind.POLICY, "审批|许可|备案|登记|核准|认定|补贴申领|资格证|申请表|给付|奖励.*确认"),
    (Kind.VENUE, "会议室|活动室|教室|礼堂|场地|停车位|车位|床位|住宿|房间|球场|操场|食堂座位"),
    (Kind.FUND, "资金|善款|捐款|赞助\\d|基金"),
    (Kind.SKILL, "讲座|授课|培训|教学|辅导|顾问|法律咨询|心理咨询|义诊"),
    (Kind.GOODS, "捐赠|产能|轮椅|口罩|消毒|药品|衣物|书籍|米面|桌椅|帐篷|物资"),
)
_NATURES: tuple[tuple[Nature, str], ...] = (
    (Nature.COMPLAINT, "投诉|举报|complaint"),
    (Nature.QUESTION, "咨询|询问|question|inquiry"),
    (Nature.SUGGESTION, "建议|意见|suggestion"),
    (Nature.HELP, "求助|帮助|需求|服务|help"),
)
_PARTNER_KINDS: tuple[tuple[PartnerKind, str], ...] = (
    (PartnerKind.VOLUNTEER, "志愿者|能人|个人|居民|volunteer"),
    (PartnerKind.GROUP, "自组织|志愿队|队伍|团队|小组|group"),
    (PartnerKind.SOCIAL_ORGANIZATION, "社会组织|协会|基金会|社工|公益|social|ngo|nonprofit"),
    (PartnerKind.UNIT, "单位|机关|部门|企业|公司|商户|市场|学校|医院|物业|党组织|unit|department|company"),
)
_REMOTE = re.compile(
    "线上|网上|在线|远程|公众号|小程序|热线|电话(?:咨询|问诊|服务)|网络|视频|app|online|remote|hotline|by phone"
)
UNIT_OF_KIND = {Kind.GOODS: Unit.PIECE, Kind.FUND: Unit.YUAN, Kind.VENUE: Unit.PLACE}
REMOTE_KINDS = frozenset({Kind.SERVICE, Kind.SKILL, Kind.POLICY})
KIND_OF_UNIT = {Unit.YUAN: Kind.FUND, Unit.SQUARE_METRE: Kind.VENUE}


def _first(text: str, words: tuple[tuple[Code, str], ...]) -> Code | None:
    plain = normalise(text)
    return next((code for code, pattern in words if re.search(pattern, plain)), None)


def read_kind(text: str) -> Kind | None:
    """Return the kind a list's word names; None when it names none.

    >>> read_kind("人才技能").value, read_kind("travel_hotel").value, read_kind("其他")
    ('SKILL', 'VENUE', None)
    """
    return _first(text, _KINDS)


def guess_kind(text: str, unit: Unit | None = None, *, otherwise: Kind = Kind.SERVICE) -> Kind:
    """Return the likeliest kind of what a text offers; `otherwise` when nothing says which."""
    if unit in KIND_OF_UNIT:
        return KIND_OF_UNIT[unit]
    return _first(text, _KINDS_IN_TEXT) or (Kind.GOODS if unit is Unit.PIECE else otherwise)


def read_nature(text: str) -> Nature | None:
    """Return the nature a list's word names; None when it names none."""
    return _first(text, _NATURES)


def read_partner_kind(text: str) -> PartnerKind | None:
    """Return the kind of partner a list's word names; None when it names none."""
    return _first(text, _PARTNER_KINDS)


def is_remote(kind: Kind, text: str) -> bool:
    """Whether help is given over the telephone or the network; goods, rooms and money are not."""
    return kind in REMOTE_KINDS and bool(_REMOTE.search(normalise(text)))


def travel_of(kind: Kind, text: str) -> Travel:
    """Return who travels: nobody for help at a distance, the resident to a place, else the partner."""
    if is_remote(kind, text):
        return Travel.REMOTE
    return Travel.RESIDENT_COMES if kind in {Kind.VENUE, Kind.POLICY} else Travel.PARTNER_COMES
