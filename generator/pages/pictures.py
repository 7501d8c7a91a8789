"""Pictures on the page of a case: which copies there are, and what stands below them. Reads no files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.pages.i18n import Words
from generator.pages.texts import Citation, Numbers, cite
from generator.records.public import PublicCase, PublicImage

FOLDER = "assets/images/cases/"
"""Below the root of the site; names hold the id of the case, never that of a person."""


class PictureCopy(Struct, frozen=True):
    """A copy of a picture that is a file of the site."""

    path: str
    width: int
    height: int
    ending: str


Pictures = Mapping[tuple[str, str], tuple[PictureCopy, ...]]
"""Ids of case and picture → its copies, the smallest first."""


class PictureView(Struct, frozen=True):
    """A picture with its caption."""

    webp: str
    jpeg: str
    """Copies to choose from, as `srcset` has them."""
    src: str
    width: int
    height: int
    alt: str
    lang: str | None
    """Language of `alt` where it is not that of the page."""
    credit: str
    licence: str
    citations: tuple[Citation, ...]


def make_copy_path(case_id: str, image_id: str, width: int, ending: str) -> str:
    """Where a copy lies."""
    return f"{FOLDER}{case_id}-{image_id}-{width}.{ending}"


def list_pictures(
    case: PublicCase, pictures: Pictures, words: Words, numbers: Numbers, root: str
) -> Iterator[PictureView]:
    """The pictures of a case in the order of its file; `root` leads from the page to the root of the site."""
    for image in case.images:
        if copies := pictures.get((case.id, image.id)):
            yield _make_view(image, copies, words, numbers, root)


def _make_view(
    image: PublicImage, copies: tuple[PictureCopy, ...], words: Words, numbers: Numbers, root: str
) -> PictureView:
    sets = {
        ending: ", ".join(f"{root}{one.path} {one.width}w" for one in copies if one.ending == ending)
        for ending in ("webp", "jpg")
    }
    last = [one for one in copies if one.ending == "jpg"][-1]
    alt, language = image.alt.get(words.language)
    return PictureView(
        webp=sets["webp"],
        jpeg=sets["jpg"],
        src=root + last.path,
        width=last.width,
        height=last.height,
        alt=" ".join(alt.split()),
        lang=None if language == words.language else language,
        credit=image.credit,
        licence=image.licence,
        citations=cite(image.sources, numbers),
    )
