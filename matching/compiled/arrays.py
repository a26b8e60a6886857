"""What the loops are given: the arrays of an index, and those of a need."""

from typing import NamedTuple

import numpy as np

from matching.compiled.need_text import Sieve
from matching.compiled.rows import Facts, Records
from matching.compiled.terms import Bytes, Numbers
from matching.hashing import Codes, Keys, Offsets
from matching.textual import Floats, Rows

SETS = ("groups", "memberships", "ties", "barred", "demands")
"""Sets of a need, in the order in which `sets` holds them."""

NEED = np.dtype(
    [
        ("has_region", np.uint8),
        ("has_point", np.uint8),
        ("has_age", np.uint8),
        ("has_window", np.uint8),
        ("x", np.float64),  # the need's point on the unit sphere
        ("y", np.float64),
        ("z", np.float64),
        ("kind", np.uint64),  # 0 for any
        ("age", np.float64),
        ("quantity", np.float64),
        ("counterparties", np.uint64),
        ("haste", np.float64),
        ("today", np.float64),  # days since 2020
        ("now", np.int64),  # microseconds since 2020
        ("start", np.int64),
        ("end", np.int64),
        ("last", np.int64),  # where free time is no longer looked for
        ("faded", np.float64),
        ("track_weight", np.float64),
        ("track_prior", np.float64),
        ("stale", np.float64),
        ("all_words", np.float64),
        *((name, np.int64) for name in SETS),  # where each set ends
    ],
    align=True,
)


class IndexArrays(NamedTuple):
    """Resources in the order of their places.

    `rows` has the type ROW; `alive` is 0 for those that count no more; `terms` are written short (see `written`);
    `leaves` are leaves, then groups of leaves, with the root of their share; `parents`, `depths` and `lasts` (the last
    below it) are those of regions; `lists` are the keys of lists, sorted, `starts` where each begins in `listed`,
    which names rows; `hours` holds the opening and closing minutes of day d of calendar i from `calendars[7 i + d]`
    on. The last five are made of the others: a bit for each class of radius that any resource has, of each row its
    gate and its outline, the mean norms of three readings, and all outlines as bytes.
    """

    rows: Records
    alive: Bytes
    terms: Bytes
    facts: Facts
    vectors: Floats
    leaves: Records
    parents: Numbers
    depths: Numbers
    lasts: Numbers
    lists: Keys
    starts: Offsets
    listed: Codes
    calendars: Offsets
    hours: Numbers
    classes: Numbers
    gates: Records
    outlines: Records
    norms: Floats
    outline_bytes: Bytes


DERIVED = ("vectors", "classes", "gates", "outlines", "norms", "outline_bytes")
"""What is made of the other arrays, and so not kept."""


class NeedArrays(NamedTuple):
    """A need as numbers, for one index.

    `facts` has one row of the type NEED; `above` are the numbers of the regions above the need's, -1 where the index
    knows none, the widest first; `days` has a row per local day of the window: weekday, day number, midnight; `leaves`
    is the root of the share of each leaf and group; the last four are the text (see need_text).
    """

    facts: Records
    sets: Facts
    above: Numbers
    returned: Rows
    days: Facts
    accused: Floats
    leaves: Floats
    weights: Floats
    sieve: Sieve
    table: Numbers
    table_rows: Numbers
    gifts: Floats
