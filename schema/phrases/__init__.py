"""The only place where codes become sentences: one module a language, both with the same entries."""

from schema.phrases.language import Phrases, phrases_in

__all__ = ["Phrases", "phrases_in"]
