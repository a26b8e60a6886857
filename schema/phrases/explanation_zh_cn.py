"""Chinese sentences that explain a ranking: what would put a resource first, what would let more join."""

CHANGES = {
    "CONFIRMED": "今天确认信息",
    "FREE": "{when}有空",
    "MOVED": "改到{when}",
    "LOAD": "手上少{amount}件在办",
    "STOCK": "现有的再添{amount}{unit}",
    "RADIUS": "服务半径放宽到{after}",
    "REGION": "也服务这个辖区",
    "QUALIFICATION": "取得并登记{subject}",
}
AND = "、"
FIRST = "{changes}则排第一"
ALL_THE_TIME = "约的时间都"
THAT_TIME = "约的时间"

BEHIND = "比第一名少{points}分，主要差在{parts}"
TEXT = "文字说明"

LOOSENINGS = {
    "STALE": "先打电话确认信息：多{added}家",
    "TIME": "时间前后放宽一天：多{added}家",
    "WEEK": "那一周哪天都行：多{added}家",
    "RADIUS": "服务半径放宽到{limit}：多{added}家",
    "REGION": "服务辖区往上放宽{limit}级：多{added}家",
    "KIND": "不限资源类型：多{added}家",
    "AGE": "年龄放宽{limit}岁：多{added}家",
    "GROUP": "不限服务人群：多{added}家",
    "MEMBERS": "请只服务本单位的对外开放：多{added}家",
}

REMEDIES = {
    "NATURE": "请直接答复或转办",
    "KIND": "这类资源也能解决的话，可改需求里的资源类型",
    "REGION": "可与对方商量，也服务这个辖区",
    "RADIUS": "可与对方商量，把服务半径放宽到{needed}",
    "CAPACITY": "可请对方补充后再派",
    "NOTICE": "可与居民商量，把时间改晚一些",
    "WINDOW": "可与居民商量改时间，或请对方腾出时间",
    "AGE": "可与对方商量，放宽年龄",
    "GROUP": "可与对方商量，放宽服务人群",
    "MEMBERS": "可与对方商量，对外开放",
    "PAUSED": "等对方恢复后再派",
    "STALE": "先打电话确认信息，再派",
    "BARRED": "需要回避，请另选一家",
    "RETURNED": "对方已说过不便，请另选一家",
    "QUALIFICATION": "取得资质并登记后才能派",
    "COUNTERPARTY": "需要回避，请另选一家",
    "OTHER": "请另选一家",
}

METRES = "{value}米"
KILOMETRES = "{value}公里"
