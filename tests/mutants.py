"""Case files with something odd in them, and all that is done with a case: for tests and for long runs of a fuzzer."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

from builders import LANGUAGES, REPOSITORY
from scenes import make_scene
from sites import FIXTURE, make_files

from generator.almanac import list_calendar_groups, make_case_files
from generator.config import Language, SiteOptions
from generator.exports.data_files import make_data_files
from generator.exports.feeds import render_json_feed
from generator.pages.case import make_case_page
from generator.pages.case_scene import CaseScene
from generator.pages.embeds import make_embed_files
from generator.pages.i18n import Words
from generator.pages.task import list_tasks
from generator.pages.urls import Addresses
from generator.records.case_reading import CaseReading, CaseRules, parse_case
from generator.records.fields import Context
from generator.records.public import PublicCase
from generator.records.required import VOCABULARIES
from generator.records.strict_yaml import parse_document
from generator.records.vocabulary_files import read_vocabularies
from generator.syndication import list_scopes, make_case_scope, make_feed, render_atom

Choose = Callable[[int], int]
"""Gives a number below another."""

ODD: tuple[Any, ...] = (
    None, True, 0, -1, 10**17, "", " ", "unknown", [], {}, [[]], [None], {"es": ""}, {"es": "x"}, {"en": "x"},
    "0001", "9999", "9999-12-31", "0001-01-01/9999-12-31", "../9999", "2012/..", "2012-13", "2012-02-30",
    "2012~/2012?",
    "a" * 4000, "[s1]" * 300, "[s99999999999999999999]", "🦋" * 99, "z\u0338\u0322" * 200,
    "\u200b\u200d\ufe0f", "\u00a0",
    "../../etc/passwd", "..", "/", "CON", "a/b", "a\\b", "%2e%2e", "-", "javascript:alert(1)", "https://a.b@c.d/",
    "//c.d", "https://", "https://[", "=1+1", "00", "1e9", "99999999999999999999", "١٢", "{{", "@@v:csp@@", "</script>",
    "ximena", "ivan", "s1", "s9", "a1", "m1", "MX-9001", "MX-9001#a1", "line\nbreak\r\nand more", "\ud7ff\ue000",
    "ß", "İ",
)  # fmt: skip


def read_model_case() -> Any:
    """Return the case that has every part of the model, as plain values."""
    document, _ = parse_document((FIXTURE / "cases" / "ximena-quimera.yml").read_bytes(), "cases/x.yml")
    assert document is not None
    return document.value


def mutate(case: Any, choose: Choose) -> bytes:
    """Return the file of a case in which a few values were replaced, dropped, doubled or put elsewhere."""
    value = copy.deepcopy(case)
    for _ in range(1 + choose(3)):
        places = list(_list_places(value))
        holder, key = places[choose(len(places))]
        kind = choose(8)
        if kind == 0:
            del holder[key]
        elif kind == 1 and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        elif kind == 2:
            other, place = places[choose(len(places))]
            holder[key] = copy.deepcopy(other[place])
        elif kind == 3 and isinstance(holder, dict):
            holder[str(ODD[choose(len(ODD))])] = copy.deepcopy(holder[key])
        else:
            holder[key] = copy.deepcopy(ODD[choose(len(ODD))])
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _list_places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield what holds each value within a document, and under which key."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _list_places(value[key])


def read_through(raw: bytes, rules: CaseRules, addresses: Addresses) -> CaseReading:
    """Return what a case file gives, and make everything that is made of one case, if nothing is wrong with it."""
    reading = parse_case(raw, "cases/ximena-quimera.yml", rules)
    for problem in reading.problems:
        assert problem.line > 0
        for language in rules.context.languages:
            assert problem.message(language)
            assert problem.advice(language)
    day = reading.facts and reading.facts.last_checked.earliest
    case = reading.let_out(day) if day else None
    if isinstance(case, PublicCase) and not any(one.severity == "error" for one in reading.problems):
        for language in rules.context.languages:
            scene = make_scene((case,), Words(language, rules.context.vocabularies), addresses)
            here = CaseScene(case, scene)
            make_case_page(here)
            list(make_embed_files(scene))
            list(make_data_files(scene.findings, rules.context.languages))
            for scope in (*list_scopes(scene), make_case_scope(here)):
                feed = make_feed(scene, scope, folder_links=True)
                assert render_atom(feed, scene.words)
                assert render_json_feed(feed)
            make_files(list_tasks(list_calendar_groups([scene])))
            assert all(make_case_files(here))
    return reading


class _Section:
    """A page of prose of which only the address counts."""

    def __init__(self, path: str) -> None:
        self.path, self.title = path, path


def make_addresses() -> Addresses:
    """Return addresses of the sections that a case leads to."""
    keys = ("home", "cases", "measures", "timeline", "states", "methodology", "impunity", "indicators", "mechanism",
            "calendar", "changes", "campaigns", "corrections", "search", "trends")  # fmt: skip
    return Addresses(
        {(key, lang): _Section(f"{prefix}{key}/") for key in keys for lang, prefix in (("es", ""), ("en", "en/"))}
        | {("home", "es"): _Section(""), ("home", "en"): _Section("en/")}
    )


def make_rules() -> CaseRules:
    """Return the rules of a site with the real vocabularies."""
    folder = REPOSITORY / "content" / "vocabularies"
    found, problems = read_vocabularies(folder, root=REPOSITORY, languages=LANGUAGES, needed=VOCABULARIES)
    assert not problems
    return CaseRules(Context(found, LANGUAGES), public_repository=False)


OPTIONS = SiteOptions(
    root=REPOSITORY,
    cases_dir=FIXTURE / "cases",
    content_dir=REPOSITORY / "content",
    languages=(Language(code="es", name="Español"), Language(code="en", name="English")),
    nav=("home",),
    as_of=None,
    public_repository=False,
    site_name="Visibles",
    site_url="https://example.org/",
    base_path="/",
    use_directory_urls=True,
)
