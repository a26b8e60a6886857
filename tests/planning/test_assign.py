"""Laws every plan keeps, beside the best of all plans on cases small enough to look through."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from matching import Window
from matching.planning import Booking, Capacity, Line, PinNotPossibleError, Plan, Want, assign
from matching.planning_records import Pair
from tests.planning.every_plan import best_value, is_possible, plan_value

MORNING = datetime(2026, 3, 2, 1, tzinfo=UTC)
RESOURCES = ("a", "b", "c")
HOURS = st.integers(0, 3)
WINDOWS = st.builds(
    lambda start, length: Window(MORNING + timedelta(hours=start), MORNING + timedelta(hours=start + length)),
    HOURS,
    st.integers(1, 3),
)
SCORES = st.integers(-30, 30).map(lambda tenths: tenths / 10)


@dataclass(frozen=True)
class Case:
    """One small community."""

    wants: tuple[Want, ...]
    candidates: Mapping[str, tuple[tuple[str, float], ...]]
    capacities: Mapping[str, Capacity]
    rotation: float = 0.0

    def plan(self, *, pinned: tuple[Pair, ...] = (), forbidden: tuple[Pair, ...] = ()) -> Plan:
        return assign(
            self.wants, self.candidates, self.capacities, pinned=pinned, forbidden=forbidden, rotation=self.rotation
        )

    @property
    def pairs(self) -> list[Pair]:
        return [(want, resource) for want, offered in sorted(self.candidates.items()) for resource, _ in offered]


@st.composite
def plain_cases(draw: st.DrawFn) -> Case:
    """Cases without times and without whole wants, which are solved exactly."""
    count = draw(st.integers(1, 3))
    quantities, worths = st.integers(1, 2), st.sampled_from([0.0, 4.0])
    wants = tuple(Want(key=f"w{index}", quantity=draw(quantities), worth=draw(worths)) for index in range(count))
    return _case(draw, wants, {key: Capacity(total=draw(st.integers(0, 3))) for key in RESOURCES})


@st.composite
def timed_cases(draw: st.DrawFn) -> Case:
    """Cases with clashing times and with wants that take much of one resource."""
    count = draw(st.integers(1, 3))
    counted = st.frozensets(st.sampled_from(RESOURCES))
    wants = tuple(
        Want(
            key=f"w{index}",
            quantity=draw(st.integers(1, 2)),
            window=draw(st.none() | WINDOWS),
            is_whole=draw(st.booleans()),
            counted_by=draw(counted),
            worth=draw(st.sampled_from([0.0, 4.0])),
        )
        for index in range(count)
    )
    capacities = {
        key: Capacity(
            total=draw(st.integers(0, 4)),
            at_once=draw(st.none() | st.integers(0, 2)),
            booked=tuple(Booking(window) for window in draw(st.lists(WINDOWS, max_size=1))),
        )
        for key in RESOURCES
    }
    return _case(draw, wants, capacities)


def _case(draw: st.DrawFn, wants: tuple[Want, ...], capacities: Mapping[str, Capacity]) -> Case:
    offered = st.lists(st.tuples(st.sampled_from(RESOURCES), SCORES), max_size=3, unique_by=lambda pair: pair[0])
    candidates = {want.key: tuple(draw(offered)) for want in wants}
    return Case(wants, candidates, capacities, draw(st.sampled_from([0.0, 0.5])))


def check_possible(case: Case, plan: Plan) -> None:
    """Check that nothing is over a capacity, that no want gets more than it asked, and that all figures agree."""
    assert is_possible(plan.lines, case.wants, case.capacities)
    assert {(line.want, line.resource) for line in plan.lines} <= set(case.pairs)
    for want in case.wants:
        given_units = sum(line.units for line in plan.lines if line.want == want.key)
        assert given_units + plan.left.get(want.key, 0) == want.units
    value = plan_value(plan.lines, case.wants, case.candidates, case.rotation)
    assert plan.value.covered == value.covered
    assert plan.value.points == pytest.approx(value.points)


@given(plain_cases())
def test_without_times_the_plan_is_the_best_of_all_plans(case: Case) -> None:
    plan = case.plan()
    check_possible(case, plan)
    best = best_value(case.wants, case.candidates, case.capacities, rotation=case.rotation)
    assert best is not None
    assert plan.value.covered == best.covered
    assert plan.value.points == pytest.approx(best.points, abs=1e-6)
    assert (plan.units_short, plan.points_short) == (0, 0.0)


@given(timed_cases())
def test_with_times_nothing_clashes_and_the_bound_is_no_lower_than_the_best_plan(case: Case) -> None:
    plan = case.plan()
    check_possible(case, plan)
    best = best_value(case.wants, case.candidates, case.capacities, rotation=case.rotation)
    assert best is not None
    assert plan.at_most.covered >= best.covered >= plan.value.covered
    if plan.at_most.covered == best.covered:
        assert plan.at_most.points >= best.points - 1e-6
    if plan.units_short == 0:
        assert plan.points_short is not None


@given(timed_cases() | plain_cases())
def test_no_fewer_units_are_covered_than_by_giving_greedily(case: Case) -> None:
    lines: list[Line] = []
    wants = {want.key: want for want in case.wants}
    scored = sorted((-score, key, resource) for key, offered in case.candidates.items() for resource, score in offered)
    for negative, key, resource in scored:
        open_units = wants[key].units - sum(line.units for line in lines if line.want == key)
        for units in range(open_units, 0, -1):
            tried = [*lines, Line(key, resource, units, -negative)]
            if is_possible(tried, case.wants, case.capacities):
                lines = tried
                break
    assert case.plan().value.covered >= sum(line.units for line in lines)


@given(timed_cases() | plain_cases(), st.data())
def test_forbidden_pairs_are_not_used(case: Case, data: st.DataObject) -> None:
    assume(case.pairs)
    forbidden = tuple(data.draw(st.lists(st.sampled_from(case.pairs), min_size=1, unique=True)))
    plan = case.plan(forbidden=forbidden)
    check_possible(case, plan)
    assert {(line.want, line.resource) for line in plan.lines}.isdisjoint(forbidden)


@given(timed_cases() | plain_cases(), st.data())
def test_a_pin_is_kept_or_named(case: Case, data: st.DataObject) -> None:
    assume(case.pairs)
    want, resource = pair = data.draw(st.sampled_from(case.pairs))
    least = next(one.units if one.is_whole else 1 for one in case.wants if one.key == want)
    if is_possible([Line(want, resource, least, 0.0)], case.wants, case.capacities):
        plan = case.plan(pinned=(pair,))
        check_possible(case, plan)
        assert [(line.want, line.resource) for line in plan.lines if line.is_pinned] == [pair]
    else:
        with pytest.raises(PinNotPossibleError) as refused:
            case.plan(pinned=(pair,))
        assert refused.value.pair == pair


@given(plain_cases(), st.data())
def test_beside_a_pin_of_one_unit_the_plan_is_still_the_best(case: Case, data: st.DataObject) -> None:
    single = {want.key for want in case.wants if want.units == 1}
    pinnable = [pair for pair in case.pairs if pair[0] in single and case.capacities[pair[1]].total]
    assume(pinnable)
    pinned = (data.draw(st.sampled_from(pinnable)),)
    plan = case.plan(pinned=pinned)
    best = best_value(case.wants, case.candidates, case.capacities, pinned=pinned, rotation=case.rotation)
    assert best is not None
    assert plan.value.covered == best.covered
    assert plan.value.points == pytest.approx(best.points, abs=1e-6)


@given(timed_cases() | plain_cases(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_changes_nothing(case: Case, random: Random) -> None:
    def shuffled(items: Iterable[Any]) -> list[Any]:
        return random.sample(listed := list(items), len(listed))

    other = replace(
        case,
        wants=tuple(shuffled(case.wants)),
        candidates={key: tuple(shuffled(offered)) for key, offered in shuffled(case.candidates.items())},
        capacities=dict(shuffled(case.capacities.items())),
    )
    assert other.plan() == case.plan()


@pytest.mark.parametrize("seed", range(5))
def test_sixty_wants_are_given_as_the_assignment_problem_has_it(seed: int) -> None:
    random = np.random.default_rng(seed)
    scores = random.normal(-1, 2, size=(60, 40)).round(3)
    places = random.integers(1, 3, size=40)
    plan = assign(
        [Want(key=f"w{row:02}") for row in range(60)],
        {f"w{row:02}": [(f"r{column:02}", scores[row, column]) for column in range(40)] for row in range(60)},
        {f"r{column:02}": Capacity(total=int(places[column])) for column in range(40)},
    )
    one_column_a_place = np.repeat(scores, places, axis=1)
    rows, columns = linear_sum_assignment(one_column_a_place, maximize=True)
    assert plan.value.covered == len(rows)
    assert plan.value.points == pytest.approx(one_column_a_place[rows, columns].sum(), abs=1e-4)


def test_coverage_comes_before_any_difference_of_scores() -> None:
    plan = assign(
        [Want(key="easy"), Want(key="hard")],
        {"easy": [("a", 900.0), ("b", -900.0)], "hard": [("a", -900.0)]},
        {"a": Capacity(total=1), "b": Capacity(total=1)},
    )
    assert [(line.want, line.resource) for line in plan.lines] == [("easy", "b"), ("hard", "a")]


def test_what_is_worth_more_is_served_where_not_all_can_be() -> None:
    wants = [Want(key="urgent", worth=30.0), Want(key="usual")]
    plan = assign(wants, {"urgent": [("a", -9.0)], "usual": [("a", 9.0)]}, {"a": Capacity(total=1)})
    assert [(line.want, line.score) for line in plan.lines] == [("urgent", -9.0)]


def test_sums_of_money_in_fen_stay_within_64_bits() -> None:
    rich = 10**12
    plan = assign(
        [Want(key="a", quantity=rich), Want(key="b", quantity=rich)],
        {"a": [("fund", 1e9), ("other", -1e9)], "b": [("fund", 5.0)]},
        {"fund": Capacity(total=rich), "other": Capacity(total=rich)},
    )
    assert [(line.want, line.resource, line.units) for line in plan.lines] == [
        ("a", "other", rich),
        ("b", "fund", rich),
    ]


def test_rotation_gives_one_that_fits_almost_as_well_its_chance() -> None:
    wants = [Want(key="u"), Want(key="v")]
    candidates = {key: [("known", 1.0), ("new", 0.9)] for key in ("u", "v")}
    capacities = {"known": Capacity(total=2), "new": Capacity(total=2)}
    plain = assign(wants, candidates, capacities)
    turned = assign(wants, candidates, capacities, rotation=0.2)
    assert {line.resource for line in plain.lines} == {"known"}
    assert {line.resource for line in turned.lines} == {"known", "new"}


def test_a_want_that_finds_no_room_is_served_when_another_moves() -> None:
    nine = Window(MORNING, MORNING + timedelta(hours=1))
    plan = assign(
        [Want(key="stays", window=nine), Want(key="moves", window=nine), Want(key="third")],
        {"stays": [("a", 1.0)], "moves": [("a", 2.0), ("b", 0.0)], "third": [("c", 1.0)]},
        {"a": Capacity(total=9, at_once=1), "b": Capacity(total=1, at_once=1), "c": Capacity(total=1)},
    )
    assert plan.left == {}
    assert plan.units_short == 0


@pytest.mark.parametrize(
    ("wants", "candidates", "rotation"),
    [
        ([Want(key="w"), Want(key="w")], {}, 0.0),
        ([Want(key="w")], {"w": [("a", float("nan"))]}, 0.0),
        ([Want(key="w")], {"w": [("a", 1.0), ("a", 2.0)]}, 0.0),
        ([Want(key="w")], {}, -1.0),
    ],
    ids=["a key twice", "no number", "a candidate twice", "rotation below zero"],
)
def test_what_makes_no_sense_is_refused(wants: list[Want], candidates: Any, rotation: float) -> None:
    with pytest.raises(ValueError, match=r"share a key|no number|twice|rotation"):
        assign(wants, candidates, {}, rotation=rotation)


def test_impossible_wants_and_capacities_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Want(key="w", quantity=0)
    with pytest.raises(ValueError, match="a number"):
        Want(key="w", worth=float("nan"))
    with pytest.raises(ValueError, match="0 or more"):
        Capacity(total=-1)
