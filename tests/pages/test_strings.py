"""Interface strings: the same keys and places in every language, each used, and each that is used there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest
from sites import REPOSITORY

from generator.analysis.facets import FACETS, Content
from generator.config import ContentError
from generator.pages.i18n import Words
from generator.pages.mechanism_states import WHATS
from generator.pages.strings import Strings
from generator.pages.urls import GROUPINGS, MechanismPart

LANGUAGES = sorted(path.name for path in (REPOSITORY / "generator/locale").iterdir())
KEY = r"[a-z_]+(?:\.[a-z_]+)+"


def get_places(template: str) -> set[str]:
    """Return the names of the places in a string."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def get_texts(language: str) -> dict[str, tuple[str, ...]]:
    """Return all forms of every string of a language."""
    strings = Strings(language)
    return {key: (text,) for key, text in strings._texts.items()} | dict(strings._forms)


def find_used_in_templates() -> Iterator[str]:
    """Yield the keys named in our templates, those of the theme included."""
    for path in sorted((REPOSITORY / "generator").rglob("*")):
        if path.suffix in {".j2", ".html"}:
            yield from re.findall(rf"\bt\('({KEY})'", path.read_text(encoding="utf-8"))


def find_used_in_python() -> Iterator[str]:
    """Yield the keys named in pages, theme, feeds, calendars and kits; of f-strings, every one they can make."""
    values = {"facet": list(FACETS), "kind": ["act", "measure", "recognition", "proceeding", "criminalisation"]}
    values["kind"].append("competence")
    values["grouping"] = list(GROUPINGS)
    values["content"] = list(get_args(Content))
    values["part"] = list(get_args(MechanismPart))
    values["what"] = list(WHATS)
    values["group"] = ["owed", "unknown", "others", "in_place", "ended", "not_granted"]
    package = REPOSITORY / "generator"
    modules = [path for folder in ("pages", "theme") for path in (package / folder).rglob("*.py")]
    for path in sorted([*modules, package / "almanac.py", package / "campaign_kits.py", package / "syndication.py"]):
        yield from _find_keys(path, values)


def _find_keys(path: Path, values: dict[str, list[str]]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(KEY, node.value):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            names = [part.value.id for part in node.values if _is_name(part)]  # type: ignore[attr-defined]
            for choice in product(*(values.get(name, []) for name in names)):
                found = iter(choice)
                key = "".join(
                    part.value if isinstance(part, ast.Constant) else next(found, "?") for part in node.values
                )
                if re.fullmatch(KEY, key):
                    yield key


def _is_name(part: ast.expr) -> bool:
    return isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name)


USED = frozenset(find_used_in_templates()) | frozenset(find_used_in_python())


def test_there_are_two_languages() -> None:
    """The site is in Spanish and English."""
    assert LANGUAGES == ["en", "es"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys_and_places(language: str) -> None:
    """No string is missing in a language, nor one of its places, in any form."""
    texts, spanish = get_texts(language), get_texts("es")

    assert texts.keys() == spanish.keys()
    for key, forms in texts.items():
        wanted = set().union(*map(get_places, spanish[key]))
        assert all(get_places(form) == wanted for form in forms[-1:]), key
        # "Another person" may do without its number, and nothing else.
        assert all(wanted - {"n"} <= get_places(form) <= wanted for form in forms), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_string_is_empty_or_untidy(language: str) -> None:
    """Every string says something, without spaces around it, and none is in the file twice."""
    text = (REPOSITORY / f"generator/locale/{language}/LC_MESSAGES/visibles.po").read_text(encoding="utf-8")
    ids = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)

    assert len(ids) == len(set(ids))
    assert set(ids) == get_texts(language).keys()
    assert all(form and form == form.strip() for forms in get_texts(language).values() for form in forms)


def test_every_key_in_use_exists() -> None:
    """Templates and code name no key that the catalogue lacks."""
    areas = {key.partition(".")[0] for key in get_texts("es")}

    assert {key for key in USED if key.partition(".")[0] in areas} <= get_texts("es").keys()


def test_every_key_in_templates_exists() -> None:
    """A key that a template asks for exists, whatever its area."""
    assert set(find_used_in_templates()) <= get_texts("es").keys()


def test_every_string_is_used() -> None:
    """The catalogue holds nothing that is never said."""
    assert get_texts("es").keys() - USED == set()


def test_a_missing_string_is_an_error() -> None:
    """There is no silent fallback, neither for a key nor for a language."""
    for language, key in (("es", "nada.de_nada"), ("fr", "case.summary")):
        with pytest.raises(ContentError, match=key) as caught:
            Strings(language).get(key)
        assert caught.value.troubles[0].code == "string-missing"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, ("0\u00a0casos", "0\u00a0cases")),
        (1, ("1\u00a0caso", "1\u00a0case")),
        (2, ("2\u00a0casos", "2\u00a0cases")),
        (1234, ("1,234\u00a0casos", "1,234\u00a0cases")),
    ],
)
def test_numbers_choose_their_form(spanish: Words, english: Words, number: int, expected: tuple[str, str]) -> None:
    """One is singular, all else plural, with group marks as in Mexico; no line ends between the two."""
    assert (spanish.count("count.cases", number), english.count("count.cases", number)) == expected


@pytest.mark.parametrize("facet", FACETS)
def test_slugs_of_facets_are_addresses(facet: str) -> None:
    """The part of an address that a catalogue gives is a slug, and no two facets share one."""
    for language in LANGUAGES:
        slugs = [Strings(language).get(f"facet.{each}.slug") for each in FACETS]
        assert len(set(slugs)) == len(FACETS)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", Strings(language).get(f"facet.{facet}.slug"))
