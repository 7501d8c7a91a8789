"""Puts code into a site that is no file of the theme: that of the interactive figures, and small scripts as one."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from generator.pages.plots import BUNDLE_PATH, read_bundle

if TYPE_CHECKING:
    from pathlib import Path

SITE_SCRIPT = "assets/js/site.js"
_SITE_SCRIPTS = ("mode.js", "links.js", "exit.js")


def write_bundle(site_dir: Path) -> None:
    """Write Plotly's code, whole and as `.gz` for servers that send files compressed beforehand."""
    path = site_dir / BUNDLE_PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    bundle = read_bundle()
    path.write_bytes(bundle.code)
    path.with_name(f"{path.name}.gz").write_bytes(bundle.compressed)


def write_site_script(site_dir: Path) -> None:
    """Write the small scripts of all pages as one file: one request, and none more where an item can be copied."""
    folder = files("generator").joinpath("theme", "assets", "js")
    path = site_dir / SITE_SCRIPT
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(folder.joinpath(name).read_bytes() for name in _SITE_SCRIPTS))
