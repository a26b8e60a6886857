"""What holds of every measurement: the fast way says what the slow one says, and stays linear in the document."""

import gc
import time
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import parse
from graphql.language import OperationDefinitionNode
from hypothesis import given
from hypothesis import strategies as st

from schema.build import build_schema
from schema.limits.admission import NotAdmittedError, admit
from schema.limits.measuring import CEILING, Figures, measure
from schema.limits.prices import LENGTHS, PRICES
from tests.limits.generated import documents
from tests.limits.plain_measuring import Plain

SCHEMA = build_schema()
CORE = SCHEMA._schema  # noqa: SLF001 - Strawberry keeps the core schema there
QUICK_SECONDS = 0.05


@pytest.fixture
def calm() -> Iterator[None]:
    """Keep what the test run made out of collections, as the server does with what its start made."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def measured(text: str, **variables: Any) -> Figures:
    tree = parse(text)
    operation = next(one for one in tree.definitions if isinstance(one, OperationDefinitionNode))
    return measure(CORE, tree, operation, variables)


@given(documents(CORE), st.one_of(st.integers(-5, 200), st.none(), st.just("x")))
def test_the_fast_way_says_what_the_slow_one_says(text: str, n: Any) -> None:
    given_variables = {"n": n, "m": 7}
    assert measured(text, n=n) == Plain(CORE, parse(text), given_variables).figures()


@given(documents(CORE), st.integers(0, 50), st.integers(0, 50))
def test_a_longer_page_never_costs_less(text: str, one: int, other: int) -> None:
    shorter, longer = sorted((one, other))
    assert measured(text, n=shorter).cost <= measured(text, n=longer).cost


@given(documents(CORE))
def test_what_is_asked_beside_it_only_adds(text: str) -> None:
    alone, beside = measured(text), measured(text.replace("{", "{ viewer { isDemo } ", 1))
    assert beside.cost == alone.cost + 2
    assert (beside.fields, beside.root_fields) == (alone.fields + 2, alone.root_fields + 1)


def test_lists_within_lists_multiply() -> None:
    node = "id parts { id unit } matches(first: 5) { items { score } }"
    text = f"query Q($n: Int!) {{ needs(first: $n) {{ edges {{ node {{ {node} }} }} }} }}"
    for n in (0, 1, 50):
        # needs, edges; each edge: node, id, parts, 10 times id and unit, matches and its price, items, 5 scores.
        assert measured(text, n=n).cost == 2 + n * (1 + 1 + 1 + 20 + 201 + 1 + 5)


def test_prices_and_lengths_are_of_fields_that_are_there() -> None:
    missing = [
        place
        for place in (*PRICES, *LENGTHS)
        if place.partition(".")[2] not in getattr(CORE.type_map[place.partition(".")[0]], "fields", {})
    ]
    assert missing == []


def test_a_circle_of_fragments_is_refused_and_ends() -> None:
    circle = "{ ...A } fragment A on Query { ...B viewer { isDemo } } fragment B on Query { ...A }"
    assert measured(circle).fields <= 4
    with pytest.raises(NotAdmittedError):
        admit(SCHEMA, circle, None, {})


def bomb(n: int, spread: str) -> str:
    """Return a document whose fragments double at each of n steps."""
    steps = [f"fragment f{i} on Query {{ {spread.format(f'...f{i + 1}')} }}" for i in range(n)]
    return " ".join(("{ ...f0 }", *steps, f"fragment f{n} on Query {{ __typename }}"))


SPREADS = (
    "{0} {0}",
    "a: viewer {{ isDemo }} {0} {0}",
    "...{{ {0} }} ...on Query {{ {0} }}",
    "{0} viewer {{ isDemo }} {0}",
)


@pytest.mark.usefixtures("calm")
@pytest.mark.parametrize("spread", SPREADS)
def test_fragments_that_double_at_each_step_are_refused_at_once(spread: str) -> None:
    for n in range(5, 96):
        codes, seconds = refused(bomb(n, spread))
        assert codes == {"TOO_LARGE"}, n
        assert seconds < QUICK_SECONDS or min(refused(bomb(n, spread))[1] for _ in range(3)) < QUICK_SECONDS


def refused(document: str) -> tuple[set[Any], float]:
    """Return the codes of a refusal, and how many seconds of work it took."""
    begun = time.process_time()
    with pytest.raises(NotAdmittedError) as refusal:
        admit(SCHEMA, document, None, {})
    seconds = time.process_time() - begun
    return {(error.extensions or {}).get("code") for error in refusal.value.errors}, seconds


def test_numbers_stop_at_the_ceiling() -> None:
    doubled = measured(bomb(80, "{0} viewer {{ isDemo }} {0}"))
    assert (doubled.cost, doubled.fields) == (CEILING, CEILING)
    assert doubled.depth == 2
