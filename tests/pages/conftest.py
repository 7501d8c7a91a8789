"""The invented site's records and its finished pages, without an engine."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from html import escape
from pathlib import Path

import pytest
from msgspec.structs import replace
from sites import FIXTURE, REPOSITORY, make_files, make_project

from generator import almanac, gathering, syndication
from generator.config import Language, SiteOptions
from generator.pages.case_scene import CaseScene
from generator.pages.embeds import make_embed_files
from generator.pages.i18n import Words
from generator.pages.page import EditorialPage, Page
from generator.pages.scene import Scene
from generator.pages.shell import Shell
from generator.pages.site import make_pages, make_scenes
from generator.pages.task import list_tasks
from generator.pages.urls import Addresses
from generator.plan import DATA, list_file_groups
from generator.records.dates import parse_date
from generator.records.fields import Context
from generator.records.mechanism_files import read_mechanism
from generator.records.reading import Layout, Records, read_records
from generator.records.vocabularies import Vocabularies

AS_OF = parse_date("2026-06-30")
SECTIONS = {
    ("home", "es"): "",
    ("cases", "es"): "casos/",
    ("measures", "es"): "medidas/",
    ("timeline", "es"): "cronologia/",
    ("states", "es"): "estados/",
    ("methodology", "es"): "metodologia/",
    ("impunity", "es"): "impunidad/",
    ("indicators", "es"): "indicadores/",
    ("trends", "es"): "tendencias/",
    ("mechanism", "es"): "mecanismo/",
    ("calendar", "es"): "calendario/",
    ("changes", "es"): "cambios/",
    ("campaigns", "es"): "campanas/",
    ("corrections", "es"): "corregir/",
    ("search", "es"): "buscar/",
    ("not_found", "es"): "404.html",
    ("home", "en"): "en/",
    ("cases", "en"): "en/cases/",
    ("measures", "en"): "en/measures/",
    ("timeline", "en"): "en/timeline/",
    ("states", "en"): "en/states/",
    ("methodology", "en"): "en/methodology/",
    ("impunity", "en"): "en/impunity/",
    ("indicators", "en"): "en/indicators/",
    ("trends", "en"): "en/trends/",
    ("mechanism", "en"): "en/mechanism/",
    ("calendar", "en"): "en/calendar/",
    ("changes", "en"): "en/changes/",
    ("campaigns", "en"): "en/campaigns/",
    ("corrections", "en"): "en/corrections/",
    ("search", "en"): "en/search/",
    ("not_found", "en"): "en/404.html",
}
SHELL = "".join(f"<i>@@v:{slot}@@</i>" for slot in ("title", "description", "robots", "article"))


def make_editorial(key: str, lang: str, path: str) -> EditorialPage:
    """Return a page of prose that says its own key."""
    prose = f'<h1 id="contenido" tabindex="-1">{escape(key)}</h1>\n<p>Prosa.</p>'
    return EditorialPage(key, lang, path, key, f"Sobre {key}.", prose, Shell.parse(SHELL, path))


@pytest.fixture(scope="session")
def editorial() -> Mapping[tuple[str, str], EditorialPage]:
    """Return pages of prose at the usual addresses."""
    return {(key, lang): make_editorial(key, lang, path) for (key, lang), path in SECTIONS.items()}


@pytest.fixture(scope="session")
def addresses(editorial: Mapping[tuple[str, str], EditorialPage]) -> Addresses:
    """Return the addresses of generated pages."""
    return Addresses(editorial)


@pytest.fixture(scope="session")
def spanish(vocabularies: Vocabularies) -> Words:
    """Return the words of Spanish."""
    return Words("es", vocabularies)


@pytest.fixture(scope="session")
def english(vocabularies: Vocabularies) -> Words:
    """Return the words of English."""
    return Words("en", vocabularies)


@pytest.fixture(scope="session")
def options() -> SiteOptions:
    """Return the options of a site at a known address."""
    return SiteOptions(
        root=REPOSITORY,
        cases_dir=FIXTURE / "cases",
        content_dir=REPOSITORY / "content",
        languages=(Language(code="es", name="Español"), Language(code="en", name="English")),
        nav=("home", "cases", "methodology"),
        as_of=AS_OF.earliest,
        public_repository=False,
        site_name="Visibles",
        site_url="https://example.org/visibles/",
        base_path="/visibles/",
        use_directory_urls=True,
    )


@pytest.fixture(scope="session")
def records(options: SiteOptions, tmp_path_factory: pytest.TempPathFactory) -> Records:
    """Return the invented site's records: its own mechanism under the real law."""
    root = make_project(tmp_path_factory.mktemp("invented"))
    layout = Layout(root, root / "cases", root / "content", ("es", "en"), public_repository=False)
    found = read_records(layout, as_of=options.as_of)
    assert not [problem for problem in found.problems if problem.severity != "note"]
    context = Context(found.vocabularies, ("es", "en"))
    invented, problems = read_mechanism(FIXTURE / "content", root=REPOSITORY, context=context)
    assert problems == []
    assert invented is not None
    assert found.mechanism is not None
    law = found.mechanism.law
    sources = {**found.mechanism.sources, **invented.sources}
    return replace(found, mechanism=dataclasses.replace(invented, law=law, sources=sources))


@pytest.fixture(scope="session")
def scenes(
    records: Records, editorial: Mapping[tuple[str, str], EditorialPage], options: SiteOptions
) -> tuple[Scene, ...]:
    """Return what the pages of the invented site are made from, in each language."""
    findings = gathering.Reading(records, options).findings
    return make_scenes(records, editorial, options, findings, {"data/cases.csv": 13}, with_cards=True)


@pytest.fixture(scope="session")
def pages(scenes: tuple[Scene, ...], editorial: Mapping[tuple[str, str], EditorialPage]) -> Mapping[str, Page]:
    """Return every page of the invented site by its address."""
    return {page.path: page for page in make_pages(scenes, editorial)}


@pytest.fixture(scope="session")
def feeds(scenes: tuple[Scene, ...], options: SiteOptions) -> Mapping[str, bytes]:
    """Return every file beside the pages of the invented site by its address."""
    groups = list_file_groups(scenes, options)
    files = make_files(list_tasks(group for group in groups if group.name != DATA))
    for here in (CaseScene(case, scene) for scene in scenes for case in scene.cases):
        files.update([*syndication.make_case_files(here), *almanac.make_case_files(here)])
    return files


@pytest.fixture(scope="session")
def framed(scenes: tuple[Scene, ...]) -> frozenset[str]:
    """Return the addresses of all embeds of the invented site, their badges and descriptions."""
    return frozenset(name.removesuffix("index.html") for scene in scenes for name, _ in make_embed_files(scene))


@pytest.fixture(scope="session")
def golden() -> Path:
    """Return the folder of expected bodies."""
    return Path(__file__).parent.parent / "golden"
