"""Whatever was edited, a build that makes only what changed gives the same bytes as one that makes everything."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

import yaml
from builders import make_case
from fact_edits import FACT_EDITS, FactEdit
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sites import list_kept, make_project

from generator import build, gathering
from generator.config import SiteOptions
from generator.frame import WrittenPage
from generator.pages.editorial import EditorialSource
from generator.pages.page import EditorialPage
from generator.pages.provenance import Origin
from generator.prose_figures import fill_texts
from generator.publishing import links
from generator.publishing.links import SiteFault
from generator.publishing.making import explain_tasks
from generator.publishing.memory import Memory, read_memory, write_memory
from generator.publishing.site_folder import SiteFolder
from generator.soundness import Soundness

RUNS = int(os.environ.get("VISIBLES_EDITS", "2"))
"""Sequences of edits to try; more by hand after a change to what a task depends on."""

Edit: TypeAlias = "Callable[[Project, str], None]"

ORIGIN = Origin("1", "c", {}, date(2026, 2, 28), None)
CASES = ("ximena-quimera", "alguien-del-valle", "las-tortugas-voladoras", "caso")
"""The last one is of those whose reading is kept."""


_FIGURES = (
    *('acts_documented").numerator', 'victims_documented", row="person").numerator', 'acts_documented").as_of'),
    *('measure_implementation_rate").denominator', 'attacked_while_unprotected").denominator'),
    *('losses_with_earlier_acts", row="person").denominator', 'criminalisation_endings", row="open").numerator'),
)
_TEXT = "# Título\n\n" + " ".join(f'{{{{ indicator("{one} }}}}' for one in _FIGURES)
PROSE = {f"{lang}/home.md": WrittenPage({}, _TEXT, _TEXT) for lang in ("es", "en")}
"""Pages that ask for figures."""


@dataclass
class Project:
    """A project on the disk with the sites built of it so far."""

    root: Path
    options: SiteOptions
    editorial: Mapping[tuple[str, str], EditorialPage]
    sites: list[Path] = field(default_factory=list)
    faults: dict[Path, set[SiteFault]] = field(default_factory=dict)
    """What is wrong in each of them."""

    def edit(self, slug: str, change: Callable[[dict[str, Any]], None]) -> None:
        """Change a case file."""
        path = self.root / "cases" / f"{slug}.yml"
        if path.is_file():
            case = yaml.safe_load(path.read_text(encoding="utf-8"))
            if "withdrawn" in case:
                return
            change(case)
            path.write_text(yaml.safe_dump(case, allow_unicode=True, sort_keys=False), encoding="utf-8")

    def read(self, memory: Memory = Memory(), sound: Soundness | None = None) -> gathering.Reading:  # noqa: B008 - a frozen value
        """What the site is made of, with what is known from before."""
        pages = self.editorial.items()
        sources = {
            key: EditorialSource(f"{one.lang}/{one.key}.md", one.lang, one.key, one.title, "", one.title, one.path)
            for key, one in pages
        }
        return gathering.read(self.options, sources, PROSE, left=memory.values, sound=sound)

    def attempt(self, edit: Edit, slug: str) -> None:
        """Make an edit; undo it where it leaves something that cannot be built."""
        kept, options = self.root / "kept", self.options
        shutil.copytree(self.root / "cases", kept)
        edit(self, slug)
        if self.read().has_errors:
            shutil.rmtree(self.root / "cases")
            kept.rename(self.root / "cases")
            self.options = options
        else:
            shutil.rmtree(kept)

    def make_anew(self) -> dict[str, bytes]:
        """Every file of a site that is built with nothing known from before."""
        known, aside = self.root / ".cache" / "readings.sqlite", self.root / "aside.sqlite"
        known.replace(aside)
        _, site = self.make(Memory(), None)
        aside.replace(known)
        shutil.rmtree(self.sites.pop())
        return site

    def make(self, memory: Memory, last: Path | None) -> tuple[Memory, dict[str, bytes]]:
        """Build into a new folder; return what the next build may know, and every file."""
        reading = self.read(memory, Soundness(self.root) if last else None)
        texts = fill_texts(reading, PROSE)
        self.sites.append(self.root / f"site-{len(self.sites)}")
        self.sites[-1].mkdir()
        base_path = self.options.base_path
        folder = SiteFolder(self.sites[-1], last, memory.entries, base_path=base_path)
        after = build.write(reading, self.editorial, folder, ORIGIN, memory)
        known = links.check_site(folder.root, after.entries, after.news, base_path=base_path)
        whole = links.read_site(folder.root, base_path=base_path)
        # These sites lack what MkDocs gives, and links lead there: what is wrong since the last one is found.
        self.faults[folder.root] = {*whole.faults}
        assert self.faults[folder.root] - self.faults.get(last or folder.root.parent, set()) <= {*known.faults}
        assert {*known.faults} <= self.faults[folder.root]
        assert dict(known.pages) == dict(whole.pages)
        return after, read_site(folder.root) | {src: text.encode() for src, text in texts.items()}


def read_site(folder: Path) -> dict[str, bytes]:
    """Every file of a site."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def find_differences(site: Mapping[str, bytes], whole: Mapping[str, bytes]) -> list[str]:
    """Every file that is not the same in both."""
    return sorted(name for name in site.keys() | whole.keys() if site.get(name) != whole.get(name))


def say_more(project: Project, slug: str) -> None:
    """Change a title."""
    project.edit(slug, lambda case: case["title"].update(es=case["title"]["es"] + " y más"))


def introduce(project: Project, slug: str) -> None:
    """Tell somebody more of whom a case is about."""
    told = {"es": f"Quien defiende {slug}.", "en": f"Who defends {slug}."}

    def change(case: dict[str, Any]) -> None:
        case["people"][0]["about"] = {"es": f"{case['people'][0].get('about', told)['es']} Más.", "en": told["en"]}

    project.edit(slug, change)


def tell_more(project: Project, slug: str) -> None:
    """Change a sentence that only the case itself, the timeline and data files tell."""
    project.edit(slug, lambda case: case["acts"][0]["text"].update(es=case["acts"][0]["text"]["es"] + " Y más."))


def sum_up(project: Project, slug: str) -> None:
    """Change what search finds."""
    project.edit(slug, lambda case: case["summary"].update(es=case["summary"]["es"] + " Quimérico."))


def add_source(project: Project, slug: str) -> None:
    """Add to what others count."""
    project.edit(slug, lambda case: case["sources"].update(s77={**case["sources"]["s1"], "url": f"https://{slug}.mx/"}))


def attack(project: Project, slug: str) -> None:
    """Add an attack, of a kind and in a year of its own."""

    def change(case: dict[str, Any]) -> None:
        number = len(case["acts"])
        first = case["acts"][0]
        act = {"id": f"a{number + 50}", "date": f"{2014 + number}-03-02", "type": "physical_attack", "sources": ["s1"]}
        case["acts"].append({**act, "victims": first["victims"], "text": first["text"]})

    project.edit(slug, change)


def step(project: Project, slug: str) -> None:
    """Grant a measure to somebody, or say that it is not, or no longer, in place."""

    def change(case: dict[str, Any]) -> None:
        subjects = [one["id"] for one in (*case.get("people", ()), *case.get("collectives", ()))]
        body = {"type": "federal_mechanism", "name": {"es": "Mecanismo Imaginario"}, "level": "federal"}
        measures = case.setdefault("measures", [])
        granted = {"id": "m88-1", "date": "2019-04", "step": "granted", "according_to": "body", "sources": ["s1"]}
        if measures and measures[-1]["id"] == "m88":
            steps = measures[-1]["steps"]
            said = {"step": "not_in_place", "according_to": "organisation", "sources": ["s1"]}
            steps.append({"id": f"m88-{len(steps) + 1}", "date": f"2019-{len(steps) + 5:02}", **said})
        else:
            measures.append(
                {"id": "m88", "kind": "protective", "body": body, "beneficiaries": subjects[:1], "steps": [granted]}
            )

    project.edit(slug, change)


def move(project: Project, slug: str) -> None:
    """Say that a case lies in another state."""
    project.edit(slug, lambda case: case.update(place={"state": "08" if case["place"]["state"] != "08" else "09"}))


def honour(project: Project, slug: str) -> None:
    """Add a recognition, which has a day in the calendar and stands beside the name in lists."""

    def change(case: dict[str, Any]) -> None:
        told = case.setdefault("recognition", [])
        text = {"es": f"Premio número {len(told)}.", "en": f"Prize number {len(told)}."}
        one = {"id": f"r{len(told) + 40}", "date": "2018-05-06", "text": text, "sources": ["s1"], "highlight": True}
        told.insert(0, one)

    project.edit(slug, change)


def honour_more(project: Project, slug: str) -> None:
    """Change the sentence of a recognition that does not stand beside the name."""

    def change(case: dict[str, Any]) -> None:
        for one in case.get("recognition", ()):
            one.pop("highlight", None)
            one["text"]["es"] += " Y más."

    project.edit(slug, change)


def check(project: Project, slug: str) -> None:
    """Look at a case again, as late as any other one was."""
    project.edit(slug, lambda case: case.update(last_checked="2026-06-30"))


def correct(project: Project, slug: str) -> None:
    """Put something right, and say so."""
    one = {"date": "2026-05-28", "text": {"es": "Se corrigió algo."}, "asked_by": "reader"}
    project.edit(slug, lambda case: case.setdefault("corrections", []).append(one))


def announce(project: Project, slug: str) -> None:
    """Tell an attack as news, with the text that another edit changes."""
    one = {"date": "2026-06-02", "events": ["a1"]}
    project.edit(slug, lambda case: case.setdefault("additions", []).append(one) if not case.get("additions") else None)


def measure_more(project: Project, slug: str) -> None:
    """Change a sentence of a measure, which a table alone tells beside the case."""

    def change(case: dict[str, Any]) -> None:
        for measure in case.get("measures", ())[:1]:
            if not measure.get("reserved"):
                measure["text"] = {"es": f"{measure.get('text', {}).get('es', '')} Y más.", "en": "More."}

    project.edit(slug, change)


def hide(project: Project, slug: str) -> None:
    """Take a case off the site, or put it back."""

    def change(case: dict[str, Any]) -> None:
        publication = case["publication"]
        publication["status"] = "review" if publication["status"] == "published" else "published"

    project.edit(slug, change)


def rename(project: Project, slug: str) -> None:
    """Give a case another address."""
    path = project.root / "cases" / f"{slug}.yml"
    if path.is_file():
        project.edit(slug, lambda case: case.update(slug=f"{slug}-otra", former_slugs=[slug]))
        path.rename(path.with_name(f"{slug}-otra.yml"))


def add(project: Project, slug: str) -> None:
    """Add a case that is like another."""
    path, other = project.root / "cases" / f"{slug}.yml", project.root / "cases" / "uno-nuevo.yml"
    if path.is_file() and not other.exists():
        other.write_bytes(path.read_bytes())
        project.edit("uno-nuevo", lambda case: case.update(id="MX-9777", slug="uno-nuevo", former_slugs=[]))


def link(project: Project, slug: str) -> None:
    """Relate a case to another, so that each depends on the name of the other."""
    project.edit(slug, lambda case: case.setdefault("related", []).append({"case": "MX-9001", "link": "follows"}))


def retell(project: Project, slug: str) -> None:
    """Tell the first attack of another case, too: it is counted once, in whichever of them are public."""

    def change(case: dict[str, Any]) -> None:
        if case["id"] != "MX-9001":
            case["acts"][-1]["same_as"] = "MX-9001#a1"

    project.edit(slug, change)


def unsay(project: Project, slug: str) -> None:
    """Take back what measures and proceedings there are: lists of cases that had any may lose their last one."""
    project.edit(slug, lambda case: [case.pop(name, None) for name in ("measures", "proceedings")])


def reword(project: Project, _: str) -> None:
    """Change a word of a vocabulary."""
    path = project.root / "content" / "vocabularies" / "state.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("Oaxaca", "Oaxaca de Juárez"), encoding="utf-8")


def move_on(project: Project, _: str) -> None:
    """Speak of a later day."""
    day = project.options.as_of or date(2026, 6, 30)
    project.options = replace(project.options, as_of=day + timedelta(days=40))


def take_back(project: Project, slug: str) -> None:
    """Withdraw a case for good."""
    project.edit(slug, lambda case: case["publication"].update(status="withdrawn", withdrawn="2026-06-01"))


def remark(project: Project, slug: str) -> None:
    """Say something that no page tells."""
    project.edit(slug, lambda case: case.setdefault("notes", []).append("Una nota para quien edita."))


def touch(project: Project, slug: str) -> None:
    """Save a file without a change."""
    path = project.root / "cases" / f"{slug}.yml"
    if path.is_file():
        path.touch()


def spoil(project: Project, _: str) -> None:
    """Alter a file of the last site, as no build would."""
    page = project.sites[-1] / "index.html"
    page.unlink()
    page.write_text("otra cosa", encoding="utf-8")


def of_fact(edit: FactEdit) -> Edit:
    """Return an edit of a fact that figures are computed of."""

    def change(project: Project, slug: str) -> None:
        project.edit(slug, lambda case: edit(case, Random(f"{slug}{len(project.sites)}")))  # noqa: S311 - edits, not secrets

    change.__name__ = edit.__name__
    return change


EDITS = (
    *(say_more, introduce, tell_more, sum_up, add_source, attack, step, move, honour, honour_more),
    *(check, correct, announce, measure_more),
    *(hide, take_back, rename, add, link, retell, unsay, reword, move_on, remark, touch, spoil),
    *map(of_fact, FACT_EDITS),
)
UNTOLD = (remark, touch)
"""Edits after which nothing is made again."""
UNDRAWN = (*UNTOLD, introduce, tell_more, sum_up)
"""Edits after which nobody asks for the share cards of figures and of the site."""


@settings(
    max_examples=RUNS,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=st.lists(st.tuples(st.sampled_from(EDITS), st.sampled_from(CASES)), min_size=4, max_size=4))
def test_same_bytes(
    editorial: Mapping[tuple[str, str], EditorialPage],
    options: SiteOptions,
    edits: list[tuple[Edit, str]],
) -> None:
    """After each edit; and the site before is not touched."""
    with tempfile.TemporaryDirectory() as place:
        root = make_project(Path(place) / "project")
        mine = replace(options, root=root, cases_dir=root / "cases", content_dir=root / "content")
        project, kept = Project(root, mine, editorial), root / ".cache" / "build.sqlite"
        case = make_case(id="MX-9800", related=[{"case": "MX-9001", "link": "follows"}], last_checked="2026-02-01")
        (root / "cases" / "caso.yml").write_text(yaml.safe_dump(case, allow_unicode=True), encoding="utf-8")
        first, _ = project.make(Memory(), None)
        assert list_kept(root / ".cache" / "readings.sqlite")
        write_memory(kept, first)
        for edit, slug in edits:
            last = project.sites[-1]
            project.attempt(edit, slug)
            before = read_site(last)
            memory = read_memory(kept)
            after, site = project.make(memory, last)
            assert find_differences(site, project.make_anew()) == [], f"{edit.__name__} {slug}"
            assert read_site(last) == before
            ran = dict(explain_tasks(after, memory))
            assert edit not in UNTOLD or not ran
            assert edit not in UNDRAWN or not {"es cards", "en cards"} & ran.keys()
            write_memory(kept, after, before=memory)
            assert read_memory(kept) == after
