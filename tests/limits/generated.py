"""Documents made up over the real schema, and some beside it: fields, pages, fragments of fragments, aliases."""

from typing import Any

from graphql import GraphQLSchema, get_named_type
from graphql.type import GraphQLInterfaceType, GraphQLObjectType
from hypothesis import strategies as st

TYPES = ("Query", "Need", "Region", "Partner", "NeedConnection", "Matches", "__Schema", "__Type")
ENTRIES = ("{} ", "... {{ {} }} ", "a: {} ", "... @skip(if: false) {{ {} }} ")
PAGES = ("", "", "(first: 3)", "(first: $n)", "(first: $m) @include(if: true)", "(first: -2)", '(first: "x")')
Draw = Any


@st.composite
def documents(draw: Draw, schema: GraphQLSchema) -> str:
    """Return a document of one query; each fragment spreads only those after it."""
    conditions = draw(st.lists(st.sampled_from(TYPES), max_size=4))
    spreads = {place: [f"...F{n}" for n in range(place, len(conditions))] for place in range(len(conditions) + 1)}
    query = selections(draw, schema, "Query", spreads[0], 3)
    fragments = [
        f"fragment F{n} on {on} {selections(draw, schema, on, spreads[n + 1], 2)}" for n, on in enumerate(conditions)
    ]
    return " ".join((f"query Q($n: Int, $m: Int = 7) {query}", *fragments))


def selections(draw: Draw, schema: GraphQLSchema, on: str, spreads: list[str], deeper: int) -> str:
    """Return a selection set on a type."""
    kind = schema.get_type(on)
    known = list(kind.fields) if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) else []
    if on == "Query":
        known += ["__schema", "__type"]
    names = st.sampled_from([*known, "__typename", "noSuchField"])
    found = [field(draw, schema, (on, draw(names)), spreads, deeper) for _ in range(draw(st.integers(1, 3)))]
    found += draw(st.lists(st.sampled_from(spreads), max_size=2)) if spreads else []
    return "{ " + " ".join(found) + " }"


def field(draw: Draw, schema: GraphQLSchema, place: tuple[str, str], spreads: list[str], deeper: int) -> str:
    """Return a field, with a page or none and with what is selected below it."""
    on, name = place
    kind = schema.get_type(on)
    below = getattr(kind, "fields", {}).get(name)
    target = {"__schema": "__Schema", "__type": "__Type"}.get(name, str(get_named_type(below.type)) if below else "")
    page = draw(st.sampled_from(PAGES))
    if isinstance(schema.get_type(target), GraphQLObjectType | GraphQLInterfaceType) and deeper:
        text = f"{name}{page} {selections(draw, schema, target, spreads, deeper - 1)}"
    else:
        text = f"{name}{page}"
    return str(draw(st.sampled_from(ENTRIES))).format(text)
