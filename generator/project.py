"""A site's project, for the commands: its options, what it is made of, its site. Loads MkDocs only where it must."""

from __future__ import annotations

import gc
from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.config import SiteOptions
from generator.frame import Prose
from generator.frame_memory import FrameMemory, digest_config, digest_content, digest_frame, read_content
from generator.framing import build_in_frame
from generator.gathering import Reading, read_site, require_sound
from generator.inputs import DERIVED_BY, EDITIONS, NAMED_BY, PARTS_LEFT
from generator.program import read_program
from generator.progress import tell
from generator.prose_figures import fill_texts
from generator.publishing.memory import Memory, read_value
from generator.recall import MEMORY
from generator.records.promises import Promises
from generator.records.standing import Folders
from generator.settings import Settings
from generator.soundness import Soundness
from generator.unchanged import Look, look_at

if TYPE_CHECKING:
    from generator.engine import Engine
    from generator.publishing.spare import LastSite


class Report(Struct, frozen=True):
    """What a build gave besides the site."""

    options: SiteOptions
    """The options the site was built with."""

    warnings: tuple[str, ...]
    """Warnings of the engine, such as a Markdown link that leads nowhere."""

    promises: Promises
    """The addresses that were published, for the finished site to be held to."""

    memory: Memory
    """What the next build may know of the new site."""

    watched: tuple[Path, ...]
    """Everything on the disk that the site was made of."""

    look: Look
    """How all of that stood before it was read."""


class Project:
    """A folder with a configuration, cases and content.

    What the engine gave is kept below it, and taken from there while nothing that the engine reads has changed.
    """

    def __init__(self, config_file: Path, *, anew: bool = False, folders: Folders | None = None) -> None:
        """Know the configuration's place; with `anew` nothing that was kept is used. `folders` are known already."""
        self._folders = folders or Folders()
        self._config_file = config_file.resolve()
        self._anew = anew
        self._kept = FrameMemory(self._config_file.parent)
        self._sound = None if anew else Soundness(self._config_file.parent)

    @cached_property
    def settings(self) -> Settings:
        """What stands in the configuration; raises EngineError where MkDocs refuses it."""
        found = None if self._anew else self._kept.find_settings(self._config_key)
        if found is None:
            found = self._engine.settings
            if self._may_keep:
                self._kept.keep_settings(self._config_key, found)
        return found

    def make_options(
        self, overrides: Mapping[str, object] = MappingProxyType({}), *, strict: bool = False
    ) -> SiteOptions:
        """Return the checked options, with those of the command line on top; raise OptionError."""
        return self.settings.make_options(_drop_none(overrides), strict=strict)

    def read(self, options: SiteOptions, *, wanted: Container[str] | None = None) -> Reading:
        """Return all that the site would be made of, with every problem in it, or every one in the `wanted` files."""
        with _uncollected():
            left = self._read_left()
            # To know the parts of cases only for what may be known of them would take longer than it saves.
            sound = self._sound if left else None
            prose = self._read_prose(options)
            return read_site(options, prose, left=left, sound=sound, wanted=wanted, folders=self._folders)

    def read_sound(self, options: SiteOptions) -> Reading:
        """Return the same, of a site that can be built; raise BrokenCasesError of one that cannot."""
        return require_sound(self.read(options))

    def build(
        self,
        site_dir: Path,
        overrides: Mapping[str, object] = MappingProxyType({}),
        *,
        strict: bool = False,
        last_site: LastSite | None = None,
        memory: Memory = Memory(),  # noqa: B008 - a frozen value
    ) -> Report:
        """Build the site into a folder and say what came of it.

        With `last_site`, files that `memory` tells to be as they were are shared with it. `strict` is for the records;
        what to do about warnings of the engine is for the caller to say.

        Raises BrokenCasesError for mistakes in case files, SiteError for wrong options, editorial pages or output
        folder, EngineError for anything else.
        """
        options = self.make_options(overrides, strict=strict)
        self.settings.check_site_dir(site_dir)
        watched = self.settings.list_watched(options)
        look = look_at(watched, self._folders)
        tell("read")
        prose = self._read_prose(options)
        with _uncollected():
            found = read_site(
                options, prose, left=memory.values, sound=self._sound, folders=self._folders, to_build=True
            )
            reading = require_sound(found)
            key = self._digest(options, reading, prose)
        tell("shells")
        frame = None if self._anew else self._kept.find_frame(key)
        after = None
        if frame is not None:
            after = build_in_frame(frame, reading, site_dir, self._config_file, last_site=last_site, memory=memory)
        if after is None:
            engine = self._engine
            frame, after = engine.build(
                site_dir, _drop_none(overrides), strict=strict, reading=reading, last_site=last_site, memory=memory
            )
            if self._may_keep and self._digest(options, reading, prose) == key:
                self._kept.keep_frame(key, frame)
        return Report(options, self._warnings, reading.records.promises, after, watched, look)

    def _read_left(self) -> dict[str, Any]:
        """Return what the last build left that tells whether cases are as they were; nothing where it left nothing."""
        file = self._config_file.parent / MEMORY
        parts = None if self._anew else read_value(file, PARTS_LEFT)
        names = (NAMED_BY, DERIVED_BY, EDITIONS, *(f"{PARTS_LEFT} {name}" for name in parts or ()))
        left = {PARTS_LEFT: parts, **{name: read_value(file, name) for name in names}}
        return left if all(left.values()) else {}

    def _read_prose(self, options: SiteOptions) -> Prose:
        content = self._read_content(options)
        key = digest_content(self._config_key, content)
        prose = None if self._anew else self._kept.find_prose(key, content)
        if prose is None:
            prose = self._engine.read_prose(options)
            if self._may_keep and self._read_content(options) == content:
                self._kept.keep_prose(key, prose, content)
        return prose

    def _read_content(self, options: SiteOptions) -> dict[str, bytes]:
        return read_content(options.content_dir, {language.code for language in options.languages})

    def _digest(self, options: SiteOptions, reading: Reading, prose: Prose) -> str:
        content = digest_content(self._config_key, self._read_content(options))
        return digest_frame(content, self.settings, options, fill_texts(reading, prose))

    @cached_property
    def _config_key(self) -> str:
        return digest_config(self._config_file, read_program(self._folders, self._sound))

    @cached_property
    def _engine(self) -> Engine:
        tell("mkdocs")
        from generator.engine import Engine  # noqa: PLC0415 - loading MkDocs takes longer than most commands

        return Engine(self._config_file)

    @property
    def _warnings(self) -> tuple[str, ...]:
        return tuple(self._engine.warnings) if "_engine" in vars(self) else ()

    @property
    def _may_keep(self) -> bool:
        """Whether what MkDocs gave will be the same again: it had nothing to say, and nobody edited meanwhile."""
        is_done = not self._warnings and self._engine.is_closed
        return is_done and digest_config(self._config_file, read_program()) == self._config_key


@contextmanager
def _uncollected() -> Iterator[None]:
    """Meanwhile nobody looks for cycles, nor later in what was made: records have none, and looking takes as long."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _drop_none(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}
