"""What a plan took for granted, carried in its stamp: applying it compares this with what is so by then."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from resolvers.context import Context
from resolvers.refusals import RankingUnknown
from resolvers.stamps import PLAN

PLAN_LASTS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AssumedPart:
    """The version of a part's need, what was open of it, its model, its candidates best first, and its fixed time."""

    need_version: int
    open_quantity: int
    model_version: str
    candidates: tuple[UUID, ...]
    starts_at: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Assumed:
    """What was so when a plan was made at `planned_at`, with the index at `position`."""

    planned_at: datetime
    position: int
    parts: Mapping[UUID, AssumedPart]
    resource_versions: Mapping[UUID, int]

    def stamp(self, context: Context) -> str:
        """Return the stamp, good for a day; resources are named once and counted, which keeps it short."""
        keys = sorted(self.resource_versions)
        number = {key: index for index, key in enumerate(keys)}
        content = {
            "at": self.planned_at.isoformat(),
            "position": self.position,
            "resources": [[key.hex, self.resource_versions[key]] for key in keys],
            "parts": {
                key.hex: [
                    part.need_version,
                    part.open_quantity,
                    part.model_version,
                    [number[one] for one in part.candidates],
                    _text(part.starts_at),
                    _text(part.ends_at),
                ]
                for key, part in self.parts.items()
            },
        }
        return context.stamps.make(PLAN, content, lifetime=PLAN_LASTS)

    @classmethod
    def read(cls, context: Context, stamp: str) -> "Assumed":
        """Return what a stamp says; refuses one that is too old or was not made by us."""
        content = context.stamps.read(PLAN, stamp)
        if content is None:
            raise RankingUnknown
        keys = [UUID(key) for key, _ in content["resources"]]
        return cls(
            planned_at=datetime.fromisoformat(content["at"]),
            position=content["position"],
            parts={UUID(key): _part(values, keys) for key, values in content["parts"].items()},
            resource_versions={UUID(key): version for key, version in content["resources"]},
        )


def _part(values: Sequence[Any], keys: Sequence[UUID]) -> AssumedPart:
    version, quantity, model, numbers, starts_at, ends_at = values
    candidates = tuple(keys[one] for one in numbers)
    return AssumedPart(version, quantity, model, candidates, _moment(starts_at), _moment(ends_at))


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
