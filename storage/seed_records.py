"""Reading the shipped TOML files into frozen dataclasses, strictly.

A key too many, a key missing or a value of another type is an error that names the file and the place, so that a
slip of the pen in a data file is found by the first test and not by a resident.
"""

import tomllib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType, NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

SEED_FOLDER = Path(__file__).resolve().parent / "seed"

Record = TypeVar("Record")
Key = TypeVar("Key", bound=Hashable)
Line = TypeVar("Line")


class SeedMistake(ValueError):  # noqa: N818 - it names what is wrong with a file, as the domain's refusals do
    """A shipped data file does not say what its record asks for."""


def read_seed(record: type[Record], *names: str) -> Record:
    """Return the file of that name below storage/seed as a `record`.

    Raises SeedMistake when the file holds unknown keys, lacks one, or holds a value of another type.
    """
    place = SEED_FOLDER.joinpath(*names)
    with place.open("rb") as file:
        return read_record(record, tomllib.load(file), place.name)


def read_record(record: type[Record], table: Mapping[str, Any], place: str) -> Record:
    """Return `table` as a `record`, a dataclass whose defaults are the optional keys."""
    described: Any = record
    kinds = _kinds(described)
    asked = {field.name for field in fields(described) if field.default is MISSING}
    if unknown := table.keys() - kinds.keys():
        message = f"{place}: unknown keys {', '.join(sorted(unknown))}"
        raise SeedMistake(message)
    if missing := asked - table.keys():
        message = f"{place}: missing keys {', '.join(sorted(missing))}"
        raise SeedMistake(message)
    return record(**{key: _value(kinds[key], value, f"{place} › {key}") for key, value in table.items()})


def by_key(place: str, lines: Iterable[tuple[Key, Line]]) -> Mapping[Key, Line]:
    """Return lines by their key, in their order. Raises SeedMistake when a key is said twice."""
    found: dict[Key, Line] = {}
    for key, line in lines:
        if key in found:
            message = f"{place}: {key} is said twice"
            raise SeedMistake(message)
        found[key] = line
    return MappingProxyType(found)


@cache
def _kinds(record: type[Any]) -> dict[str, Any]:
    return get_type_hints(record)


def _value(kind: Any, value: Any, place: str) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _value(next(each for each in inner if each is not NoneType), value, place)
    if origin in (tuple, frozenset):
        return _several(origin, inner, _checked(list, value, place), place)
    if origin is not None:
        table = _checked(dict, value, place)
        return MappingProxyType(
            {_value(inner[0], key, place): _value(inner[1], each, f"{place} › {key}") for key, each in table.items()},
        )
    if is_dataclass(kind) and isinstance(kind, type):
        return read_record(kind, _checked(dict, value, place), place)
    if issubclass(kind, StrEnum):
        return _word(kind, value, place)
    return _checked(kind, value, place)


def _several(origin: Any, inner: tuple[Any, ...], values: list[Any], place: str) -> Any:
    kinds = inner if len(inner) > 1 and inner[1] is not Ellipsis else (inner[0],) * len(values)
    if len(kinds) != len(values):
        message = f"{place}: {len(kinds)} values are asked for, not {len(values)}"
        raise SeedMistake(message)
    return origin(
        _value(kind, value, f"{place} › {position}")
        for position, (kind, value) in enumerate(zip(kinds, values, strict=True), start=1)
    )


def _word(words: type[StrEnum], value: Any, place: str) -> StrEnum:
    if value not in {word.value for word in words}:
        message = f"{place}: {value!r} is none of {', '.join(words)}"
        raise SeedMistake(message)
    return words(value)


def _checked(kind: type[Any], value: Any, place: str) -> Any:
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        message = f"{place}: {kind.__name__} is asked for, not {value!r}"
        raise SeedMistake(message)
    return value
