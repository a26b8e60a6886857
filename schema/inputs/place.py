"""Inputs about places nearby."""

from typing import Any

import strawberry
from strawberry.utils.str_converters import to_camel_case

from resolvers import places
from resolvers.changes import Work
from resolvers.coordinates import Place as Point
from resolvers.refusals import FieldFault, InvalidInput
from schema.identity import key
from schema.inputs.shared import Id
from schema.words import Datum, PlaceKind
from storage.tables import PlaceRow


@strawberry.input(description="一个点；坐标注明来源坐标系。")
class PointInput:
    """A point in degrees."""

    lat: float
    lng: float
    datum: Datum = Datum.WGS84

    def point(self) -> Point:
        """Return the point as the resolvers take it."""
        return Point(self.lat, self.lng, self.datum)


@strawberry.input(description="记下附近的一个地方。")
class RecordPlaceInput:
    """A place to be recorded."""

    region: Id
    kind: PlaceKind
    name: str
    address: str
    point: PointInput
    hours: str = ""
    phone: str | None = None
    note: str = ""

    def work(self) -> Work[PlaceRow]:
        """Return the change asked for."""
        return lambda change: places.record_place(
            change,
            places.PlaceDraft(
                region_id=key(self.region, "Region", "region"),
                kind=self.kind,
                name=self.name,
                address=self.address,
                point=self.point.point(),
                hours=self.hours,
                phone=self.phone,
                note=self.note,
            ),
        )


@strawberry.input(description="修改附近的一个地方，同时算作确认；不写的栏目不变，phone 写 null 为没有电话。")
class EditPlaceInput:
    """What changes of a place."""

    place: Id
    version: int
    kind: PlaceKind | None = strawberry.UNSET
    name: str | None = strawberry.UNSET
    address: str | None = strawberry.UNSET
    point: PointInput | None = strawberry.UNSET
    hours: str | None = strawberry.UNSET
    phone: str | None = strawberry.UNSET
    note: str | None = strawberry.UNSET

    def work(self) -> Work[PlaceRow]:
        """Return the change asked for."""
        return lambda change: places.edit_place(change, key(self.place, "Place", "place"), self.version, self._given())

    def _given(self) -> dict[str, Any]:
        said = {name: value for name, value in vars(self).items() if value is not strawberry.UNSET}
        given = {name: value for name, value in said.items() if name not in ("place", "version")}
        cleared = [name for name, value in given.items() if value is None and name != "phone"]
        if cleared:
            raise InvalidInput([FieldFault(to_camel_case(name), "NULL") for name in cleared])
        if "point" in given:
            given["point"] = given["point"].point()
        return given


@strawberry.input(description="这个地方的情况没有变。")
class ConfirmPlaceInput:
    """A place that still stands."""

    place: Id

    def work(self) -> Work[PlaceRow]:
        """Return the change asked for."""
        return lambda change: places.confirm_place(change, key(self.place, "Place", "place"))


@strawberry.input(description="这个地方没有了，不再显示。")
class ClosePlaceInput:
    """A place that is no more."""

    place: Id

    def work(self) -> Work[PlaceRow]:
        """Return the change asked for."""
        return lambda change: places.close_place(change, key(self.place, "Place", "place"))
