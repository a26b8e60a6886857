"""Records with everything plain unless a test says otherwise."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from matching import Category, LeafRule, Matcher, MatchSettings, NeedRecord, Point, ResourceRecord, Vocabulary

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
HOME = Point(25.04, 102.71)
COMMUNITY = "KM01PL01JM01BT01"

VOCABULARY = Vocabulary(
    categories=(
        Category(
            "HOME_ELECTRIC", "HOME", "家里电路与灯具", "Wiring", "家政便民", "Household", ("跳闸", "灯不亮", "换灯泡")
        ),
        Category("MEAL_DELIVERY", "MEAL", "送餐上门", "Meals", "社区助餐", "Meals", ("送饭上门", "下不了楼吃饭")),
        Category("ESTATE_FEE", "ESTATE", "物业费与收支公开", "Fees", "小区", "Estate", ("账目不公开", "乱收费")),
    ),
    leaf_rules={
        "HOME_ELECTRIC": LeafRule("HOME_ELECTRIC", "S", ("低压电工证",)),
        "ESTATE_FEE": LeafRule("ESTATE_FEE", "S", counterparties=("物业公司",)),
    },
)

SETTINGS = MatchSettings()


def need(key: str = "need", text: str = "厨房跳闸,灯不亮", **changes: Any) -> NeedRecord:
    plain = NeedRecord(key=key, need_key=key, text=text, region_path=COMMUNITY, point=HOME)
    return replace(plain, **changes)


def resource(key: str = "resource", text: str = "电工上门修跳闸、换灯泡", **changes: Any) -> ResourceRecord:
    plain = ResourceRecord(
        key=key,
        partner_key=f"partner of {key}",
        partner_name="电工师傅",
        title="",
        text=text,
        region_paths=(COMMUNITY[:12],),
        home_region_path=COMMUNITY,
        bases=(HOME,),
    )
    return replace(plain, **changes)


def matcher(*resources: ResourceRecord, settings: MatchSettings = SETTINGS) -> Matcher:
    return Matcher(VOCABULARY, settings).fit(resources)


def shared_data() -> Path:
    return Path(__file__).parents[2].parent / "shared" / "data"
