"""The files for reuse that go with every site: what they are called and their bytes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis.findings import Findings
from generator.exports.findings import render_findings
from generator.exports.tables import make_tables

FOLDER = "data/"
"""Where the files lie below the root of the site, in all languages alike."""


def make_data_files(findings: Findings, languages: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each data file."""
    yield f"{FOLDER}findings.json", render_findings(findings).encode()
    for name, text in make_tables(findings, languages):
        yield f"{FOLDER}{name}.csv", text.encode()
