"""Checks that a finished site keeps every address that was published, and records those it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.config import SiteOptions
from generator.pages.case_addresses import NOTICE_ID, find_case, find_case_in
from generator.pages.page import NOT_FOUND_FILE, make_file
from generator.pages.provenance import PROVENANCE_FILE, SIGNERS_FILE
from generator.publishing.headers import HEADERS_FILE, SECURITY_FILE
from generator.publishing.last_files import is_sitemap
from generator.publishing.links import FinishedSite
from generator.publishing.manifest import UNLISTED
from generator.records.problems import Problem, sort_problems
from generator.records.promises import FILE, Promise, Promises, add_promises, render_promises
from generator.records.saving import write_whole

_NOT_PROMISED = frozenset({*UNLISTED, PROVENANCE_FILE, SIGNERS_FILE, HEADERS_FILE, SECURITY_FILE})
"""Files that machines look for at these names in any site."""

_OURS = ("assets/", "data/findings/")
"""Folders of files that others of the site name, and whose names may change."""

_PARTS = (".gz", ".js")
"""Endings of files that are parts of others: nobody links to a script of the search table."""


def check_promises(
    site: FinishedSite, promises: Promises, changed: frozenset[str] | None = None
) -> tuple[Problem, ...]:
    """Every address that was recorded and is not kept: it must be there, lead on, or say that it was withdrawn.

    Where the last site has kept the same promises, only those are looked at that one of the `changed` files can break.
    """
    return sort_problems(_find_broken(site, promises, changed))


def find_promises(site: FinishedSite) -> Iterator[Promise]:
    """Every address of a site that somebody may come to link to."""
    for name in sorted(site.files):
        is_ours = name.startswith(_OURS) or name.rpartition("/")[2] in {NOT_FOUND_FILE, "favicon.ico"}
        if is_ours or name in _NOT_PROMISED or is_sitemap(name) or name.endswith(_PARTS):
            continue
        path = name.removesuffix("index.html") if name.rpartition("/")[2] == "index.html" else name
        case = find_case(_find_owner(name, site)) or find_case_in(name)
        # Anchors are the same in all languages: they stand once, at the shortest of the addresses.
        anchors = tuple(site.pages[name].anchors.split()) if name in site.pages else ()
        anchors = anchors if path.startswith("c/") or not case else ()
        yield Promise(path, case, None, anchors)


def write_promises(site: FinishedSite, promises: Promises, options: SiteOptions) -> int:
    """Add the addresses of a finished site to the file of those that were published; return how many are new."""
    after = add_promises(promises, find_promises(site))
    write_whole(options.content_dir / FILE, render_promises(after).encode())
    return len(after.entries) - len(promises.entries)


def _find_broken(site: FinishedSite, promises: Promises, changed: frozenset[str] | None) -> Iterator[Problem]:
    owned = defaultdict[str | None, set[str]](set)
    for one in promises.entries:
        owned[one.case].update(one.anchors)
    for one in promises.entries:
        if changed is not None and changed.isdisjoint(_list_held(one)):
            continue
        name, details = make_file(one.path), {"value": f"/{one.path}"}
        page = site.pages.get(name)
        if name not in site.files:
            if not _is_closed(one, site):
                yield Problem("address-lost", promises.file, one.line, 1, details=details)
        elif page is not None and page.moved is not None:
            if one.target is not None and not _is_there(one.target, site):
                yield Problem(
                    "address-target", promises.file, one.line, 1, details={**details, "target": f"/{one.target}"}
                )
        elif page is not None and not page.has(NOTICE_ID):
            yield from _check_owner(one, name, site, promises)
            # Every page that offers links to items of a case keeps them all.
            wanted = {*one.anchors, *(owned[one.case] if one.case and page.owners else ())}
            for anchor in sorted(anchor for anchor in wanted if not page.has(anchor)):
                yield Problem("address-anchor-lost", promises.file, one.line, 1, details={**details, "anchor": anchor})


def _list_held(one: Promise) -> Iterator[str]:
    """The files that decide whether a promise is kept: those that a page names are there, as its links are good."""
    yield make_file(one.path)
    if one.case is not None:
        yield _name_notice(one.case)
    if one.target is not None:
        yield make_file(one.target.partition("#")[0])


def _name_notice(case: str) -> str:
    return f"c/{case}/index.html"


def _is_closed(one: Promise, site: FinishedSite) -> bool:
    """Whether this is a file, such as a citation or a calendar, of a case of which only the notice remains."""
    notice = site.pages.get(_name_notice(one.case)) if one.case else None
    return not make_file(one.path).endswith(".html") and notice is not None and notice.has(NOTICE_ID)


def _is_there(target: str, site: FinishedSite) -> bool:
    """Whether an address leads to something, and not on to a third one."""
    path, _, anchor = target.partition("#")
    page = site.pages.get(make_file(path))
    return page is not None and page.moved is None and (not anchor or page.has(anchor))


def _check_owner(one: Promise, name: str, site: FinishedSite, promises: Promises) -> Iterator[Problem]:
    """The page of a case may not become that of another."""
    if one.case is None:
        return
    case = find_case(_find_owner(name, site)) or find_case_in(name)
    if case != one.case:
        yield Problem("address-reused", promises.file, one.line, 1, details={"value": f"/{one.path}", "case": one.case})


def _find_owner(name: str, site: FinishedSite) -> str:
    """The permanent address that a page offers links to, or that the page does which it leads on to; else its own."""
    page = site.pages.get(name)
    if page is not None and page.moved is not None:
        name = page.moved if page.moved in site.files else name
        page = site.pages.get(name)
    owner = next((file for file in page.owners if file in site.files), name) if page else name
    return owner.removesuffix("index.html")
