"""Every field of the schema says who may use it, and what is not for everybody can be kept back."""

from collections.abc import Iterator

import strawberry
from strawberry.types.base import StrawberryList, StrawberryObjectDefinition, StrawberryOptional
from strawberry.types.field import StrawberryField
from strawberry.types.union import StrawberryUnion

from schema.build import build_schema
from schema.connections import Connection
from schema.relations import shown
from schema.rules import PUBLIC, STAFF, Who

OF_NODES = "_id"
"""The global id of a node: whoever may read the row may name it."""

Field = tuple[str, StrawberryField]


def object_types(schema: strawberry.Schema) -> dict[str, StrawberryObjectDefinition]:
    """Return the objects and interfaces of a schema, roots among them, by name."""
    named = {name: one.definition for name, one in schema.schema_converter.type_map.items()}
    return {
        name: one for name, one in named.items() if isinstance(one, StrawberryObjectDefinition) and not one.is_input
    }


def fields(schema: strawberry.Schema) -> Iterator[Field]:
    """Give every field of every type but the ids of nodes."""
    for name, definition in object_types(schema).items():
        for field in definition.fields:
            if field.python_name != OF_NODES or not is_node(definition):
                yield name, field


def is_node(definition: StrawberryObjectDefinition) -> bool:
    return "Node" in {definition.name, *(interface.name for interface in definition.interfaces)}


def without_a_rule(schema: strawberry.Schema) -> list[str]:
    """Return the fields that do not say who may use them, by a rule of the one table."""
    return [
        f"{name}.{field.python_name}" for name, field in fields(schema) if field.metadata.get("who") not in tuple(Who)
    ]


def open_types(schema: strawberry.Schema) -> set[str]:
    """Return the types that anybody reaches from a query by fields that are for everybody."""
    types = object_types(schema)
    reached, ahead = {"Query"}, ["Query"]
    while ahead:
        for field in types[ahead.pop()].fields:
            if field.metadata.get("who", Who.PUBLIC) is Who.PUBLIC:
                for name in type_names(field):
                    if name in types and name not in reached:
                        reached.add(name)
                        ahead.append(name)
    return reached


def type_names(field: StrawberryField) -> list[str]:
    """Return the names of the types a field gives, without lists, nulls and unions around them."""
    kind = field.type
    while isinstance(kind, StrawberryOptional | StrawberryList):
        kind = kind.of_type
    kinds = kind.types if isinstance(kind, StrawberryUnion) else (kind,)
    definitions = [getattr(one, "__strawberry_definition__", None) for one in kinds]
    converter = build_schema().config.name_converter
    return [converter.from_object(one) for one in definitions if isinstance(one, StrawberryObjectDefinition)]


def cannot_be_kept_back(schema: strawberry.Schema) -> list[str]:
    """Return the fields of open types that are not for everybody and still can be neither null nor empty."""
    return [
        f"{name}.{field.python_name}"
        for name in sorted(open_types(schema) - {"Query"})
        for field in object_types(schema)[name].fields
        if field.metadata.get("who", Who.PUBLIC) is not Who.PUBLIC
        if not isinstance(field.type, StrawberryOptional | StrawberryList)
        if not any(one.endswith("Connection") for one in type_names(field))
    ]


def test_every_field_says_who_may_use_it() -> None:
    schema = build_schema()
    assert without_a_rule(schema) == []
    roots = {name for name, _ in fields(schema)} & {"Query", "Mutation", "Subscription"}
    assert roots == {"Query", "Mutation", "Subscription"}
    assert sum(1 for _ in fields(schema)) > 300


def test_what_is_not_for_everybody_can_be_kept_back() -> None:
    schema = build_schema()
    assert {"Need", "Resource", "Partner", "Project", "Category", "ThreeLists"} <= open_types(schema)
    assert "Dispatch" not in open_types(schema)
    assert cannot_be_kept_back(schema) == []


@strawberry.type
class Secret:
    told_to_nobody_in_particular: str
    told_to_staff: str = shown(STAFF)
    kept_back: str | None = shown(STAFF)
    all_of_them: Connection[str] = shown(STAFF)


@strawberry.type(name="Query")
class Planted:
    secret: Secret = shown(PUBLIC)


def test_these_tests_find_what_is_planted() -> None:
    schema = strawberry.Schema(query=Planted)
    assert without_a_rule(schema) == ["Secret.told_to_nobody_in_particular"]
    assert cannot_be_kept_back(schema) == ["Secret.told_to_staff"]
