"""The page of a case, as far as what must hold on any: shown text, order, links, what stays away."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from builders import make_act, make_person, publish, text
from scenes import make_scene

from generator.pages.case import make_description, render_case
from generator.pages.case_scene import CaseScene
from generator.pages.i18n import Words
from generator.pages.page import Page
from generator.pages.sharing import SERVICES
from generator.pages.urls import Addresses
from generator.records.fields import Context

CASE = "casos/ximena-quimera/"
ENGLISH = "en/cases/ximena-quimera/"
HOSTILE = "<script>alert(1)</script> <img src=x onerror=y> {{ 7*7 }} {% raw %} {# a #} @@v:article@@ \"'&lt;"


class Reader(HTMLParser):
    """Collects what a page shows, its ids, its links and its elements."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of an element."""
        found = dict(attrs)
        self.elements.append((tag, found))
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []

    def handle_data(self, data: str) -> None:
        """Take note of text."""
        self.text += data


@pytest.fixture(scope="session")
def scene_of(context: Context, addresses: Addresses) -> object:
    """Return what makes the page of a changed case in a language."""

    def make(words: Words, **changes: object) -> str:
        case = publish(context, **changes)
        return render_case(CaseScene(case, make_scene((case,), words, addresses)))

    return make


@pytest.mark.parametrize("path", [CASE, ENGLISH])
def test_every_link_within_the_page_has_its_place(pages: Mapping[str, Page], path: str) -> None:
    """Citations, steps and the contents lead somewhere, and no id is there twice."""
    reader = Reader(pages[path].body)
    inner = {link[1:] for link in reader.links if link.startswith("#")}

    assert inner <= set(reader.ids)
    assert len(reader.ids) == len(set(reader.ids))
    assert {"s1", "s5", "a2", "m1-2", "p1-3", "r1", "contenido"} <= set(reader.ids)


def test_anchors_are_the_same_in_both_languages(pages: Mapping[str, Page]) -> None:
    """A link to an event survives a change of language."""
    assert Reader(pages[CASE].body).ids == Reader(pages[ENGLISH].body).ids


def test_hostile_text_is_shown_and_not_run(scene_of: object, spanish: Words) -> None:
    """HTML and template syntax in any text of a case is printed letter for letter."""
    hostile = text(HOSTILE, HOSTILE)
    act = make_act(text=hostile, place={"state": "20", "municipality": HOSTILE})
    person = make_person(name=HOSTILE, about=hostile, people=hostile)
    html = scene_of(spanish, title=hostile, summary=hostile, acts=[act], people=[person])  # type: ignore[operator]
    reader = Reader(html)

    assert reader.text.count(HOSTILE) >= 7
    assert not {"script", "img"} & {tag for tag, _ in reader.elements}
    assert not any(name.startswith("on") for _, attributes in reader.elements for name in attributes)


def test_people_before_what_happened_to_them(pages: Mapping[str, Page]) -> None:
    """Who they are and what they defend comes first, then what happened, measures, justice, sources."""
    shown = Reader(pages[CASE].body).text
    order = ["Ximena", "Qué se defiende", "Premio Inventado", "Resumen", "Línea de tiempo", "Recibió mensajes"]
    places = [shown.index(words) for words in order]

    assert places == sorted(places)
    ids = Reader(pages[CASE].body).ids
    parts = ["reconocimiento", "resumen", "tambien", "linea", "usar", "medidas", "procesos", "relacionados", "fuentes"]
    assert [each.removeprefix("seccion-") for each in ids if each.startswith("seccion-")] == parts


def test_voices_stand_side_by_side(pages: Mapping[str, Page]) -> None:
    """The authority's word never hides that of the organisation."""
    shown = " ".join(Reader(pages[CASE].body).text.split())

    assert "Sin cumplir (lo dice: organización)" in shown
    assert "En funcionamiento (lo dice: autoridad responsable)" in shown


def test_reserved_measure(pages: Mapping[str, Page]) -> None:
    """Of a measure in force for somebody alive: kind, body, month; not its contents, and the page says so."""
    measures = pages[CASE].body.partition("<li id=m1>")[2].partition("<li id=m2>")[0]

    assert "abril de 2013" in measures
    assert "9 de abril" not in measures
    assert "no se publica porque protege a alguien con vida" in measures
    assert "CANARIO" not in pages[CASE].body


def test_presumption_of_innocence(pages: Mapping[str, Page]) -> None:
    """Who is said to have done it is called alleged, and the page says that all are presumed innocent."""
    assert "Presunto responsable" in pages[CASE].body
    assert "Alleged" in pages[ENGLISH].body
    assert "se presume inocente" in pages[CASE].body


def test_confidential_source_is_neither_listed_nor_cited(pages: Mapping[str, Page]) -> None:
    """Its number is not left as a gap either: the list counts its sources as they are cited."""
    listed = re.findall(r"<li( value=\S+)? id=(s\d+)>", pages[CASE].body)
    cited = dict(re.findall(r"<a href=#(s\d+) [^>]+>\[(\d+)\]", pages[CASE].body))

    assert [value for value, _ in listed] == [""] * 5
    assert cited.items() <= {(id_, str(number)) for number, (_, id_) in enumerate(listed, 1)}
    assert "s9" not in Reader(pages[CASE].body).text


def test_missing_translation_is_marked(pages: Mapping[str, Page]) -> None:
    """The text in the other language carries its `lang`, and words before it say so."""
    body = pages["en/cases/las-tortugas-voladoras/"].body

    assert "<span class=v-lang>[In Spanish only]</span> <span lang=es>Solo en español" in body
    assert "[In Spanish only]" not in pages["casos/las-tortugas-voladoras/"].body
    assert "<span lang=es>Acompañan a quien" in pages["en/cases/"].body


def test_person_without_published_name(pages: Mapping[str, Page]) -> None:
    """A plain word stands for the name, no place is finer than consented, and no date shows its day."""
    body = pages["casos/alguien-del-valle/"].body

    assert "Persona no nombrada" in body
    assert "agosto de 2021" in body
    assert not re.search(r"\b17\b", Reader(body).text)
    assert "CANARIO" not in body


def test_related_cases_that_are_not_published_are_not_told(pages: Mapping[str, Page]) -> None:
    """Only the published one is linked, and no trace of the other is there."""
    body = pages[CASE].body

    assert "../../casos/las-tortugas-voladoras/" in body
    assert "MX-9005" not in body
    assert body.count("En paralelo") == 1


def test_sources_say_what_they_are(pages: Mapping[str, Page]) -> None:
    """Original, archived copy, whose text it is, its language, and an unknown date as unknown."""
    sources = pages[CASE].body.partition("class=v-sources")[2]

    link = 'href="https://example.org/nota?a=1&amp;b=2" hreflang=es rel="noopener noreferrer nofollow"'
    assert link in sources
    assert 'href="https://example.org/archivo/nota"' in sources
    assert "copia de: Agencia Fantasma" in sources
    assert 'hreflang=en lang=en rel="noopener noreferrer nofollow">A report that nobody wrote</a>' in sources
    assert "sin fecha conocida" in sources


def test_punctuation_stays_at_its_word(scene_of: object, spanish: Words) -> None:
    """No space comes between a citation and the comma after it."""
    html = scene_of(spanish, summary=text("Uno [s1], dos."))  # type: ignore[operator]

    assert "Uno[1], dos." in Reader(html).text


@pytest.mark.parametrize("length", [10, 155, 156, 400])
def test_descriptions(context: Context, spanish: Words, length: int) -> None:
    """A description is the start of the summary, without marks, cut at a word and never too long."""
    words = ("palabra " * 60)[:length].strip()
    description = make_description(publish(context, summary=text(words + " [s1]")), spanish)

    assert len(description) <= 155
    assert description == words if len(words) <= 155 else description.endswith("palabra…")


def test_steps_are_told_once(pages: Mapping[str, Page]) -> None:
    """What the timeline tells is folded in measures and proceedings, each with its number of steps."""
    body = pages[CASE].body
    folded = re.findall(
        r"<summary>Pasos, contados en la línea de tiempo \((\d+)\)</summary>\s*<ol[^>]*>(.*?)</ol>", body, re.DOTALL
    )

    assert folded
    assert [int(number) for number, _ in folded] == [steps.count("<li>") for _, steps in folded]
    assert all(f" id={anchor}>" in body for _, steps in folded for anchor in re.findall(r"href=#(\S+?)>", steps))


def test_sharing_is_plain_links(pages: Mapping[str, Page]) -> None:
    """Each link holds the page's own address and a message that tells of no attack; nothing is asked of the service."""
    box = re.search(r"<ul class=v-share>(.*?)</ul>", pages[CASE].body, re.DOTALL)
    assert box is not None
    links = [unescape(href) for href in re.findall(r'href="([^"]+)"', box[1])]

    assert [urlsplit(href).scheme for href in links] == ["https"] * len(SERVICES) + ["mailto"]
    assert [urlsplit(href).netloc for href in links[:-1]] == [urlsplit(one).netloc for one in SERVICES.values()]
    for href in links:
        told = unquote(href)
        assert "https://example.org/visibles/c/MX-9001/" in told
        # Facebook takes the address alone.
        assert "su trabajo y lo que se sabe de su protección" in told or "facebook" in href
        # Letters of any language may stand in a link; browsers write them in ASCII when they follow it.
        assert not re.search(r"[\x00-\x20\x7f-\x9f]", href)


def test_no_sharing_without_an_address(scene_of: object, spanish: Words) -> None:
    """Where nobody knows the site's public address, there is nothing to pass on."""
    assert "v-share" not in scene_of(spanish)  # type: ignore[operator]
