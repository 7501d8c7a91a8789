"""The command `visibles`: arguments in, report and exit code out (0 clean, 1 problems, 2 usage, 3 engine)."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.command_options import as_of_option, config_option, get_config, get_day, jobs_option, lang_option
from generator.executors import KINDS
from generator.exits import CLEAN, PROBLEMS, exit_codes
from generator.progress import tell
from generator.recall import begins_again, find_changes, find_unchanged, get_last_site, recall, remember
from generator.record_commands import findings, new, schema
from generator.records.standing import Folders
from generator.reporting import FORMATS, MESSAGES, choose_language, render_text
from generator.verification import verify
from generator.withdrawal import withdraw

if TYPE_CHECKING:
    from rich.console import Console

    from generator.project import Report
    from generator.publishing.links import FinishedSite
    from generator.publishing.memory import Memory

_COLLECT = (300_000, 1_000, 100)
"""How seldom to look for cycles: records and findings have none, and looking took as long as making them."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="visibles")
@click.pass_context
def main(context: click.Context) -> None:
    """Makes attacks, missing protection and impunity visible: case files in, a public bilingual site out."""
    gc.set_threshold(*_COLLECT)
    # Nor at the end: what is left of a large site is looked through for seconds, only to be dropped as a whole.
    atexit.register(gc.freeze)
    context.obj = time.perf_counter()  # Loading code is measured, too.


def run() -> None:
    """Run a command as a program of its own, and end at once: to take apart what it has loaded takes as long as a page.

    Nothing is left to be done by then: what is written is on its way to the disk, and who helped has been sent home.
    """
    try:
        main()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        if isinstance(end.code, int):
            os._exit(end.code)
        raise


main.add_command(verify)
main.add_command(withdraw)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(sorted(FORMATS)), default="text", show_default=True, help="How to print."
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--notes", is_flag=True, help="Also show notes, such as missing translations.")
@lang_option
@as_of_option
@jobs_option
@config_option
def check(  # noqa: PLR0913 - one parameter an option
    paths: tuple[Path, ...],
    format_: str,
    *,
    strict: bool,
    notes: bool,
    lang: str | None,
    as_of: date | None,
    jobs: int | None,
    config_file: Path,
) -> None:
    """Say everything that is wrong with the case files, or with some of them (PATHS), and change nothing."""
    from generator.project import Project  # noqa: PLC0415 - only where needed: loading code takes time
    from generator.records.problems import has_errors  # noqa: PLC0415

    with exit_codes(lang):
        project = Project(get_config(config_file))
        options = project.make_options({"as_of": get_day(as_of), "jobs": jobs})
        wanted = _relative(paths, options.root, lang or options.default_language.code)
        reading = project.read(options, wanted=wanted if paths else None)
        problems = [
            p for p in reading.records.problems if (not paths or p.file in wanted) and (notes or p.severity != "note")
        ]
        language = lang or options.default_language.code
        click.echo(
            FORMATS[format_](problems, root=options.root, language=language, color=sys.stdout.isatty()), nl=False
        )
        sys.exit(PROBLEMS if has_errors(problems, strict=strict) else CLEAN)


@main.command()
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to build; else as the configuration says.",
)
@click.option("--cards/--no-cards", default=None, help="Draw share cards; else as the configuration says.")
@click.option("--embeds/--no-embeds", default=None, help="Make pages for other sites to frame; else likewise.")
@click.option("--permanent-copies/--no-permanent-copies", default=None, help="Copy each case to /c/ID/, else lead on.")
@click.option("--languages", metavar="CODES", help="Of the site's languages only these, such as es; always the first.")
@click.option("--executor", type=click.Choice(KINDS), help="Who makes many pages or share cards; else processes.")
@click.option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster: tcp://host:8786.")
@click.option("--profile", is_flag=True, help="Then say how long each stage took.")
@click.option("--explain", is_flag=True, help="Then say what was made again, and for what change.")
@click.option("--record", is_flag=True, help="Then promise to keep every address of the site.")
@click.option("--check-reproducible", is_flag=True, help="Build twice; publish only if every byte is the same.")
@click.option("--anew", is_flag=True, help="Make everything again, whatever the last build left.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@lang_option
@as_of_option
@jobs_option
@config_option
@begins_again
def build(  # noqa: PLR0913 - one parameter an option
    *,
    site_dir: Path | None,
    cards: bool | None,
    embeds: bool | None,
    permanent_copies: bool | None,
    languages: str | None,
    executor: str | None,
    scheduler: str | None,
    profile: bool,
    explain: bool,
    record: bool,
    check_reproducible: bool,
    anew: bool,
    strict: bool,
    lang: str | None,
    as_of: date | None,
    jobs: int | None,
    config_file: Path,
) -> None:
    """Check everything and build the site, whole or not at all: on any error yesterday's site stays."""
    given = {
        "site_dir": site_dir,
        "cards": cards,
        "embeds": embeds,
        "permanent_copies": permanent_copies,
        "languages": languages,
        "strict": strict,
        "lang": lang,
        "as_of": as_of,
    }
    told = {name: str(value) for name, value in given.items()}
    folders = Folders()
    if not (record or anew or check_reproducible) and _tell_unchanged(config_file, told, lang, folders):
        return
    from generator.pages.provenance import MANIFEST_FILE  # noqa: PLC0415 - only where needed: loading code takes time
    from generator.project import Project  # noqa: PLC0415
    from generator.publishing.card_files import can_draw  # noqa: PLC0415
    from generator.publishing.making import explain_tasks  # noqa: PLC0415
    from generator.publishing.memory import Memory  # noqa: PLC0415
    from generator.publishing.promises import write_promises  # noqa: PLC0415
    from generator.publishing.staging import hold, replace  # noqa: PLC0415
    from generator.stages import render_stages, show_stages  # noqa: PLC0415

    console = _find_terminal()
    with exit_codes(lang), show_stages(console, since=click.get_current_context().find_root().obj) as watch:
        config = get_config(config_file)
        project = Project(config, anew=anew, folders=folders)
        target = site_dir or project.settings.site_dir
        project.settings.check_site_dir(target)
        with hold(target):
            memory = Memory() if anew else recall(config, target, MANIFEST_FILE)
            with replace(target, lambda last: find_changes(report, memory, last)) as staged:
                overrides = {
                    "as_of": get_day(as_of),
                    "jobs": jobs,
                    "cards": cards,
                    "embeds": embeds,
                    "permanent_copies": permanent_copies,
                    "only_languages": languages.split(",") if languages else None,
                    "executor": executor,
                    "scheduler": scheduler,
                }
                last = get_last_site(target, memory)
                report = project.build(staged, overrides, strict=strict, last_site=last, memory=memory)
                options, language = report.options, lang or report.options.default_language.code
                site = _check_staged(staged, report, language, strict=strict, before=memory)
                if check_reproducible:
                    from generator.reproduction import require_same  # noqa: PLC0415

                    require_same(staged, config, options, given)
                tell("swap")
            count = len(site.pages)
            # What the last build made is read where the next one will find what this one made.
            explained = list(explain_tasks(report.memory, memory)) if explain else []
            remember(config, target, MANIFEST_FILE, report, before=memory, options=told, count=count)
        for warning in report.warnings:
            click.echo(warning, err=True)
    messages = MESSAGES[choose_language(language)]
    click.echo(messages["built"].format(count=count, target=target))
    if options.cards and not can_draw():
        click.echo(messages["no_cards"], err=True)
    if profile:
        click.echo(render_stages(watch, terminal=console is not None), err=True, nl=False)
    click.echo("".join(f"{name}: {why}\n" for name, why in explained), err=True, nl=False)
    if check_reproducible:
        click.echo(messages["reproduced"])
    if record:
        with exit_codes(lang):
            new = write_promises(site, report.promises, options)
        click.echo(messages["recorded"].format(count=new, file=report.promises.file))


@main.command()
@click.option("--address", metavar="HOST:PORT", help="Where to listen; else 127.0.0.1:8000.")
@click.option("--open", "open_browser", is_flag=True, help="Open a browser.")
@lang_option
@config_option
@begins_again
def serve(*, address: str | None, open_browser: bool, lang: str | None, config_file: Path) -> None:
    """Show the site on this machine and again after every edit; a broken case leaves the last good pages up."""
    from generator import engine  # noqa: PLC0415

    with exit_codes(lang):
        engine.serve(get_config(config_file), address=address, open_browser=open_browser)


def _find_terminal() -> Console | None:
    """The terminal on which somebody may be watching."""
    if not sys.stderr.isatty():
        return None
    from rich.console import Console  # noqa: PLC0415 - as above

    return Console(stderr=True)


def _check_staged(staged: Path, report: Report, language: str, *, strict: bool, before: Memory) -> FinishedSite:
    """What is in a site that is ready to be put in place; tells what is wrong with it, and exits."""
    from generator.build import PROMISED  # noqa: PLC0415 - only where needed: loading code takes time
    from generator.publishing.links import check_site  # noqa: PLC0415
    from generator.publishing.promises import check_promises  # noqa: PLC0415
    from generator.records.problems import has_errors  # noqa: PLC0415

    tell("links")
    options = report.options
    site = check_site(staged, report.memory.entries, report.memory.news, base_path=options.base_path)
    is_same = before.values.get(PROMISED) == report.memory.values[PROMISED]
    lost = check_promises(site, report.promises, report.memory.news.changed if is_same else None)
    if lost:
        click.echo(render_text(lost, root=options.root, language=language), err=True, nl=False)
    if site.faults or has_errors(lost, strict=strict) or (strict and report.warnings):
        lines = [*map(str, site.faults), *report.warnings]
        click.echo("\n".join(lines), err=True, nl=bool(lines))
        sys.exit(PROBLEMS)
    return site


def _tell_unchanged(config_file: Path, told: Mapping[str, str], lang: str | None, folders: Folders) -> bool:
    """Whether nothing has changed since the last build with these options; then this has been said."""
    same = None
    with suppress(OSError):  # The build itself says what cannot be read.
        same = find_unchanged(config_file.resolve(), told, folders) if config_file.is_file() else None
    if same:
        words = MESSAGES[choose_language(lang or same.language)]
        click.echo(words["unchanged"].format(target=same.folder, count=same.pages))
    return same is not None


def _relative(paths: Iterable[Path], root: Path, language: str) -> set[str]:
    """The names of files as problems bear them; a folder stands for itself and all in it, a link for itself."""
    names: set[str] = set()
    for path in paths:
        full = path.parent.resolve() / path.name if path.is_symlink() else path.resolve()
        if not full.is_symlink() and not full.exists():
            raise click.UsageError(MESSAGES[choose_language(language)]["path"].format(path=path))
        names.update(one.relative_to(root).as_posix() for one in (full, *full.rglob("*")) if one.is_relative_to(root))
    return names


for _command in (new, schema, findings):
    main.add_command(_command)
