"""From a file beside the cases to a figure on a page, without an engine."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from builders import make_publication, publish
from msgspec.structs import replace
from mutants import OPTIONS, make_addresses
from pictures import draw, save, write_picture
from scenes import list_cards, make_scene

from generator import case_images
from generator.case_images import read_images
from generator.config import SiteOptions
from generator.pages.case import make_case_page
from generator.pages.case_scene import CaseScene
from generator.pages.embeds import make_embed_files
from generator.pages.i18n import Words
from generator.records.fields import Context
from generator.records.public import PublicCase

IMAGE = {"id": "i1", "file": "mx-0001-1.jpg", "shows": ["ana"], "alt": {"es": 'Un «dibujo»\nde "nada".'},
         "credit": "Nadie <b>", "licence": "CC BY 4.0", "sources": ["s1"], "faces_cleared": True}  # fmt: skip
NAMES = [f"assets/images/cases/MX-0001-i1-{width}.{ending}" for width in (320, 640) for ending in ("jpg", "webp")]


@pytest.fixture
def options(tmp_path: Path) -> SiteOptions:
    """Return the options of a project with a picture."""
    write_picture(_make_folder(tmp_path) / "mx-0001-1.jpg", "CANARIO")
    return replace(OPTIONS, root=tmp_path, cases_dir=tmp_path / "cases")


def _make_folder(root: Path) -> Path:
    folder = root / "cases" / "images"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture(scope="session")
def case(context: Context) -> PublicCase:
    """Return a case with a picture."""
    publication = make_publication("named_with_image", ("name", "place", "image", "data_export"))
    return publish(context, images=[IMAGE], publication=publication)


def test_on_the_page_and_nowhere_else(case: PublicCase, context: Context, options: SiteOptions) -> None:
    """The page shows it with alt text, size, credit and source; embeds and cards know nothing of it."""
    images = read_images([case], options)
    assert sorted(images.files) == sorted(NAMES)
    assert images.problems == ()
    assert not any(b"CANARIO" in data for data in images.files.values())
    words = Words("en", context.vocabularies)
    scene = replace(make_scene((case,), words, make_addresses()), pictures=images.pictures, embeds=True)
    html = make_case_page(CaseScene(case, scene)).body
    figure = re.findall(r"<figure class=v-picture>.*?</figure>", html, re.DOTALL)

    assert len(figure) == 1
    assert 'alt="Un «dibujo» de &#34;nada&#34;." lang="es" loading=lazy' in figure[0]
    assert "width=640 height=427" in figure[0]
    assert "Nadie &lt;b&gt;. CC BY 4.0." in figure[0]
    assert "href=#s1 " in figure[0]
    assert all(figure[0].count(f"../../../{name}") == (2 if name.endswith("640.jpg") else 1) for name in NAMES)
    others = [data for _, data in make_embed_files(scene)]
    others += [repr(card).encode() for card in list_cards(scene)]
    assert others
    assert not any(b"i1-" in data or b"assets/images/cases" in data for data in others)
    assert sum(map(len, sorted(images.files.values(), key=len)[-1:])) + len(html) < 80 * 1024


def test_copies_are_kept_and_damage_is_mended(case: PublicCase, options: SiteOptions) -> None:
    """A second build takes what the first one made; a damaged or foreign file in the cache is made anew."""
    first = read_images([case], options)
    (kept,) = (options.root / ".cache" / "images").iterdir()
    whole = kept.read_bytes()
    for damaged in (b"", whole[:-9], whole[:40] + b"x" + whole[41:]):
        kept.write_bytes(damaged)
        assert read_images([case], options) == first
        assert kept.read_bytes() == whole


def test_what_is_wrong_is_told_at_the_file(
    case: PublicCase, options: SiteOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a picture, or none, is a problem with the name of the file; so is a missing library, and only then."""
    path = options.cases_dir / "images" / "mx-0001-1.jpg"
    path.write_bytes(save(draw(), "JPEG")[:2000])
    (found,) = read_images([case], options).problems
    assert (found.code, found.file) == ("image-unreadable", "cases/images/mx-0001-1.jpg")
    path.unlink()
    assert [one.code for one in read_images([case], options).problems] == ["image-unreadable"]
    monkeypatch.setattr(case_images, "can_copy", lambda: False)
    assert [one.code for one in read_images([case], options).problems] == ["image-needs-pillow"]
    assert read_images([dataclasses.replace(case, images=())], options).problems == ()
