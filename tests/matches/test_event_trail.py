"""No event is lost and none is taken twice, in whatever order transactions commit."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from resolvers.event_trail import PATIENCE, EventTrail

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)

batches = st.permutations(range(1, 21)).flatmap(
    lambda order: st.lists(st.integers(1, 5), min_size=20, max_size=20).map(
        lambda sizes: [order[sum(sizes[:at]) : sum(sizes[: at + 1])] for at in range(20)],
    ),
)


@given(batches)
def test_every_number_is_taken_once_within_a_minute(arrivals: list[list[int]]) -> None:
    trail = EventTrail()
    taken: list[int] = []
    there: set[int] = set()
    for arrived in arrivals:
        there |= set(arrived)
        taken.extend(trail.take(there, NOW))
    assert sorted(taken) == list(range(1, 21))
    assert (trail.position, trail.gaps) == (20, [])


@given(st.sets(st.integers(1, 60), min_size=1))
def test_the_gaps_are_exactly_the_numbers_missing(numbers: set[int]) -> None:
    trail = EventTrail()
    trail.take(numbers, NOW)
    missing = [number for gap in trail.gaps for number in range(gap.first, gap.last + 1)]
    assert missing == [number for number in range(1, max(numbers)) if number not in numbers]


def test_a_gap_is_let_go_after_a_minute() -> None:
    trail = EventTrail(7)
    assert trail.take([10], NOW) == {10}
    assert trail.take([], NOW + PATIENCE - timedelta(milliseconds=1)) == frozenset()
    assert [(gap.first, gap.last) for gap in trail.gaps] == [(8, 9)]
    trail.take([], NOW + PATIENCE)
    assert (trail.gaps, trail.take([8, 9], NOW + PATIENCE)) == ([], frozenset())


def test_a_copy_goes_its_own_way() -> None:
    trail = EventTrail(7)
    trail.copy().take([9], NOW)
    assert (trail.position, trail.gaps) == (7, [])
