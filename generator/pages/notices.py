"""What stands where a case was and is no longer: that it was withdrawn, and when, and nothing else of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.pages.case_addresses import NOTICE_ID
from generator.pages.embeds import make_embed_path
from generator.pages.page import Page
from generator.pages.rendering import render_template
from generator.pages.scene import Scene


def make_notices(scene: Scene) -> Iterator[Page]:
    """A notice at the permanent address of each case that was withdrawn or is hidden, and where its page was."""
    words = scene.words
    for case in scene.withdrawn:
        text = words.get("notice.withdrawn.text", date=words.date(case.date))
        # Where other sites frame a case, its embed says so itself.
        framed = {make_embed_path(case.id, scene)} if scene.embeds else set()
        paths = [path for path in _list_paths(case.id, scene) if path not in framed]
        yield from _make_pages(case.id, paths, words.get("notice.withdrawn.title"), text, scene)
    for id_ in sorted(scene.hidden):
        text = words.get("notice.hidden.text")
        yield from _make_pages(id_, _list_paths(id_, scene), words.get("notice.hidden.title"), text, scene)


def find_former(id_: str, scene: Scene) -> list[str]:
    """Where the pages of a case were in a language. Only recorded addresses: an editor can have one forgotten."""
    found = [one.path for one in scene.promises.entries if one.case == id_ and one.path.endswith("/")]
    return [path for path in found if scene.addresses.find_language(path) == scene.words.language]


def _list_paths(id_: str, scene: Scene) -> Iterable[str]:
    return dict.fromkeys((scene.addresses.permanent(id_, scene.words.language), *find_former(id_, scene)))


def _make_pages(id_: str, paths: Iterable[str], title: str, text: str, scene: Scene) -> Iterator[Page]:
    words, addresses = scene.words, scene.addresses
    body = render_template("notice", words, title=title, text=text, anchor=NOTICE_ID)
    for path in paths:
        yield scene.make_page(
            "cases",
            path=path,
            title=title,
            description=text,
            body=body,
            find_path=lambda other: addresses.permanent(id_, other.language),
            noindex=True,
        )
