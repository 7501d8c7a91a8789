"""The files for reuse that go with every site: what they are called and their bytes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis.findings import Findings
from generator.exports.findings import make_findings
from generator.exports.shards import make_shards
from generator.exports.tables import make_tables

FOLDER = "data/"
"""Where the files lie below the root of the site, in all languages alike."""
_PARTS = "findings/"
"""Below it: parts that `findings.json` names."""


def make_data_files(findings: Findings, languages: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each data file."""
    for name, text in make_shards(make_findings(findings), _PARTS):
        yield f"{FOLDER}{name}", text.encode()
    for name, text in make_tables(findings, languages):
        yield f"{FOLDER}{name}.csv", text.encode()


def is_listed(path: str) -> bool:
    """Whether a data file stands in the list that readers see; the parts of another file do not."""
    return not path.startswith(FOLDER + _PARTS)
