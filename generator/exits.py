"""What can go wrong, in words and as an exit code (0 clean, 1 problems, 2 usage, 3 the engine or the machine)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from generator.config import ContentError, SiteError, Trouble
from generator.executors import WorkforceError
from generator.records.problems import Problem, make_disk_problem
from generator.reporting import choose_language, render_few, render_text

CLEAN, PROBLEMS, USAGE, ENGINE = 0, 1, 2, 3
CONFIG = "site_config.yml"
_FALLBACK = "es"
"""Language of messages where none is asked for and the site's is not known."""


class SecondBuildError(Exception):
    """The second of two builds that should give the same failed, though the first did not."""


class DifferingBuildError(Exception):
    """The second of two builds gave another site."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Carry a problem for each file that is not the same."""
        super().__init__(f"{len(problems)} files differ")
        self.problems = problems


@contextmanager
def exit_codes(lang: str | None) -> Iterator[None]:
    """Turns what can go wrong into words and an exit code."""
    from generator.frame import EngineError  # noqa: PLC0415 - only where needed: loading code takes time
    from generator.gathering import BrokenCasesError  # noqa: PLC0415

    try:
        yield
    except BrokenCasesError as error:
        options = error.reading.options
        problems = [problem for problem in error.reading.records.problems if problem.severity != "note"]
        language = lang or options.default_language.code
        click.echo(
            render_text(problems, root=options.root, language=language, color=sys.stderr.isatty()), err=True, nl=False
        )
        sys.exit(PROBLEMS)
    except SiteError as error:
        _tell_problems(lang, *map(_make_problem, error.troubles))
        sys.exit(PROBLEMS if isinstance(error, ContentError) else USAGE)
    except EngineError as error:
        click.echo(str(error), err=True)
        sys.exit(ENGINE)
    except DifferingBuildError as error:
        click.echo(render_few(error.problems, lang or _find_language(), color=sys.stderr.isatty()), err=True, nl=False)
        sys.exit(PROBLEMS)
    except SecondBuildError as error:
        click.echo(str(error), err=True, nl=False)
        _tell_problems(lang, Problem("build-failed-again", CONFIG))
        sys.exit(ENGINE)
    except BrokenPipeError:
        raise  # Who read what we print has left: click ends quietly.
    except OSError as error:
        _tell_problems(lang, make_disk_problem(error))
        sys.exit(ENGINE)
    except WorkforceError as error:
        _tell_problems(lang, Problem("worker-unfit", CONFIG, details={"why": str(error)}))
        sys.exit(ENGINE)
    except _get_lost_worker_error():
        _tell_problems(lang, Problem("worker-lost", CONFIG))
        sys.exit(ENGINE)


def _get_lost_worker_error() -> type[BaseException]:
    """What is raised where a process was killed; only asked for, and so loaded, where anything was raised."""
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    return BrokenProcessPool


def _tell_problems(lang: str | None, *problems: Problem) -> None:
    """Say on the error stream what is wrong with the set-up or the machine."""
    language = choose_language(lang or _find_language())
    click.echo(render_text(problems, root=Path(), language=language, color=sys.stderr.isatty()), err=True, nl=False)


def _find_language() -> str:
    """The site's default language, where its configuration can be read: what is wrong may be just that."""
    from generator.project import Project  # noqa: PLC0415

    context = click.get_current_context(silent=True)
    file = context.params.get("config_file") if context else None
    try:
        return Project(file).make_options().default_language.code if file else _FALLBACK
    except Exception:  # noqa: BLE001 - a second fault must not hide the first
        return _FALLBACK


def _make_problem(trouble: Trouble) -> Problem:
    return Problem(trouble.code, trouble.details.get("file", CONFIG), details=trouble.details)
