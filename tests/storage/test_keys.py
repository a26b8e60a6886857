from datetime import UTC, datetime, timedelta
from uuid import RFC_4122

from hypothesis import given
from hypothesis import strategies as st

from storage.keys import uuid7

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
MOMENTS = st.integers(min_value=0, max_value=2**47).map(lambda count: EPOCH + count * MILLISECOND)
RANDOM = st.integers(min_value=0, max_value=2**74 - 1)


@given(moment=MOMENTS, random=RANDOM)
def test_key_is_a_uuid_of_version_7(moment: datetime, random: int) -> None:
    key = uuid7(lambda: moment, lambda _: random)
    assert key.version == 7
    assert key.variant == RFC_4122


@given(moment=MOMENTS, random=RANDOM)
def test_key_holds_its_moment_and_all_its_random_bits(moment: datetime, random: int) -> None:
    key = uuid7(lambda: moment, lambda _: random).int
    assert key >> 80 == (moment - EPOCH) // MILLISECOND
    assert ((key >> 64) & 0xFFF) << 62 | key & (1 << 62) - 1 == random


@given(moment=MOMENTS, later=st.integers(min_value=1, max_value=10**12), first=RANDOM, second=RANDOM)
def test_keys_sort_by_their_clock(moment: datetime, later: int, first: int, second: int) -> None:
    earlier_key = uuid7(lambda: moment, lambda _: first)
    later_key = uuid7(lambda: moment + later * MILLISECOND, lambda _: second)
    assert earlier_key < later_key
    assert str(earlier_key) < str(later_key)


def test_seventy_four_bits_are_asked_for() -> None:
    asked = []

    def random_bits(count: int) -> int:
        asked.append(count)
        return 0

    uuid7(lambda: EPOCH, random_bits)
    assert asked == [74]
