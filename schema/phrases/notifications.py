"""Sentences of notifications, and the messages by which they leave: the only place that words them.

What leaves by text or to a group names a need by its number alone; a mail names it as staff worded it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from strawberry import relay

from resolvers.notifications.drafts import Draft
from resolvers.notifications.facts import Facts
from resolvers.notifications.messenger import Wording
from schema.phrases import notification_en, notification_zh_cn
from schema.phrases.language import ENGLISH
from storage.codes import MessagePurpose, NotificationKind, Way
from storage.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class NotificationPhrases:
    """The phrases of one language."""

    labels: Mapping[str, str]
    sentences: Mapping[str, str]
    words: Mapping[str, str]
    is_chinese: bool

    def sentence(self, facts: Facts, vocabulary: Vocabulary, *, is_short: bool = False, count: int = 1) -> str:
        """Return what a notification says; a short one names the need by its number alone."""
        words = self.words
        resource = words["resource"].format(what=facts.resource) if facts.resource else words["a_resource"]
        sentence = self.sentences[facts.kind].format(
            what=self._what(facts, vocabulary, is_short=is_short),
            who=self._who(facts),
            resource=resource,
            region=facts.region or words["somewhere"],
            count=count,
        )
        return sentence[0].upper() + sentence[1:]

    def detail(self, facts: Facts) -> str:
        """Return why, and what comes next, in staff's own words; "" where nothing was said."""
        said = (
            self.words["reason"].format(reason=facts.reason) if facts.reason else "",
            self.words["next_step"].format(next_step=facts.next_step) if facts.next_step else "",
        )
        return "\n".join(filter(None, said))

    def _what(self, facts: Facts, vocabulary: Vocabulary, *, is_short: bool) -> str:
        leaf = vocabulary.leaves.get(facts.category or "")
        category = (leaf.zh if self.is_chinese else leaf.en) if leaf else ""
        title = "" if is_short else facts.title or category
        if title:
            return self.words["quoted"].format(what=title)
        return self.words["numbered"].format(number=facts.number) if facts.number else self.words["something"]

    def _who(self, facts: Facts) -> str:
        if facts.partner and facts.helper:
            return self.words["who"].format(partner=facts.partner, helper=facts.helper)
        return facts.partner or self.words["somebody"]


@cache
def notification_phrases(language: str) -> NotificationPhrases:
    """Return the phrases of a language; Chinese unless English is asked for."""
    source = notification_en if language == ENGLISH else notification_zh_cn
    return NotificationPhrases(source.LABELS, source.SENTENCES, source.WORDS, is_chinese=language != ENGLISH)


def page_of(facts: Facts) -> str:
    """Return the page that shows exactly what a notification is about, from the root of the site."""
    if facts.is_for_staff:
        return "/console.html#/" + (f"?need={_id('Need', facts.need_id)}" if facts.need_id else "lists")
    if facts.resource_id is not None:
        place = f"partners/{_id('Partner', facts.partner_id)}?resource={_id('Resource', facts.resource_id)}"
    elif facts.kind in _OF_PARTNERS and facts.dispatch_id is not None:
        place = f"dispatches/{_id('Dispatch', facts.dispatch_id)}"
    elif facts.need_id is None:
        place = ""
    else:
        verdict = "/evaluate" if facts.kind is NotificationKind.VERDICT_ASKED else ""
        place = f"needs/{_id('Need', facts.need_id)}{verdict}"
    return f"/resident.html#/{place}"


_OF_PARTNERS = frozenset(
    {
        NotificationKind.DISPATCH_ASKED,
        NotificationKind.DISPATCH_CONFIRMED,
        NotificationKind.DISPATCH_RECALLED,
    }
)


def _id(type_name: str, key: object) -> str:
    return quote(relay.to_base64(type_name, str(key)), safe="")


def message_of(draft: Draft, vocabulary: Vocabulary, address: str, language: str = "zh-CN") -> Wording:
    """Return what a message says; `address` is where people reach us, without a slash at its end."""
    phrases = notification_phrases(language)
    if draft.purpose is MessagePurpose.CONFIRM:
        text = phrases.words["confirm"].format(link=draft.confirm_link)
        return Wording(phrases.words["confirm_subject"], text)
    if draft.purpose is MessagePurpose.DIGEST:
        return _digest(draft, phrases, vocabulary, address)
    (facts,) = draft.lines
    link = facts.one_time_link or address + page_of(facts)
    is_short = draft.way is not Way.MAIL
    sentence = phrases.sentence(facts, vocabulary, is_short=is_short)
    subject = phrases.words["subject"].format(label=phrases.labels[facts.kind])
    told = {"kind": facts.kind.value, "number": facts.number, "link": link}
    if draft.way is Way.SMS:
        return Wording(subject, phrases.words["sms"].format(sentence=sentence, link=link), facts=told)
    text = f"{sentence}\n{_linked(facts, phrases, link)}"
    return Wording(subject, _with_stop(text, draft, phrases), stop_link=draft.stop_link, facts=told)


def _digest(draft: Draft, phrases: NotificationPhrases, vocabulary: Vocabulary, address: str) -> Wording:
    """Return a day's digest: a line a notification, those that say the same of a region counted together."""
    lines = list(_lines(draft.lines, phrases, vocabulary, address))
    subject = phrases.words["digest_subject"].format(count=len(lines))
    text = "\n".join([phrases.words["digest_greeting"], "", *lines])
    return Wording(subject, _with_stop(text, draft, phrases), stop_link=draft.stop_link)


def _lines(told: Iterable[Facts], phrases: NotificationPhrases, vocabulary: Vocabulary, address: str) -> Iterable[str]:
    for facts, count in Counter(told).items():
        sentence = phrases.sentence(facts, vocabulary, count=count)
        link = _linked(facts, phrases, facts.one_time_link or address + page_of(facts))
        yield f"{phrases.words['line'].format(sentence=sentence)}\n  {link}"


def _linked(facts: Facts, phrases: NotificationPhrases, link: str) -> str:
    return phrases.words["answer" if facts.one_time_link else "link"].format(link=link)


def _with_stop(text: str, draft: Draft, phrases: NotificationPhrases) -> str:
    return f"{text}\n\n{phrases.words['stop'].format(link=draft.stop_link)}" if draft.stop_link else text
