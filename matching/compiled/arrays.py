"""What the loops are given: the arrays of an index, and those of a need."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.hashing import Codes, Keys, Offsets
from matching.compiled.need_text import Sieve
from matching.compiled.rows import Facts, Records
from matching.compiled.terms import Bytes, Numbers
from matching.textual import Floats, Rows

NO_WINDOW = np.int64(-(1 << 62))


class IndexArrays(NamedTuple):
    """Resources in the order of their places.

    `rows` has the type ROW; `alive` is 0 for those that count no more; `terms` are numbers << 8 | times; `leaf_codes` are leaves, then groups of leaves, with
    the root of their share in `leaf_roots`; `parents`, `depths` and `lasts` (the last below it)
    are those of regions; `lists` are the keys of
    lists, sorted, `starts` where each begins in `listed`, which names rows; `hours` holds weekday, opening and closing
    minute of calendar i from `calendars[i]` on.
    """

    rows: Records
    alive: Bytes
    terms: Codes
    facts: Facts
    vectors: Floats
    leaf_codes: NDArray[np.uint16]
    leaf_roots: Floats
    parents: Numbers
    depths: Numbers
    lasts: Numbers
    lists: Keys
    starts: Offsets
    listed: Codes
    calendars: Offsets
    hours: Numbers


class NeedArrays(NamedTuple):
    """A need as numbers, for one index; days are counted from 2020, moments in microseconds from then.

    `above` are the numbers of the regions above the need's, -1 where the index knows none, the widest first; `last`
    is where free time within the window is no longer looked for; `days` has a row per local day of the window:
    weekday, day number, midnight; `leaves` is the root of the share of each leaf and group; the last five are the text
    (see need_text).
    """

    has_region: bool
    has_point: bool
    has_age: bool
    above: Numbers
    point: Floats
    kind: np.uint64
    age: float
    quantity: float
    groups: Facts
    memberships: Facts
    ties: Facts
    barred: Facts
    returned: Rows
    demands: Facts
    counterparties: np.uint64
    accused: Floats
    leaves: Floats
    haste: float
    today: float
    now: np.int64
    start: np.int64
    end: np.int64
    last: np.int64
    days: Facts
    faded: float
    track_weight: float
    track_prior: float
    stale: float
    weights: Floats
    sieve: Sieve
    table: Numbers
    table_rows: Numbers
    gifts: Floats
    all_words: float
