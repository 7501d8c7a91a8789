"""Two ledgers: how matters passed between authorities, and criminal proceedings against those who defend and inform."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from generator.analysis.competence import CompetenceMove
from generator.analysis.criminalisation import Criminalisation
from generator.analysis.durations import DaySpan
from generator.pages.drawings import BarView, Drawing, link_definitions
from generator.pages.figure_rows import make_bar, name_figure, trace_rows
from generator.pages.i18n import Words
from generator.pages.tables import Cell, Row, Table, make_number
from generator.pages.traces import Tracer
from generator.records.public import PublicBody

COMPETENCE = "competence_moves"
CRIMINALISATION = "criminalisation_endings"


def make_competence(tracer: Tracer) -> Drawing:
    """Every time a matter was declined, requested, passed on or taken over."""
    words = tracer.scene.words
    keys = ("ledger.case", "ledger.date", "ledger.move", "ledger.from", "ledger.to", "ledger.since_start")
    table = Table(
        words.get("ledger.competence"),
        tuple(Cell(words.get(key)) for key in keys),
        tuple(_make_move(tracer, move) for move in tracer.scene.findings.material.moves),
    )
    return _make_ledger(tracer, COMPETENCE, "competencia", table)


def make_criminalisation(tracer: Tracer) -> Drawing:
    """Every criminal proceeding against a defender or journalist. It is never counted as justice."""
    words = tracer.scene.words
    keys = ("ledger.case", "ledger.charges", "ledger.first", "ledger.ending", "ledger.to_acquittal", "ledger.prison")
    indicator = tracer.scene.findings.indicators[CRIMINALISATION]
    rows = tracer.scene.findings.indicators.rows.get(indicator.rows or "", {})
    endings = {code: words.plain(row.label) for code, row in rows.items()}
    table = Table(
        words.get("ledger.criminalisation"),
        tuple(Cell(words.get(key)) for key in keys),
        tuple(_make_proceeding(tracer, one, endings) for one in tracer.scene.findings.material.criminalisations),
    )
    return _make_ledger(tracer, CRIMINALISATION, "criminalizacion", table)


def _make_ledger(tracer: Tracer, code: str, anchor: str, table: Table) -> Drawing:
    scene, words = tracer.scene, tracer.scene.words
    indicator = scene.findings.indicators[code]
    figures = [figure for figure in scene.findings.statistics.select(code) if figure.numerator]
    longest = max((figure.numerator or 0 for figure in figures), default=0)
    bars: tuple[BarView, ...] = tuple(
        make_bar(name_figure(figure, scene), [("ink", figure.numerator or 0)], words, total=longest)
        for figure in figures
    )
    return Drawing(
        id=anchor,
        title=words.plain(indicator.label),
        text=words.plain(indicator.definition),
        alternative=", ".join(f"{bar.label}: {bar.total}" for bar in bars),
        bars=bars,
        tables=(table,) if table.rows else (),
        notes=(words.plain(indicator.limits), words.plain(indicator.unknowns)),
        definitions=link_definitions(scene, tracer.path, code),
        traces=tuple(trace_rows(tracer, figures)),
    )


def _make_move(tracer: Tracer, move: CompetenceMove) -> Row:
    words = tracer.scene.words
    return Row(
        Cell(tracer.link_case(move.case.id).text, tracer.link_fact(move.id)),
        (
            Cell(words.date(move.step.date)),
            Cell(words.term("competence_action", move.action)),
            Cell(_name_body(move.step.giver, words)),
            Cell(_name_body(move.step.taker, words)),
            make_number(render_span(move.since_start, words)),
        ),
    )


def _make_proceeding(tracer: Tracer, one: Criminalisation, endings: Mapping[str, str]) -> Row:
    words = tracer.scene.words
    charges = Counter(_name_charge(words.plain(charge.text), charge.provision) for charge in one.charges)
    return Row(
        Cell(tracer.link_case(one.case.id).text, tracer.link_fact(one.id)),
        (
            Cell("; ".join(charges) or words.get("chart.not_on_record")),
            Cell(words.date(one.first.date) if one.first else words.get("date.unknown")),
            Cell(endings[one.ending]),
            make_number(render_span(one.days_to_acquittal, words)),
            make_number(render_span(one.days_in_prison, words)),
        ),
    )


def _name_charge(text: str, provision: str | None) -> str:
    return f"{text} ({provision})" if provision else text


def _name_body(body: PublicBody | None, words: Words) -> str:
    return words.plain(body.name) if body else words.get("chart.not_on_record")


def render_span(span: DaySpan | None, words: Words) -> str:
    """A number of days, or between which two it lies."""
    if span is None:
        return words.get("chart.not_on_record")
    if span.low == span.high:
        return words.count("ledger.days", span.high)
    return words.count("ledger.days_between", span.high, low=words.number(span.low))
