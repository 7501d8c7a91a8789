"""Citations in the formats that reference managers read: BibTeX, RIS and CSL-JSON. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from msgspec import Struct, json

from generator.pieces import Frame

_TEX = re.compile(r"[\\{}%&#$_~^]")
_TEX_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # BibTeX counts braces even where they are escaped
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Citation(Struct, frozen=True):
    """What is cited: a case, or an indicator with the value it has."""

    key: str
    """Unique among all citations of the site: `visibles-MX-0001-es`."""
    id: str
    """Id of the case or code of the indicator."""
    title: str
    site: str
    """Name of the site, which is the author: the people who edit it are not named."""
    edition: str
    """Its short name, which changes when, and only when, something published does."""
    day: date
    """Of the edition: of a case when it was last checked, of an indicator the day it speaks of."""
    note: str
    """The day the data speak of, in words."""
    language: str
    address: str
    """The permanent one; empty where the site's own is not known."""


def render_bibtex(one: Citation) -> str:
    """An entry of BibTeX."""
    texts = {
        "author": f"{{{_escape_tex(one.site)}}}",
        "title": f"{{{_escape_tex(one.title)}}}",
        "year": str(one.day.year),
        "version": one.edition,
        "number": _escape_tex(one.id),
        "note": _escape_tex(one.note),
        "language": one.language,
        "url": one.address,
    }
    lines = [f"{name}={{{text}}}," for name, text in texts.items() if text]
    lines.insert(3, f"month={_MONTHS[one.day.month - 1]},")
    return "\n".join((f"@misc{{{one.key},", *lines, "}", ""))


def _escape_tex(text: str) -> str:
    return _TEX.sub(lambda found: _TEX_NAMES.get(found[0], f"\\{found[0]}"), text)


def render_ris(one: Citation) -> str:
    """A record of RIS, with the ends of line it asks for."""
    pairs = (
        ("TY", "ELEC"),
        ("ID", one.key),
        ("AU", one.site),
        ("TI", one.title),
        ("PY", str(one.day.year)),
        ("DA", one.day.strftime("%Y/%m/%d")),
        ("ET", one.edition),
        ("AN", one.id),
        ("N1", one.note),
        ("LA", one.language),
        ("UR", one.address),
    )
    lines = [f"{tag}  - {' '.join(text.split())}" for tag, text in pairs if text]
    return "\r\n".join((*lines, "ER  - ", ""))


def render_csl(one: Citation) -> str:
    """An item of CSL-JSON."""
    return json.encode(_make_item(one)).decode()


def _make_item(one: Citation) -> dict[str, Any]:
    item = {
        "id": one.key,
        "type": "webpage",
        "title": one.title,
        "author": [{"literal": one.site}],
        "container-title": one.site,
        "issued": {"date-parts": [[one.day.year, one.day.month, one.day.day]]},
        "version": one.edition,
        "number": one.id,
        "note": one.note,
        "language": one.language,
        "URL": one.address,
    }
    return {name: value for name, value in item.items() if value}


class Format(Struct, frozen=True):
    """A format of citations."""

    name: str
    ending: str
    media_type: str
    render_one: Callable[[Citation], str]
    frame: Frame
    """What stands around and between citations."""

    def render(self, citations: Iterable[Citation]) -> str:
        """A whole file."""
        return f"{self.frame.head}{self.render_some(citations)}{self.frame.end}"

    def render_some(self, citations: Iterable[Citation]) -> str:
        """A piece of a file."""
        return self.frame.between.join(map(self.render_one, citations))


FORMATS = (
    Format("BibTeX", "bib", "application/x-bibtex", render_bibtex, Frame(between="\n")),
    Format("RIS", "ris", "application/x-research-info-systems", render_ris, Frame(between="\r\n")),
    Format("CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json", render_csl, Frame("[", ",\n", "]\n")),
)
