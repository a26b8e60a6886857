"""The figures that proofs find, each beside its bound: kept in a file, so that one table can show all of a run."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

FILE = Path(__file__).resolve().parents[2] / "var" / "proofs.jsonl"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it proves, what was found, and what was promised."""

    proof: str
    found: str
    bound: str
    is_held: bool


@dataclass(slots=True)
class Figures:
    """The figures of one test."""

    noted: list[Figure] = field(default_factory=list)

    def at_most(self, proof: str, found: float, bound: float, unit: str = "") -> None:
        """Note a figure that must not be larger than its bound."""
        self._note(proof, found, f"≤ {bound:,g}", unit, is_held=found <= bound)

    def at_least(self, proof: str, found: float, bound: float, unit: str = "") -> None:
        """Note a figure that must not be smaller than its bound."""
        self._note(proof, found, f"≥ {bound:,g}", unit, is_held=found >= bound)

    def same(self, proof: str, found: str, wanted: str) -> None:
        """Note a word that must be the one that was meant."""
        self._keep(Figure(proof, found, wanted, found == wanted))

    def told(self, proof: str, found: str) -> None:
        """Note what belongs beside the figures and has no bound."""
        self._keep(Figure(proof, found, "", is_held=True))

    def _note(self, proof: str, found: float, bound: str, unit: str, *, is_held: bool) -> None:
        shown = f"{found:,}" if isinstance(found, int) else f"{found:,.2f}"
        self._keep(Figure(proof, f"{shown} {unit}".strip(), f"{bound} {unit}".strip(), is_held))

    def _keep(self, figure: Figure) -> None:
        self.noted.append(figure)
        FILE.parent.mkdir(exist_ok=True)
        with FILE.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(asdict(figure), ensure_ascii=False) + "\n")

    def assert_held(self) -> None:
        """Fail when a bound was not held."""
        broken = [f"{one.proof}: {one.found}, promised {one.bound}" for one in self.noted if not one.is_held]
        assert not broken, "; ".join(broken)


def read_figures() -> list[Figure]:
    """Return all figures noted since the file was begun."""
    if not FILE.exists():
        return []
    return [Figure(**json.loads(line)) for line in FILE.read_text(encoding="utf-8").splitlines()]


def print_figures(figures: list[Figure]) -> None:
    """Print the table of a run."""
    table = Table("proof", "figure", "bound", "held", title="Proofs")
    for one in figures:
        held = ("yes" if one.is_held else "[bold red]NO[/bold red]") if one.bound else ""
        table.add_row(one.proof, one.found, one.bound, held)
    Console(width=160).print(table)
