"""What all cases are together: what is wrong between them, with campaigns and on the day, and what is counted over all.

Where nothing was wrong, that is kept under a digest of all that decided it, and not found out again. Where anything
was, everything is looked at each time. Of a case of which nothing else is kept (`kept_readings.py`) no word goes into
that digest either, so that nobody can try out guesses: only the moments at which its file was saved.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from generator.records.campaigns import CampaignFile, check_campaigns
from generator.records.collection_checks import check_collection
from generator.records.contents import MeasureContents, count_contents
from generator.records.day_checks import check_day
from generator.records.digests import digest_of
from generator.records.facts import CaseFacts
from generator.records.fields import Context
from generator.records.images import Claim, check_image_files
from generator.records.kept_rows import find_sound, keep_sound
from generator.records.problems import Problem, Unplaced
from generator.records.validation import place_problem, read_document

_TOGETHER = "together"


class Collection(Struct, frozen=True):
    """All cases of a site, with all that may be wrong between them."""

    cases: Sequence[CaseFacts]
    public: Mapping[str, CaseFacts]
    """By id, those that may be shown on the day."""
    campaigns: Sequence[CampaignFile]
    day: date | None
    images: Path
    """The folder of pictures."""
    root: Path
    context: Context

    def digest(self, outline: str | None) -> str | None:
        """What decides all that is found here; `outline` is what decides the facts of the cases."""
        if outline is None:
            return None
        images = sorted(self.images.iterdir()) if self.images.is_dir() else ()
        return digest_of(
            outline,
            str(self.day),
            *(f"{one.document.file} {one.document.value!r}" for one in self.campaigns),
            *(f"{path.name} {path.is_symlink()} {path.is_file()}" for path in images),
        )


def judge(collection: Collection, outline: str | None, kept: Path | None) -> tuple[list[Problem], MeasureContents]:
    """What is wrong with all cases together, and what measures consist of; `kept` knows the last run."""
    key = collection.digest(outline) if kept else None
    known = _parse_contents(find_sound(kept, _TOGETHER, key)) if kept and key else None
    if known is not None:
        return [], known
    problems = list(_check(collection))
    contents = count_contents(collection.cases, collection.public)
    if kept and key and not problems:
        keep_sound(kept, _TOGETHER, key, json.dumps([contents.told, contents.untold, dict(contents.items)]))
    return problems, contents


def _parse_contents(text: str | None) -> MeasureContents | None:
    return None if text is None else MeasureContents(*json.loads(text))


def _check(collection: Collection) -> Iterator[Problem]:
    """What is wrong between cases, with campaigns, and on the day."""
    cases, campaigns, day, root = collection.cases, collection.campaigns, collection.day, collection.root
    found = [
        *check_collection(cases, campaigns=(one.campaign.id for one in campaigns)),
        *check_image_files(collection.images, _list_claims(cases), root=root),
        *check_campaigns(campaigns, cases, collection.public, collection.context),
        *(problem for one in cases if day for problem in check_day(one, day)),
    ]
    files = {each.file for each in found if isinstance(each, Unplaced)}
    documents = {file: read_document(root / file, root=root)[0] for file in files}
    for each in found:
        yield each if isinstance(each, Problem) else place_problem(each, documents[each.file])


def _list_claims(cases: Sequence[CaseFacts]) -> dict[str, list[Claim]]:
    """Each file of a picture → where it is named."""
    claims: dict[str, list[Claim]] = {}
    for case in cases:
        for index, image in enumerate(case.images):
            claims.setdefault(image, []).append((case.file, index))
    return claims
