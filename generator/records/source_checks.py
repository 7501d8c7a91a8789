"""Whether facts rest on sources that may be told and do not rest on one another (DNH-09, DNH-10)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.records.checks import CaseFile
from generator.records.fields import Context
from generator.records.problems import Problem

_LEAST = 2
"""How many sources a fact seems to have before it matters whether they are one."""


def check_sources(file: CaseFile, context: Context, *, public_repository: bool) -> Iterator[Problem]:
    """Facts whose sources are one in truth, and confidential sources that the file or an archive gives away."""
    yield from _check_independence(file)
    consent = file.case.publication.consent
    is_agreed = consent is not None and "archive" in consent.uses
    confidential = context.vocabularies["source_type"].codes_with("access", "confidential")
    for ref, source in file.case.sources.items():
        if source.type in confidential:
            if source.archived:
                yield file.problem("confidential-source-archived", ("sources", ref, "archived"), value=ref)
            if source.url and public_repository:
                yield file.problem("confidential-source-address", ("sources", ref, "url"), value=ref)
        elif is_agreed and source.url and not source.archived:
            yield file.problem("source-not-archived", ("sources", ref), value=ref)


def _check_independence(file: CaseFile) -> Iterator[Problem]:
    """Facts with several sources that all belong to one group: they count as one."""
    sources = file.case.sources
    for path, part in file.parts.records:
        refs = getattr(part, "sources", None)
        if not isinstance(refs, tuple) or len(set(refs)) < _LEAST:
            continue
        groups = {sources[ref].independence_group for ref in refs if ref in sources}
        if len(groups) == 1 and None not in groups:
            yield file.problem("sources-one-group", path, value=groups.pop() or "", count=len(set(refs)))
