"""Whatever clients send is answered: by a success, a refusal, or their mistake in words, never by a fault of ours."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    build_ast_schema,
    get_named_type,
    parse,
)

from schema.build import build_schema
from schema.mask import MASK
from tests.api.attempts import attempts_in
from tests.api.conftest import SignedIn
from tests.api.graph import Json
from tests.api.ids import global_id, unknown_id
from tests.factories import Town

SEED = 20260302
ROUNDS = 2
"""How often each mutation is tried by each of three people."""

ODD_ALL_OVER = 0.4
TEXTS = (
    "",
    " ",
    "好",
    "好" * 41,
    "好" * 600,
    "HOME_ELECTRIC",
    "FULL",
    "🈚\u200b\u202e",
    "'; DROP TABLE need; --",
    "%_\\",
)
FIGURES = ("0", "-1", "1", "2.5", "0.01", "NaN", "-Infinity", "1E+20", "9007199254740993", "3")
WHOLE = (0, -1, 1, 7, 2147483647, -2147483648)
FLOATS = (0.0, -91.0, 25.04, 102.7, 1e308)
MOMENTS = ("2026-03-04T09:00:00+08:00", "1900-01-01T00:00:00Z", "2200-12-31T23:59:59-12:00", "2026-03-04T09:00:00")
DAYS = ("2026-03-04", "1900-01-01", "2200-12-31")


@dataclass
class Oddities:
    """Makes inputs of any type, out of things that are there and things that are not."""

    random: random.Random
    ids: dict[str, list[str]]
    """Ids by the name of the field that takes them; of any other field those of all."""

    def given(self, kind: GraphQLInputObjectType, usual: Json) -> Json:
        """Return an input: odd all over, or the usual one with a field or two that are odd."""
        if self.random.random() < ODD_ALL_OVER:
            return self.fields(kind.fields)
        names = self.random.sample(list(kind.fields), min(len(kind.fields), self.random.choice((0, 1, 1, 2))))
        return {**usual, **{name: self.value(kind.fields[name].type, name) for name in names}}

    def fields(self, taken: Mapping[str, GraphQLInputField | GraphQLArgument]) -> Json:
        """Return values by name: of what must be given, and of some of the rest."""
        return {
            name: self.value(field.type, name)
            for name, field in taken.items()
            if isinstance(field.type, GraphQLNonNull) or self.random.random() < ODD_ALL_OVER
        }

    def value(self, kind: GraphQLInputType, name: str) -> Any:
        """Return a value for a field of a name and type."""
        if isinstance(kind, GraphQLNonNull):
            return self.value(kind.of_type, name)
        if isinstance(kind, GraphQLList):
            return [self.value(kind.of_type, name) for _ in range(self.random.choice((0, 1, 1, 2)))]
        if isinstance(kind, GraphQLInputObjectType):
            return self.fields(kind.fields)
        if isinstance(kind, GraphQLEnumType):
            return self.random.choice(list(kind.values))
        return self._scalar(str(kind), name)

    def _scalar(self, kind: str, name: str) -> Any:
        if kind == "ID":
            fitting = self.ids.get(name) or self.ids["any"]
            return self.random.choice(self.ids["any"] if self.random.random() < 0.2 else fitting)
        choices: dict[str, tuple[Any, ...]] = {
            "String": TEXTS,
            "Decimal": FIGURES,
            "Int": WHOLE,
            "Float": FLOATS,
            "DateTime": MOMENTS,
            "Date": DAYS,
            "Boolean": (True, False),
        }
        return self.random.choice(choices[kind])


def known_ids(attempts: dict[str, Json]) -> dict[str, list[str]]:
    """Return the ids in the attempts by the names of their fields."""
    found: dict[str, list[str]] = {"any": [unknown_id("Need"), unknown_id("Person"), "nonsense"]}
    for given in attempts.values():
        for name, value in given.items():
            if isinstance(value, str) and len(value) > 40:
                found.setdefault(name, []).append(value)
                found["any"].append(value)
    for other, same in {"owner": "person", "into": "need", "forPerson": "person", "complainedAbout": "partner"}.items():
        found[other] = found[same]
    return found


async def test_odd_questions_are_answered_and_never_a_fault(town: Town, signed_in: SignedIn) -> None:
    queries = build_ast_schema(parse(build_schema().as_str())).query_type
    assert queries is not None
    odd = Oddities(random.Random(SEED), known_ids(await attempts_in(town)))  # noqa: S311 - a test must be able to run again
    odd.ids["region"] = odd.ids["under"] = [global_id(town.community), unknown_id("Region")]
    odd.ids["id"] = odd.ids["any"]
    clients = [await signed_in(one) for one in (town.staff, town.shopkeeper)]
    faults = []
    for name, field in queries.fields.items():
        read = "" if isinstance(get_named_type(field.type), GraphQLScalarType) else "{ __typename }"
        taken = ", ".join(f"${arg}: {one.type}" for arg, one in field.args.items())
        passed = ", ".join(f"{arg}: ${arg}" for arg in field.args)
        document = f"query Q({taken}) {{ {name}({passed}) {read} }}" if passed else f"{{ {name} {read} }}"
        for _ in range(ROUNDS if passed else 1):
            for client in clients:
                given = odd.fields(field.args)
                reply = await client.send(document, **given)
                faults += [(name, given) for error in reply.get("errors", ()) if MASK in error["message"]]
    assert faults == []


async def test_odd_input_is_answered_and_never_a_fault(town: Town, signed_in: SignedIn) -> None:
    mutations = build_ast_schema(parse(build_schema().as_str())).mutation_type
    assert mutations is not None
    attempts = await attempts_in(town)
    odd = Oddities(random.Random(SEED), known_ids(attempts))  # noqa: S311 - a test must be able to run again
    odd.ids["region"] = [global_id(town.community), global_id(town.other_community), unknown_id("Region")]
    clients = [await signed_in(one) for one in (town.staff, town.resident, town.shopkeeper)]
    faults = []
    for name, usual in attempts.items():
        kind = mutations.fields[name].args["input"].type.of_type
        document = f"mutation M($input: {kind}!) {{ {name}(input: $input) {{ __typename }} }}"
        for _ in range(ROUNDS):
            for client in clients:
                given = odd.given(kind, usual)
                reply = await client.send(document, input=given)
                faults += [(name, given) for error in reply.get("errors", ()) if MASK in error["message"]]
    assert faults == []
