"""Column heads that name a level of the tree of regions; they mean the same in every list."""

from storage.codes import Level

PROVINCE = "PROVINCE"
"""A province is told apart only to be left out: the tree begins with the city."""

PLACE_HEADS: dict[str, tuple[str, ...]] = {
    PROVINCE: ("省", "省份", "province"),
    Level.CITY: ("市", "城市", "州市", "city"),
    Level.DISTRICT: ("区", "县", "区县", "县区", "所属区县", "district", "county"),
    Level.STREET: ("街道", "镇", "乡镇", "街道乡镇", "所属街道", "street", "township"),
    Level.COMMUNITY: ("社区", "村", "社区村", "所属社区", "所在社区", "community"),
    Level.GRID: ("网格", "所属网格", "所在网格", "grid"),
    Level.COMPOUND: ("小区", "院坝", "所属小区", "所在小区", "小区院坝", "compound"),
    Level.BUILDING: ("楼栋", "栋", "所属楼栋", "building"),
}
