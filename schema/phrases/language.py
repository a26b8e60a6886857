"""Choosing a language and filling its phrases with the facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from resolvers import refusals as facts
from resolvers.lists.sentences import parted
from schema.phrases import en, zh_cn

CHINESE, ENGLISH = "zh-CN", "en"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language."""

    language: str
    refusals: Mapping[str, tuple[str, str]]
    faults: Mapping[str, str]
    nouns: Mapping[str, str]
    statuses: Mapping[str, str]
    allowed: Mapping[str, str]
    barred: Mapping[str, str]
    already: Mapping[str, str]
    forbidden: Mapping[str, str]
    moves: Mapping[str, str]
    channels: Mapping[str, str]
    on_behalf: str
    free: str
    endorsed: str
    endorsed_few: str
    uncovered: Mapping[str, str]
    learning: Mapping[str, str]
    units: Mapping[str, str]
    notice: Mapping[str, str]
    line: str
    files: Mapping[str, tuple[str, str]]

    @property
    def is_chinese(self) -> bool:
        """Whether this is the first language."""
        return self.language == CHINESE

    def refusal(self, fact: facts.Refusal) -> tuple[str, str]:
        """Return what a refusal says, and what the person can do."""
        message, remedy = self.refusals[type(fact).__name__]
        filling = self._filling(fact)
        return message.format(**filling), remedy.format(**filling)

    def fault(self, fault: facts.FieldFault) -> str:
        """Return what is wrong with one field."""
        return self.faults[fault.code].format(value=fault.value)

    def file(self, code: str, value: str = "") -> tuple[str, str]:
        """Return why a file is not taken, and what the person can do."""
        message, remedy = self.files[code]
        return message.format(value=value), remedy

    def move(self, noun: str, move: str) -> str:
        """Return the sentence of one event of a timeline."""
        return self.moves.get(f"{noun}.{move}") or self.moves["other"]

    def _filling(self, fact: facts.Refusal) -> dict[str, Any]:
        filling: dict[str, Any] = {}
        match fact:
            case facts.NotAllowed(needed):
                filling = {"needed": self.allowed.get(needed, self.allowed["STAFF"])}
            case facts.NotFound(noun):
                filling = {"noun": self.nouns[noun]}
            case facts.InvalidInput(faults):
                filling = {"faults": ";".join(self.fault(one) for one in faults)}
            case facts.MoveNotPossible(noun, status, possible):
                names = "、".join(self.statuses[one] for one in possible)
                filling = {"noun": self.nouns[noun], "status": self.statuses[status], "possible": names or "—"}
            case facts.CandidateBarred(rule):
                filling = {"rule": self.barred.get(rule, self.barred["OTHER"])}
            case facts.AlreadyThere(noun):
                filling = {"what": self.already.get(noun, self.already["other"])}
            case facts.ListRefused():
                filling = self._why_no_list(fact)
            case facts.PublishingForbidden(why):
                filling = {"why": self.forbidden[why]}
            case _:
                filling = _figures(fact)
        return filling

    def _why_no_list(self, fact: facts.ListRefused) -> dict[str, str]:
        why, remedy = parted(fact.code, fact.value, is_chinese=self.is_chinese)
        where = self.line.format(line=fact.line) if fact.line else ""
        return {"why": where + why, "remedy": remedy}


def _figures(fact: facts.Refusal) -> dict[str, Any]:
    """Return what fills the blanks of a refusal whose facts are figures and quotations."""
    match fact:
        case facts.NothingLeft(asked, left):
            return {"asked": asked, "left": "—" if left is None else left}
        case facts.SignInPaused(_, minutes):
            return {"minutes": minutes}
        case facts.PublishWarning(named) | facts.PlanOutdated(named) | facts.StillPromised(named):
            return {"named": "、".join(map(str, named))}
    return {}


@cache
def phrases_in(language: str) -> Phrases:
    """Return the phrases of a language; Chinese unless English is asked for."""
    source = en if language == ENGLISH else zh_cn
    return Phrases(
        language=ENGLISH if language == ENGLISH else CHINESE,
        refusals=source.REFUSALS,
        faults=source.FAULTS,
        nouns=source.NOUNS,
        statuses=source.STATUSES,
        allowed=source.ALLOWED,
        barred=source.BARRED,
        already=source.ALREADY,
        forbidden=source.FORBIDDEN,
        moves=source.MOVES,
        channels=source.CHANNELS,
        on_behalf=source.ON_BEHALF,
        free=source.FREE,
        endorsed=source.ENDORSED,
        endorsed_few=source.ENDORSED_FEW,
        uncovered=source.UNCOVERED,
        learning=source.LEARNING,
        units=source.UNITS,
        notice=source.NOTICE,
        line=source.LINE,
        files=source.FILES,
    )


def chosen_language(accept_language: str | None) -> str:
    """Return the better of our two languages for an Accept-Language header: the one it names first."""
    for piece in (accept_language or "").split(","):
        tag = piece.split(";")[0].strip().lower()
        if tag.startswith("zh"):
            return CHINESE
        if tag.startswith("en"):
            return ENGLISH
    return CHINESE
