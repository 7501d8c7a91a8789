"""The words of the search table: which rows have them, in files that stay small, and how they change. Pure.

Rows are counted from 0 in the order of the list of all cases; a list of rows is the first one and then the steps to
each next one, in base 36.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate, chain, pairwise

from generator.analysis.facets import find_states
from generator.pages.i18n import Words
from generator.pages.texts import make_plain
from generator.records.matching import fold
from generator.records.public import PublicCase

WORD_BYTES = 32_000
"""Bytes at which a file of words is full, before compression; a word is never split."""

_APOSTROPHES = re.compile("['`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u2032\ua78b\ua78c]")
"""What may stand within a word of an indigenous language or an Irish name; it is dropped, and so is the saltillo."""
_WORD = re.compile(r"[^\W_]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


# Names of states, rights and kinds of attacks come in every case.
@lru_cache(maxsize=2048)
def list_words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: folded, with ñ kept apart from n. `search.js` has the same rule."""
    return tuple(_WORD.findall(fold(_APOSTROPHES.sub("", text), keep="ñ")))


def find_words(case: PublicCase, words: Words) -> frozenset[str]:
    """Every word a case is found by, folded."""
    return frozenset(chain.from_iterable(map(list_words, _list_texts(case, words))))


def _list_texts(case: PublicCase, words: Words) -> Iterator[str]:
    """Everything of a case that can be searched: what its page says of it, in the words of the language."""
    yield case.id
    yield words.plain(case.title)
    yield make_plain(case.summary, words)
    for subject in case.subjects:
        for text in (subject.name, subject.people, subject.about):
            if text is not None:
                yield text if isinstance(text, str) else make_plain(text, words)
    for place in (case.place, case.work_place, *(act.place for act in case.acts)):
        if place:
            yield from filter(None, (place.municipality, place.locality))
    yield from (words.term("state", code) for code in find_states(case))
    yield from (words.term("right_defended", code) for code in case.defends)
    for act in case.acts:
        yield words.term("act_type", act.type)
        yield from map(str, act.date.years)


def list_postings(found: Iterable[Iterable[str]], start: int = 0) -> dict[str, list[int]]:
    """Each word or value of some rows → the rows it is in; the first row has the number `start`."""
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for number, values in enumerate(found, start):
        for value in values:
            rows[value].append(number)
    return rows


def encode_postings(postings: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """The same as the browser reads it, in the order in which it compares texts."""
    return {value: encode_rows(postings[value]) for value in sorted(postings, key=_find_place)}


def _find_place(value: str) -> bytes:
    return value.encode("utf-16-be")


def encode_rows(rows: Sequence[int]) -> str:
    """A list of rows."""
    steps = (rows[0], *(after - before for before, after in pairwise(rows)))
    return ",".join(map(_encode, steps))


def decode_rows(text: str) -> list[int]:
    """The rows of a list."""
    return list(accumulate(int(step, 36) for step in text.split(",")))


@cache
def _encode(number: int) -> str:
    """A number in base 36."""
    rest, digit = divmod(number, len(_DIGITS))
    return (_encode(rest) if rest else "") + _DIGITS[digit]


def change_rows(
    postings: Mapping[str, str], start: int, before: Sequence[Iterable[str]], after: Sequence[Iterable[str]]
) -> dict[str, str]:
    """The postings once some rows, from `start` on, have other words than before."""
    changed = dict(postings)
    old, new = list_postings(before, start), list_postings(after, start)
    for word in sorted(old.keys() | new.keys()):
        if old.get(word) != new.get(word):
            kept = {*(decode_rows(changed[word]) if word in changed else ())} - {*old.get(word, ())}
            rows = sorted(kept | {*new.get(word, ())})
            if rows:
                changed[word] = encode_rows(rows)
            else:
                del changed[word]
    return {word: changed[word] for word in sorted(changed, key=_find_place)}


def render_words(postings: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file of words, and before them of the one that tells with which word each begins."""
    shards = tuple(_split(postings.items()))
    yield "words.js", render_file("words", " ".join(shard[0][0] for shard in shards))
    for number, shard in enumerate(shards):
        # Words, and as many lists of rows: both are far smaller as one text each.
        columns = " ".join(word for word, _ in shard), ";".join(rows for _, rows in shard)
        yield f"words-{number}.js", render_file(f"words-{number}", columns)


def read_words(files: Iterable[bytes]) -> dict[str, str]:
    """The postings that some files of words hold, without the one that tells how they begin."""
    found: dict[str, str] = {}
    for data in files:
        text = data.decode()
        words, rows = json.loads(text[text.index(",") + 1 : text.rindex(")")])
        found.update(zip(words.split(" "), rows.split(";"), strict=True))
    return found


def _split(postings: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """The words in runs that fill a file each."""
    shard: list[tuple[str, str]] = []
    size = 0
    for word, rows in postings:
        if size >= WORD_BYTES:
            yield shard
            shard, size = [], 0
        shard.append((word, rows))
        size += len(word) + len(rows) + 2
    if shard:
        yield shard


def render_file(name: str, part: object) -> bytes:
    """A file of the table: a script that hands a part of it to the page."""
    data = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
    return f'visibles("{name}",{data});\n'.encode()
