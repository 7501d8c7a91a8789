"""Pictures of cases: files of the project become small files of the site, or problems."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from generator.config import SiteOptions
from generator.pages.pictures import PictureCopy, Pictures, make_copy_path
from generator.publishing.image_copies import MAX_BYTES, ImageCopy, ImageFault, can_copy, make_copies
from generator.records.packages import find_version
from generator.records.problems import Problem
from generator.records.public import PublicCase
from generator.records.sealed_files import find_sealed, keep_sealed

_KEPT = Path(".cache") / "images"
"""Below the site's project: copies made by earlier builds. Losing them costs time only."""


class CaseImages(Struct, frozen=True, dict=True):
    """The copies of all pictures that may be shown, and what is wrong with the files of others."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    """Path below the root of the site → bytes."""
    pictures: Pictures = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_images(cases: Iterable[PublicCase], options: SiteOptions) -> CaseImages:
    """Read and copy every picture of the published cases."""
    listed = [(case.id, image) for case in cases for image in case.images]
    if not listed:
        return CaseImages()
    if not can_copy():
        return CaseImages(problems=(Problem("image-needs-pillow", "site_config.yml"),))
    files: dict[str, bytes] = {}
    pictures: dict[tuple[str, str], tuple[PictureCopy, ...]] = {}
    problems: list[Problem] = []
    for case_id, image in listed:
        path = options.cases_dir / "images" / image.file
        try:
            copies = _copy(path, options.root / _KEPT)
        except ImageFault as fault:
            name = path.relative_to(options.root) if path.is_relative_to(options.root) else path
            problems.append(Problem(fault.code, name.as_posix(), details=fault.details))
            continue
        paths = [make_copy_path(case_id, image.id, one.width, one.ending) for one in copies]
        files |= {path: one.data for path, one in zip(paths, copies, strict=True)}
        pictures[case_id, image.id] = tuple(
            PictureCopy(path, one.width, one.height, one.ending) for path, one in zip(paths, copies, strict=True)
        )
    return CaseImages(files, pictures, tuple(problems))


def _copy(path: Path, kept: Path) -> tuple[ImageCopy, ...]:
    """The copies of a file: those of an earlier build where they are whole, else new ones."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError:
        raise ImageFault("image-unreadable") from None
    key = hashlib.sha256(f"1 {find_version('pillow')} {path.suffix} ".encode() + raw).hexdigest()
    if data := find_sealed(kept / key):
        return tuple(_unpack(data))
    copies = make_copies(raw, path.suffix.removeprefix("."))
    keep_sealed(kept / key, b"".join(_pack(copies)))
    return copies


def _pack(copies: tuple[ImageCopy, ...]) -> Iterator[bytes]:
    head = json.dumps([[one.width, one.height, one.ending, len(one.data)] for one in copies]).encode()
    yield len(head).to_bytes(4, "big")
    yield head
    yield from (one.data for one in copies)


def _unpack(data: bytes) -> Iterator[ImageCopy]:
    end = 4 + int.from_bytes(data[:4], "big")
    for width, height, ending, size in json.loads(data[4:end]):
        yield ImageCopy(width, height, ending, data[end : end + size])
        end += size
