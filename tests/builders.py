"""Valid documents to change one thing of, and the records they give."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from generator.records.checks import CaseFile
from generator.records.facts import CaseFacts
from generator.records.facts import make_facts as find_facts
from generator.records.fields import Context
from generator.records.models import Case
from generator.records.problems import Problem, Unplaced
from generator.records.public import PublicCase
from generator.records.publication import publish_case
from generator.records.strict_yaml import Document
from generator.records.validation import validate_document

REPOSITORY = Path(__file__).parent.parent
LANGUAGES = ("es", "en")
AS_OF = date(2026, 11, 22)
FILE = "cases/caso.yml"
Raw = dict[str, Any]


def text(es: str = "Un texto.", en: str = "A text.") -> Raw:
    """Return a text in both languages."""
    return {"es": es, "en": en}


def make_source(**changes: Any) -> Raw:
    """Return a source that may be published."""
    source = {"publisher": "Diario", "title": "Nota", "url": "https://example.org/nota", "date": "2020-01-02"}
    return source | {"accessed": "2026-11-22", "language": "es", "type": "press", "extent": "full"} | changes


def make_consent(level: str = "public_record", uses: Iterable[str] = ("name", "place"), **changes: Any) -> Raw:
    """Return a consent in force."""
    dates = {"recorded": "2026-01-01", "review_by": "2027-01-01", "recorded_by": "editora"}
    return {"level": level, "uses": list(uses)} | dates | changes


def make_publication(level: str = "public_record", uses: Iterable[str] = ("name", "place"), **changes: Any) -> Raw:
    """Return a decision to publish."""
    return {"status": "published", "consent": make_consent(level, uses)} | changes


def make_person(id_: str = "ana", **changes: Any) -> Raw:
    """Return a person who defends rights."""
    return {"id": id_, "name": "Ana Pérez Ñuu", "gender": "woman", "roles": ["human_rights_defender"]} | changes


def make_act(id_: str = "a1", **changes: Any) -> Raw:
    """Return an act against the person of the case."""
    act = {"id": id_, "date": "2012-02-22", "type": "threat", "victims": ["ana"], "text": text(), "sources": ["s1"]}
    return act | changes


def make_body(**changes: Any) -> Raw:
    """Return an authority."""
    return {"type": "cndh", "name": text("Comisión", "Commission"), "level": "autonomous_federal"} | changes


def make_measure_step(id_: str = "m1-1", **changes: Any) -> Raw:
    """Return the grant of a measure."""
    return {"id": id_, "date": "2013-05", "step": "granted", "according_to": "body", "sources": ["s1"]} | changes


def make_measure(id_: str = "m1", **changes: Any) -> Raw:
    """Return a protection measure granted to the person of the case, who is alive."""
    measure = {"id": id_, "kind": "protective", "body": make_body(), "beneficiaries": ["ana"]}
    return measure | {"steps": [make_measure_step(f"{id_}-1")]} | changes


def make_proceeding_step(id_: str = "p1-1", **changes: Any) -> Raw:
    """Return a stage of a proceeding."""
    return {"id": id_, "date": "2014-03-04", "stage": "complaint", "outcome": "pending", "sources": ["s1"]} | changes


def make_proceeding(id_: str = "p1", **changes: Any) -> Raw:
    """Return an inquiry into the act of the case."""
    proceeding = {"id": id_, "side": "against_suspects", "kind": "criminal", "about": ["a1"]}
    return proceeding | {"authority": make_body(), "steps": [make_proceeding_step(f"{id_}-1")]} | changes


def make_case(**changes: Any) -> Raw:
    """Return the smallest case that has nothing wrong with it, with some of its keys changed."""
    case = {
        "id": "MX-0001",
        "slug": "caso",
        "title": text("Caso", "Case"),
        "publication": make_publication(),
        "people": [make_person()],
        "defends": ["land_territory"],
        "place": {"state": "20", "municipality": "Xadani"},
        "summary": text("Qué pasó [s1].", "What happened [s1]."),
        "acts": [make_act()],
        "last_checked": "2026-11-22",
        "sources": {"s1": make_source()},
    }
    return deepcopy(case | changes)


def make_document(raw: Raw, file: str = FILE) -> Document:
    """Return a document that holds a value and knows no lines."""
    return Document(file, raw)


def parse_case(context: Context, raw: Raw, file: str = FILE) -> CaseFile:
    """Return the case a document gives; it must be well formed."""
    document = make_document(raw, file)
    case, problems = validate_document(document, Case, context)
    assert case is not None, problems
    return CaseFile(document, case)


def make_facts(context: Context, raw: Raw, file: str = FILE) -> CaseFacts:
    """Return what others must know of the case a document gives."""
    return find_facts(parse_case(context, raw, file).case, file, context.vocabularies)


def publish(context: Context, *, as_of: date = AS_OF, **changes: Any) -> PublicCase:
    """Return the public form of a case with some of its keys changed; it must have one."""
    case = parse_case(context, make_case(**changes)).case
    public = publish_case(case, as_of=as_of, vocabularies=context.vocabularies)
    assert isinstance(public, PublicCase)
    return public


def codes(problems: Iterable[Problem | Unplaced]) -> list[str]:
    """Return the codes of problems."""
    return [problem.code for problem in problems]


def places(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Return the code and place of problems."""
    return [(problem.code, str(problem.details.get("where", ""))) for problem in problems]


def put_case(root: Path, raw: dict[str, Any]) -> None:
    """Put a case file in its place, as another file: two in one tick could have the same times."""
    (root / "cases").mkdir(exist_ok=True)
    aside = root / "aside"
    aside.write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False), encoding="utf-8")
    aside.replace(root / "cases" / f"{raw['slug']}.yml")
