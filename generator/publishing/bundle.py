"""Puts the code of the interactive figures into a site, as a file of our own and compressed beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.pages.plots import BUNDLE_PATH, read_bundle

if TYPE_CHECKING:
    from pathlib import Path


def write_bundle(site_dir: Path) -> None:
    """Write Plotly's code, whole and as `.gz` for servers that send files compressed beforehand."""
    path = site_dir / BUNDLE_PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    bundle = read_bundle()
    path.write_bytes(bundle.code)
    path.with_name(f"{path.name}.gz").write_bytes(bundle.compressed)
