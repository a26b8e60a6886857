"""The words of made-up offers and needs: our own phrases of everyday community matters, put together by rule.

A pool is every combination of its columns; `ZIPF` says how unevenly the phrases of a pool are used.
"""

from itertools import product

ZIPF = 0.85

Columns = tuple[tuple[str, ...], ...]


def combined(columns: Columns) -> list[str]:
    """Return every combination of one phrase of each column, the first column changing slowest."""
    return ["".join(phrases) for phrases in product(*columns)]


KINDS_OF_PARTNER = (
    "服务队", "志愿队", "便民站", "互助社", "工作室", "合作社", "门店", "商行", "诊所", "餐馆", "协会", "学堂",
    "书屋", "小铺", "驿站", "维修部", "家政部", "俱乐部", "幼儿园", "物业部", "药房", "车队", "律所", "培训点",
)  # fmt: skip
PLACE_ENDS = (
    "小区", "花园", "苑", "里", "巷", "路", "街", "新村", "家园", "公寓", "大院", "庭", "坊", "湾", "桥头", "广场",
)  # fmt: skip

OFFER_INTRODUCTIONS = combined(
    (
        ("我们", "本店", "团队", "本单位", "我们站点", "党员小组", "退休职工", "社工", "本站", "几位邻居"),
        ("长期", "可以", "免费", "常年", "利用空闲时间", "按成本价", "和社区一起", "自愿", "可预约", "联合医院"),
        ("提供", "开展", "承接", "组织", "帮忙做", "安排", "办理", "支持"),
    ),
)
OFFER_TIMES = combined(
    (
        ("每周一三五", "工作日", "周末", "节假日", "每周二四", "每天", "每月初", "寒暑假", "农闲时", "提前一天约好"),
        ("上午", "下午", "晚上", "全天", "早上八点后", "午饭后", "五点以后", "整点"),
        ("可上门服务", "有人值班", "能到家里来", "在活动室", "可以接待", "都有空", "到店办理", "电话联系即可"),
    ),
)
OFFER_AUDIENCES = combined(
    (
        ("面向", "主要服务", "优先照顾", "专门帮助", "欢迎", "适合", "只限"),
        ("本社区", "附近", "辖区内", "街道", "同小区", "新搬来的", "生活困难的", "外来务工的"),
        ("老人", "居民", "残疾人", "孩子", "家庭", "租户", "退役军人", "孕产妇", "独居长者", "商户", "学生", "志愿者"),
    ),
)
OFFER_CLOSINGS = combined(
    (
        ("材料费自理", "不收任何费用", "收费按公示标准", "工具自带", "需要提前预约", "名额有限", "请带身份证",
         "可开发票",
         "请先打电话", "下雨天顺延", "有专人陪同", "需要家属在场", "两人一组上门", "登记后排队"),
        ("", ",做完再回访", ",时间可以商量", ",有问题随时联系", ",请社区帮忙转告", ",先到先得", ",服务到满意为止",
         ",过期不候", ",路远的另外商量", ",也可以教居民自己做", ",请互相体谅", ",长期有效"),
    ),
)  # fmt: skip

NEED_ASKERS = combined(
    (
        ("我", "我妈", "我爸", "家里老人", "邻居大爷", "楼上阿姨", "我们店", "孩子", "爱人", "同楼的一位奶奶",
         "我们几户",
         "租户", "朋友", "外婆"),
        ("最近", "一直", "前几天", "这个月", "年纪大了", "刚出院", "腿脚不方便", "一个人在家", "上班走不开",
         "身体不好",
         "眼睛看不清", "刚搬来", "白天没人管", "从上周开始"),
    ),
)  # fmt: skip
NEED_VERBS = (
    "想找人帮忙", "需要", "想问问社区有没有", "麻烦安排", "要解决", "遇到的是", "希望有人管", "为难的是", "急需",
    "想请师傅看",
    "求助", "主要是", "打听一下", "请上门帮忙", "自己弄不了", "想约",
)  # fmt: skip
NEED_DETAILS = combined(
    (
        ("周末", "工作日", "下午", "晚上", "明天", "这几天", "月底前", "下周", "早上", "中午"),
        ("家里有人", "都可以", "方便一些", "最好能来", "要用", "能不能上门", "才有空", "请先打电话", "在小区门口等"),
    ),
)
NEED_CLOSINGS = (
    "费用可以商量", "最好是免费的", "谢谢社区", "请尽快安排", "不急,排队也行", "请帮忙联系", "麻烦你们了",
    "路不好走要小心",
    "希望是熟悉的人", "有回复请告诉我", "材料费我自己出", "可以提前预约", "请派有经验的人", "电话一直开着", "拜托了",
    "请社区帮忙想办法", "时间听你们的", "只要有人来就行", "孩子在外地", "请女同志来", "说话请大声点", "家里有小狗",
)  # fmt: skip


def proper_characters() -> list[str]:
    """Return the 3,755 common characters of the first level of GB 2312, which names are made of."""
    return [
        bytes((row, cell)).decode("gb2312")
        for row in range(0xB0, 0xD8)
        for cell in range(0xA1, 0xFF)
        if not (row == 0xD7 and cell > 0xF9)  # noqa: PLR2004 - the last five places of the level are empty
    ]
