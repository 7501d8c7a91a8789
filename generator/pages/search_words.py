"""The words of the search table: which rows have them, in files that stay small, and how they change. Pure.

Rows are counted from 0 in the order of the list of all cases; a list of rows is the first one and then the steps to
each next one, in base 36.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
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
_BEGINNING = re.compile(rb'[^\[]*\["([^ "]*)')
"""A file of words up to the end of the first one."""
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


def list_postings(found: Iterable[tuple[int, Iterable[str]]]) -> dict[str, list[int]]:
    """Each word or value of some rows, given by number → the rows it is in."""
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for number, values in found:
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


def render_words(postings: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file of words, and before them of the one that tells with which word each begins."""
    return _list_files([_render_shard(number, shard) for number, shard in enumerate(_split(postings.items()))])


def change_words(
    files: Sequence[bytes], old: Mapping[str, Sequence[int]], new: Mapping[str, Sequence[int]]
) -> Iterator[tuple[str, bytes]]:
    """The same once some rows, which `old` and `new` list, have other words; `files`, at least one, are those of words.

    Only files are read in which a word changes, and those that follow up to the next one that begins as it did.
    """
    begun = [_find_place(_find_first(data)) for data in files]
    changed: defaultdict[int, list[str]] = defaultdict(list)
    for word in old.keys() | new.keys():
        if old.get(word) != new.get(word):
            changed[max(0, bisect_right(begun, _find_place(word)) - 1)].append(word)
    made: list[bytes] = []
    rest: list[tuple[str, str]] = []
    for number, data in enumerate(files):
        if not rest and number not in changed and number == len(made):
            made.append(data)
            continue
        postings = _read_shard(data)
        for word in changed[number]:
            _change_word(postings, word, old.get(word, ()), new.get(word, ()))
        shards = [*_split([*rest, *((word, postings[word]) for word in sorted(postings, key=_find_place))])]
        rest = shards.pop() if shards and _measure(shards[-1]) < WORD_BYTES else []
        made += [_render_shard(n, shard) for n, shard in enumerate(shards, len(made))]
    return _list_files([*made, _render_shard(len(made), rest)] if rest else made)


def _change_word(postings: dict[str, str], word: str, old: Iterable[int], new: Iterable[int]) -> None:
    """Have a word lead to the rows that have it now."""
    kept = {*(decode_rows(postings[word]) if word in postings else ())}.difference(old)
    if rows := sorted(kept.union(new)):
        postings[word] = encode_rows(rows)
    else:
        del postings[word]


def _list_files(shards: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    yield "words.js", render_file("words", " ".join(map(_find_first, shards)))
    for number, data in enumerate(shards):
        yield f"words-{number}.js", data


def _render_shard(number: int, shard: Sequence[tuple[str, str]]) -> bytes:
    """A file of words."""
    # Words, and as many lists of rows: both are far smaller as one text each.
    columns = " ".join(word for word, _ in shard), ";".join(rows for _, rows in shard)
    return render_file(f"words-{number}", columns)


def _read_shard(data: bytes) -> dict[str, str]:
    """The postings in a file of words."""
    text = data.decode()
    words, rows = json.loads(text[text.index(",") + 1 : text.rindex(")")])
    return dict(zip(words.split(" "), rows.split(";"), strict=True))


def _find_first(data: bytes) -> str:
    """The word that a file of words begins with; ValueError where it is none."""
    found = _BEGINNING.match(data)
    if found is None:
        raise ValueError(data[:80])
    return found[1].decode()


def _split(postings: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """The words in runs that fill a file each."""
    shard: list[tuple[str, str]] = []
    size = 0
    for one in postings:
        if size >= WORD_BYTES:
            yield shard
            shard, size = [], 0
        shard.append(one)
        size += _measure([one])
    if shard:
        yield shard


def _measure(shard: Iterable[tuple[str, str]]) -> int:
    """How long some words are in a file."""
    return sum(len(word) + len(rows) + 2 for word, rows in shard)


def render_file(name: str, part: object) -> bytes:
    """A file of the table: a script that hands a part of it to the page."""
    data = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
    return f'visibles("{name}",{data});\n'.encode()
