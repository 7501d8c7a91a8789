"""Keeps what the engine gave, so that it need not even be loaded while nothing that it reads has changed.

Kept are options and public pages.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.config import SiteOptions
from generator.frame import Frame, Prose, WrittenPage
from generator.inputs import NEVER_PRINTED
from generator.pages.page import EditorialPage
from generator.pages.shell import Shell
from generator.program import Program
from generator.records.digests import digest_of
from generator.records.packages import list_packages
from generator.records.unopened import list_fields
from generator.sealed_files import SealedFiles
from generator.settings import Settings

FOLDER = Path(".cache") / "frame"
"""Below the site's project."""
_PATHS = ("config_file", "site_dir", "content_dir", "custom_dir")


def digest_config(config_file: Path, program: Program) -> str:
    """Digest of what decides how the configuration is read: the file, the place of it, all code."""
    packages = sorted(list_packages())
    return digest_of(str(config_file), config_file.read_bytes(), program.digest(), *packages, platform.python_version())


def read_content(content_dir: Path, languages: Collection[str]) -> dict[str, bytes]:
    """Every file of these languages, by path below the content folder; of other pages, that they are there."""
    found: dict[str, bytes] = {}
    for folder, _, names in os.walk(content_dir, followlinks=True):
        for name in names:
            path = Path(folder, name)
            place = path.relative_to(content_dir)
            if place.parts[0] in languages:
                found[place.as_posix()] = path.read_bytes()
            elif path.suffix == ".md":
                found[place.as_posix()] = b""
    return dict(sorted(found.items()))


def digest_content(config: str, content: Mapping[str, bytes]) -> str:
    """Digest of what decides which pages there are; `config` is that of the configuration."""
    return digest_of(config, *(part for pair in content.items() for part in pair))


def digest_frame(content: str, settings: Settings, options: SiteOptions, fillings: Mapping[str, str]) -> str:
    """Digest of what decides how pages look; `fillings` are the texts of those that ask for figures."""
    told = (f"{name}={getattr(options, name)}" for name in list_fields(type(options)) if name not in NEVER_PRINTED)
    files = sorted(settings.custom_dir.rglob("*")) if settings.custom_dir else ()
    theme = (f"{path}={digest_of(path.read_bytes())}" for path in files if path.is_file())
    return digest_of(content, *told, "theme", *theme, "texts", *(f"{src}={text}" for src, text in fillings.items()))


def decode(data: bytes) -> str:
    """The text of a file, with lines that end alike."""
    return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


class FrameMemory:
    """What is kept for one project: settings, where pages of prose begin, and the frame itself."""

    def __init__(self, root: Path) -> None:
        """Look into the folder of a project; nothing need be there."""
        self._files = SealedFiles(root / FOLDER)

    def find_settings(self, key: str) -> Settings | None:
        """What stood in the configuration, if its folders are still there."""
        told = self._files.read("settings", key)
        if told is None:
            return None
        paths = {name: Path(told[name]) if told[name] else None for name in _PATHS}
        settings = Settings(**{**told, **paths})
        folders = (settings.content_dir, settings.custom_dir)
        return settings if all(one is None or one.is_dir() for one in folders) else None

    def keep_settings(self, key: str, settings: Settings) -> None:
        """Keep what stands in the configuration, unless it would not come back as it is."""
        told = _list_fields(settings)
        told |= {name: str(told[name]) if told[name] else None for name in _PATHS}
        own = dict(settings.own)
        # YAML knows days, JSON does not; the option takes either.
        own["as_of"] = None if own.get("as_of") is None else str(own["as_of"])
        with suppress(TypeError, ValueError):
            if json.loads(json.dumps(own)) == own:
                self._files.write("settings", key, told | {"own": own})

    def find_prose(self, key: str, content: Mapping[str, bytes]) -> Prose | None:
        """The pages of prose among these files."""
        told = self._files.read("prose", key)
        if told is None:
            return None
        texts = {src: decode(content[src]) for src in told}
        return {src: WrittenPage(front, texts[src], texts[src][start:]) for src, (front, start) in told.items()}

    def keep_prose(self, key: str, prose: Prose, content: Mapping[str, bytes]) -> None:
        """Keep where each page begins, unless its file would not give it again."""
        if all(decode(content[src]) == page.text and page.text.endswith(page.body) for src, page in prose.items()):
            told = {src: (page.front, len(page.text) - len(page.body)) for src, page in prose.items()}
            self._files.write("prose", key, told)

    def find_frame(self, key: str) -> Frame | None:
        """The frame made of the same."""
        told = self._files.read("frame", key)
        if told is None:
            return None
        pages = (EditorialPage(**{**page, "shell": Shell.load(page["shell"])}) for page in told["pages"])
        return Frame({(page.key, page.lang): page for page in pages}, told["static"])

    def keep_frame(self, key: str, frame: Frame) -> None:
        """Keep a frame."""
        pages = [_list_fields(page) | {"shell": page.shell.dump()} for page in frame.pages.values()]
        self._files.write("frame", key, {"pages": pages, "static": dict(frame.static)})


def _list_fields(value: Settings | EditorialPage) -> dict[str, Any]:
    return {name: getattr(value, name) for name in list_fields(type(value))}
