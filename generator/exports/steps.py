"""Rows of the tables of proceedings and of dated steps. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.exports.cells import Row, join, make_dates, make_texts
from generator.records.public import PublicCase, PublicCompetenceStep, PublicProceedingStep


def list_measure_steps(cases: Iterable[PublicCase], languages: tuple[str, ...]) -> Iterator[Row]:
    """Every dated step of every measure."""
    for case in cases:
        for measure in case.measures:
            for step in measure.steps:
                yield {
                    "step_id": f"{case.id}#{step.id}",
                    "measure_id": f"{case.id}#{measure.id}",
                    "case_id": case.id,
                    **make_dates("date", step.date),
                    "step": step.step,
                    "voice": step.according_to,
                    **make_texts("text", step.text, languages),
                    "sources": join(f"{case.id}#{ref}" for ref in step.sources),
                }


def list_proceedings(
    cases: Iterable[PublicCase], endings: Mapping[str, str], languages: tuple[str, ...]
) -> Iterator[Row]:
    """Every inquiry, trial, complaint or petition; `endings` are those of criminal proceedings against defenders."""
    for case in cases:
        for one in case.proceedings:
            yield {
                "proceeding_id": f"{case.id}#{one.id}",
                "case_id": case.id,
                "side": one.side,
                "kind": one.kind,
                "about": join(f"{case.id}#{act}" for act in one.about),
                "authority_type": one.authority.type,
                **make_texts("authority_name", one.authority.name, languages),
                "authority_level": one.authority.level,
                "reference": one.reference,
                "accused": len(one.accused),
                **make_texts("text", one.text, languages),
                "ending": endings.get(f"{case.id}#{one.id}"),
            }


def list_proceeding_steps(cases: Iterable[PublicCase], languages: tuple[str, ...]) -> Iterator[Row]:
    """Every stage of every proceeding, and every time one changed hands, in the order of the file."""
    for case in cases:
        for proceeding in case.proceedings:
            steps: tuple[PublicProceedingStep | PublicCompetenceStep, ...] = (*proceeding.steps, *proceeding.competence)
            for step in steps:
                yield {
                    "step_id": f"{case.id}#{step.id}",
                    "proceeding_id": f"{case.id}#{proceeding.id}",
                    "case_id": case.id,
                    **make_dates("date", step.date),
                    **(_tell_stage(step) if isinstance(step, PublicProceedingStep) else _tell_move(step)),
                    **make_texts("text", step.text, languages),
                    "sources": join(f"{case.id}#{ref}" for ref in step.sources),
                }


def _tell_stage(step: PublicProceedingStep) -> Row:
    return {
        "stage": step.stage,
        "outcome": step.outcome,
        "competence": None,
        "from_level": None,
        "to_level": None,
        "voice": step.according_to,
    }


def _tell_move(step: PublicCompetenceStep) -> Row:
    return {
        "stage": None,
        "outcome": None,
        "competence": step.action,
        "from_level": step.giver.level if step.giver else None,
        "to_level": step.taker.level if step.taker else None,
        "voice": None,
    }
