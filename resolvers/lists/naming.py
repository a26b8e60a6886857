"""What a name in a list is: the community, a resident, a person, or which kind of partner."""

import re
from enum import StrEnum

from storage.codes import PartnerKind

COMMUNITY_WORDS = frozenset(
    {"社区", "本社区", "居委会", "社区居委会", "村委会", "街道", "街道办", "网格", "网格员", "社区党组织", "community"}
)
RESIDENT_WORDS = frozenset({"群众", "居民", "个人", "村民", "住户", "业主", "居民群众", "辖区居民", "resident"})
UNIT_WORDS = frozenset({"成员单位", "单位", "共建单位", "驻区单位", "商户", "企业", "unit"})

_COMMUNITY = re.compile("(?:社区|居委会|村委会)$")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟"
    "熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤普和木施沐思耿单瞿聂柴卜凌阮柳祁鲍柯詹季庞倪颜俞翁殷牛甘关温樊葛"
)
_TITLES = "师傅|医生|大夫|老师|律师|阿姨|大爷|大妈|奶奶|爷爷|叔叔|大姐|大哥|女士|先生|同志|教授|书记|主任"
_PERSON = re.compile(rf"(?:[{_SURNAMES}]|欧阳|上官|司马|诸葛|尉迟|单于)[一-鿿·]{{1,3}}?(?:{_TITLES})?")
_TITLED = re.compile(rf"[{_SURNAMES}](?:{_TITLES})")
_ORGANISED = re.compile(
    "(?:局|委|办|厅|院|校|学|园|公司|厂|店|中心|站|所|社|会|队|行|馆|部|处|科|集团|物业|药房|超市|宾馆|酒店|社区|工作室|联盟|组|室|坊|"
    "城|广场|市场|机构|平台|物流|快递|团|班|基地|银行|协会|小区|网格|街道|堂|庭|家园|山庄|苑|里|政府|部队|医务|联|工会|党委|支部)(?:[((].*[))])?$"
)
_SOCIAL = re.compile("协会|基金会|红十字会|慈善|学会|促进会|联合会|商会|社会工作|社工|公益|服务社|民办非|互助社")
_GROUP = re.compile(
    "志愿(?:者)?(?:服务)?(?:队|团|小组)|服务队|互助(?:队|组|会)|小组|突击队|宣讲团|艺术团|合唱团|舞蹈队|帮帮团|先锋队|巡逻队|自管|之家志愿"
)
_DEPARTMENT = re.compile(
    "(?:局|委员会|委|厅|办公室|办事处|街道办|派出所|司法所|税务所|市场监管所|法庭|检察院|法院|大队|支队|残联|妇联|总工会|团委|[区市县州省]委办|政府办|[区市县州省]委[一-鿿]{2,3}部|公管办|指挥部)$"
)
_MARKET = re.compile(
    "公司|集团|店|超市|酒店|宾馆|旅馆|客栈|公寓|餐厅|饭庄|药房|商行|商贸|厂$|银行|物业|理发|美容|快递|物流|速递|保险|市场|影院|健身"
)


class Asker(StrEnum):
    """Who asks, by the word in a list's 提出方."""

    COMMUNITY = "COMMUNITY"
    RESIDENT = "RESIDENT"
    UNIT = "UNIT"
    NAMED_PERSON = "NAMED_PERSON"
    NAMED_PARTNER = "NAMED_PARTNER"


def read_asker(text: str) -> Asker:
    """Return who asks: a word for a party, or a name.

    >>> [read_asker(name).value for name in ("群众", "白塔小学", "李秀英")]
    ['RESIDENT', 'NAMED_PARTNER', 'NAMED_PERSON']
    """
    word = text.strip().lower()
    for asker, words in (
        (Asker.COMMUNITY, COMMUNITY_WORDS),
        (Asker.RESIDENT, RESIDENT_WORDS),
        (Asker.UNIT, UNIT_WORDS),
    ):
        if word in words:
            return asker
    if _COMMUNITY.search(word):
        return Asker.COMMUNITY
    return Asker.NAMED_PERSON if is_person_name(text) else Asker.NAMED_PARTNER


def is_person_name(text: str) -> bool:
    """Whether a name is most likely a person's: a Chinese surname, few characters, nothing of an organisation."""
    name = text.strip()
    return bool(_TITLED.fullmatch(name) or (_PERSON.fullmatch(name) and not _ORGANISED.search(name)))


def partner_kind(name: str) -> PartnerKind:
    """Return the kind of a partner that only its name is known of; a unit when nothing says otherwise.

    >>> [partner_kind(name).value for name in ("区民政局", "银龄志愿队", "盘龙区助老协会", "李师傅")]
    ['UNIT', 'GROUP', 'SOCIAL_ORGANIZATION', 'VOLUNTEER']
    """
    if is_department(name):
        return PartnerKind.UNIT
    if _GROUP.search(name):
        return PartnerKind.GROUP
    if _SOCIAL.search(name):
        return PartnerKind.SOCIAL_ORGANIZATION
    return PartnerKind.VOLUNTEER if is_person_name(name) else PartnerKind.UNIT


def is_department(name: str) -> bool:
    """Whether a unit is a department of government by its name."""
    return bool(_DEPARTMENT.search(name))


def is_market_body(name: str) -> bool:
    """Whether a unit is a shop or a company by its name."""
    return bool(_MARKET.search(name)) and not is_department(name)
