"""Long runs of a fuzzer that coverage leads (atheris): `make fuzz`, or `python tests/fuzz/run.py NAME -runs=9`.

A crash prints its traceback and leaves the bytes in a file `crash-…`; put what it teaches into the tests.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent.parent))

with atheris.instrument_imports(include=["generator"]):
    from mutants import make_addresses, make_rules, mutate, read_model_case, read_through

    from generator.exports.cells import guard_cell, unguard_cell
    from generator.pages.editorial import mark_heading, mark_outward
    from generator.pages.i18n import Words
    from generator.pages.references import check_references
    from generator.pages.texts import Citation, cut_text, make_plain, make_text
    from generator.pages.urls import make_slug
    from generator.records.case_reading import parse_case
    from generator.records.dates import DateError, parse_date
    from generator.records.fields import LocalText
    from generator.records.strict_yaml import parse_document

RULES = make_rules()
ADDRESSES = make_addresses()
CASE = read_model_case()
WORDS = Words("es", RULES.context.vocabularies)


def fuzz_yaml(data: bytes) -> None:
    """Any bytes give a document or a problem with a place and words."""
    document, problems = parse_document(data, "cases/x.yml")
    assert document is not None or problems
    assert all(one.line > 0 and one.column > 0 and one.message("es") and one.advice("en") for one in problems)
    parse_case(data, "cases/x.yml", RULES)


def fuzz_case(data: bytes) -> None:
    """A case with something odd in it gives problems, or all that is made of a case."""
    given = atheris.FuzzedDataProvider(data)
    read_through(mutate(CASE, lambda below: given.ConsumeIntInRange(0, below - 1)), RULES, ADDRESSES)


def fuzz_texts(data: bytes) -> None:
    """Dates, citations, references, cells, links and slugs take any text."""
    text = atheris.FuzzedDataProvider(data).ConsumeUnicodeNoSurrogates(len(data))
    with suppress(DateError):
        date = parse_date(text)
        assert date.sort_key
        assert date.to_month().to_month() == date.to_month()
    local = LocalText((("es", text or "x"),))
    make_text(local, WORDS, {"s1": Citation(1, "s1")})
    cut_text(make_plain(local, WORDS))
    list(check_references(text, "x.md", WORDS, _refuse))
    assert unguard_cell(guard_cell(text)) == text
    assert set(make_slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    marked = mark_outward(text)
    assert mark_outward(marked) == marked
    mark_heading(f"# {text}", "x.md")


class _AskedError(Exception):
    """A figure was asked for: the reference can be read, and there are no figures here."""


def _refuse() -> object:
    raise _AskedError


def run(name: str) -> None:
    """Run one of them until it is told to stop."""
    target = {"yaml": fuzz_yaml, "case": fuzz_case, "texts": fuzz_texts}[name]

    def once(data: bytes) -> None:
        with suppress(_AskedError):
            target(data)

    atheris.Setup([sys.argv[0], *sys.argv[2:]], once)
    atheris.Fuzz()


if __name__ == "__main__":
    run(sys.argv[1])
