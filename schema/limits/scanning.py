"""The first look at a document, at its words alone: nothing is parsed that is too long or too deep to be parsed."""

from graphql import GraphQLError, GraphQLSyntaxError, Source, TokenKind
from graphql.language import Lexer

from schema.limits.caps import CAPS, Caps, beyond

OPENING = {TokenKind.PAREN_L, TokenKind.BRACKET_L, TokenKind.BRACE_L}
CLOSING = {TokenKind.PAREN_R, TokenKind.BRACKET_R, TokenKind.BRACE_R}
NUL = "U+0000 不能用在文字里。 Texts cannot hold U+0000."
EMPTY = "查询是空的。 The document is empty."


def scan(text: str, caps: Caps = CAPS) -> int:
    """Return how many tokens a document has; comments and commas count for nothing.

    Raises a `GraphQLError` for a text that is too long, has too many tokens or brackets too deep, is no GraphQL, or
    spells U+0000 in a string, which PostgreSQL cannot keep.
    """
    if len(text) > caps.characters:
        raise beyond("characters", len(text), caps.characters)
    source = Source(text)
    lexer = Lexer(source)
    tokens = nesting = 0
    while (token := lexer.advance()).kind is not TokenKind.EOF:
        tokens += 1
        if tokens > caps.tokens:
            raise beyond("tokens", tokens, caps.tokens)
        if token.kind in OPENING:
            nesting += 1
            if nesting > caps.nesting:
                raise beyond("nesting", nesting, caps.nesting)
        elif token.kind in CLOSING:
            nesting -= 1
        elif token.value is not None and "\0" in token.value:
            raise GraphQLSyntaxError(source, token.start, NUL)
    if not tokens:
        raise GraphQLError(EMPTY)
    return tokens
