"""What RFC 4287 (Atom) and RFC 6721 (tombstones) ask of a feed, section by section, read off the XML itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

ATOM = "{http://www.w3.org/2005/Atom}"
AT = "{http://purl.org/atompub/tombstones/1.0}"
XHTML = "{http://www.w3.org/1999/xhtml}"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_ONCE = ("id", "title", "updated")
_AT_MOST_ONCE = ("generator", "icon", "logo", "rights", "subtitle", "published", "summary", "content", "source")


def find_faults(content: bytes) -> Iterator[str]:
    """Yield what a feed does against the rules."""
    root = ET.fromstring(content)  # noqa: S314 - our own file
    if root.tag != f"{ATOM}feed":
        yield f"4.1.1: the root is {root.tag}"
    yield from _find_common_faults(root, "4.1.1")
    entries = root.findall(f"{ATOM}entry")
    if root.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in entries):
        yield "4.1.1: neither the feed nor each entry has an author"
    for entry in entries:
        yield from _find_common_faults(entry, "4.1.2")
        links = [link for link in entry.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        if entry.find(f"{ATOM}content") is None and not links:
            yield "4.1.2: an entry has neither content nor an alternate link"
        yield from _find_content_faults(entry)
    for deleted in root.findall(f"{AT}deleted-entry"):
        if not _is_iri(deleted.get("ref", "")) or not _TIME.fullmatch(deleted.get("when", "")):
            yield f"RFC 6721 3: a tombstone has {deleted.attrib}"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    ids += [deleted.get("ref") for deleted in root.findall(f"{AT}deleted-entry")]
    yield from (f"4.1.1: {id_} is there {n} times" for id_, n in Counter(ids).items() if n > 1)


def _find_common_faults(element: ET.Element, rule: str) -> Iterator[str]:
    for name in _ONCE:
        if len(element.findall(f"{ATOM}{name}")) != 1 or not element.findtext(f"{ATOM}{name}"):
            yield f"{rule}: {element.tag} has not exactly one {name}"
    for name in _AT_MOST_ONCE:
        if len(element.findall(f"{ATOM}{name}")) > 1:
            yield f"{rule}: {element.tag} has more than one {name}"
    if not _is_iri(element.findtext(f"{ATOM}id") or ""):
        yield "4.2.6: an id is no full IRI"
    if not _TIME.fullmatch(element.findtext(f"{ATOM}updated") or ""):
        yield "3.3: a date is no RFC 3339 date"
    if any(not person.findtext(f"{ATOM}name") for person in element.findall(f"{ATOM}author")):
        yield "3.2.1: an author has no name"
    yield from _find_link_faults(element, rule)


def _find_link_faults(element: ET.Element, rule: str) -> Iterator[str]:
    links = element.findall(f"{ATOM}link")
    if any(not link.get("href") for link in links):
        yield "4.2.7.1: a link has no href"
    alternates = [(one.get("type"), one.get("hreflang")) for one in links if one.get("rel") == "alternate"]
    if len(set(alternates)) < len(alternates):
        yield f"{rule}: two alternate links of one type and language"


def _find_content_faults(entry: ET.Element) -> Iterator[str]:
    content = entry.find(f"{ATOM}content")
    if content is None or content.get("type") != "xhtml":
        return
    if [child.tag for child in content] != [f"{XHTML}div"] or (content.text or "").strip():
        yield "3.1.1.3: content of type xhtml is no single div"
    if any(not child.tag.startswith(XHTML) for child in content.iter() if child is not content):
        yield "3.1.1.3: content of type xhtml holds something else"


def _is_iri(text: str) -> bool:
    return bool(urlsplit(text).scheme)
