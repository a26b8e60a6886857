"""Chinese sentences of matches. Each part of a score has bands: from a value upward, what is said to whom.

Askers and partners read nothing that speaks against somebody else, and no figure but a distance or a time.
"""

from math import inf

LABELS = {
    "prior": "起点",
    "words": "用词",
    "likeness": "文字相近",
    "spelling": "字面相近",
    "pieces": "词的部件",
    "piece_likeness": "词的部件相近",
    "ideas": "意思",
    "idea_likeness": "意思相近",
    "context": "与本地说法相近",
    "covered": "需求的用词覆盖",
    "explained": "资源的用词对应",
    "association": "常在一起的用词",
    "rare": "少见的用词",
    "labels": "编号",
    "opening": "说明的开头",
    "typical": "通常说法",
    "sought_after": "被别的需求用到",
    "central": "通用程度",
    "length": "说明长短",
    "counterparty": "被反映的一方",
    "history": "以往服务过的需求",
    "category": "类别",
    "manner": "服务类型",
    "distance": "距离",
    "time": "时间",
    "capacity": "数量",
    "track": "以往办理",
    "load": "在办派单",
    "rest": "派单间隔",
    "freshness": "信息确认",
    "return_asked": "希望得到的回馈",
    "ties": "共同之处",
}

STAFF = {
    "prior": ((-inf, "每家起点相同"),),
    "words": ((0.5, "用词大多对得上({percent}%)"), (0.2, "部分用词对得上({percent}%)"), (-inf, "用词重合不多")),
    "likeness": ((0.3, "说明与需求相近"), (0.1, "说明与需求有些相近"), (-inf, "说明与需求不太相近")),
    "spelling": ((0.6, "字面上很接近"), (-inf, "字面上不太接近")),
    "pieces": ((0.3, "用词的部件对得上"), (-inf, "用词的部件对得上的不多")),
    "piece_likeness": ((0.3, "说明与需求相近"), (0.1, "说明与需求有些相近"), (-inf, "说明与需求不太相近")),
    "ideas": ((0.3, "说法不同，意思相近"), (-inf, "意思相近的不多")),
    "idea_likeness": ((0.3, "说法不同，意思相近"), (-inf, "意思相近的不多")),
    "context": ((0.1, "与本地同类事情的说法相近"), (-inf, "与本地同类事情的说法不太相近")),
    "covered": ((0.5, "需求的用词大多写到了"), (-inf, "需求的用词写到的不多")),
    "explained": ((0.5, "说明大多与需求有关"), (-inf, "说明多与需求无关")),
    "association": ((0.01, "这样的说法以往常配在一起"), (-inf, "这样的说法以往很少配在一起")),
    "rare": ((0.3, "需求里少见的用词也写到了"), (-inf, "需求里少见的用词写到的不多")),
    "labels": ((0.01, "写到的编号对得上"), (-inf, "写到的编号对不上")),
    "opening": ((0.1, "说明的开头与需求相近"), (-inf, "说明的开头与需求不太相近")),
    "typical": ((-inf, "说明的写法与本地通常的相近"),),
    "sought_after": ((-inf, "按以往的派单调整：别的需求也常用到它"),),
    "central": ((-inf, "按以往的派单调整：什么需求都沾一点"),),
    "length": ((-inf, "按以往的派单调整：说明的长短"),),
    "counterparty": ((0.05, "可能就是被反映的一方，请先核实"), (-inf, "看不出与被反映的一方有关")),
    "history": ((0.2, "常为这类需求服务"), (-inf, "没有为这类需求服务过")),
    "category": ((0.5, "类别吻合"), (0.15, "类别相近"), (-inf, "类别不同")),
    "distance": ((-inf, "距求助人{distance}"),),
    "levels": ((2, "相隔{count}级辖区"), (1, "在相邻辖区"), (-inf, "在同一辖区")),
    "remote": ((-inf, "远程办理，不计距离"),),
    "time": ((0.01, "{when}有空"), (-inf, "{when}没有空")),
    "any_time": ((-inf, "没有约定时间"),),
    "capacity": ((1, "数量够"), (0.01, "现有的够{percent}%"), (-inf, "已经没有余量")),
    "uncounted": ((-inf, "不计数量"),),
    "track": (
        (0.75, "以往办得好(约{percent}%办成)"),
        (0.65, "服务记录还不多"),
        (-inf, "以往办成的不多(约{percent}%)"),
    ),
    "load": ((1, "手上有{count}件在办"), (-inf, "手上没有在办的单")),
    "rest": ((365, "近一年没有派过单"), (1, "已有{count}天没有派单"), (-inf, "今天刚派过单")),
    "freshness": ((0.3, "信息新近确认过"), (0.001, "信息快到再次确认的时候"), (-inf, "信息需要再次确认")),
    "return_asked": ((1, "希望得到回馈：{asks}"), (-inf, "不要回馈")),
    "ties": ((1, "有共同的兴趣、职业或年龄段"), (-inf, "没有登记共同之处")),
}

PARTNER = {
    "words": ((0.3, "与您登记的内容对得上"),),
    "likeness": ((0.1, "与您登记的内容相近"),),
    "piece_likeness": ((0.1, "与您登记的内容相近"),),
    "ideas": ((0.3, "与您登记的意思相近"),),
    "history": ((0.2, "您常为这类需求服务"),),
    "category": ((0.5, "正是您能提供的一类"), (0.15, "与您提供的相近")),
    "distance": ((-inf, "离您{distance}"),),
    "levels": ((-inf, "就在您所在的辖区"),),
    "remote": ((-inf, "不用跑，线上或电话就能办"),),
    "time": ((0.01, "{when}您有空"),),
    "capacity": ((1, "您现有的数量够"), (0.01, "您能先解决一部分")),
    "track": ((0.75, "您以往办得好"),),
    "load": ((1, "您手上有{count}件在办"),),
    "freshness": ((0.001, ""), (-inf, "请再确认一下这项资源的信息")),
}

ASKER = {
    "category": ((0.5, "{offered}"), (0.15, "办的是相近的事")),
    "words": ((0.3, "说明里写到了您要的事"),),
    "likeness": ((0.15, "说明里写到了您要的事"),),
    "piece_likeness": ((0.15, "说明里写到了您要的事"),),
    "ideas": ((0.3, "说的是您要的事"),),
    "distance": ((-inf, "距您{distance}"),),
    "levels": ((-inf, "就在您的辖区"),),
    "remote": ((-inf, "不用跑，线上或电话就能办"),),
    "time": ((0.01, "{when}有空"),),
    "capacity": ((1, "数量够"), (0.01, "能先解决一部分")),
}

OFFERED = {
    "SERVICE": "正好提供这类服务",
    "GOODS": "正好有这类物资",
    "VENUE": "正好有这类场地",
    "FUND": "正好有这类资金",
    "SKILL": "正好有这方面的人才",
    "POLICY": "正好办理这类事项",
}

COMES = "{sentence}，可以上门"
OTHER_PART = "其他因素"

RULES = {
    "NATURE": "咨询和投诉不参加匹配",
    "KIND": "要的不是这一种资源",
    "REGION": "不在它服务的辖区内",
    "RADIUS": "距离{value}，超出服务半径{limit}",
    "CAPACITY": "已经没有余量",
    "NOTICE": "需要提前{limit}小时约，时间来不及",
    "WINDOW": "约的时间没有空",
    "YOUNGER": "只服务{limit}岁以上",
    "OLDER": "只服务{limit}岁以下",
    "AGE": "不在它服务的年龄段",
    "GROUP": "只服务特定人群",
    "MEMBERS": "只服务本单位的人",
    "PAUSED": "暂停中",
    "RESUMING": "暂停中，约{value}天后恢复",
    "STALE": "有{value}天没有确认信息，要先联系确认",
    "BARRED": "与这件事有关，需要回避",
    "RETURNED": "这件事已经问过，没有接",
    "QUALIFICATION": "登记为没有相应资质",
    "COUNTERPARTY": "可能就是被反映的一方，需要回避",
    "OTHER": "不符合承接条件",
}

REMARKS = {
    "QUALIFICATION_UNKNOWN": "资质待核实：{subject}",
    "OTHER": "需要再核实：{subject}",
}

METRES = "约{value}米"
KILOMETRES = "约{value}公里"
WITHIN_KILOMETRE = "1公里以内"
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
MORNING, AFTERNOON, EVENING, WHOLE_DAY = "上午", "下午", "晚上", ""
WHEN = "{month}月{day}日{weekday}{daypart}"
SOME_TIME = "您要的时间"
SOME_TIME_STAFF = "约的时间"

OFFER_QUESTION = "您是想帮忙吗？可以到「我能帮忙」登记。"
SIMILAR = "已有 {count} 件类似的需求"
SIMILAR_NEIGHBOURS = "已有 {count} 位邻居提过"
SIMILAR_FEW = "已有邻居提过"
RELATIONS = {
    "ESCALATION": "同一件事又提了一次：更急了，或者上次没办好，请在原来的需求上接着办",
    "DUPLICATE": "像是同一件事登记了两次，不用再提",
    "ME_TOO": "附近有人提过同样的事，可以点「我也需要」",
    "RELATED": "别处有类似的事",
}
COPY = "和已登记的「{title}」几乎一样，请先看看是不是同一项"
