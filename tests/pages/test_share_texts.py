"""Texts to share: short enough for everybody, never without a name, an address and the hashtag."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.scene import Scene
from generator.pages.share_texts import LONGEST, fit, make_share_text
from generator.records.reading import Records

line = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=300)
TITLE = line.map(str.strip).filter(bool)
PARTS = st.lists(TITLE.map(lambda text: f"{text}."), max_size=4).map(tuple)


@given(TITLE, PARTS, PARTS, st.text("abc/:.-", min_size=10, max_size=300), st.text("aBñ", min_size=2, max_size=40))
def test_always_short_enough(
    title: str, rights: tuple[str, ...], states: tuple[str, ...], address: str, tag: str
) -> None:
    """Whatever there is to say, it fits; the hashtag is never lost, the address only where it leaves no room."""
    text = fit(title, rights, (*states, ""), (address, f"#{tag}"))

    assert len(text) <= LONGEST
    assert text.endswith(f"#{tag}")
    assert text.startswith(title[:10])
    assert address in text or len(address) > LONGEST - 70


@given(TITLE, PARTS, PARTS)
def test_nothing_is_cut_but_a_long_title(title: str, rights: tuple[str, ...], states: tuple[str, ...]) -> None:
    """What they defend and how it stands are said whole, or in one of their shorter forms, or not at all."""
    text = fit(title, rights, (*states, ""), ("https://example.org/", "#Ñ"))
    head = text.removesuffix(" https://example.org/ #Ñ")
    ended = title if title.endswith((".", "…", "!", "?", ".”", ".»")) else f"{title}."
    possible = {" ".join(filter(None, (ended, right, state))) for right in (*rights, "") for state in (*states, "")}

    assert head in possible or head.endswith("…")


def test_what_is_said(scenes: tuple[Scene, ...], records: Records) -> None:
    """The texts of the invented cases: the name first, then the work, then how it stands, with a date."""
    found = {(scene.words.language, case.id): make_share_text(scene, case, "#Ñandú").text
             for scene in scenes for case in records.cases}  # fmt: skip

    assert found["es", "MX-9001"].startswith('Ximena "La Güera" O')
    assert "🦋. Defensa de: medio ambiente sano" in found["es", "MX-9001"]
    assert "Medidas de protección: sin cumplir." in found["es", "MX-9001"]
    assert "Datos al 30 de junio de 2026." in found["es", "MX-9001"]
    assert found["en", "MX-9001"].endswith(" https://example.org/visibles/en/c/MX-9001/ #Ñandú")
    assert all(len(text) <= LONGEST for text in found.values())
