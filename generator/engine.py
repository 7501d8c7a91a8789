"""Runs MkDocs for our own commands: a configuration in, a finished folder or one clear error out."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from generator.config import SiteError
from generator.content_files import read_prose
from generator.frame import EngineError, Frame, Prose
from generator.gathering import BrokenCasesError, Reading
from generator.pages.page import make_file
from generator.pages.shell import ShellError
from generator.plugin import MonitorPlugin
from generator.preview import stay_near
from generator.progress import tell
from generator.publishing.memory import Memory
from generator.publishing.staging import MARKER_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig

    from generator.config import SiteOptions
    from generator.publishing.spare import LastSite
    from generator.settings import Settings

_OPEN = ("INHERIT", "!ENV", "!relative", "!!python")
"""What makes a configuration depend on more than its own file."""
_READS_FILES = ("pymdownx.snippets", "pymdownx.b64")
"""Extensions of Markdown that put other files into pages."""


class Engine:
    """MkDocs with the configuration of one site, and our plugin in it."""

    def __init__(self, config_file: Path) -> None:
        """Load the configuration; raise EngineError where MkDocs refuses it."""
        # Material prints a notice about its own end of life at every import.
        os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
        self.warnings: list[str] = []
        """What MkDocs has warned of, such as a Markdown link that leads nowhere."""
        with self._quiet():
            self._config = load_config(config_file=str(config_file))
            plugin = self._config.plugins.get("monitor")
            if not isinstance(plugin, MonitorPlugin):
                message = f"{config_file} does not name the plugin `monitor`"
                raise EngineError(message)
            self._plugin = plugin
            self.settings: Settings = plugin.make_settings(self._config)
            """What stands in the configuration."""
            self.is_closed = _is_closed(self._config)
            """Whether what MkDocs gives depends on nothing but this one file, the content and a theme of ours."""

    def read_prose(self, options: SiteOptions) -> Prose:
        """Return the pages of prose."""
        with self._quiet():
            return read_prose(self._config, options)

    def build(  # noqa: PLR0913 - what the plugin needs to know
        self,
        site_dir: Path,
        overrides: Mapping[str, object],
        *,
        strict: bool,
        reading: Reading,
        last_site: LastSite | None,
        memory: Memory,
    ) -> tuple[Frame, Memory]:
        """Build the site; return its frame, and what the next build may know of it."""
        tell("mkdocs")
        plugin = self._plugin
        plugin.overrides, plugin.is_strict, plugin.prepared = overrides, strict, reading
        plugin.last_site, plugin.memory = last_site, memory
        self._config.site_dir = str(site_dir.absolute())
        with self._quiet():
            self._config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build.build(self._config)
            finally:
                self._config.plugins.on_shutdown()
        expected = (make_file(page.path) for page in plugin.frame.pages.values())
        missing = [name for name in (MARKER_FILE, *expected) if not (site_dir / name).is_file()]
        if missing:
            message = f"MkDocs reported success, but the site lacks: {', '.join(missing)}"
            raise EngineError(message)
        return plugin.frame, plugin.memory

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        """Keep MkDocs' chatter off the terminal, collect its warnings, and translate its errors."""
        collector = _Collector(self.warnings)
        with _use_handler(collector), _translate_errors(self.warnings):
            yield


def serve(config_file: Path, *, address: str | None = None, open_browser: bool = False) -> None:
    """Preview the site and rebuild it on every edit, until interrupted."""
    settings: dict[str, Any] = {"dev_addr": address} if address else {}
    with _translate_errors(), _show_messages(), stay_near(config_file.resolve().parent):
        mkdocs_serve.serve(config_file=str(config_file), open_in_browser=open_browser, **settings)


def _is_closed(config: MkDocsConfig) -> bool:
    text = Path(config.config_file_path).read_text(encoding="utf-8")
    ours = {"monitor"} == {*config.plugins} and not (config.hooks or config.watch or config.extra_templates)
    return ours and not any(word in text for word in _OPEN) and all(map(_reads_nothing, config.markdown_extensions))


def _reads_nothing(extension: str) -> bool:
    """Whether an extension of Markdown comes with it or with PyMdown, and looks at nothing but the page."""
    if extension.startswith("pymdownx."):
        return extension not in _READS_FILES
    name = extension.removeprefix("markdown.extensions.")
    return "." not in name and find_spec(f"markdown.extensions.{name}") is not None


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

    def __init__(self, messages: list[str]) -> None:
        super().__init__(level=logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())


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
