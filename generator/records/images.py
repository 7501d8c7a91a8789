"""Pictures of the people of a case: what their file says of them, and which files there are. No pixel is looked at."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from generator.records.fields import PATTERNS, Limits, Line, LocalId, LocalText
from generator.records.problems import Problem, Unplaced
from generator.records.record import Record, SourceRefs

FOLDER = "images"
"""Below the folder of cases."""

Claim = tuple[str, int]
"""A case file, and which of its pictures it is."""

ImageFile = Annotated[str, Limits(pattern=PATTERNS["bad-image-file"])]


class CaseImage(Record, frozen=True, kw_only=True):
    """A picture of somebody of the case. Without the consent use `image` there is none (DNH-03, DNH-11).

    The site shows small copies of it, made anew from its pixels alone, on the page of the case and nowhere else: not on
    share cards, embeds, posters or feeds.
    """

    id: LocalId
    file: ImageFile
    """Its name in `cases/images/`: JPEG, PNG or WebP, such as `mx-0001-1.jpg`. A name says nothing of the person."""
    shows: Annotated[tuple[LocalId, ...], Limits(min_length=1)]
    """The people or collectives of this case that can be recognised in it."""
    alt: LocalText
    """What it shows, for those who cannot see it."""
    credit: Line
    """Who made it, and who gave leave."""
    licence: Line
    """Under which terms it may be shown: "CC BY 4.0", "with the permission of the family"."""
    sources: SourceRefs = ()
    """Where it was published, or who gave it."""
    faces_cleared: bool
    """Whether everybody who can be recognised has agreed, or is a person of this case whose consent covers it."""


def check_image_files(
    folder: Path, claims: Mapping[str, Sequence[Claim]], *, root: Path
) -> Iterator[Problem | Unplaced]:
    """What is wrong between case files and files of pictures: `claims` say where each picture is named."""
    found = {path.name: path for path in sorted(folder.iterdir())} if folder.is_dir() else {}
    name = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else folder.as_posix()
    for file, places in sorted(claims.items()):
        (first, number), *others = sorted(places)
        if file not in found:
            yield Unplaced("image-missing", first, ("images", number, "file"), {"value": f"{name}/{file}"})
        for other, index in others:
            yield Unplaced("image-twice", other, ("images", index, "file"), {"value": file, "first": first})
    for file, path in found.items():
        if path.is_symlink() or not path.is_file():
            yield Problem("file-link" if path.is_symlink() else "file-kind", f"{name}/{file}")
        elif file not in claims and not file.startswith("."):
            yield Problem("image-unused", f"{name}/{file}")
