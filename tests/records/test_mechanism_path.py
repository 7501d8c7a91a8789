"""The way of a request and the facts of states: what they refer to must be there, and be sourced."""

from __future__ import annotations

from pathlib import Path

from builders import codes

from generator.records.fields import Context
from generator.records.mechanism_files import read_mechanism

SOURCE = 's1: {publisher: "P", title: "T", url: "https://example.org/", date: 2020, language: es, extent: full}\n'
STEP = (
    'steps:\n  - {id: a, organ: nobody, clocks: [never], title: {es: "A", en: "A"}, text: {es: "A"}, sources: [s1]}\n'
)
STATE = 'states:\n  - {id: x, state: "77", what: law, answer: "yes", date: 2020, text: {es: "X"}, sources: [s1]}\n'


def read(context: Context, folder: Path, **files: str) -> list[str]:
    """Return the codes of what is wrong with some files of a mechanism."""
    (folder / "mechanism").mkdir()
    for name, text in files.items():
        (folder / "mechanism" / f"{name}.yml").write_text(text, encoding="utf-8")
    return codes(read_mechanism(folder, root=folder, context=context)[1])


def test_a_step_names_what_there_is(context: Context, tmp_path: Path) -> None:
    """An organ and a limit that nothing has are both told."""
    found = read(context, tmp_path, path=STEP, sources=SOURCE)

    assert found.count("mechanism-unknown-reference") == 2


def test_a_fact_is_of_a_state_there_is(context: Context, tmp_path: Path) -> None:
    """A code that no state has is an error."""
    assert "unknown-term" in read(context, tmp_path, states=STATE, sources=SOURCE)


def test_a_step_needs_a_source(context: Context, tmp_path: Path) -> None:
    """Nothing is told without one."""
    step = STEP.replace("organ: nobody, clocks: [never], ", "").replace(", sources: [s1]", "")

    assert "fact-without-source" in read(context, tmp_path, path=step)
