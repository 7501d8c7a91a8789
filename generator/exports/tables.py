"""The records as tables (CSV), for whoever wants to count again. What each column holds is data: `columns.yml`."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from generator.analysis.after_grant import list_covered
from generator.analysis.parts import Part
from generator.exports.cells import DOUBTFUL, Row, guard_cell, join, list_columns, make_dates, make_texts
from generator.exports.mechanism_tables import (
    list_commitments,
    list_mechanism_sources,
    list_observations,
    list_organ_observations,
    list_organs,
    list_points,
    list_requests,
)
from generator.exports.steps import list_measure_steps, list_proceeding_steps, list_proceedings
from generator.exports.table_source import Source
from generator.records.public import PublicCase
from generator.records.strict_yaml import parse_document

if TYPE_CHECKING:
    from generator.analysis.mechanism import MechanismFindings

Columns = Mapping[str, Mapping[str, str]]


class TableRule(Struct, frozen=True):
    """How a table is made."""

    list_rows: Callable[[Source, Sequence[PublicCase]], Iterator[Row]]
    """Gives the rows of some cases; those of all cases are the rows of each, one after the other."""
    parts: tuple[Part, ...] = ()
    """Parts of cases that it is made of; none where it is made of none."""


def make_table_head(name: str, languages: tuple[str, ...]) -> str:
    """The first line of a table."""
    return render_table(list_columns(read_columns()[name], languages), ())


def make_rows(name: str, source: Source, ids: Iterable[str] = ()) -> str:
    """The lines of a table that some cases give, or all of one that is not made of cases."""
    columns = list_columns(read_columns()[name], source.languages)
    return render_table(columns, TABLES[name].list_rows(source, source.select(ids)), with_head=False)


def make_column_table(languages: tuple[str, ...]) -> str:
    """The table of the columns themselves."""
    return render_table(("table", "column", *languages), _list_columns(languages))


def render_table(columns: Iterable[str], rows: Iterable[Row], *, with_head: bool = True) -> str:
    """A table in CSV; raises where a row has a column too many or too few."""
    names = tuple(columns)
    wanted = set(names)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    if with_head:
        writer.writerow(names)
    for row in rows:
        if row.keys() != wanted:
            message = f"columns.yml and the rows differ: {sorted(row.keys() ^ wanted)}"
            raise ValueError(message)
        # Nearly all cells are nothing, or texts that begin with no sign: no call is made for them.
        writer.writerow(
            [
                value if value is None or (type(value) is str and value[:1] not in DOUBTFUL) else guard_cell(value)
                for value in map(row.__getitem__, names)
            ]
        )
    return stream.getvalue()


@cache
def read_columns() -> Mapping[str, Columns]:
    """Table → column → what it holds, by language."""
    document, _ = parse_document(files("generator").joinpath("exports", "columns.yml").read_bytes(), "columns.yml")
    return cast("Mapping[str, Columns]", document and document.value)


def _list_columns(languages: tuple[str, ...]) -> Iterator[Row]:
    for table, columns in read_columns().items():
        for column, words in columns.items():
            for name in list_columns({column: words}, languages):
                texts = {language: words.get(language, words["en"]) for language in languages}
                yield {"table": table, "column": name, **texts}


def _list_cases(source: Source, cases: Sequence[PublicCase]) -> Iterator[Row]:
    for case in cases:
        yield {
            "case_id": case.id,
            "slug": case.slug,
            **make_texts("title", case.title, source.languages),
            **make_texts("summary", case.summary, source.languages),
            "consent": case.consent,
            "state": case.place.state,
            "municipality": case.place.municipality,
            "work_state": case.work_place.state if case.work_place else None,
            "defends": join(case.defends),
            **make_dates("last_checked", case.last_checked),
        }


def _list_acts(source: Source, cases: Sequence[PublicCase]) -> Iterator[Row]:
    for case in cases:
        for act in case.acts:
            id_ = f"{case.id}#{act.id}"
            place = act.place or case.place
            target = source.counted[id_]
            yield {
                "act_id": id_,
                "case_id": case.id,
                "counted_as": target if source.permission.covers(target) else None,
                **make_dates("date", act.date),
                "type": act.type,
                "state": place.state,
                "municipality": place.municipality,
                "motive_link": act.motive_link,
                "perpetrator_types": join(dict.fromkeys(one.type for one in act.perpetrators)),
                "perpetrator_levels": join(dict.fromkeys(one.level for one in act.perpetrators)),
                **make_texts("text", act.text, source.languages),
                "sources": _cite(case, act.sources),
            }


def _list_victims(source: Source, cases: Sequence[PublicCase]) -> Iterator[Row]:
    for one in (one for case in cases for one in source.findings.justice.get(case.id, ())):
        unit, subject = one.unit, one.unit.subject
        yield {
            "unit_id": unit.id,
            "act_id": unit.act_id,
            "case_id": unit.case.id,
            "victim_id": unit.victim.id,
            "kind": subject.kind if subject else "unnamed",
            **make_texts("name", subject.name if subject else None, source.languages),
            "roles": join(subject.roles if subject else ()),
            "others": unit.victim.others,
            "relation": unit.victim.relation,
            "impunity_status": one.status,
            "furthest_step": one.furthest,
            "proceedings_known": one.evidence == "known",
        }


def _list_measures(source: Source, cases: Sequence[PublicCase]) -> Iterator[Row]:
    permission = source.permission
    for one in (one for case in cases for one in source.findings.measures.get(case.id, ())):
        measure, days = one.measure, one.gap.days if one.gap else None
        same_as = measure.same_as or one.id
        covered = list_covered(one.case, measure)
        yield {
            "measure_id": one.id,
            "case_id": one.case.id,
            "counted_as": same_as if permission.covers(same_as) else None,
            "kind": measure.kind,
            "protective": one.protective,
            "body_type": measure.body.type,
            **make_texts("body_name", measure.body.name, source.languages),
            "body_level": measure.body.level,
            "responsible": join(dict.fromkeys(body.type for body in measure.responsible)),
            "procedure": measure.procedure,
            "reference": measure.reference,
            "reserved": measure.reserved,
            "covers": join(sorted(covered)),
            **make_texts("text", measure.text, source.languages),
            "headline_state": one.headline.state.value,
            "headline_basis": one.headline.basis,
            "granted": one.gap is not None,
            "gap_days_low": days.low if days else None,
            "gap_days_high": days.high if days else None,
            "gap_standing": one.gap.standing if one.gap else None,
        }


def _list_pairs(source: Source, cases: Sequence[PublicCase]) -> Iterator[Row]:
    covers = source.permission.covers
    for pair in (pair for case in cases for pair in source.pairs.get(case.id, ())):
        if covers(pair.act_id) and covers(pair.measure_id):
            yield {
                "act_id": pair.act_id,
                "measure_id": pair.measure_id,
                "case_id": pair.case.id,
                "phase": pair.phase,
                "certain": pair.certain,
                "states": join(sorted(pair.states)),
                "days_low": pair.days.low,
                "days_high": pair.days.high,
            }


def _list_antecedents(source: Source, cases: Sequence[PublicCase]) -> Iterator[Row]:
    permission = source.permission
    for loss in (loss for case in cases for loss in source.losses.get(case.id, ())):
        for one in loss.earlier:
            if permission.covers(one.act_id) and permission.covers(one.case.id):
                yield {
                    "loss_id": loss.unit.id,
                    "act_id": one.act_id,
                    "case_id": one.case.id,
                    "group": one.group,
                    "relation": one.relation,
                    "order": one.order,
                    "days_low": one.days.low,
                    "days_high": one.days.high,
                }


def _list_sources(_: Source, cases: Sequence[PublicCase]) -> Iterator[Row]:
    for case in cases:
        for one in case.sources:
            yield {
                "source_id": f"{case.id}#{one.id}",
                "case_id": case.id,
                "publisher": one.publisher,
                "title": one.title,
                "url": one.url,
                "archived": one.archived,
                **make_dates("date", one.date),
                "language": one.language,
                "type": one.type,
                "extent": one.extent,
                "reliability": one.reliability,
            }


def _list_recognition(source: Source, cases: Sequence[PublicCase]) -> Iterator[Row]:
    for case in cases:
        for one in case.recognition:
            yield {
                "recognition_id": f"{case.id}#{one.id}",
                "case_id": case.id,
                **make_dates("date", one.date),
                **make_texts("text", one.text, source.languages),
                "sources": _cite(case, one.sources),
            }


def _cite(case: PublicCase, refs: Iterable[str]) -> str:
    return join(f"{case.id}#{ref}" for ref in refs)


def _of_mechanism(
    list_rows: Callable[[MechanismFindings, tuple[str, ...]], Iterator[Row]],
) -> Callable[[Source, Sequence[PublicCase]], Iterator[Row]]:
    """What lists rows of the mechanism; none where the site has no mechanism."""

    def list_any(source: Source, _: Sequence[PublicCase]) -> Iterator[Row]:
        found = source.findings.mechanism_findings
        return list_rows(found, source.languages) if found else iter(())

    return list_any


TABLES: Mapping[str, TableRule] = {
    "cases": TableRule(_list_cases, ("people", "summary")),
    "acts": TableRule(_list_acts, ("people", "acts", "act_texts")),
    "victims": TableRule(_list_victims, ("people", "acts", "proceedings")),
    "measures": TableRule(_list_measures, ("people", "acts", "measures", "measure_texts")),
    "after_grant": TableRule(_list_pairs, ("people", "acts", "measures")),
    "antecedents": TableRule(_list_antecedents, ("people", "acts", "measures")),
    "measure_steps": TableRule(
        lambda source, cases: list_measure_steps(cases, source.languages), ("people", "measure_texts")
    ),
    "proceedings": TableRule(
        lambda source, cases: list_proceedings(cases, source.endings, source.languages),
        ("people", "acts", "proceeding_texts"),
    ),
    "proceeding_steps": TableRule(
        lambda source, cases: list_proceeding_steps(cases, source.languages), ("people", "proceeding_texts")
    ),
    "sources": TableRule(_list_sources, ("people", "sources")),
    "recognition": TableRule(_list_recognition, ("people", "honours")),
    "commitments": TableRule(_of_mechanism(list_commitments)),
    "commitment_requests": TableRule(_of_mechanism(list_requests)),
    "commitment_observations": TableRule(_of_mechanism(list_observations)),
    "organs": TableRule(_of_mechanism(list_organs)),
    "organ_observations": TableRule(_of_mechanism(list_organ_observations)),
    "series_points": TableRule(_of_mechanism(list_points)),
    "mechanism_sources": TableRule(_of_mechanism(list_mechanism_sources)),
}
"""Name of a table → how it is made."""
