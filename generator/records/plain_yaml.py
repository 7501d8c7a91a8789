"""Values of texts that hold nothing unusual, several times faster than the strict reader, and never other values.

ryaml (optional, extra `fast`) parses as libyaml does, of which its parser is a translation; it differs in what it makes
of what was parsed. So the strict reader alone decides on a text that may hold any of this:

- tags, anchors, aliases and merge keys; directives, document marks and carriage returns;
- escapes other than a quotation mark; byte-order and control marks are refused before;
- a number that is not plain digits (`1.5`, `1e3`, `0x1f`, `+1`, `.inf`) or has more than 18 of them; `True`, `Null` and
  the like beside real ones; a key that is not text; an empty document; more depth than the strict reader allows;
- whatever ryaml refuses: what is wrong, and where, is the strict reader's to say.

Everything else is text for both, or one of `true`, `false`, `null`, `~`, nothing, and a whole number.
`tests/records/test_plain_yaml.py` compares both on values, on case files with a few letters changed, and on any text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import accumulate
from typing import Any

_parse: Callable[[str], Any] | None
try:
    from ryaml import loads as _parse  # type: ignore[attr-defined]  # its stub only imports it
except ImportError:  # the strict reader alone is enough
    _parse = None

_NODE_MARKS = re.compile(r"[&*!](?<=[\s\[\]{},:].)(?:(?<=!)|(?=[\w-]))")
"""What begins an anchor, an alias or a tag; it begins with what is rare, as such a search is fast."""
_BRACKET = re.compile(r"[\[\]{}]")
_MANY = 2_000
"""So many opening brackets are worth counting how deep they lie."""
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
_DOCUMENT_MARKS = ("\n%", "\n---", "\n...")
_ENDS = r"(?=[ \t]*(?:[\n,\]}:#]|\Z))"
"""What follows a value without quotes; after a word within a text other words do."""
_DOUBTFUL: dict[type, tuple[re.Pattern[str], ...]] = {
    bool: tuple(re.compile(word + _ENDS) for word in ("True", "TRUE", "False", "FALSE")),
    int: tuple(map(re.compile, (r"0(?<!\w0)[xobXOB]", r"\+[0-9]", "[0-9]{19}"))),
    type(None): tuple(re.compile(word + _ENDS) for word in ("Null", "NULL")),
}
"""A kind of value → what ryaml takes for one, and the strict reader for text. One after the other is found sooner."""


def find_value(text: str, max_depth: int) -> Any:
    """The value a text stands for; none where the strict reader must decide."""
    if _parse is None or _may_differ(text) or _is_deep(text, max_depth):
        return None
    try:
        value = _parse(text)
    except Exception:  # noqa: BLE001 - whatever it dislikes, the strict reader finds words for
        return None
    return value if _is_plain(value, text, max_depth) else None


def _is_deep(text: str, max_depth: int) -> bool:
    """Whether brackets may lie too deep: ryaml would take minutes to read what the strict reader refuses at once."""
    if text.count("[") + text.count("{") < _MANY:
        return False
    steps = map(_STEPS.__getitem__, _BRACKET.findall(text))
    return max(accumulate(steps), default=0) > max_depth


def _may_differ(text: str) -> bool:
    """Whether a text holds what both may read differently, whatever its values."""
    if "\r" in text or "<<" in text or text.count("\\") != text.count('\\"'):
        return True
    if text.startswith(("%", "---", "...")) or any(mark in text for mark in _DOCUMENT_MARKS):
        return True
    # A mark may be the first letter of all.
    return ("&" in text or "*" in text or "!" in text) and _NODE_MARKS.search(f"\n{text}") is not None


def _is_plain(value: Any, text: str, max_depth: int) -> bool:
    """Whether all keys are text, and all values what the strict reader would have made of them too."""
    level, kinds = [value], set()
    for _ in range(max_depth):
        inner: list[Any] = []
        for one in level:
            if type(one) is dict:
                for key, each in one.items():
                    if type(key) is not str:
                        return False
                    if type(each) is not str:
                        inner.append(each)
            elif type(one) is list:
                inner += [each for each in one if type(each) is not str]
            else:
                kinds.add(type(one))
        level = inner
        if not level:
            return all(kind in _DOUBTFUL and not _is_doubtful(kind, text) for kind in kinds)
    return False


def _is_doubtful(kind: type, text: str) -> bool:
    return any(pattern.search(text) for pattern in _DOUBTFUL[kind])
