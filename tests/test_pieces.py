"""Long files in pieces: the same bytes whatever is known of the last file, and only what is new is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pieces import BLOCK, Frame, Notes, Pieces, cut_blocks
from generator.sealed_files import SealedFiles

NAME = "data/todo.csv"
FRAMES = (Frame("cabeza\n"), Frame("[", ",\n", "]\n"), Frame(between="ñ"))
TEXTS = st.lists(st.sampled_from(("", "uno\n", "dos\n", "tres ñ\n")), max_size=6)


class Maker:
    """Makes pieces of texts, and notes which."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Have these texts."""
        self.texts = texts
        self.made: list[int] = []

    def __call__(self, numbers: Sequence[int]) -> Iterator[str]:
        """Give some of them."""
        self.made += numbers
        return (self.texts[number] for number in numbers)


def give(site: bytes | None) -> Callable[[str], bytes | None]:
    """Return what gives the last file."""
    return lambda _: site


def join(texts: Sequence[str], frame: Frame, pieces: Pieces) -> tuple[bytes, list[int]]:
    """A file of some texts, each with a key of its own, and the numbers of those that were made."""
    maker = Maker(texts)
    data = pieces.join(NAME, [f"{number} {text}" for number, text in enumerate(texts)], maker, frame)
    return data, maker.made


@pytest.mark.parametrize("frame", FRAMES)
@settings(max_examples=15, deadline=None)
@given(before=TEXTS, after=TEXTS)
def test_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, frame: Frame, before: list[str], after: list[str]
) -> None:
    """Whatever the last file was; and nothing is made that was in it."""
    notes = Notes(SealedFiles(tmp_path_factory.mktemp("notes")), "s")
    last, made = join(before, frame, Pieces(notes))
    assert made == list(range(len(before)))
    data, made = join(after, frame, Pieces(notes, give(last)))
    assert (
        data
        == join(after, frame, Pieces())[0]
        == (frame.head + frame.between.join(filter(None, after)) + frame.end).encode()
    )
    assert made == [number for number, text in enumerate(after) if before[number : number + 1] != [text]]
    assert join(after, frame, Pieces(notes, give(data))) == (data, [])


def test_what_cannot_be_trusted(tmp_path: Path) -> None:
    """Another site's note, a file that was touched, a damaged note: all is made anew. The note is ours alone."""
    frame, texts = FRAMES[0], ["uno\n", "dos\n"]
    notes = Notes(SealedFiles(tmp_path), "s")
    last, _ = join(texts, frame, Pieces(notes))
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    whole = file.read_bytes()
    touched = last.replace(b"uno", b"una")
    for others, site, note in (
        (Notes(SealedFiles(tmp_path), "otra"), last, whole),
        (notes, touched, whole),
        (notes, None, whole),
        (notes, last, whole.replace(b"4", b"5", 1)),
        (notes, last, whole[:-3]),
        (notes, last, b"\xff\n{}"),
        (notes, last, b""),
    ):
        file.write_bytes(note)
        assert join(texts, frame, Pieces(others, give(site))) == (last, [0, 1])
    file.unlink()
    file.mkdir()
    assert join(texts, frame, Pieces(notes, give(last))) == (last, [0, 1])


def test_blocks() -> None:
    """No id is lost, and none stands twice."""
    ids = [str(number) for number in range(BLOCK + 1)]
    assert cut_blocks(ids) == (tuple(ids[:BLOCK]), (ids[BLOCK],))
    assert cut_blocks([]) == ()
