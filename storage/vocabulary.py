"""The shipped vocabulary: categories, rules of leaves, dangers, reasons, deadlines, settings, warnings, columns.

The files lie in storage/seed. They are the defaults of the product; what a community adds or changes are rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from storage.seed_records import by_key, read_seed
from storage.vocabulary_records import (
    Danger,
    Deadline,
    Group,
    Leaf,
    LeafRule,
    ListColumns,
    OfficialList,
    PublishingWarning,
    Qualification,
    Reason,
    ReasonList,
    Settings,
    Step,
)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Everything the product says in data; lines are in the order of their files.

    `leaves` and `leaf_rules` are by the code of the leaf, `group_of` gives the group a leaf belongs to. Two are
    compared by identity, so that what is made of one can be kept with it.
    """

    groups: tuple[Group, ...]
    leaves: Mapping[str, Leaf]
    group_of: Mapping[str, Group]
    qualifications: Mapping[str, Qualification]
    leaf_rules: Mapping[str, LeafRule]
    dangers: tuple[Danger, ...]
    reasons: Mapping[ReasonList, Mapping[str, Reason]]
    deadlines: Mapping[Step, Deadline]
    settings: Settings
    warnings: tuple[PublishingWarning, ...]
    lists: Mapping[OfficialList, ListColumns]

    def rule_of(self, category: str | None) -> LeafRule:
        """Return what a leaf demands; a leaf without a rule of its own demands nothing and allows a summary."""
        return self.leaf_rules.get(category or "", LeafRule(category or ""))


@cache
def shipped_vocabulary() -> Vocabulary:
    """Return the vocabulary as shipped; read once.

    Raises SeedMistake when a file does not say what its records ask for, or says a code twice.
    """
    groups = read_seed(_Categories, "categories.toml").group
    demands = read_seed(_LeafRules, "leaf_rules.toml")
    timetable = read_seed(_Deadlines, "deadlines.toml")
    return Vocabulary(
        groups=groups,
        leaves=by_key("categories.toml", ((leaf.code, leaf) for group in groups for leaf in group.leaves)),
        group_of=by_key("categories.toml", ((leaf.code, group) for group in groups for leaf in group.leaves)),
        qualifications=by_key("leaf_rules.toml", ((line.code, line) for line in demands.qualifications)),
        leaf_rules=by_key("leaf_rules.toml", ((line.category, line) for line in demands.rules)),
        dangers=read_seed(_Dangers, "dangers.toml").danger,
        reasons=by_key(
            "reasons.toml",
            (
                (each.code, by_key("reasons.toml", ((line.code, line) for line in each.reasons)))
                for each in read_seed(_ReasonFile, "reasons.toml").list
            ),
        ),
        deadlines=by_key("deadlines.toml", ((line.code, line) for line in timetable.step)),
        settings=read_seed(Settings, "settings.toml"),
        warnings=read_seed(_Warnings, "warnings.toml").warning,
        lists=by_key("columns.toml", ((line.code, line) for line in read_seed(_Columns, "columns.toml").list)),
    )


@dataclass(frozen=True, slots=True)
class _Categories:
    group: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class _LeafRules:
    qualifications: tuple[Qualification, ...]
    rules: tuple[LeafRule, ...]


@dataclass(frozen=True, slots=True)
class _Dangers:
    danger: tuple[Danger, ...]


@dataclass(frozen=True, slots=True)
class _Reasons:
    code: ReasonList
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _ReasonFile:
    list: tuple[_Reasons, ...]


@dataclass(frozen=True, slots=True)
class _Deadlines:
    step: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class _Warnings:
    warning: tuple[PublishingWarning, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    list: tuple[ListColumns, ...]
