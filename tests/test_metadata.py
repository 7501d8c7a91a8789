"""The heads of built sites, as a program reads them that gathers metadata: they agree with what the page shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import extruct
import html5lib
import pytest
from rdflib import Dataset, Namespace, URIRef
from sites import SITE_URL, get_invented_site, get_real_site

from generator.pages.case_addresses import find_case

SCHEMA = Namespace("https://schema.org/")
LIMIT = 2048
"""Bytes of what a page says of itself. The page of data has more: it lists its files."""
ALLOWED = {
    "WebSite": {"@id", "url", "name", "description", "inLanguage", "license"},
    "WebPage": {"@id", "url", "identifier", "name", "inLanguage", "datePublished", "dateModified"}
    | {"lastReviewed", "isPartOf", "license", "about"},
    "Dataset": {"@id", "url", "name", "description", "dateModified", "creator", "license", "isAccessibleForFree"}
    | {"distribution"},
}
"""Type → what may be said of it; anything new is decided here first."""


@dataclass(frozen=True)
class Head:
    """One page, and what was gathered from it."""

    path: str
    html: str

    @cached_property
    def found(self) -> dict[str, Any]:
        """Return what a gatherer of metadata finds."""
        syntaxes = ["opengraph", "dublincore", "json-ld"]
        found: dict[str, Any] = extruct.extract(self.html, base_url=SITE_URL + self.path, syntaxes=syntaxes)
        return found

    @property
    def graph(self) -> dict[str, str]:
        """Return the properties of Open Graph; each may be there once."""
        pairs = [pair for one in self.found["opengraph"] for pair in one["properties"]]
        assert len(pairs) == len(dict(pairs)), self.path
        return dict(pairs)

    @property
    def core(self) -> dict[str, str]:
        """Return elements and terms of Dublin Core by what they are in full."""
        entries = [entry for one in self.found["dublincore"] for entry in (*one["elements"], *one["terms"])]
        return {entry["URI"].rpartition("/")[2]: entry["content"] for entry in entries}

    @property
    def data(self) -> dict[str, Any] | None:
        """Return the JSON-LD; a page has one block or none."""
        blocks = self.found["json-ld"]
        assert len(blocks) <= 1, self.path
        return blocks[0] if blocks else None

    @cached_property
    def tree(self) -> Any:
        """Return the page as a browser reads it."""
        return html5lib.parse(self.html, namespaceHTMLElements=False)

    def read_text(self, path: str) -> str:
        """Return the words of the first element at a path."""
        return " ".join("".join(self.tree.find(path).itertext()).split())

    def get_meta(self, name: str) -> str:
        """Return what is said under a name."""
        return str(self.tree.find(f"head/meta[@name='{name}']").get("content"))


@pytest.fixture(scope="module", params=["invented", "real"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return each of the two sites, built. Only for reading."""
    get = get_invented_site if request.param == "invented" else get_real_site
    return get(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def heads(site: Path) -> tuple[Head, ...]:
    """Return every page that is to be found by others: no frames, notices, posters, or pages that lead on."""
    return tuple(_list_heads(site))


def _list_heads(site: Path) -> Iterator[Head]:
    for file in sorted(site.rglob("*.html")):
        html = file.read_text(encoding="utf-8")
        if '<meta name=robots content="all">' in html:
            yield Head(file.relative_to(site).as_posix().removesuffix("index.html"), html)


def test_heads_say_what_pages_show(heads: tuple[Head, ...]) -> None:
    """Title, description, address and language are those of the page."""
    assert len(heads) > 100
    for head in heads:
        graph, core = head.graph, head.core
        title = head.tree.find("head/title").text.removesuffix(f" · {graph['og:site_name']}")
        lang = head.tree.get("lang")
        assert graph["og:title"] == core["title"] == title, head.path
        assert graph["og:description"] == head.get_meta("description"), head.path
        assert graph["og:url"] == head.tree.find("head/link[@rel='canonical']").get("href"), head.path
        assert (graph["og:locale"], graph["og:locale:alternate"]) in {("es_MX", "en_GB"), ("en_GB", "es_MX")}
        assert graph["og:locale"].startswith(f"{lang}_"), head.path
        assert core["language"] == lang, head.path
        assert graph["og:image"].startswith(SITE_URL), head.path
        assert head.get_meta("twitter:card") == "summary_large_image"


def test_cases_say_what_their_pages_show(heads: tuple[Head, ...]) -> None:
    """Name, id, days and permanent address are those a reader sees; whoever is named, is named there too."""
    cases = [head for head in heads if head.data and head.data["@type"] == "WebPage"]
    assert {find_case(head.path) for head in cases} >= {"MX-9001"} or len(cases) >= 4 * 23
    for head in cases:
        data, core, shown = head.data or {}, head.core, head.read_text("body")
        id_ = data["identifier"]
        times = {time.get("datetime") for time in head.tree.iterfind("body//time")}
        assert find_case(head.path) in {None, id_}
        assert data["name"] == head.read_text("body//h1") == head.graph["og:title"], head.path
        assert data["inLanguage"] == head.tree.get("lang")
        assert data["lastReviewed"] in times, head.path
        assert data["url"] == head.graph["og:url"]
        assert data["@id"] == core["identifier"], head.path
        assert data["@id"] in shown, head.path
        assert data["@id"].endswith(f"c/{id_}/")
        assert (core["issued"], core["modified"]) == (data["datePublished"], data["dateModified"])
        assert head.graph["og:type"] == "article"
        for one in data.get("about", ()):
            assert set(one) == {"@type", "name"}, head.path
            assert one["name"] in shown, head.path


def test_only_what_was_decided_is_said(heads: tuple[Head, ...]) -> None:
    """No property but those that were decided on, on no page but those of cases, of data and the first."""
    types = []
    for head in heads:
        if head.data:
            kind = head.data["@type"]
            types.append(kind)
            assert head.data["@context"] == "https://schema.org"
            assert head.data.keys() - {"@context", "@type"} <= ALLOWED[kind], head.path
            licence = next(a.get("href") for a in head.tree.iter("a") if "license" in (a.get("rel") or "").split())
            assert licence.startswith(head.data["license"]), head.path
            assert None not in head.data.values()
        else:
            assert head.graph["og:type"] == "website", head.path
    assert types.count("WebSite") == types.count("Dataset") == 2


def test_files_of_data_are_there(heads: tuple[Head, ...], site: Path) -> None:
    """The data set has every file that the page offers, and each exists."""
    for head in heads:
        if head.data and head.data["@type"] == "Dataset":
            files = [one["contentUrl"].removeprefix(SITE_URL) for one in head.data["distribution"]]
            # Citations, which lie there too, are not data.
            offered = re.findall(r'href="[./]*(data/\w+\.(?:csv|json))" download', head.html)
            assert files == offered
            assert all((site / file).is_file() for file in files)
            assert {one["encodingFormat"] for one in head.data["distribution"]} == {"text/csv", "application/json"}
            assert head.data["description"] in head.read_text("body")


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its reader of JSON-LD uses its own old names
def test_linked_data_is_a_graph(heads: tuple[Head, ...]) -> None:
    """Read as linked data, each page is one thing with an address of its own, and all it refers to hangs together."""
    graph = Dataset(default_union=True)
    for head in heads:
        if head.data:
            # The published context is not fetched in tests; it names every term of ours like this.
            local = head.data | {"@context": {"@vocab": str(SCHEMA), "url": {"@type": "@id"}}}
            graph.parse(data=json.dumps(local), format="json-ld")
    pages = set(graph.subjects(SCHEMA.identifier, None))
    homes = set(graph.objects(None, SCHEMA.isPartOf))

    assert pages
    assert all(isinstance(page, URIRef) and page.startswith(SITE_URL) for page in pages)
    assert homes == {URIRef(SITE_URL), URIRef(f"{SITE_URL}en/")}
    assert all(graph.value(home, SCHEMA.name) for home in homes)
    for page in pages:
        (url,) = graph.objects(page, SCHEMA.url)
        assert str(url) in {SITE_URL + head.path for head in heads}


def test_heads_are_small(heads: tuple[Head, ...]) -> None:
    """What a page says of itself costs little, its share card and the way to its frame not counted."""
    sizes = {}
    for head in heads:
        own = re.findall(
            r'<meta (?:property="og:(?!image)|name="DC)[^>]*>|<script type="application/ld.*?</script>',
            head.html,
            re.DOTALL,
        )
        sizes[head.path] = sum(len(one.encode()) for one in own)
        assert own
        assert sizes[head.path] <= LIMIT or (head.data or {}).get("@type") == "Dataset", head.path
    assert max(sizes.values()) <= 2 * LIMIT
