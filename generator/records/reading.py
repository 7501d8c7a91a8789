"""Reads the whole of a site's records: vocabularies, campaigns and cases, with every problem in them."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.records.campaigns import check_campaigns, publish_campaign, read_campaigns
from generator.records.checks import CaseFile, check_case
from generator.records.collection_checks import check_collection
from generator.records.contents import MeasureContents, count_contents
from generator.records.do_no_harm import check_harm
from generator.records.fields import Context
from generator.records.history_checks import check_history
from generator.records.indicators import Indicators, read_indicators
from generator.records.mechanism import Mechanism
from generator.records.mechanism_files import read_mechanism
from generator.records.models import Case
from generator.records.observances import Observances, read_observances
from generator.records.problems import Problem, sort_problems
from generator.records.promises import Promises, read_promises
from generator.records.public import PublicCase
from generator.records.public_campaigns import PublicCampaign
from generator.records.public_history import WithdrawnCase
from generator.records.publication import publish_case
from generator.records.required import VOCABULARIES
from generator.records.strict_yaml import Document
from generator.records.validation import read_document, validate_document, validate_rest
from generator.records.vocabularies import Vocabularies, read_vocabularies

PARALLEL_FROM = 200
"""Number of case files from which starting other processes pays."""


@dataclass(frozen=True)
class Layout:
    """Where the records lie and how they are to be read."""

    root: Path
    """The project's folder; nothing outside it is read."""
    cases: Path
    content: Path
    languages: tuple[str, ...]
    """Codes of the site's languages, the default one first."""
    public_repository: bool = True
    """Whether everybody can read the case files themselves."""


@dataclass(frozen=True)
class Records:
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
    hidden: frozenset[str] = frozenset()
    """Ids of cases that were published once, were not withdrawn, and may not be shown now."""


def read_records(layout: Layout, *, as_of: date | None = None, jobs: int = 1) -> Records:
    """Everything under `cases/` and the data under `content/`; without a date, as of the newest `last_checked`."""
    vocabularies, problems = read_vocabularies(
        layout.content / "vocabularies", root=layout.root, languages=layout.languages, needed=VOCABULARIES
    )
    if any(problem.severity == "error" for problem in problems):
        return Records((), (), vocabularies, None, sort_problems(problems), 0)
    context = Context(vocabularies, layout.languages)
    mechanism, found = read_mechanism(layout.content, root=layout.root, context=context)
    problems += found
    indicators, found = read_indicators(layout.content, root=layout.root, context=context)
    problems += found
    observances, found = read_observances(layout.content, root=layout.root, context=context)
    problems += found
    campaign_files, found = read_campaigns(layout.content, root=layout.root, context=context)
    problems += found
    promises, found = read_promises(layout.content, root=layout.root)
    problems += found
    paths = list(_find_case_paths(layout, problems))
    files: list[CaseFile] = []
    for file, found in _read_case_files(paths, layout, context, jobs):
        problems += found
        files += [file] if file else []
    day = as_of or _newest_check(files)
    for file in files:
        problems += check_harm(file, context, as_of=day or date.min, public_repository=layout.public_repository)
    problems += check_collection(files, campaigns=(one.campaign.id for one in campaign_files))
    out = [publish_case(file.case, as_of=day, vocabularies=vocabularies) for file in files] if day else []
    problems += [found for file, one in zip(files, out, strict=False) if one for found in _check_cut(file, day)]
    cases = tuple(sorted((one for one in out if isinstance(one, PublicCase)), key=lambda case: case.id))
    if not cases and not any(problem.severity == "error" for problem in problems):
        problems.append(Problem("no-cases", layout.cases.name, details={"folder": layout.cases.name}))
    public = {case.id: case for case in cases}
    problems += check_campaigns(campaign_files, files, public, context)
    return Records(
        cases=cases,
        withdrawn=tuple(one for one in out if isinstance(one, WithdrawnCase)),
        vocabularies=vocabularies,
        as_of=day,
        problems=sort_problems(problems),
        files=len(paths),
        mechanism=mechanism,
        indicators=indicators,
        contents=count_contents((file.case for file in files), set(public)),
        campaigns=tuple(publish_campaign(one, public) for one in campaign_files),
        observances=observances,
        promises=promises,
        hidden=_find_hidden(files, out, promises),
    )


def _find_hidden(
    files: Sequence[CaseFile], out: Sequence[PublicCase | WithdrawnCase | None], promises: Promises
) -> frozenset[str]:
    """Ids of cases that were published and may not be shown now."""
    shown = {one.id for one in out if one}
    return (promises.cases - shown) & {file.case.id for file in files}


def _find_case_paths(layout: Layout, problems: list[Problem]) -> Iterator[Path]:
    if not layout.cases.is_dir():
        problems.append(Problem("no-folder", layout.cases.name, details={"folder": layout.cases.name}))
        return
    for path in sorted(layout.cases.iterdir()):
        if path.name.startswith("."):
            continue
        if path.suffix == ".yml":
            yield path
        else:
            code = "file-kind" if path.is_dir() else "file-extension"
            name = path.relative_to(layout.root).as_posix()
            problems.append(Problem(code, name, details={"expected": f"{path.stem}.yml"}))


def _read_case_files(
    paths: Sequence[Path], layout: Layout, context: Context, jobs: int
) -> Iterable[tuple[CaseFile | None, list[Problem]]]:
    tasks = [(path, layout.root, context) for path in paths]
    if jobs == 1 or len(paths) < PARALLEL_FROM:
        return map(_read_case_file, tasks)
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(_read_case_file, tasks, chunksize=max(1, len(tasks) // (jobs * 4))))


def _read_case_file(task: tuple[Path, Path, Context]) -> tuple[CaseFile | None, list[Problem]]:
    path, root, context = task
    document, problems = read_document(path, root=root)
    if document is None:
        return None, problems
    case, found = validate_document(document, Case, context)
    problems += found
    if case is None:
        return None, problems + _check_rest(document, context)
    file = CaseFile(document, case)
    return file, [*problems, *check_case(file, context), *check_history(file)]


def _check_rest(document: Document, context: Context) -> list[Problem]:
    """What else is wrong in a case whose form is wrong, so that its editor sees everything at once."""
    rest, aside = validate_rest(document, Case, context)
    if rest is None:
        return []
    places = {(mark.line, mark.column) for mark in map(document.find_mark, aside)}
    found = check_case(CaseFile(document, rest), context)
    return [one for one in found if one.severity == "error" and (one.line, one.column) not in places]


def _newest_check(files: Iterable[CaseFile]) -> date | None:
    days = [file.case.last_checked.latest for file in files if file.case.publication.status == "published"]
    return max((day for day in days if day), default=None)


def _check_cut(file: CaseFile, day: date | None) -> Iterator[Problem]:
    """A case of the site that was checked or published after the as-of date would show what was not known then."""
    publication = file.case.publication
    dates = (
        (("last_checked",), file.case.last_checked),
        (("publication", "published"), publication.published),
        (("publication", "withdrawn"), publication.withdrawn),
    )
    for path, value in dates:
        if day and value and value.earliest and value.earliest > day:
            yield file.problem("date-in-future", path, value=value.text, limit=day.isoformat())
