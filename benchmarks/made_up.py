"""A made-up community of any size, of our own words, in a database."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from storage.codes import (
    Channel,
    Kind,
    Level,
    Manner,
    Matter,
    Nature,
    NeedStatus,
    PartnerKind,
    PartnerStatus,
    ResourceStatus,
    Role,
    Serves,
    Travel,
    Unit,
    Urgency,
)
from storage.engine import Database
from storage.keys import uuid7
from storage.tables import (
    NeedPartRow,
    NeedPrivateRow,
    NeedRow,
    PartnerRow,
    PersonRow,
    RegionRow,
    ResourceBaseRow,
    ResourceRow,
    RoleGrantRow,
)
from storage.vocabulary import Vocabulary

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
COMMUNITIES = 20
CENTRE = (25.04, 102.72)
PLACES = ("幸福苑", "翠竹里", "杏林坊", "桂花庭", "枫桥院", "石榴巷", "清溪居", "长虹苑")
ASKING = ("想请人", "有没有人能", "麻烦帮忙", "急着要", "问一下哪里可以", "家里老人需要")
OFFERING = ("上门", "免费", "周末可以", "长期", "预约即可", "面向本社区")
Rows = list[dict[str, Any]]


class MadeUpCity:
    """The rows of a city: regions, one member of staff, partners with their resources, needs."""

    def __init__(self, vocabulary: Vocabulary, resources: int, needs: int, seed: int = 7) -> None:
        self.random = Random(seed)  # noqa: S311 - a benchmark repeats itself
        self.leaves = list(vocabulary.leaves.values())
        self.regions = self._regions()
        self.staff_id = self._key()
        self.partners: Rows = []
        self.resources: Rows = []
        self.bases: Rows = []
        self.needs: Rows = []
        self.words: Rows = []
        self.parts: Rows = []
        for number in range(resources):
            self._add_resource(number)
        for number in range(needs):
            self._add_need(number)

    async def store(self, database: Database) -> None:
        """Write the city into an empty database."""
        async with database.write() as session:
            for table, rows in self.tables():
                if rows:
                    await session.execute(insert(table), rows)

    def tables(self) -> Iterator[tuple[type, Rows]]:
        """Give the tables with their rows, in an order that the foreign keys allow."""
        yield RegionRow, self.regions
        yield (
            PersonRow,
            [{"id": self.staff_id, "called": "工作人员", "created_at": NOW, "region_id": self.regions[0]["id"]}],
        )
        yield RoleGrantRow, [self._grant()]
        yield PartnerRow, self.partners
        yield ResourceRow, self.resources
        yield ResourceBaseRow, self.bases
        yield NeedRow, self.needs
        yield NeedPrivateRow, self.words
        yield NeedPartRow, self.parts

    def _grant(self) -> dict[str, Any]:
        return {
            "id": self._key(),
            "person_id": self.staff_id,
            "role": Role.COMMUNITY_STAFF,
            "region_id": self.regions[0]["id"],
            "valid_from": NOW - timedelta(days=1),
        }

    def _key(self) -> UUID:
        return uuid7(lambda: NOW, self.random.getrandbits)

    def _regions(self) -> Rows:
        root = self._region("0001", None, Level.STREET, "联盟街道")
        return [
            root,
            *(
                self._region(f"0001{one:04d}", root["id"], Level.COMMUNITY, f"{PLACES[one % len(PLACES)]}{one}社区")
                for one in range(1, COMMUNITIES + 1)
            ),
        ]

    def _region(self, path: str, parent_id: UUID | None, level: Level, name: str) -> dict[str, Any]:
        return {
            "id": self._key(),
            "path": path,
            "parent_id": parent_id,
            "level": level,
            "name": name,
            "letters": "PL",
            "created_at": NOW,
        }

    def _point(self) -> tuple[float, float]:
        return tuple(centre + self.random.uniform(-0.1, 0.1) for centre in CENTRE)  # type: ignore[return-value]  # two

    def _sentence(self, beginnings: Sequence[str]) -> tuple[str, str]:
        leaf = self.random.choice(self.leaves)
        words = self.random.sample(leaf.synonyms, k=min(2, len(leaf.synonyms)))
        return leaf.code, f"{self.random.choice(PLACES)}{self.random.choice(beginnings)}{'、'.join(words)}"

    def _add_resource(self, number: int) -> None:
        region = self.random.choice(self.regions[1:])
        if number % 4 == 0:
            self.partners.append(
                {
                    "id": self._key(),
                    "kind": PartnerKind.UNIT,
                    "name": f"{self.random.choice(PLACES)}服务队{number}",
                    "region_id": region["id"],
                    "region_path": region["path"],
                    "status": PartnerStatus.CONFIRMED,
                    "created_at": NOW,
                },
            )
        category, text = self._sentence(OFFERING)
        key = self._key()
        self.resources.append(
            {
                "id": key,
                "number": f"PLR-2026-{number:06d}",
                "partner_id": self.partners[-1]["id"],
                "kind": Kind.SERVICE,
                "title": text[:40],
                "text": f"{text},{self._sentence(OFFERING)[1]}",
                "category": category,
                "region_id": region["id"],
                "region_path": region["path"],
                "serves": Serves.RADIUS,
                "radius_m": self.random.choice((2_000, 5_000, 10_000)),
                "travel": Travel.PARTNER_COMES,
                "unit": Unit.TIME,
                "slot_capacity": 2,
                "status": ResourceStatus.ACTIVE,
                "confirmed_at": NOW,
                "confirm_every_days": 90,
                "created_at": NOW,
            },
        )
        lat, lng = self._point()
        self.bases.append({"id": self._key(), "resource_id": key, "lat": lat, "lng": lng, "datum": "WGS84"})

    def _add_need(self, number: int) -> None:
        region = self.random.choice(self.regions[1:])
        category, text = self._sentence(ASKING)
        key, (lat, lng) = self._key(), self._point()
        self.needs.append(
            {
                "id": key,
                "number": f"PL-2026-{number:06d}",
                "region_id": region["id"],
                "region_path": region["path"],
                "raised_by": self.staff_id,
                "channel": Channel.PHONE,
                "for_region_id": region["id"],
                "nature": Nature.HELP,
                "matter": Matter.PERSONAL,
                "manner": Manner.EVERYDAY,
                "urgency": self.random.choice(list(Urgency)),
                "status": NeedStatus.ACCEPTED,
                "owner_id": self.staff_id,
                "summary": text[:40],
                "lat": lat,
                "lng": lng,
                "respond_by": NOW + timedelta(days=1),
                "finish_by": NOW + timedelta(hours=number % 200),
                "created_at": NOW,
            },
        )
        self.words.append({"need_id": key, "words": text})
        part = {
            "id": self._key(),
            "need_id": key,
            "position": 1,
            "category": category,
            "quantity": 1,
            "unit": Unit.TIME,
        }
        self.parts.append(part)
