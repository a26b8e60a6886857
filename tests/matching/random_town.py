"""Resources and needs with everything drawn by chance, dense enough that rules often decide."""

from datetime import date, timedelta
from random import Random

from matching import NeedRecord, Outcome, Point, ResourceRecord, WeeklyHours, Window
from tests.matching.makers import NOW

CATEGORIES = ("HOME_ELECTRIC", "MEAL_DELIVERY", "ESTATE_FEE")
GROUPS = ("OLDER", "CHILD", "DISABLED")
TIES = ("chess", "nurse", "runner")
PAPERS = ("低压电工证", "健康证")
WORDS = (
    "跳闸", "灯不亮", "换灯泡", "送饭上门", "下不了楼吃饭", "账目不公开", "乱收费", "老人", "小孩", "周末", "陪我说话",
    "不用送饭", "无需上门", "電動車", "三十七户", "need a lawyer", "food pantry", "WiFi", "2楼", "理发", ",", "。", " ",
)  # fmt: skip
PARTNERS = ("电工师傅", "阳光物业公司", "幸福食堂", "某某物业服务中心")


def _path(chance: Random) -> str:
    levels = chance.choices(range(7), (1, 1, 3, 6, 6, 4, 2))[0]
    parts = ("KM01", chance.choice(("PL01", "WH01")), chance.choice(("JM01", "JM02")), chance.choice(("BT01", "BT02")))
    return "".join((*parts, "GR01", "CP01")[:levels])


def _point(chance: Random) -> Point:
    return Point(25 + chance.choice((0, 0.004, chance.random() * 0.3)), 102.7 + chance.random() * 0.3)


def _text(chance: Random, most: int) -> str:
    return "".join(chance.choices(WORDS, k=chance.randrange(most)))


def _window(chance: Random) -> Window:
    start = NOW + timedelta(minutes=chance.choice((-600, 0, 30, 300, 3_000, 9_000)))
    return Window(start, start + timedelta(minutes=chance.choice((0, 30, 240, 3_000, 120_000))))


def random_resource(chance: Random, number: int) -> ResourceRecord:
    serves = chance.choice(("REGIONS", "REGIONS", "RADIUS", "RADIUS", "REMOTE"))
    start = NOW + timedelta(hours=chance.randrange(-50, 90))
    return ResourceRecord(
        key=f"{chance.randrange(10**6)}-{number}",
        partner_key=f"partner {chance.randrange(9)}",
        partner_name=chance.choice(PARTNERS),
        title=_text(chance, 3),
        text=_text(chance, 12),
        kind=chance.choice(("SERVICE", "SERVICE", "GOODS")),
        categories=tuple(chance.sample(CATEGORIES, chance.choice((0, 0, 1, 2)))),
        serves=serves,
        region_paths=tuple(_path(chance) for _ in range(chance.choice((1, 1, 2, 3)))),
        bases=tuple(_point(chance) for _ in range(chance.choice((0, 1, 1, 1, 3)))),
        radius_m=chance.choice((0, 500, 3_000, 4_000, 20_000, 2_000_000)),
        home_region_path=chance.choice(("", _path(chance), _path(chance))),
        travel=chance.choice(("PARTNER_COMES", "REMOTE")),
        stock=chance.choice((None, None, 0, 1, 5)),
        weekly_hours=tuple(
            WeeklyHours(chance.randrange(7), opens, opens + chance.choice((30, 240)))
            for opens in chance.sample(range(0, 1_200, 100), chance.choice((0, 0, 3, 8)))
        ),
        closed_days=frozenset(date(2026, 3, day) for day in chance.sample(range(1, 9), chance.choice((0, 0, 2)))),
        busy=tuple(
            Window(start + timedelta(hours=at), start + timedelta(hours=at + chance.choice((0, 1, 40))))
            for at in chance.sample(range(50), chance.choice((0, 0, 1, 3)))
        ),
        minimum_notice_hours=chance.choice((0, 0, 1.5, 48)),
        min_age=chance.choice((None, None, 60)),
        max_age=chance.choice((None, None, 70)),
        groups=frozenset(chance.sample(GROUPS, chance.choice((0, 0, 1, 2)))),
        members_only=chance.choice((None, None, None, "union")),
        paused_until=chance.choice((None, None, None, NOW + timedelta(days=3), NOW - timedelta(days=3))),
        confirmed_at=chance.choice((None, NOW - timedelta(days=chance.randrange(250)))),
        confirm_every_days=chance.choice((0, 30, 90)),
        qualifications_held=frozenset(chance.sample(PAPERS, chance.choice((0, 1)))),
        qualifications_absent=frozenset(chance.sample(PAPERS, chance.choice((0, 0, 0, 1)))),
        outcomes=tuple(
            Outcome(NOW - timedelta(days=chance.randrange(400)), taken=chance.choice((None, True, False)), solved=0.3)
            for _ in range(chance.choice((0, 0, 2)))
        ),
        open_load=chance.choice((0, 0, 1, 4)),
        last_dispatched_at=chance.choice((None, NOW - timedelta(days=chance.randrange(30)))),
        asks_in_return=chance.choice(("", "油费")),
        ties=frozenset(chance.sample(TIES, chance.choice((0, 1, 2)))),
    )


def random_need(chance: Random, resources: list[ResourceRecord]) -> NeedRecord:
    returned = chance.sample(resources, min(len(resources), chance.choice((0, 0, 1))))
    return NeedRecord(
        key="need",
        need_key="need",
        text=_text(chance, 12),
        region_path=chance.choice(("", _path(chance), "KM01PL01JM01BT01GR01")),
        kind=chance.choice((None, None, "SERVICE", "GOODS")),
        categories=tuple(chance.sample(CATEGORIES, chance.choice((0, 0, 1, 2)))),
        quantity=chance.choice((1, 3, 10)),
        window=chance.choice((None, _window(chance), _window(chance))),
        point=chance.choice((None, _point(chance), _point(chance))),
        urgency=chance.choice(("P1", "P2", "P3", "P4")),
        nature=chance.choice(("HELP", "HELP", "HELP", "SUGGESTION", "QUESTION")),
        age=chance.choice((None, 40, 65, 80)),
        groups=frozenset(chance.sample(GROUPS, chance.choice((0, 1)))),
        memberships=frozenset(chance.sample(("union", "club"), chance.choice((0, 1)))),
        ties=frozenset(chance.sample(TIES, chance.choice((0, 0, 2)))),
        barred_partners=frozenset(chance.sample([f"partner {each}" for each in range(9)], chance.choice((0, 0, 2)))),
        returned_resources=frozenset(one.key for one in returned),
    )
