"""Places 附近 of the fifteen-minute circle: where people find what they need within a walk."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.codes import Datum, PlaceKind
from storage.columns import REGION_PATH, Key, Moment, Table, UtcDateTime, on_earth, word


class PlaceRow(Table):
    """A public place, WGS-84, with the map system it was given in; a closed one stays for the record."""

    __tablename__ = "place"
    __table_args__ = (
        ForeignKeyConstraint(["region_id", "region_path"], ["region.id", "region.path"], onupdate="CASCADE"),
        on_earth(),
        Index("ix_place_region_path_id", "region_path", "id"),
        Index("ix_place_lat_lng", "lat", "lng"),
    )

    id: Mapped[Key]
    region_id: Mapped[UUID]
    region_path: Mapped[str] = mapped_column(REGION_PATH)
    kind: Mapped[PlaceKind] = mapped_column(word(PlaceKind, "kind"))
    name: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(120))
    lat: Mapped[float]
    lng: Mapped[float]
    datum: Mapped[Datum] = mapped_column(word(Datum, "datum"))
    hours: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str | None] = mapped_column(String(24))
    note: Mapped[str] = mapped_column(String(200), default="")
    confirmed_at: Mapped[Moment]
    confirmed_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[Moment]
    version: Mapped[int] = mapped_column(default=1)
