"""Share cards as pictures: size, bytes, letters; what is drawn anew and what is kept; sites without them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from msgspec import structs
from PIL import Image, ImageColor
from sites import get_real_site, make_project, visibles

from generator.pages.card import HEIGHT, WIDTH, CardText, ShareCard
from generator.pages.gap import Bar, GapDrawing, Mark, Whisker
from generator.publishing import card_drawing
from generator.publishing.card_drawing import _fit_title, draw_card
from generator.publishing.card_files import Drawer
from generator.publishing.card_fonts import SANS, SERIF, Style, fit, get_font, has_glyph
from generator.publishing.card_marks import ANIL, GRANA

MOST_BYTES = 60_000
TEXT = CardText(
    "Defensa de: el agua", "Ximena Ñandú", "1,707 días", "Sin cumplir", ("feb 2014", ""), "Visibles", "MX-1"
)
BARS = tuple(Bar(texture, 16.0 * n, 16.0) for n, texture in enumerate(("yes", "part", "no", "since", "na", "off")))
MARKS = tuple(Mark(shape, 20.0 * n, "", None) for n, shape in enumerate(("attack", "kill", "about")))
DRAWING = GapDrawing(BARS, (Whisker(96, 100),), 0.0, 1.0, 96.0, MARKS, None, None)
CARD = ShareCard("MX-1", "es", TEXT, DRAWING)
LETTERS = "áéíóúüñÁÉÍÓÚÜÑ¿¡«»“”’…·" + "ꞌꞋʼ" + "äëöɨɇʉøāēīōūàèìòùǎẽãłɬŋɛɔəʔ" + "\u0331\u0304\u0323\u0300"  # noqa: RUF001
"""Of Spanish, and of Me'phaa, Rarámuri, Yaqui, Zapotec, Mixtec, Otomí and others, with saltillo and marks below."""


@pytest.fixture(scope="module")
def real_cards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the pictures of the real site by name."""
    folder = get_real_site(tmp_path_factory.getbasetemp()) / "assets" / "cards"
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_every_picture_is_small_and_bare(real_cards: dict[str, bytes]) -> None:
    """1200 by 630, a palette, at most 60 kB, and not one chunk of metadata."""
    assert len(real_cards) >= 2 * (23 + 1)
    for name, data in real_cards.items():
        picture = Image.open(io.BytesIO(data))
        picture.load()
        assert (picture.format, picture.mode, picture.size) == ("PNG", "P", (WIDTH, HEIGHT)), name
        assert picture.info == {}, name
        assert len(data) <= MOST_BYTES, name
        for chunk in (b"tIME", b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"pHYs"):
            assert chunk not in data, name


def test_pictures_differ(real_cards: dict[str, bytes]) -> None:
    """No two cards are the same picture."""
    assert len(set(real_cards.values())) == len(real_cards)


def test_same_card_same_bytes() -> None:
    """A card drawn twice, and drawn after others, gives the same bytes."""
    first = draw_card(CARD)
    draw_card(structs.replace(CARD, text=structs.replace(TEXT, title="Otra persona")))

    assert draw_card(CARD) == first


def test_each_texture_and_mark_is_drawn() -> None:
    """Bars of every texture, caps and marks leave ink where they lie, and nothing where there is no drawing."""
    drawn = Image.open(io.BytesIO(draw_card(CARD))).convert("RGB")
    empty = Image.open(io.BytesIO(draw_card(structs.replace(CARD, drawing=None)))).convert("RGB")
    pieces = [drawn.crop((90 + n * 167, 448, 190 + n * 167, 498)) for n in range(len(BARS))]

    assert len({piece.tobytes() for piece in pieces}) == len(BARS)
    assert [count_colour(piece, GRANA) > 20 for piece in pieces] == [False, True, True, True, False, False]
    assert [count_colour(piece, ANIL) > 500 for piece in pieces] == [True, True, False, False, False, False]
    assert count_colour(empty, GRANA) == count_colour(empty, ANIL) == 0


def count_colour(picture: Image.Image, colour: str) -> int:
    """Return how many pixels are of a colour, or so near to it that a palette makes no difference."""
    wanted = ImageColor.getrgb(colour)
    counts = picture.getcolors(maxcolors=picture.width * picture.height) or []
    return sum(n for n, found in counts if all(abs(a - b) <= 12 for a, b in zip(wanted, found, strict=True)))


@pytest.mark.parametrize("family", [SERIF, SANS])
def test_fonts_have_the_letters(family: str) -> None:
    """No letter of Spanish or of Mexico's other languages is drawn as a box."""
    font = get_font(family, 600, 40)

    assert [letter for letter in LETTERS if not has_glyph(letter, font)] == []
    assert not has_glyph("\U0010fffe", font)


def test_pictograms_are_dropped_and_letters_are_not() -> None:
    """What a font cannot draw goes if it is a picture; a name keeps all its letters."""
    style = Style(SERIF, 600, (40,))

    assert fit("Ñandú 🦋 del río", style, 1, width=800).lines == ("Ñandú del río",)
    assert fit("Ñandú 川", style, 1, width=800).lines == ("Ñandú 川",)


@pytest.mark.parametrize("words", [1, 4, 12, 18])
def test_long_names_stay_whole(words: int) -> None:
    """A name shrinks and breaks into lines, and loses no word."""
    name = " ".join(["Organización"] * words)
    lines = _fit_title(name, 170)

    assert " ".join(lines.lines) == name
    assert lines.height <= 170


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of all cards that are drawn from now on."""
    names: list[str] = []

    def draw(card: ShareCard) -> bytes:
        names.append(card.name)
        return draw_card(card)

    monkeypatch.setattr(card_drawing, "draw_card", draw)
    return names


def test_only_what_changed_is_drawn(tmp_path: Path, drawn: list[str]) -> None:
    """New cards are drawn, others kept; what is damaged is drawn again; what is gone is forgotten."""
    drawer, other = Drawer(tmp_path / "kept"), structs.replace(CARD, name="MX-2")
    changed = structs.replace(other, text=structs.replace(TEXT, lead="1,708 días"))
    first = [drawer.draw(card) for card in (CARD, other)]
    assert [drawer.draw(card) for card in (CARD, other)] == first
    assert drawn == ["MX-1", "MX-2"]
    assert drawer.draw(changed) == drawer.draw(changed) != first[1]
    assert drawn == ["MX-1", "MX-2", "MX-2"]
    for path in (tmp_path / "kept").iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    (tmp_path / "kept" / "cualquier cosa").write_bytes(b"?")
    assert drawer.draw(CARD) == drawer.draw(CARD) == first[0]
    assert drawn == ["MX-1", "MX-2", "MX-2", "MX-1"]
    drawer.forget([CARD.path])

    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["MX-1.es.png"]


def test_pictures_that_cannot_be_kept(tmp_path: Path, drawn: list[str]) -> None:
    """Where the folder is a file, or a folder stands for a picture, cards are drawn anew; foreign folders are left."""
    (tmp_path / "file").touch()
    first = Drawer(tmp_path / "file" / "cards").draw(CARD)
    drawer = Drawer(tmp_path / "kept")
    drawer.forget([])
    (tmp_path / "kept" / "MX-1.es.png" / "de otro").mkdir(parents=True)
    assert drawer.draw(CARD) == drawer.draw(CARD) == Drawer().draw(CARD) == first
    drawer.forget([])

    assert drawn == ["MX-1"] * 4
    assert [path.name for path in (tmp_path / "kept").rglob("*")] == ["MX-1.es.png", "de otro"]


def test_without_pillow_the_site_is_built_and_says_so(tmp_path: Path) -> None:
    """Where the extra is not installed there are no cards, a line says why, and all pages are there."""
    project = make_project(tmp_path / "project")
    (tmp_path / "hide" / "sitecustomize.py").parent.mkdir()
    (tmp_path / "hide" / "sitecustomize.py").write_text("import sys\nsys.modules['PIL'] = None\n", encoding="utf-8")
    path = f"{tmp_path / 'hide'}:{Path(__file__).parent.parent.parent}"
    done = visibles("build", "--lang", "en", cwd=project, env={"PYTHONPATH": path})

    assert done.returncode == 0, done.stderr
    assert "visibles[cards]" in done.stderr
    assert not (project / "site" / "assets" / "cards").exists()
    assert (project / "site" / "casos" / "ximena-quimera" / "index.html").is_file()


def test_cards_can_be_left_out(tmp_path: Path) -> None:
    """By an option of the command, or of the configuration, which the command overrules."""
    project = make_project(tmp_path / "project")
    cards = project / "site" / "assets" / "cards"
    assert visibles("build", "--no-cards", cwd=project).returncode == 0
    assert not cards.exists()
    config = project / "site_config.yml"
    config.write_text(config.read_text("utf-8").replace("cases_dir: cases", "cases_dir: cases\n      cards: false"))
    done = visibles("build", cwd=project)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert not cards.exists()
    assert visibles("build", "--cards", cwd=project).returncode == 0
    assert len(list(cards.iterdir())) >= 2 * 4


def test_a_withdrawn_case_leaves_nothing(tmp_path: Path) -> None:
    """No picture, badge or name of it, in the site or among those kept for the next build; frames say it is gone."""
    project = make_project(tmp_path / "project")
    site, kept = project / "site", project / ".cache" / "cards"
    assert visibles("build", cwd=project).returncode == 0
    before = {path.name for path in kept.iterdir()}
    assert (site / "assets" / "cards" / "MX-9002.es.png").is_file()
    assert (site / "embed" / "MX-9002" / "badge.svg").is_file()
    case = project / "cases" / "las-tortugas-voladoras.yml"
    withdrawn = "status: withdrawn\n  withdrawn: 2026-06-01"
    case.write_text(case.read_text("utf-8").replace("status: embargoed", withdrawn), encoding="utf-8")
    done = visibles("build", cwd=project)
    assert done.returncode == 0, done.stderr

    assert not list((site / "assets").rglob("*MX-9002*"))
    for folder, words in (("embed", "se retiró"), ("en/embed", "was withdrawn")):
        assert [path.name for path in (site / folder / "MX-9002").iterdir()] == ["index.html"]
        assert words in (site / folder / "MX-9002" / "index.html").read_text(encoding="utf-8")
    assert not [path for path in site.rglob("*") if path.is_file() and b"Tortugas" in path.read_bytes()]
    assert len({path.name for path in kept.iterdir()}) <= len(before) - 2
