"""The tree of regions while a list is taken in: what stands, and what is to be added."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from resolvers.lists.places import LEVELS, Chain, Step, level_by_name
from storage.codes import Level
from storage.tables import RegionRow

Names = tuple[str, ...]
"""A region by its names from the root down; () is above all roots."""

UNASSIGNED: Chain = (Step(Level.CITY, "未分区"),)
"""Where lines stand that name no region."""

MOST_LETTERS = 4
LETTERS_OF_NAMELESS = "QY"
LETTERED_LEVELS = frozenset({Level.CITY, Level.DISTRICT})
"""Below a district numbers go on in the district's series."""


@dataclass(frozen=True, slots=True)
class _Node:
    level: Level
    row: RegionRow | None


@dataclass(frozen=True, slots=True)
class AddedRegion:
    """A region to be added; without letters of its own its numbers go on in its parent's series."""

    names: Names
    level: Level
    letters: str | None


class RegionTree:
    """Regions by their names. `added` are those that lines named and the tree does not have yet, parents first."""

    def __init__(self, rows: Iterable[RegionRow]) -> None:
        self._nodes: dict[Names, _Node] = {}
        self._below: dict[tuple[Names, str], list[Names]] = {}
        self.added: list[Names] = []
        names: dict[str, Names] = {"": ()}
        for row in sorted(rows, key=lambda row: len(row.path)):
            named = (*names[row.path[:-4]], row.name)
            names[row.path] = named
            self._put(named, _Node(row.level, row))

    def has(self, names: Names) -> bool:
        """Whether the tree has a region of these names."""
        return names in self._nodes

    def row(self, names: Names) -> RegionRow | None:
        """Return the row of a region; None when it is only to be added."""
        node = self._nodes.get(names)
        return None if node is None else node.row

    def paths(self) -> Iterator[tuple[str, Names]]:
        """Yield the path and the names of every region that stands."""
        for names, node in self._nodes.items():
            if node.row is not None:
                yield node.row.path, names

    def place(self, base: Names, chain: Chain, *, may_add: bool) -> tuple[Names, Chain]:
        """Return the region that a chain leads to from `base`, and the steps that lead nowhere.

        A step is looked for right below, then farther below where only one region has its name. Steps that are no
        narrower than where we stand are passed over: the list repeats what `base` says.
        """
        here = base
        for index, step in enumerate(chain):
            if here and (step.name == here[-1] or self._is_no_narrower(step, here)):
                continue
            found = self._find(here, step)
            if found is None and not may_add:
                return here, chain[index:]
            here = found or self._add(here, step)
        return here, ()

    def add_path(self, names: Names) -> None:
        """Add the regions of a path the tree does not have, at the levels their names end in."""
        for length in range(1, len(names) + 1):
            here, parent = names[:length], names[: length - 1]
            if here not in self._nodes:
                above = LEVELS.index(self._nodes[parent].level) if parent else -1
                level = level_by_name(here[-1])
                if level is None or LEVELS.index(level) <= above:
                    level = LEVELS[min(above + 1, len(LEVELS) - 1)]
                self._add(parent, Step(level, here[-1]))

    def added_regions(self) -> Iterator[AddedRegion]:
        """Yield the regions that are to be added, parents first."""
        for names in self.added:
            level = self._nodes[names].level
            is_lettered = len(names) == 1 or level in LETTERED_LEVELS
            yield AddedRegion(names, level, letters_of(names[-1]) if is_lettered else None)

    def stands(self, names: Names, row: RegionRow) -> None:
        """Note the row of a region that was added."""
        self._nodes[names] = _Node(row.level, row)

    def named(self, base: Names, name: str) -> Names | None:
        """Return the region a name means to somebody at `base`: one above it, or the only one of that name around."""
        for length in range(len(base), 0, -1):
            if base[length - 1] == name:
                return base[:length]
        for length in range(len(base), 0, -1):
            found = self._below.get((base[:length], name), [])
            if len(found) == 1:
                return found[0]
        return None

    def above(self, base: Names, level: Level) -> Names | None:
        """Return the region of a level in which `base` lies, itself included."""
        return next((names for names in _upwards(base) if self._nodes[names].level is level), None)

    def _is_no_narrower(self, step: Step, here: Names) -> bool:
        return LEVELS.index(step.level) <= LEVELS.index(self._nodes[here].level)

    def _find(self, here: Names, step: Step) -> Names | None:
        right_below = (*here, step.name)
        if right_below in self._nodes:
            return right_below
        farther = [names for names in self._below.get((here, step.name), []) if self._nodes[names].level is step.level]
        return farther[0] if here and len(farther) == 1 else None

    def _add(self, here: Names, step: Step) -> Names:
        names = (*here, step.name)
        self._put(names, _Node(step.level, None))
        self.added.append(names)
        return names

    def _put(self, names: Names, node: _Node) -> None:
        self._nodes[names] = node
        for above in _upwards(names[:-1]):
            self._below.setdefault((above, names[-1]), []).append(names)


async def load_regions(session: AsyncSession) -> RegionTree:
    """Return the tree as it stands."""
    return RegionTree((await session.scalars(select(RegionRow))).all())


def letters_of(name: str) -> str:
    """Return the letters numbers of a region begin with: the initials of its name without the word for its level.

    >>> letters_of("盘龙区"), letters_of("恩施土家族苗族自治州"), letters_of("1")
    ('PL', 'ESTJ', 'QY')
    """
    core = name[:-1] if level_by_name(name) is not None and len(name) > 1 else name
    initials = "".join(lazy_pinyin(core, style=Style.FIRST_LETTER)).upper()
    letters = "".join(letter for letter in initials if "A" <= letter <= "Z")[:MOST_LETTERS]
    return letters or LETTERS_OF_NAMELESS


def _upwards(names: Names) -> Iterator[Names]:
    for length in range(len(names), 0, -1):
        yield names[:length]
