"""Editions of the figures of each indicator, of which most are those of the last build. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from generator.analysis.classes import Kind
from generator.analysis.editions import make_figures_edition
from generator.analysis.parts import digest_part
from generator.analysis.statistics import list_kinds
from generator.analysis.things import KINDS

if TYPE_CHECKING:
    from generator.analysis.findings import Findings

VERIFIED = "verified"
"""Instead of the code of an indicator: how measures in force were seen."""

Editions: TypeAlias = Mapping[str, Sequence[str]]
"""Code of an indicator, or `VERIFIED` → a word for all that it is computed from, and the edition of what it gives."""


def find_editions(findings: Findings) -> Editions:
    """All of them. Nothing is computed where the word is that of the last build."""
    known, names = findings.known_editions, name_figures(findings)
    return {
        code: known[code] if name and known.get(code, [""])[0] == name else [name, _make_edition(code, findings)]
        for code, name in names.items()
    }


def _make_edition(code: str, findings: Findings) -> str:
    if code == VERIFIED:
        return digest_part(findings.verified)
    return make_figures_edition(findings.statistics.list_figures(code))


def name_figures(findings: Findings) -> dict[str, str]:
    """Code → the word; an empty one where outcomes of cases are not known."""
    outcomes, indicators = findings.known_outcomes, findings.indicators
    if not outcomes:
        return dict.fromkeys((*indicators, VERIFIED), "")
    words: dict[Kind, str] = {kind: outcomes.digest(kind) for kind in KINDS}
    kinds = {code: sorted(list_kinds(indicators, code)) for code in indicators}
    contents = repr(findings.records.contents)
    names = {code: digest_part(contents, [words[kind] for kind in listed]) for code, listed in kinds.items()}
    return {**names, VERIFIED: words["counted_measures"]}
