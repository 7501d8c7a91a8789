"""Commands load only what they need: none waits for code that it does not use."""

from __future__ import annotations

import subprocess
import sys

import pytest

from generator.pages.site import SECTIONS, SPLIT_SECTIONS
from generator.pages.task import Late

MAKERS = {
    maker.module: maker.name
    for maker in (*(one.make for one in SECTIONS.values()), *(one.list for one in SPLIT_SECTIONS.values()))
    if isinstance(maker, Late)
}
"""Module that makes a section → its function."""
SHARED = {f"generator.pages.{name}" for name in ("calendar", "changes", "provenance")}
"""Those that other files of a case are made with, too."""
HEAVY = {"mkdocs", "pydantic", "jinja2", "plotly", "babel", "PIL", "icalendar", "yaml"}
OF_DATA = {f"generator.records.{name}" for name in ("law", "mechanism", "indicator_files", "vocabulary_files")}


def list_loaded(*modules: str) -> set[str]:
    """Return all that is loaded where these are."""
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("name", MAKERS)
def test_what_makes_a_section_is_there(name: str) -> None:
    """It is named only, so nobody else would notice before the section is made."""
    assert callable(getattr(__import__(name, fromlist=["_"]), MAKERS[name]))


def test_an_edit_loads_no_more_than_it_needs() -> None:
    """Neither what makes sections, nor models of other data than cases, nor what words mistakes of YAML."""
    loaded = list_loaded("generator.cli", "generator.project", "generator.build")
    assert loaded >= {"generator.records.models", "generator.pages.case"}
    assert not loaded & ({*MAKERS, "generator.campaign_kits", "generator.pages.posters"} - SHARED)
    assert not loaded & {*OF_DATA, *HEAVY - {"jinja2"}, "subprocess", "rich", "importlib.metadata"}


def test_the_command_itself_loads_nothing_heavy() -> None:
    """What prints the help, or finds that nothing has changed, starts at once."""
    assert not list_loaded("generator.cli") & HEAVY


@pytest.mark.parametrize(("argument", "code"), [("--help", 0), ("check --lang", 2)])
def test_a_command_ends_when_all_is_said(argument: str, code: int) -> None:
    """It ends at once, but not before what it said has arrived, with the code that it ends with otherwise."""
    told = {}
    for name in ("main", "run"):
        command = [sys.executable, "-c", f"from generator.cli import {name}; {name}()", *argument.split()]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        told[name] = done.returncode, done.stdout, done.stderr
    assert told["run"] == told["main"]
    assert told["run"][0] == code
    assert any(told["run"][1:])
