"""Whom a case is about: the subjects its title names, else the one most affected. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.pages.events import Subjects
from generator.pages.i18n import Words
from generator.records.public import PublicSubject

_QUOTED = re.compile(r"[«“\"](.+?)[»”\"]")


def find_leading(ranked: Iterable[PublicSubject], subjects: Subjects) -> tuple[PublicSubject, ...]:
    """The subjects the title names, else the one most affected; only those of whom something is told."""
    words = subjects.words
    title = _list_words(words.plain(subjects.case.title), words)
    told = [one for one in ranked if one.about]
    return tuple(one for one in told if _is_named(subjects.get_name(one.id), title, words)) or tuple(told[:1])


def _is_named(name: str, title: Sequence[str], words: Words) -> bool:
    """Whether a title names somebody: by the given name, or the one in quotation marks, and one more word."""
    parts = _list_words(name, words)
    called = {*parts[:1], *_list_words(" ".join(_QUOTED.findall(name)), words)}
    return bool(called & set(title)) and len(set(parts) & set(title)) > 1


def _list_words(text: str, words: Words) -> list[str]:
    """The words of a text, folded."""
    return re.findall(r"[^\W_]+", words.sort_key(text))
