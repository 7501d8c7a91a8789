"""Feeds of changes, as readers' programs read them, and the pages that tell the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

import feedparser
import html5lib
import jsonschema
import pytest
from atom_rules import ATOM, find_faults
from builders import make_act, make_publication, publish, text
from feed_schema import JSON_FEED
from msgspec.structs import replace
from scenes import make_scene
from sites import make_files

from generator.config import SiteOptions
from generator.pages import changes as changes_pages
from generator.pages.case_scene import CaseScene
from generator.pages.i18n import Words
from generator.pages.leaves import CHANGES
from generator.pages.page import EditorialPage, Page
from generator.pages.scene import Scene
from generator.pages.task import Inputs, list_tasks
from generator.pages.urls import Addresses
from generator.records.dates import parse_date
from generator.records.fields import Context
from generator.records.public_history import WithdrawnCase
from generator.records.urns import make_urn
from generator.syndication import (
    NEWEST,
    list_feed_groups,
    list_scopes,
    make_case_files,
    make_feed,
    make_scope,
    render_atom,
)

SITE = "https://example.org/visibles/"
Item = tuple[str, str, tuple[str, ...]]
"""Title, link and paragraphs of a change."""


def make_feed_files(scene: Scene, options: SiteOptions) -> dict[str, bytes]:
    """Return every feed of one language, by its path."""
    files = make_files(list_tasks(list_feed_groups([scene], options)))
    return files | {path: data for case in scene.cases for path, data in make_case_files(CaseScene(case, scene))}


def read_items(page: Page) -> Iterator[Item]:
    """Yield the changes listed on a page, with full links."""
    tree = html5lib.parse(page.body, namespaceHTMLElements=False)
    for item in tree.iterfind(".//ol[@class='v-news']/li"):
        link = item.find(".//a")
        if link is not None:
            paragraphs = tuple("".join(p.itertext()) for p in item.iterfind(".//p[@class='v-note']"))
            yield "".join(link.itertext()), urljoin(SITE + page.path, link.get("href")), paragraphs


def parse(content: bytes) -> Any:
    """Return a feed as a reader's program reads it, which must not have to repair anything."""
    feed = feedparser.parse(content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def get_items(content: bytes) -> list[Item]:
    """Return the changes that a feed tells."""
    found = []
    for entry in parse(content).entries:
        div = html5lib.parse(entry.content[0].value, namespaceHTMLElements=False)
        found.append((entry.title, entry.link, tuple("".join(p.itertext()) for p in div.iter("p"))))
    return found


def test_atom_keeps_the_rules(feeds: Mapping[str, bytes]) -> None:
    """Every Atom feed is well formed, keeps RFC 4287 and RFC 6721, and a reader's program reads it."""
    atoms = {path: content for path, content in feeds.items() if path.endswith(".atom")}

    assert len(atoms) > 10
    for path, content in atoms.items():
        assert list(find_faults(content)) == [], path
        feed = parse(content)
        assert feed.version == "atom10"
        assert feed.feed.language == path.split("/")[1]
        assert {"rel": "self", "type": "application/atom+xml", "href": SITE + path} in [
            dict(link) for link in feed.feed.links
        ]


def test_rules_find_faults() -> None:
    """The rules are rules: a feed that breaks each is told."""
    names = f'xmlns="{ATOM[1:-1]}" xmlns:at="http://purl.org/atompub/tombstones/1.0"'
    feed = f"""<feed {names}><id>x</id><updated>2026</updated>
      <link rel="alternate"/><link rel="alternate" href="a"/>
      <entry><id>urn:a:b</id><title>t</title><title>t</title><updated>2026-01-01T00:00:00Z</updated></entry>
      <entry><id>urn:a:b</id><title>t</title><updated>2026-01-01T00:00:00Z</updated><author/>
        <content type="xhtml">a<p/></content></entry><at:deleted-entry ref="x"/></feed>"""
    told = {fault.partition(":")[0] for fault in find_faults(feed.encode())}

    assert told == {"3.1.1.3", "3.2.1", "3.3", "4.1.1", "4.1.2", "4.2.6", "4.2.7.1", "RFC 6721 3"}


def test_json_keeps_the_rules(feeds: Mapping[str, bytes]) -> None:
    """Every JSON Feed is what its specification asks for and tells what the Atom feed beside it tells."""
    for path, content in feeds.items():
        if not path.startswith("feeds/") or not path.endswith(".json"):
            continue
        told = json.loads(content)
        jsonschema.validate(told, JSON_FEED, format_checker=jsonschema.FormatChecker())
        atom = feeds[path.removesuffix("json") + "atom"]
        kept = [one for one in told["items"] if "title" in one]
        same = [(one["title"], one["url"], tuple(one["content_text"].split("\n\n"))) for one in kept]
        assert same == get_items(atom)
        assert told["feed_url"] == SITE + path
        ids = [one.id for one in parse(atom).entries] + re.findall(r' ref="([^"]+)"', atom.decode())
        assert [one["id"] for one in told["items"]] == ids


@pytest.mark.parametrize("language", ["es", "en"])
def test_feeds_tell_what_pages_tell(feeds: Mapping[str, bytes], pages: Mapping[str, Page], language: str) -> None:
    """Title, text and link of each entry stand on the pages of changes, and the link has its place on its page."""
    mine = [page for page in pages.values() if (page.section, page.lang) == ("changes", language)]
    told = {item for page in mine for item in read_items(page)}
    listed = get_items(feeds[f"feeds/{language}/all.atom"])

    assert len(listed) == len(told) == 9
    assert set(listed) == told
    for _, link, _ in listed:
        path, _, anchor = link.removeprefix(SITE).partition("#")
        assert not anchor or re.search(f"id={anchor}[ >]", pages[path].body)


def test_campaigns_have_feeds(feeds: Mapping[str, bytes], pages: Mapping[str, Page], scenes: tuple[Scene, ...]) -> None:
    """A campaign's feeds tell the changes of its cases and no others, and its page links to them."""
    (campaign,) = scenes[0].campaigns
    links = {link.partition("#")[0] for _, link, _ in get_items(feeds[f"feeds/es/campaign/{campaign.id}.atom"])}
    slugs = {case.slug for case in scenes[0].cases if case.id in campaign.case_ids}

    assert links == {f"{SITE}casos/{slug}/" for slug in slugs}
    assert f"feeds/es/campaign/{campaign.id}.ics" in feeds
    assert f"feeds/es/campaign/{campaign.id}.atom" in pages[f"campanas/{campaign.id}/"].body


def test_every_change_is_told(feeds: Mapping[str, bytes]) -> None:
    """What was published, added and corrected, newest first, with the day of the change and that of the event."""
    feed = parse(feeds["feeds/es/case/MX-9001.atom"])
    titles = [(entry.updated[:10], re.sub("Ximena.*🦋", "X", entry.title)) for entry in feed.entries]

    assert titles == [
        ("2026-05-03", "Nuevo en X. Competencia: Se declaró incompetente"),
        ("2026-05-03", "Nuevo en X. Reconocimiento"),
        ("2026-03-01", "Corrección en X"),
        ("2026-02-20", "Nuevo en X. Agresión: Intimidación u hostigamiento"),
        ("2026-02-20", "Nuevo en X. Medida: en funcionamiento · Medidas de protección"),
        ("2026-02-01", "Corrección en X"),
        ("2026-01-15", "Caso publicado: X"),
    ]


def test_a_reserved_measure_has_no_day(feeds: Mapping[str, bytes]) -> None:
    """What is added to a measure in force for somebody alive is told with its month (DNH-07)."""
    entries = json.loads(feeds["feeds/es/case/MX-9001.json"])["items"]
    (step,) = [one for one in entries if one.get("url", "").endswith("#m1-3")]

    assert step["content_text"] == "Fecha del hecho: febrero de 2018."


def test_withdrawn_cases_leave_tombstones_only(feeds: Mapping[str, bytes]) -> None:
    """In every feed that may have told of one, names that say nothing are to be forgotten; its own has nothing else."""
    for path, content in feeds.items():
        refs = re.findall(r' ref="([^"]+)"', content.decode())
        is_case = "/case/" in path
        if path.endswith(".atom"):
            assert len(refs) == (3 if "MX-9008" in path or not is_case else 0), path
    alone = parse(feeds["feeds/es/case/MX-9008.atom"])

    assert alone.entries == []
    assert alone.feed.title == "Visibles: MX-9008"
    assert alone.feed.updated == "2026-04-15T12:00:00Z"
    for item in json.loads(feeds["feeds/en/case/MX-9008.json"])["items"]:
        assert item["content_text"] == "This case was taken off the site. Nothing more is published about it."
        assert item.keys() == {"id", "content_text", "date_published"}


def test_tombstones_name_what_was_told(
    context: Context, spanish: Words, addresses: Addresses, options: SiteOptions
) -> None:
    """The names that are to be forgotten are those of the entries that readers have."""
    additions = [{"date": "2026-02-01", "events": ["a1"]}]
    case = publish(context, publication=make_publication(published="2026-01-15"), additions=additions)
    before = make_scene((case,), spanish, addresses)
    gone = WithdrawnCase("MX-0001", parse_date("2026-03-01"), (make_urn("MX-0001"), make_urn("MX-0001", "a1")))
    after = make_scene((publish(context, id="MX-0002", slug="otro"),), spanish, addresses, (gone,))
    files = [make_feed_files(scene, options) for scene in (before, after)]
    told = {entry.id for entry in parse(files[0]["feeds/es/all.atom"]).entries}

    assert len(told) == 2
    assert set(re.findall(r' ref="([^"]+)"', files[1]["feeds/es/state/20.atom"].decode())) == told
    assert "feeds/es/case/MX-0001.atom" in files[1]


def test_translations_have_names_of_their_own(feeds: Mapping[str, bytes]) -> None:
    """Whoever reads both languages gets both."""
    spanish, english = (parse(feeds[f"feeds/{language}/all.atom"]) for language in ("es", "en"))

    assert {one.id for one in spanish.entries}.isdisjoint(one.id for one in english.entries)
    assert spanish.feed.id != english.feed.id


def test_a_text_in_another_language_says_so(feeds: Mapping[str, bytes]) -> None:
    """Where a case is in Spanish only, its words in the English feed are marked."""
    spanish, english = (feeds[f"feeds/{language}/case/MX-9002.atom"].decode() for language in ("es", "en"))

    assert '<p xml:lang="es">Acompañan a quien cuida ríos que no existen.</p>' in english
    assert "xml:lang" not in spanish.partition("<entry>")[2]


def test_a_site_without_address(scenes: tuple[Scene, ...], options: SiteOptions, pages: Mapping[str, Page]) -> None:
    """Links lead from the feed to the page; JSON Feed, which wants full addresses, has none."""
    scene = replace(scenes[0], site_url=None)
    for folder_links, end in ((True, ""), (False, "index.html")):
        files = make_feed_files(scene, replace(options, use_directory_urls=folder_links))
        atom, told = files["feeds/es/all.atom"], json.loads(files["feeds/es/all.json"])

        assert list(find_faults(atom)) == []
        assert b'rel="self"' not in atom
        for link in re.findall(r'text/html"(?: hreflang="es")? href="([^"]+)"', atom.decode()):
            page, _, _ = urljoin("feeds/es/all.atom", link).partition("#")
            assert page.endswith("/" + end)
            assert page.removesuffix(end) in pages
        jsonschema.validate(told, JSON_FEED)
        assert "url" not in str([list(one) for one in told["items"]]) + str(list(told))


def test_feeds_and_pages_stay_small(
    context: Context, spanish: Words, addresses: Addresses, editorial: Mapping[tuple[str, str], EditorialPage]
) -> None:
    """A feed tells the newest changes; a month with many stands on several pages, none of them lost."""
    acts = [make_act(f"a{n}") for n in range(250)]
    additions = [{"date": "2026-02-01", "events": [one["id"] for one in acts[1:]]}]
    case = publish(context, acts=acts, additions=additions, publication=make_publication(published="2026-01-15"))
    scene = make_scene((case,), spanish, addresses)
    (scope, *_) = list_scopes(scene)
    feed = make_feed(scene, scope, folder_links=True)
    tasks = changes_pages.list_tasks(scene, editorial["changes", "es"], Inputs())
    pages = [page for task in tasks for page in task.make() if isinstance(page, Page)]
    listed = [item for page in pages[1:] for item in read_items(page)]

    assert len(feed.entries) == NEWEST
    assert [page.path for page in pages] == [
        "cambios/",
        "cambios/2026-02/",
        "cambios/2026-02/2/",
        "cambios/2026-02/3/",
        "cambios/2026-01/",
    ]
    assert len(listed) == 250
    assert all(len(list(read_items(page))) <= CHANGES for page in pages)


def test_some_cases(context: Context, spanish: Words, addresses: Addresses) -> None:
    """A feed can be made of any set of cases, such as a campaign's."""
    cases = tuple(publish(context, id=f"MX-000{n}", slug=f"caso-{n}", title=text(f"Caso {n}")) for n in (1, 2, 3))
    scene = make_scene(cases, spanish, addresses)
    scope = make_scope(scene, "campaign/hazquesevean", "#HazQueSeVean", "cambios/", {"MX-0001", "MX-0003"})
    content = render_atom(make_feed(scene, scope, folder_links=True), spanish)

    assert [entry.title for entry in parse(content).entries] == ["Caso publicado: Caso 3", "Caso publicado: Caso 1"]
