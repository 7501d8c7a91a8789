"""The main figures and the measures as tables for a terminal."""

from __future__ import annotations

import io
from fractions import Fraction

from rich.console import Console
from rich.table import Table

from generator.analysis.figures import Figure
from generator.analysis.findings import Findings
from generator.analysis.intervals import Days
from generator.analysis.measures import MeasureFinding
from generator.records.fields import LocalText

WIDTH = 110

_WORDS = {
    "es": {
        "figures": "Cifras al {as_of}",
        "figure": "Cifra",
        "scope": "Ámbito",
        "of": "De",
        "unknown": "No se sabe",
        "known": "Conocido",
        "range": "Entre",
        "measures": "Medidas de protección al {as_of}",
        "measure": "Medida",
        "case": "Caso",
        "state": "Situación",
        "days": "Días sin cumplirse",
        "disagrees": "La autoridad dice otra cosa",
    },
    "en": {
        "figures": "Figures as of {as_of}",
        "figure": "Figure",
        "scope": "Scope",
        "of": "Out of",
        "unknown": "Not known",
        "known": "Known",
        "range": "Between",
        "measures": "Protection measures as of {as_of}",
        "measure": "Measure",
        "case": "Case",
        "state": "Where it stands",
        "days": "Days not in place",
        "disagrees": "The authority says otherwise",
    },
}


def render_overview(findings: Findings, language: str, *, color: bool = False) -> str:
    """Figures of the whole, main scope first, and where each protection measure stands."""
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=color, no_color=not color, width=WIDTH, highlight=False)
    console.print(_make_figures(findings, language))
    console.print(_make_measures(findings, language))
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


def _make_figures(findings: Findings, language: str) -> Table:
    words = _WORDS[language]
    table = _make_table(
        words["figures"], words, "figure", "scope", "known", "of", "unknown", "range", findings=findings
    )
    for indicator in findings.indicators.values():
        for one in findings.statistics.figures:
            if one.code != indicator.code or one.breakdown or one.scope != indicator.scopes[0]:
                continue
            label = indicator.label.get(language)[0]
            if one.row:
                label = f"{label}: {_name_row(indicator.rows or '', one.row, findings).get(language)[0]}"
            values = (one.denominator, one.unknown)
            numbers = ("" if value is None else str(value) for value in values)
            scope = findings.indicators.scopes[one.scope].label.get(language)[0]
            table.add_row(label, scope, _tell_known(one), *numbers, _tell_range(one))
    return table


def _name_row(rows: str, row: str, findings: Findings) -> LocalText:
    words = findings.indicators.rows.get(rows)
    return words[row].label if words else findings.vocabularies[rows][row].label


def _make_measures(findings: Findings, language: str) -> Table:
    words = _WORDS[language]
    table = _make_table(words["measures"], words, "measure", "case", "state", "days", "disagrees", findings=findings)
    states = findings.indicators.rows.get("measure_state", {})
    for one in findings.material.measures:
        if one.protective and one.counts:
            state = one.headline.state.value
            label = states[state].label.get(language)[0] if state in states else state
            table.add_row(one.id, one.case.title.get(language)[0], label, _tell_days(one), "*" if one.disagrees else "")
    return table


def _make_table(title: str, words: dict[str, str], *columns: str, findings: Findings) -> Table:
    table = Table(title=title.format(as_of=findings.as_of.isoformat()), title_justify="left")
    for column in columns:
        table.add_column(words[column])
    return table


def _tell_known(figure: Figure) -> str:
    """The count; of a share, how many; of a median, its days."""
    if figure.suppressed:
        return "—"
    is_median = figure.known != figure.numerator and figure.denominator is not None and not _is_share(figure)
    if is_median:
        return "" if figure.known is None else str(figure.known)
    percentage = f" ({_percent(figure.known)})" if figure.shows_percentage and figure.known is not None else ""
    return f"{figure.numerator}{percentage}"


def _tell_range(figure: Figure) -> str:
    if figure.low is None or figure.high is None or figure.low == figure.high:
        return ""
    if _is_share(figure):
        return f"{_percent(figure.low)}-{_percent(figure.high)}" if figure.shows_percentage else ""
    return f"{figure.low}-{figure.high}"


def _is_share(figure: Figure) -> bool:
    return figure.denominator is not None and figure.high is not None and figure.high <= 1


def _percent(value: Fraction) -> str:
    return f"{round(value * 100)} %"


def _tell_days(one: MeasureFinding) -> str:
    days: Days | None = one.gap.days if one.gap else None
    if days is None:
        return ""
    return str(days.low) if days.exact else f"{days.low}-{'' if days.high is None else days.high}"
