"""Reads the whole of a site's records: vocabularies, campaigns and cases, with every problem in them."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Mapping
from datetime import date
from operator import attrgetter
from pathlib import Path

from msgspec import Struct, field

from generator.records.campaigns import publish_campaign, read_campaigns
from generator.records.case_files import read_case_files
from generator.records.case_reading import CaseDigest, CaseRules, NameParts
from generator.records.contents import MeasureContents
from generator.records.day_checks import find_newest_check
from generator.records.fields import Context
from generator.records.images import FOLDER
from generator.records.indicators import Indicators, recall_indicators
from generator.records.kept_data import DataFolder
from generator.records.kept_vocabularies import recall_vocabularies
from generator.records.known_mechanism import Mechanism, recall_mechanism
from generator.records.names import check_address_names, check_names_between
from generator.records.observances import Observances, recall_observances
from generator.records.problems import Problem, sort_problems
from generator.records.promises import Promises, read_promises
from generator.records.public import PublicCase
from generator.records.public_campaigns import PublicCampaign
from generator.records.public_history import WithdrawnCase
from generator.records.standing import Folders
from generator.records.together import Collection, judge
from generator.records.validation import read_document
from generator.records.vocabularies import Vocabularies


class Layout(Struct, frozen=True, dict=True):
    """Where the records lie and how they are to be read."""

    root: Path
    """The project's folder; nothing outside it is read."""
    cases: Path
    content: Path
    languages: tuple[str, ...]
    """Codes of the site's languages, the default one first."""
    public_repository: bool = True
    """Whether everybody can read the case files themselves."""
    kept: Path | None = None
    """The file that keeps what case files gave from one run to the next, if any."""
    folders: Folders = field(default_factory=Folders)
    """How the files stand."""


class Records(Struct, frozen=True, dict=True):
    """What was read: the public cases, and everything found wrong."""

    cases: tuple[PublicCase, ...]
    """By id."""
    withdrawn: tuple[WithdrawnCase, ...]
    vocabularies: Vocabularies
    as_of: date | None
    """The day the site speaks of; none where no case says when it was checked."""
    problems: tuple[Problem, ...]
    files: int
    """How many case files there are."""
    mechanism: Mechanism | None = None
    """What is known of the protection mechanism; none where the site has no such folder."""
    indicators: Indicators = field(default_factory=Indicators)
    """The words of the figures; none where the site has no such file."""
    contents: MeasureContents = field(default_factory=MeasureContents)
    """What the measures of the public cases consist of, in figures only."""
    campaigns: tuple[PublicCampaign, ...] = ()
    """By id."""
    observances: Observances = field(default_factory=Observances)
    """Days that the calendar marks every year."""
    promises: Promises = field(default_factory=Promises)
    """Every address that was published; none where the site has recorded none."""
    digests: Mapping[str, CaseDigest] = field(default_factory=dict)
    """Id of each public case → what is told of it, in short."""
    hidden: frozenset[str] = frozenset()
    """Ids of cases that were published once, were not withdrawn, and may not be shown now."""
    pictured: frozenset[str] = frozenset()
    """Ids of the public cases whose files name pictures."""


def read_records(
    layout: Layout,
    *,
    as_of: date | None = None,
    jobs: int = 1,
    wanted: Container[str] | None = None,
    name_parts: NameParts | None = None,
) -> Records:
    """Everything under `cases/` and the data under `content/`; without a date, as of the newest `last_checked`.

    Of `wanted` files every problem is found, and not all of others. Parts of cases are named where that is asked for.
    """
    vocabularies, problems = recall_vocabularies(
        layout.content / "vocabularies",
        root=layout.root,
        languages=layout.languages,
        kept=layout.kept and layout.kept.parent,
    )
    if any(problem.severity == "error" for problem in problems):
        return Records((), (), vocabularies, None, sort_problems(problems), 0)
    rules = CaseRules(Context(vocabularies, layout.languages), layout.public_repository, name_parts)
    campaigns, found = read_campaigns(layout.content, root=layout.root, context=rules.context)
    problems += found
    promises, found = read_promises(layout.content, root=layout.root)
    problems += found
    entries = list(_find_case_files(layout, problems))
    folder = read_case_files(entries, layout.folders, root=layout.root, rules=rules, jobs=jobs, kept=layout.kept)
    readings = folder.readings
    data = DataFolder(layout.content, layout.root, rules.context, layout.kept)
    mechanism, found = recall_mechanism(data)
    problems += found
    indicators, found = recall_indicators(data)
    problems += found
    observances, found = recall_observances(data)
    problems += found
    problems += [problem for one in readings for problem in one.problems]
    facts = [one.facts for one in readings if one.facts]
    day = as_of or find_newest_check(facts)
    public = {one.id: one for one in facts if day and one.is_public(day)}
    if not public and not any(problem.severity == "error" for problem in problems):
        problems.append(Problem("no-cases", layout.cases.name, details={"folder": layout.cases.name}))
    whole = Collection(facts, public, campaigns, day, layout.cases / FOLDER, layout.root, rules.context)
    found, contents = judge(whole, folder.outline, layout.kept)
    problems += found
    out = [one.let_out(day) for one in readings] if day else []
    cases = tuple(sorted((one for one in out if isinstance(one, PublicCase)), key=lambda case: case.id))
    digests = {one.facts.id: one.digest for one in readings if one.digest and one.facts and one.facts.id in public}
    by_id = {one.id: each for one, each in zip(out, readings, strict=False) if isinstance(one, PublicCase)}
    problems += check_names_between(
        facts,
        cases,
        lambda case: by_id[case.id].packed,
        lambda file: read_document(layout.root / file, root=layout.root)[0],
        wanted=wanted,
    )
    problems += check_address_names(promises, facts)
    withdrawn = tuple(one for one in out if isinstance(one, WithdrawnCase))
    return Records(
        cases=cases,
        withdrawn=withdrawn,
        vocabularies=vocabularies,
        as_of=day,
        problems=sort_problems(problems),
        files=len(entries),
        mechanism=mechanism,
        indicators=indicators,
        contents=contents,
        campaigns=tuple(publish_campaign(one, public) for one in campaigns),
        observances=observances,
        promises=promises,
        digests=digests,
        pictured=frozenset(id_ for id_, one in public.items() if one.images),
        hidden=(promises.cases - public.keys() - {one.id for one in withdrawn}) & {one.id for one in facts},
    )


def _find_case_files(layout: Layout, problems: list[Problem]) -> Iterator[os.DirEntry[str]]:
    if not layout.cases.is_dir():
        problems.append(Problem("no-folder", layout.cases.name, details={"folder": layout.cases.name}))
        return
    for one in sorted(layout.folders.list(str(layout.cases)), key=attrgetter("name")):
        if one.name.startswith(".") or (one.name == FOLDER and one.is_dir(follow_symlinks=False)):
            continue
        if one.name.endswith(".yml"):
            yield one
        else:
            path = Path(one.path)
            code = "file-kind" if one.is_dir() else "file-extension"
            name = path.relative_to(layout.root).as_posix()
            problems.append(Problem(code, name, details={"expected": f"{path.stem}.yml"}))
