"""Which area a resource serves, from the words of 服务范围."""

import re
from dataclasses import dataclass

from resolvers.lists.entries import ListedResource
from resolvers.lists.region_tree import Names, RegionTree
from storage.codes import Level, Serves

WHOLE_LEVELS = {
    "全市": Level.CITY,
    "全州": Level.CITY,
    "全区": Level.DISTRICT,
    "全县": Level.DISTRICT,
    "全街道": Level.STREET,
    "全镇": Level.STREET,
    "全乡": Level.STREET,
    "全社区": Level.COMMUNITY,
    "本社区": Level.COMMUNITY,
    "社区内": Level.COMMUNITY,
}
OWN_REGION = frozenset({"辖区", "辖区内", "本辖区", "全辖区", "本地", "周边"})
_EVERYWHERE = re.compile("线上|网上|在线|远程|全国|不限|remote|online", re.IGNORECASE)
_DISTANCE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Area:
    """How the area of a resource is drawn; `regions` only when it serves regions."""

    serves: Serves
    regions: tuple[Names, ...] = ()


def read_area(resource: ListedResource, tree: RegionTree, own: Names) -> tuple[Area, tuple[str, ...]]:
    """Return the area a resource serves, and the names in its list that mean no region here.

    Without words of its own it is the region the resource stands in, or everywhere for help at a distance.
    """
    if resource.radius_m is not None:
        return Area(Serves.RADIUS), ()
    if any(_EVERYWHERE.search(name) for name in resource.area) or (resource.is_remote and not resource.area):
        return Area(Serves.REMOTE), ()
    found: list[Names] = []
    unknown: list[str] = []
    for name in resource.area:
        region = _region(tree, own, name)
        if region is not None:
            found.append(region)
        elif not _DISTANCE.search(name):
            unknown.append(name)
    return Area(Serves.REGIONS, tuple(dict.fromkeys(found)) or (own,)), tuple(unknown)


def _region(tree: RegionTree, own: Names, name: str) -> Names | None:
    if name in OWN_REGION:
        return own
    level = WHOLE_LEVELS.get(name)
    return tree.named(own, name) if level is None else tree.above(own, level)
