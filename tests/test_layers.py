"""The order of the rooms, read off the imports: records, then analysis, then pages and exports, then publishing."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from generator.records import dates, fields, packing, public, vocabularies
from generator.records.models import Case

PACKAGE = Path(__file__).parent.parent / "generator"

ROOMS = {
    "records": set(),
    "analysis": {"records"},
    "pages": {"records", "analysis"},
    "exports": {"records", "analysis"},
    "publishing": {"records", "analysis", "pages", "exports"},
}
"""Room → the rooms before it."""

SHARED = {"config", "executors", "pieces", "progress"}
"""Modules that know no room; any room may use them, except records and analysis, which take values only."""

PUBLIC = {
    "generator.records.contents": {"MeasureContents"},
    "generator.records.databases": None,
    "generator.records.dates": None,
    "generator.records.digests": None,
    "generator.records.fields": {"LocalText"},
    "generator.records.indicator_files": {"Indicator"},
    "generator.records.indicators": {"Indicators"},
    "generator.records.known_mechanism": {"Mechanism"},
    "generator.records.law": None,
    "generator.records.matching": None,
    "generator.records.mechanism": None,
    "generator.records.observance_files": {"Observance"},
    "generator.records.observances": {"LEAP_YEAR", "Observances"},
    "generator.records.packages": None,
    "generator.records.packing": None,
    "generator.records.problems": None,
    "generator.records.promises": None,
    "generator.records.public": None,
    "generator.records.public_history": None,
    "generator.records.public_campaigns": None,
    "generator.records.reading": {"Records"},
    "generator.records.saving": None,
    "generator.records.sealed_files": None,
    "generator.records.standing": None,
    "generator.records.strict_yaml": {"parse_document"},
    "generator.records.unopened": {"list_fields"},
    "generator.records.urns": None,
    "generator.records.vocabularies": None,
}
"""What the rest of the house may import of records, by name; none where all of it. Nothing else can reach a `Case`."""

ENGINE_MODULES = {"plugin.py", "plugin_config.py", "content_files.py", "engine.py", "preview.py"}
IMPURE = {
    "os",
    "pathlib",
    "time",
    "random",
    "shutil",
    "subprocess",
    "socket",
    "tempfile",
    "io",
    "glob",
    "locale",
    "secrets",
}
"""Modules whose results depend on more than their arguments."""


def find_modules(*rooms: str) -> list[Path]:
    """Return the modules of some rooms, or of the whole package."""
    folders = [PACKAGE / room for room in rooms] or [PACKAGE]
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def find_imports(path: Path) -> set[tuple[str, str | None]]:
    """Return what a module imports anywhere in it: modules, and names from modules; imports for types count too."""
    found: set[tuple[str, str | None]] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {(alias.name, None) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                is_module = (PACKAGE.parent / inner.replace(".", "/")).with_suffix(".py").is_file()
                found.add((inner, None) if is_module else (node.module or "", alias.name))
    return found


def name(path: Path) -> str:
    """Return a module's path from the package."""
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_import_only_rooms_before_them(room: str) -> None:
    """A room imports nothing of the package but itself, the rooms before it, and what knows no room."""
    allowed = ROOMS[room] | {room} | (SHARED if room not in {"records", "analysis"} else set())
    wrong = [
        f"{name(path)} imports {module}"
        for path in find_modules(room)
        for module, _ in find_imports(path)
        if module.split(".")[0] == "generator" and (module.split(".")[1:2] or [""])[0] not in allowed
    ]

    assert sorted(wrong) == []


def test_shared_modules_know_no_room() -> None:
    """What every room may use imports none of them."""
    wrong = [
        f"{one}.py imports {module}"
        for one in sorted(SHARED)
        for module, _ in find_imports(PACKAGE / f"{one}.py")
        if module.startswith("generator") and module.split(".")[1] not in SHARED
    ]

    assert wrong == []


def test_few_modules_know_mkdocs() -> None:
    """MkDocs and Material are imported by what surrounds them and by nothing else, not even for types."""
    wrong = [
        f"{name(path)} imports {module}"
        for path in find_modules()
        for module, _ in find_imports(path)
        if module.split(".")[0] in {"mkdocs", "material"} and name(path) not in ENGINE_MODULES
    ]

    assert wrong == []


@pytest.mark.parametrize("room", ["analysis", "pages", "exports", "publishing", "theme"])
def test_cases_as_written_stay_in_records(room: str) -> None:
    """No room after records can reach a case as its editor wrote it: only what was let out."""
    wrong = [
        f"{name(path)} imports {module}{f'.{what}' if what else ''}"
        for path in find_modules(room)
        for module, what in find_imports(path)
        if module.startswith("generator.records")
        and (module not in PUBLIC or (PUBLIC[module] is not None and what not in (PUBLIC[module] or ())))
    ]

    assert sorted(wrong) == []


def test_public_modules_lend_nothing_private() -> None:
    """What may be imported of records does not hold a case as written under another name."""
    assert all(
        value is not Case
        for module in (dates, fields, packing, public, vocabularies)
        for value in vars(module).values()
    )
    assert not any(isinstance(value, type) and issubclass(value, Case) for value in vars(public).values())


def test_analysis_depends_on_its_arguments_only() -> None:
    """Analysis reads no file, no clock, no environment and no chance."""
    wrong = []
    for path in find_modules("analysis"):
        wrong += [f"{name(path)} imports {m}" for m, _ in find_imports(path) if m.split(".")[0] in IMPURE]
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        called = {node.func.attr for node in calls if isinstance(node.func, ast.Attribute)}
        called |= {node.func.id for node in calls if isinstance(node.func, ast.Name)}
        wrong += [f"{name(path)} calls {each}" for each in called & {"today", "now", "utcnow", "open", "read_text"}]

    assert wrong == []


@pytest.mark.parametrize(
    "module",
    ["dates", "checks", "collection_checks", "day_checks", "do_no_harm", "facts", "publication", "subjects"],
)
def test_rules_read_no_files_and_no_clock(module: str) -> None:
    """The rules of records are functions of their arguments: the as-of date is one of them."""
    text = (PACKAGE / "records" / f"{module}.py").read_text("utf-8")

    assert not {imported.split(".")[0] for imported, _ in find_imports(PACKAGE / "records" / f"{module}.py")} & IMPURE
    assert "today(" not in text
    assert "now(" not in text


def test_rooms_are_joined_in_one_place() -> None:
    """Outside the rooms, one module imports both what reads records and what makes pages."""
    joined = []
    for path in PACKAGE.glob("*.py"):
        modules = {module for module, _ in find_imports(path)}
        if "generator.records.reading" in modules and any(module.startswith("generator.pages") for module in modules):
            joined.append(path.name)

    assert joined == ["gathering.py"]
