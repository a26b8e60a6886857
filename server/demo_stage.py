"""What the lives of the demo's needs share: the city, who is who, who is in charge where, and what is given away."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from resolvers.changes import Change
from resolvers.life.slots import TIMELESS
from server.demo_base import DemoKeys
from server.demo_need_records import DemoNeed, DemoPart
from server.demo_offers import capacity_of, unit_of
from server.demo_records import DemoCity, DemoPartner
from server.demo_times import Bookable, Bookings, open_hours
from storage.codes import Kind, Role, Unit
from storage.tables import NeedPartRow, NeedRow

Act = Callable[[Change], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Step:
    """Something a person does at a moment, about the need or the resource of that key."""

    at: datetime
    person: str
    about: str
    act: Act


@dataclass(slots=True)
class Stage:
    """The demo city at the moment `now`; `needs` and `parts` fill while the lives are lived.

    The rows are kept, so that the session need not read again and again what it has just written.
    """

    city: DemoCity
    keys: DemoKeys
    now: datetime
    bookings: Bookings = field(default_factory=Bookings)
    needs: dict[str, NeedRow] = field(default_factory=dict)
    parts: dict[str, Sequence[NeedPartRow]] = field(default_factory=dict)

    def partner_of(self, part: DemoPart) -> DemoPartner:
        """Return who is asked to meet a part."""
        if part.resource is not None:
            return self.city.partner_of[part.resource]
        return self.city.partners[part.partner or ""]

    def region_of(self, need: DemoNeed) -> str:
        """Return the key of the region a need is in."""
        if need.for_region is not None:
            return need.for_region
        if need.for_partner is not None:
            return self.city.partners[need.for_partner].region
        return next(one.region for one in self.city.people.people if one.key == need.for_person)

    def staff_of(self, need: DemoNeed) -> str:
        """Return who looks after a need: who entered it, or the staff of its community in turn."""
        staff = self._staff(self.region_of(need))
        return need.by if need.by in staff else staff[list(self.city.needs).index(need.key) % len(staff)]

    def is_staff(self, person: str) -> bool:
        """Whether a person is on the staff of a community, or collects needs for it."""
        return bool(self.keys.viewers[person].paths(Role.COMMUNITY_STAFF, Role.GRID_WORKER))

    def bookable(self, part: DemoPart, quantity: int) -> Bookable | None:
        """Return what a time is looked for at; None where the time is agreed by talking, or does not matter."""
        if part.resource is None:
            return None
        resource = self.city.resources[part.resource]
        what = Bookable(resource.key, open_hours(resource.hours), capacity_of(resource), resource.notice_hours)
        is_too_much = self.places(part, quantity) > what.capacity
        if resource.kind in TIMELESS or (is_too_much and resource.kind is not Kind.VENUE):
            return None
        return what

    def places(self, part: DemoPart, quantity: int) -> int:
        """Return how many places of a half hour a part takes of its resource."""
        is_counted = part.resource is not None and part.unit is unit_of(self.city.resources[part.resource])
        return quantity if is_counted and part.unit is not Unit.HOUR else 1

    def _staff(self, region: str) -> list[str]:
        path = self.keys.regions[region].path
        return [
            one.person
            for one in self.city.people.grants
            if one.role is Role.COMMUNITY_STAFF and path.startswith(self.keys.regions[one.region].path)
        ]
