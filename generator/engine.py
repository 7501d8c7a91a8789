"""Runs MkDocs for our own commands: options in, a finished folder or one clear error out."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from generator.config import SiteError
from generator.gathering import BrokenCasesError, require_sound
from generator.pages.shell import ShellError
from generator.plugin import MonitorPlugin
from generator.publishing.memory import Memory
from generator.publishing.staging import MARKER_FILE
from generator.unchanged import Look, look_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from mkdocs.config.defaults import MkDocsConfig

    from generator.config import SiteOptions
    from generator.gathering import Reading
    from generator.records.promises import Promises


class EngineError(Exception):
    """MkDocs failed, or reported success without giving all pages. No fault of the case files."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class EngineReport:
    """What a run of the engine gave besides the site."""

    options: SiteOptions
    """The options the site was built with."""

    warnings: tuple[str, ...]
    """Warnings of MkDocs, such as a Markdown link that leads nowhere."""

    promises: Promises
    """The addresses that were published, for the finished site to be held to."""

    memory: Memory
    """What the next build may know of the new site."""

    watched: tuple[Path, ...]
    """Everything on the disk that the site was made of."""

    look: Look
    """How all of that stood before it was read."""


def run(  # noqa: PLR0913 - one parameter an option
    config_file: Path,
    *,
    site_dir: Path,
    as_of: date | None = None,
    jobs: int | None = None,
    strict: bool = False,
    cards: bool | None = None,
    embeds: bool | None = None,
    permanent_copies: bool | None = None,
    languages: Sequence[str] | None = None,
    executor: str | None = None,
    scheduler: str | None = None,
    last_site: Path | None = None,
    memory: Memory | None = None,
) -> EngineReport:
    """Build the site into a folder and return the engine's report.

    With `last_site`, files that `memory` tells to be as they were are shared with it.

    `strict` is for the records; what to do about MkDocs' warnings is for the caller to say.

    Raises BrokenCasesError for mistakes in case files, SiteError for wrong options, editorial pages or
    output folder, EngineError for anything else.
    """
    with _quiet_run() as warnings:
        config, plugin = _load(
            config_file,
            site_dir,
            as_of=as_of,
            jobs=jobs,
            cards=cards,
            embeds=embeds,
            permanent_copies=permanent_copies,
            only_languages=languages,
            executor=executor,
            scheduler=scheduler,
        )
        plugin.is_strict, plugin.last_site, plugin.memory = strict, last_site, memory or Memory()
        watched = plugin.list_watched(config)
        look = look_at(watched)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build.build(config)
        finally:
            config.plugins.on_shutdown()
        _check_result(site_dir, plugin)
        return EngineReport(
            options=plugin.options,
            warnings=tuple(warnings),
            promises=plugin.reading.records.promises,
            memory=plugin.memory,
            watched=watched,
            look=look,
        )


def read_options(config_file: Path, *, as_of: date | None = None, jobs: int | None = None) -> SiteOptions:
    """Return the options in site_config.yml; raise SiteError or EngineError. Writes nothing."""
    with _quiet_run():
        config, plugin = _load(config_file, None, as_of=as_of, jobs=jobs)
        return plugin.make_options(config)


def read(config_file: Path, *, as_of: date | None = None, jobs: int | None = None) -> Reading:
    """Return all that the site would be made of, with every problem in it, as a build reads it. Writes nothing."""
    with _quiet_run():
        config, plugin = _load(config_file, None, as_of=as_of, jobs=jobs)
        return plugin.read(config)


def read_sound(config_file: Path, *, as_of: date | None = None, jobs: int | None = None) -> Reading:
    """Return the same, of a site that can be built; raise BrokenCasesError of one that cannot."""
    return require_sound(read(config_file, as_of=as_of, jobs=jobs))


def get_site_dir(config_file: Path) -> Path:
    """Return the folder the configuration says to build in."""
    with _quiet_run():
        config, _ = _load(config_file, None)
        return Path(config.site_dir)


def check_site_dir(config_file: Path, site_dir: Path) -> None:
    """Raise UnsafeSiteDirError unless a site may be built in this folder."""
    with _quiet_run():
        config, plugin = _load(config_file, None)
        plugin.check_site_dir(config, site_dir)


def serve(config_file: Path, *, address: str | None = None, open_browser: bool = False) -> None:
    """Preview the site and rebuild it on every edit, until interrupted."""
    settings: dict[str, Any] = {"dev_addr": address} if address else {}
    with _translate_errors(), _show_messages():
        mkdocs_serve.serve(config_file=str(config_file), open_in_browser=open_browser, **settings)


def _load(config_file: Path, site_dir: Path | None, **overrides: object) -> tuple[MkDocsConfig, MonitorPlugin]:
    """Return MkDocs' configuration and our plugin in it, with options of the command line on top."""
    # Material prints a notice about its own end of life at every import.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    settings = {} if site_dir is None else {"site_dir": str(site_dir)}
    config = load_config(config_file=str(config_file), **settings)
    plugin = config.plugins.get("monitor")
    if not isinstance(plugin, MonitorPlugin):
        message = f"{config_file} does not name the plugin `monitor`"
        raise EngineError(message)
    plugin.config.update({name: value for name, value in overrides.items() if value is not None})
    return config, plugin


def _check_result(site_dir: Path, plugin: MonitorPlugin) -> None:
    """Raise EngineError naming every page that should be there and is not."""
    missing = [name for name in (MARKER_FILE, *plugin.expected_files) if not (site_dir / name).is_file()]
    if missing:
        message = f"MkDocs reported success, but the site lacks: {', '.join(missing)}"
        raise EngineError(message)


@contextmanager
def _translate_errors(said: Sequence[str] = ()) -> Iterator[None]:
    """Let our own errors through and raise EngineError for MkDocs' own, with what it said before it stopped."""
    try:
        yield
    except MkDocsException as error:
        own = _find_cause(error)
        if own is not None:
            raise own from None
        message = "\n".join(said) or str(error)
        raise EngineError(message) from error
    except ShellError as error:
        raise EngineError(str(error)) from error


def _find_cause(error: BaseException | None) -> BaseException | None:
    """Return the error of ours that made MkDocs stop, or None."""
    while error is not None:
        if isinstance(error, (SiteError, BrokenCasesError)):
            return error
        error = error.__cause__ or error.__context__
    return None


class _Collector(logging.Handler):
    """Keeps warnings and errors instead of printing them."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())


@contextmanager
def _quiet_run() -> Iterator[list[str]]:
    """Give the list that MkDocs' warnings go to, keep its chatter off the terminal, and translate its errors."""
    collector = _Collector()
    with _use_handler(collector), _translate_errors(collector.messages):
        yield collector.messages


@contextmanager
def _show_messages() -> Iterator[None]:
    """Print what the preview server says: its address, reloads, and problems."""
    handler = logging.StreamHandler()
    handler.addFilter(
        lambda record: (
            record.levelno >= logging.WARNING or record.name.startswith(("mkdocs.livereload", "mkdocs.plugins"))
        )
    )
    with _use_handler(handler):
        yield


@contextmanager
def _use_handler(handler: logging.Handler) -> Iterator[None]:
    """Send everything MkDocs logs to one handler only."""
    logger = logging.getLogger("mkdocs")
    level, propagate = logger.level, logger.propagate
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate
