"""The law's file: complete in both languages, strict, and not needed to build a site."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml
from builders import LANGUAGES, REPOSITORY, codes, places

from generator.records.fields import Context, LocalText
from generator.records.law import Law
from generator.records.mechanism_files import read_mechanism
from generator.records.problems import Problem
from generator.records.reading import Layout, read_records
from generator.records.walking import walk

FOLDER = REPOSITORY / "content" / "mechanism"
STUDY = "clocks[risk-study]"


def read(context: Context, tmp_path: Path, raw: Any) -> tuple[Law | None, list[Problem]]:
    """Return what a law's file gives, beside the other files of the site."""
    copytree(FOLDER, tmp_path / "mechanism")
    (tmp_path / "mechanism" / "law.yml").write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    found, problems = read_mechanism(tmp_path, root=tmp_path, context=context)
    return found.law if found else None, problems


def read_real(context: Context) -> Law:
    """Return the law of the site."""
    found, problems = read_mechanism(REPOSITORY / "content", root=REPOSITORY, context=context)
    assert problems == []
    assert found is not None
    assert found.law is not None
    return found.law


@pytest.fixture(scope="module")
def raw() -> dict[str, Any]:
    """Return the file of the site as plain values."""
    text = (FOLDER / "law.yml").read_text("utf-8")
    plain: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes nothing but text
    return plain


def test_the_law_of_the_site(context: Context) -> None:
    """It has no problem, and each text is there in each language."""
    law = read_real(context)
    texts = [(path, part) for path, part in walk(law) if isinstance(part, LocalText)]
    assert texts
    assert [path for path, part in texts if [code for code, _ in part.texts] != list(LANGUAGES)] == []


def test_what_is_not_known_to_be_law_is_marked(context: Context) -> None:
    """The limits that no page states keep that mark; whoever checks them against the official text changes it here."""
    law = read_real(context)
    unread = {clock.id for clock in law.clocks if clock.evidence == "brief_only"}
    assert unread == {"urgent-issue", "urgent-implement", "communicate-decisions"}


def test_a_site_without_it(context: Context, tmp_path: Path, make_project: Callable[..., Path]) -> None:
    """No file, no law and no problem."""
    assert read_mechanism(tmp_path, root=tmp_path, context=context) == (None, [])
    root = make_project()
    assert read_records(Layout(root, root / "cases", root / "content", LANGUAGES)).mechanism is None


def test_the_records_hold_it() -> None:
    """It is read with everything else."""
    layout = Layout(REPOSITORY, REPOSITORY / "cases", REPOSITORY / "content", LANGUAGES)

    mechanism = read_records(layout).mechanism
    assert mechanism is not None
    assert mechanism.law is not None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda law: law["clocks"][1].update(id="urgent-issue"), ("mechanism-duplicate-id", "clocks[urgent-issue].id")),
        (lambda law: law["clocks"][0]["limit"].pop("number"), ("law-limit", "clocks[urgent-issue].limit")),
        (lambda law: law["clocks"][7]["limit"].update(number=3), ("law-limit", "clocks[appeal-new-study].limit")),
        (lambda law: law["clocks"][2].update(sources=[]), ("fact-without-source", f"{STUDY}.sources")),
        (
            lambda law: law["clocks"][2].update(sources=["s0"]),
            ("mechanism-unknown-source", "clocks[risk-study].sources[#1]"),
        ),
        (lambda law: law["clocks"][0].update(evidence="sure"), ("bad-choice", "clocks[urgent-issue].evidence")),
        (lambda law: law["clocks"][0]["limit"].update(number=0), ("bad-count", "clocks[urgent-issue].limit.number")),
        (lambda law: law["clocks"][0].update(starts=["xyz"]), ("unknown-term", "clocks[urgent-issue].starts[#1]")),
        (lambda law: law["clocks"][0].update(wich=1), ("unknown-key", "clocks[urgent-issue].wich")),
        (lambda law: law["founding"][0].update(start="25/06/2012"), ("date-format", "founding[first-board].start")),
    ],
)
def test_mistakes(
    context: Context, tmp_path: Path, raw: dict[str, Any], change: Callable[[Any], Any], told: tuple[str, str]
) -> None:
    """Each is told at its place."""
    law = deepcopy(raw)
    law["articles"] = int(law["articles"])
    for clock in (*law["clocks"], *law["founding"]):
        if "number" in clock["limit"]:
            clock["limit"]["number"] = int(clock["limit"]["number"])
    change(law)
    _, problems = read(context, tmp_path, law)

    assert told in places(problems), codes(problems)
