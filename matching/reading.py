"""What a text is: an offer typed into the need form, a danger, a question, a complaint. Suggestions, never verdicts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from matching.text import normalise
from matching.vocabulary import DangerPattern

_OFFERS = re.compile(
    "可以(喊|找|叫|来找)我|我(可以|能|会|愿意|愿)(帮|教|来|出|捐|提供|免费|义务)|想(当|做|报名)(个)?(志愿者|义工)|"
    "(免费|义务)(帮|教|提供|送)|(我家|家里|我们单位|我们公司)有.{0,12}(可以|愿意)(捐|借|送|提供|给)|退休.{0,12}(闲着|有空|有时间)|"
    "需要的(人)?(可以|请)?(联系|找)我|愿意(提供|捐|帮|出力)|i can (help|offer|teach|give|provide)|happy to help|"
    "willing to|(can|will) provide|we (offer|provide)",
)
_ASKS = re.compile(
    "求助|求(个|一)|(哪个|谁|有没(有|得)人|请|麻烦).{0,6}(能|帮)|想(找|请|要|借)|需要(帮|人)|咋个办|怎么办|need|help me"
)
_COMPLAINTS = re.compile(
    "投诉|举报|从来不|不理人|不理我|推来推去|态度(差|恶劣|不好)|乱收费|不公示|不作为|骗我|骗人|没人管|欺负|太吵|扰民|"
    "complain|report (him|her|them|illegal)|rude|overcharg",
)
_QUESTIONS = re.compile(
    "(请问|咨询|想问|问一下|是不是|能不能享受|要带(些)?(哪样|什么|哪些)|怎么(办理|申请|查|交)|咋个(办理|申请|查|交)|"
    "在哪(点|里)(办|交|领)|几点(开|关|上班)|多少钱|what|when|where|how (do|can|much)|which).{0,40}$",
)
_SUGGESTIONS = re.compile(
    "建议|希望(社区|街道|政府|物业|能)|能不能(在|给|加|装|修|设)|最好(能|是)|(we )?suggest|would be (good|nice)|propose"
)


@dataclass(frozen=True, slots=True)
class Danger:
    """Something that may not wait: the words found and what to show first."""

    found: str
    show: str


@dataclass(frozen=True, slots=True)
class NatureGuess:
    """HELP, QUESTION, SUGGESTION or COMPLAINT as a suggestion to staff, with a probability 0..1."""

    nature: str
    probability: float


def read_dangers(text: str, patterns: Iterable[DangerPattern]) -> tuple[Danger, ...]:
    """Every danger a text speaks of, in the order of the patterns. It opens a question and classifies nothing."""
    plain = normalise(text)
    found = ((re.search(pattern.pattern, plain), pattern.show) for pattern in patterns)
    return tuple(Danger(match.group(), show) for match, show in found if match)


def recognise_offer(text: str) -> float:
    """Probability, 0..1, that a text typed into the need form offers help (「您是想帮忙吗?」)."""
    plain = normalise(text)
    offers = len(_OFFERS.findall(plain))
    asks = len(_ASKS.findall(plain))
    return 0.0 if not offers else (offers + 0.5) / (offers + asks + 1.0)


def guess_nature(text: str) -> NatureGuess:
    """Guess the likeliest nature of a text; HELP with 0.6 when no word says otherwise."""
    plain = normalise(text)
    found = {
        "COMPLAINT": len(_COMPLAINTS.findall(plain)),
        "SUGGESTION": len(_SUGGESTIONS.findall(plain)),
        "QUESTION": len(_QUESTIONS.findall(plain)),
    }
    nature = max(found, key=lambda name: found[name])
    if not found[nature]:
        return NatureGuess("HELP", 0.6)
    return NatureGuess(nature, (found[nature] + 0.5) / (sum(found.values()) + 1.0))
