"""What a text says it does not want, which must not be matched."""

import re

_NOT_WANTED = re.compile("(?<![用需要])(?:不用|不需要|用不着|不消|无需|不必)[^,。;!?,.;!?]{1,20}")


def without_refused(text: str) -> str:
    """Leave out what a normalised text says it does not need, up to the next punctuation.

    >>> without_refused("不用送饭,就想有人陪我坐坐")
    ',就想有人陪我坐坐'
    """
    return _NOT_WANTED.sub("", text)
