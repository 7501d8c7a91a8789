"""Words that may be in no byte of a site, searched in every encoding and in everything that is packed."""

from __future__ import annotations

import base64
import gzip
import io
import re
import sqlite3
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from babel.dates import get_month_names

STEM = "Qzxcanarío"
"""How every word begins that may not leave."""
FLEETING = "Wzxpasajera"
"""How every word begins of a case that is published first and then withdrawn."""
RESERVED_DAY, NAMELESS_DAY, CLOSED_DAY = "1931-07-29", "1932-08-28", "1933-05-27"
"""Days that may not be told: of a reserved measure and a nameless case to the day, of closed cases at all."""


def fold(text: str) -> str:
    """Return a text in lower case without accents."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def compile_stem(stem: str) -> re.Pattern[bytes]:
    """Return what finds a stem in bytes: as it is, without accents, escaped for HTML, JSON and addresses, and coded."""
    letters = [_spell(letter) for letter in stem]
    forms = {stem, stem.lower(), stem.upper(), fold(stem), fold(stem).capitalize()}
    coded = {code for form in forms for code in _encode(form)}
    return re.compile(b"(?i:" + b"".join(letters) + b")|" + b"|".join(sorted(map(re.escape, coded))))


def _spell(letter: str) -> bytes:
    """Return every way to write a letter, as alternatives."""
    ways: set[bytes] = set()
    for one in {letter.lower(), letter.upper(), fold(letter), fold(letter).upper()}:
        for form in {one, unicodedata.normalize("NFD", one)}:
            ways.add(re.escape(form.encode()))
            ways.add(b"".join(b"%%(?:25)?%02x" % byte for byte in form.encode()))
            ways.add("".join(rf"&(?:amp;)?#(?:0*{ord(c)}|x0*{ord(c):x});" for c in form).encode())
            ways.add("".join(rf"\\+u0*{{?0*{ord(c):x}}}?" for c in form).encode())
    ways |= {b"&(?:amp;)?iacute;"} if fold(letter) == "i" else set()
    return b"(?:" + b"|".join(sorted(ways, key=len, reverse=True)) + b")"


def _encode(form: str) -> Iterator[bytes]:
    """Yield a text in base64 at each place it may begin at, in hexadecimal and in UTF-16."""
    raw = form.encode()
    for shift in range(3):
        # Only the signs that no byte before or after can change.
        first, last = -(-shift * 8 // 6), (shift + len(raw)) * 8 // 6
        yield base64.b64encode(b"\0" * shift + raw)[first:last]
        yield base64.urlsafe_b64encode(b"\0" * shift + raw)[first:last]
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    yield form.encode("utf-16-le")
    yield form.encode("utf-16-be")


def open_bytes(name: str, raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield what a file holds: its name, its bytes, and what is packed in it, each with where it is."""
    yield f"{name} (name)", name.encode()
    yield name, raw
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            yield f"{name} (comment)", archive.comment
            for member in archive.infolist():
                yield from open_bytes(f"{name}!{member.filename}", archive.read(member))
                yield f"{name}!{member.filename} (extra)", member.comment + member.extra
    elif raw.startswith(b"\x1f\x8b"):
        yield from open_bytes(f"{name}!", gzip.decompress(raw))
    elif raw.startswith(b"\x89PNG"):
        yield from ((f"{name} ({kind})", data) for kind, data in _list_chunks(raw))
    elif raw.startswith(b"SQLite format 3"):
        yield from ((f"{name} ({table})", cell) for table, cell in _list_cells(raw))
    elif raw.startswith(b"%PDF"):
        for number, stream in enumerate(re.findall(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL)):
            try:
                yield f"{name} (stream {number})", zlib.decompress(stream)
            except zlib.error:
                continue


def _list_chunks(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the chunks of a picture that hold words, unpacked."""
    place = 8
    while place < len(raw):
        size, kind = int.from_bytes(raw[place : place + 4]), raw[place + 4 : place + 8].decode("latin-1")
        data = raw[place + 8 : place + 8 + size]
        if kind != "IDAT":
            # A key, signs that say how it is packed, and the words.
            for start in (found.end() for found in re.finditer(b"\0", data[:200])):
                with suppress(zlib.error):
                    data += zlib.decompress(data[start:])
            yield kind, data
        place += 12 + size


def _list_cells(raw: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield every cell of a database as text."""
    with sqlite3.connect(":memory:") as base:
        base.deserialize(raw)
        for (table,) in base.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
            for row in base.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - the table's own name
                yield from ((table, cell if isinstance(cell, bytes) else str(cell).encode()) for cell in row)


def find_leaks(folder: Path, pattern: re.Pattern[bytes]) -> list[str]:
    """Return where a pattern stands in the files of a folder, with what was found."""
    found: list[str] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for place, raw in open_bytes(path.relative_to(folder).as_posix(), path.read_bytes()):
            match = pattern.search(raw)
            if match:
                found.append(f"{place}: {raw[match.start() : match.end() + 12]!r}")
    return found


def compile_days(*days: str) -> re.Pattern[bytes]:
    """Return what finds days to the day, as pages, data and calendars write them."""
    ways: list[str] = []
    for day in days:
        year, month, number = day.split("-")
        name, other = (get_month_names("wide", locale=code)[int(month)] for code in ("es", "en"))
        ways += [day, f"{year}{month}{number}", f"{number}/{month}/{year}", f"{int(number)} de {name} de {year}"]
        ways += [f"{int(number)} {other} {year}", f"{other} {int(number)}, {year}", f"{int(number)} {other[:3]} {year}"]
    return re.compile("|".join(map(re.escape, ways)).encode(), re.IGNORECASE)
