"""Figures of what the last build left are those of all cases, whatever was edited."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

import pytest
import yaml
from builders import (
    make_act,
    make_case,
    make_measure,
    make_measure_step,
    make_person,
    make_proceeding,
    make_proceeding_step,
)
from fact_edits import FACT_EDITS, FactEdit
from msgspec import json
from msgspec.structs import replace
from sites import make_project

from generator import gathering
from generator.analysis import findings
from generator.config import SiteOptions
from generator.frame import WrittenPage
from generator.inputs import DERIVED_BY, EDITIONS, NAMED_BY, leave_parts
from generator.project import Project
from generator.soundness import Soundness

RUNS = int(os.environ.get("VISIBLES_EDITS", "2"))
"""Sequences of edits to try; more by hand after a change to what figures are computed from."""
CASES = 4
DAYS = date(2026, 11, 24), date(2026, 12, 24)


class Site:
    """A project of invented cases, and what its last build left."""

    def __init__(self, root: Path) -> None:
        """Make it in a folder."""
        self.root = make_project(root)
        for path in (*(root / "cases").glob("*.yml"), *(root / "content" / "campaigns").iterdir()):
            path.unlink()
        project = Project(root / "site_config.yml")
        self.options: SiteOptions = replace(project.make_options({}), as_of=DAYS[0])
        # Figures that prose asks for may be withheld of so few cases.
        prose = project._read_prose(self.options).items()
        self.prose = {src: WrittenPage(page.front, "", "") for src, page in prose}
        self.left: Mapping[str, Any] = {}
        self.refused: list[str] = []
        for number in range(CASES):
            steps = [make_measure_step(), make_measure_step("m1-2", date="2014-02", step="in_place")]
            case = make_case(
                id=f"MX-{9800 + number}",
                slug=f"caso-{number}",
                people=[make_person(), make_person("eva", name="Eva Ñ")],
                acts=[make_act(date="2015-03"), make_act("a2", date="2013-09", type="killing", victims=["eva"])],
                measures=[make_measure(steps=steps, beneficiaries=["ana", "eva"])],
                proceedings=[make_proceeding(steps=[make_proceeding_step(stage="final", outcome="conviction")])],
            )
            self.write(number, case)

    def write(self, number: int, case: dict[str, Any]) -> None:
        """Write the file of a case."""
        text = yaml.safe_dump(case, allow_unicode=True, sort_keys=False)
        (self.root / "cases" / f"caso-{number}.yml").write_text(text, encoding="utf-8")

    def attempt(self, edit: FactEdit, number: int, random: Random) -> None:
        """Edit a case; undo it where it leaves something that cannot be built."""
        path = self.root / "cases" / f"caso-{number}.yml"
        before = path.read_text(encoding="utf-8")
        case = yaml.safe_load(before)
        edit(case, random)
        self.write(number, case)
        if self.read_anew().has_errors:
            path.write_text(before, encoding="utf-8")
            self.refused.append(edit.__name__)

    def read_anew(self) -> gathering.Reading:
        """What the site is made of, with nothing known."""
        return gathering.read_site(self.options, self.prose)

    def read(self) -> gathering.Reading:
        """The same with what the last build left; leave it for the next one."""
        reading = gathering.read_site(
            self.options, self.prose, left=self.left, sound=Soundness(self.root), to_build=True
        )
        left = {
            **leave_parts(reading.outcomes),
            NAMED_BY: reading.sources.naming,
            DERIVED_BY: reading.derived_by,
            EDITIONS: reading.findings.named_editions,
        }
        self.left = json.decode(json.encode(left))
        return reading


Edit: TypeAlias = Callable[[Site, Random], None]


def tell(found: findings.Findings) -> tuple[object, ...]:
    """All that is counted."""
    return found.editions, found.statistics.figures, found.statistics.curves, found.verified


def of_some_case(edit: FactEdit) -> Edit:
    """Return an edit of a fact of any case."""
    return lambda site, random: site.attempt(edit, random.randrange(CASES), random)


def move_on(site: Site, _: Random) -> None:
    """Speak of a later day, or of the one before."""
    site.options = replace(site.options, as_of=DAYS[site.options.as_of == DAYS[0]])


def replace_text(name: str, old: str, new: str) -> Edit:
    """Return an edit of a file of the content folder, or of it back."""

    def edit(site: Site, _: Random) -> None:
        path = site.root / "content" / name
        text = path.read_text(encoding="utf-8")
        assert old in text or new in text
        path.write_text(text.replace(old, new) if old in text else text.replace(new, old), encoding="utf-8")

    return edit


RULES: tuple[Edit, ...] = (
    move_on,
    replace_text("vocabularies/act_type.yml", "sensitive: false", "sensitive: true"),
    replace_text("vocabularies/motive_link.yml", "{counted: true, tally: main}", "{counted: true, tally: second}"),
    replace_text("indicators.yml", "breakdowns: [year, state, act_type]", "breakdowns: [year]"),
    replace_text("indicators.yml", "scopes: [all, confirmed]\n", "scopes: [all]\n"),
)
"""Edits of what all figures are computed by."""


@pytest.mark.parametrize("seed", range(RUNS))
def test_the_same_as_of_all_cases(seed: int) -> None:
    """After each kind of edit, in editions that were kept, and in figures of which what cases give was kept."""
    random = Random(seed)  # noqa: S311 - edits, not secrets
    with tempfile.TemporaryDirectory() as place:
        site = Site(Path(place) / "project")
        site.read()
        edits = [*map(of_some_case, FACT_EDITS * 2), *RULES]
        random.shuffle(edits)
        for edit in edits:
            edit(site, random)
            assert tell(site.read().findings) == tell(site.read_anew().findings), edit
        assert len(site.refused) < len(FACT_EDITS)
