"""Whatever is read from outside gives a value or a problem with words, in bounded time: never a traceback."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import LANGUAGES, make_case, make_document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mutants import make_addresses, mutate, read_model_case, read_through
from sites import REPOSITORY

import generator
from generator.config import OptionError, Trouble
from generator.exports.cells import guard_cell, unguard_cell
from generator.options import make_options
from generator.pages.citations import FORMATS, Citation
from generator.pages.qr import make_qr
from generator.pages.references import ReferenceFault, parse_reference
from generator.records.case_reading import CaseRules
from generator.records.fields import Context
from generator.records.models import Case
from generator.records.strict_yaml import MAX_BYTES, parse_document
from generator.records.validation import validate_document
from generator.records.vocabularies import Vocabularies

WIDE = "\uff1d\uff0b\uff0d\uff20"
"""Signs of double width, which some spreadsheets take for the usual ones."""
ADDRESSES = make_addresses()
MODEL = read_model_case()


@pytest.fixture(scope="module")
def rules(vocabularies: Vocabularies) -> CaseRules:
    """Return the rules of a site."""
    return CaseRules(Context(vocabularies, LANGUAGES), public_repository=False)


@given(seed=st.randoms(use_true_random=False))
@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_odd_cases(rules: CaseRules, seed: object) -> None:
    """A case with something odd in it gives problems, or pages, tables, feeds and embeds. `make fuzz` runs it long."""
    read_through(mutate(MODEL, seed.randrange), rules, ADDRESSES)  # type: ignore[attr-defined] - hypothesis' own type


YAML = {
    "billion laughs": b"a: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (n + 1, n + 1, b",".join([b"*%c" % n] * 9)) for n in b"abcdefgh"),
    "an alias within itself": b"a: &a [*a]",
    "merge keys": b"a: &a {b: 1}\nc: {<<: *a}",
    "deep lists": b"[" * 100_000,
    "deep mappings": b"".join(b" " * n + b"a:\n" for n in range(600)),
    "deep flow mappings": b"{a: " * 50_000,
    "deep and closed": b"{a: " * 20_000 + b"}" * 20_000,
    "many keys": b"".join(b"k%d: 1\n" % n for n in range(3_000)),
    "a long scalar": b"a: " + b"x" * (MAX_BYTES - 10),
    "a long number": b"a: " + b"9" * 100_000,
    "blanks": b"a: 'x" + b" " * (MAX_BYTES - 20) + b"y'",
    "many tags": b"- !!python/object/apply:os.system ['true']\n" * 1000,
    "other tags": b"!!binary aGk=\n",
    "ten megabytes": b"a: 1\n" * 2_000_000,
    "NUL": b"a: b\0c",
    "two marks of order": b"\xef\xbb\xbf\xef\xbb\xbfa: 1",
    "UTF-16": "a: 1".encode("utf-16"),
    "lone surrogate": b"a: \xed\xa0\x80",
    "lone surrogate, escaped": b'a: "\\uD800"',
    "directions": 'a: "\u202ex"'.encode(),
    "non-characters": "a: \ufffe".encode(),
    "comments": b"#" * (MAX_BYTES - 1),
    "anchors": b"".join(b"- &a%d x\n" % n for n in range(10_000)),
    "questions": b"? " * 20_000,
    "dashes": b"- " * 20_000,
    "quotes": b"'" * 100_001,
    "escapes": b'"' + b"\\x" * 1000,
    "marks of Zalgo": ("a: z" + "\u0338\u0322" * 100_000).encode(),
}


@pytest.mark.timeout(60)
@pytest.mark.parametrize("raw", YAML.values(), ids=YAML)
def test_hostile_yaml(raw: bytes, rules: CaseRules) -> None:
    """Bombs, depths and masses are refused or read soon, and what they give is told with its place."""
    document, problems = parse_document(raw, "cases/x.yml")
    if document is not None:
        problems += validate_document(document, Case, rules.context)[1]

    assert problems
    assert all(one.line >= 0 and one.message("es") and one.advice("en") for one in problems)


BAD_URLS = (
    "javascript:alert(1)", "JAVASCRIPT:alert(1)", " https://example.org/", "java\nscript:alert(1)", "data:text/html,x",
    "vbscript:x", "//example.org/", "/etc/passwd", "https:example.org", "https:///example.org", "https://", "https://[",
    "https://example.org/\x7f", "https://example.org/\u200b", "https://exam\u00adple.org/",
    "https://usuario:clave@example.org/",
    "https://example.org\\@otro.example/", 'https://example.org/"><script>', "https://ex\u0430mple.org/",
    "https://example\u3002org/",
    "https://localhost/", "ftp://example.org/", "file:///etc/passwd", "https://example.org/a b", "https://example.org/{x}",
    "https://ejemplo..org/", "https://.org/", "blob:https://example.org/x", "view-source:https://example.org/",
)  # fmt: skip


@pytest.mark.parametrize("url", BAD_URLS)
def test_addresses_that_are_none(url: str, rules: CaseRules) -> None:
    """What does something else, hides where it leads, or looks like another host is refused."""
    case = make_case()
    case["sources"]["s1"]["url"] = url

    assert [one.code for one in validate_document(make_document(case), Case, rules.context)[1]] == ["bad-url"]


NAMES = ("..", "../x", "/x", "a/b", "a\\b", "c:", "a\0b", ".x", "x.", "con", "nul", "com1", "a b", "ca\u0441o",
         "\uff0e\uff0e", "caso\n", "%2e%2e", "-x", "x-", "a--b", "Caso", "x" * 121)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_of_files_that_are_none(name: str, rules: CaseRules) -> None:
    """No slug leads out of its folder, is a word of some system, or only looks like another."""
    for changes in ({"slug": name}, {"former_slugs": [name]}):
        found = validate_document(make_document(make_case(**changes)), Case, rules.context)[1]
        assert [one.code for one in found] == ["bad-slug"]
    campaigns = validate_document(make_document(make_case(campaigns=[f"../{name}"])), Case, rules.context)[1]
    assert [one.code for one in campaigns] == ["bad-local-id"]


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.sampled_from(NAMES + BAD_URLS),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["code", "name", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
OPTIONS = ("cases_dir", "languages", "nav", "as_of", "contact", "jobs", "exit_url", "cards", "public_repository")


@given(
    raw=st.dictionaries(st.sampled_from(OPTIONS), ANY),
    site_url=st.none() | st.sampled_from(BAD_URLS) | st.text(max_size=30),
)
@settings(max_examples=150, derandomize=True, deadline=None)
def test_any_options(raw: dict[str, object], site_url: str | None) -> None:
    """Whatever the configuration says, there are options, or troubles with a code and words."""
    troubles: tuple[Trouble, ...] = ()
    found = None
    try:
        found = make_options(
            raw, root=REPOSITORY, content_dir=REPOSITORY / "content", site_name="x", site_url=site_url,
            use_directory_urls=True,
        )  # fmt: skip
    except OptionError as error:
        troubles = error.troubles

    assert all(one.code.startswith("option-") and one.message for one in troubles)
    assert (found is None) == bool(troubles)
    if found:
        assert all(re.fullmatch("[A-Za-z0-9-]+", language.code) for language in found.languages)
        assert (found.site_url or "https://").startswith(("https://", "http://"))
        assert found.exit_url.startswith("https://")


@given(text=st.text() | st.text(f"'=+-@\t\r\n{WIDE}x", max_size=6))
@settings(derandomize=True)
def test_cells_are_inert_and_come_back(text: str) -> None:
    """No cell begins like a formula, and each text can be had back from its cell."""
    cell = guard_cell(text)

    assert unguard_cell(cell) == text
    assert cell.startswith("'") or not cell.startswith(tuple(f"=+-@\t\r\n{WIDE}"))


@given(title=st.text(max_size=60) | st.text("\n\r{}@\\%\"',;:-  TYER", max_size=40))
@settings(max_examples=150, derandomize=True)
def test_citations_are_one_record(title: str) -> None:
    """No title ends its entry, or begins another, in any format."""
    one = Citation("k", "MX-0001", title, "Visibles", "1", date(2026, 6, 30), "n", "es", "https://example.org/")
    bibtex, ris, csl = (each.render([one]) for each in FORMATS)
    depth = 0
    for character in re.sub(r"\\.", "", bibtex, flags=re.DOTALL):
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0
    lines = ris.split("\r\n")
    assert [line[:2] for line in lines if line[2:6] == "  - "].count("TY") == 1
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines if line)
    assert len(json.loads(csl)) == 1


@given(
    inner=st.text(max_size=80)
    | st.sampled_from(["-" * 50_000 + "1", "(" * 5000, "a." * 50_000, "[" * 299, "not " * 70])
)
@settings(max_examples=150, derandomize=True)
def test_any_reference(inner: str) -> None:
    """Anything between double braces is a reference or a fault with a code."""
    code = "reference-syntax"
    try:
        parse_reference(inner)
    except ReferenceFault as fault:
        code = fault.code

    assert code == "reference-syntax"


def test_any_address_as_a_code_to_scan() -> None:
    """The longest address that a code can hold is drawn, and hostile ones are only squares."""
    for address in ("https://example.org/" + "x" * 2000, "https://example.org/<script>", "javascript:alert(1)"):
        assert re.fullmatch(r"[Mhvz0-9 .-]+", make_qr(address).path)


UNITS = (" ", "\t", " \n", "a", "0", "[", "{{", "<", "<a ", '<a href="', '"', "'", "`", "`a", "-", "-a", "[s1", "[s1]",
         ".", "/", "\\", "@@v:", "# ", "~", "a@", 'href="//', "<!--", "1.", "MX-0001")  # fmt: skip


def list_patterns() -> list[tuple[str, re.Pattern[str], bool]]:
    """Return every pattern that reads input, with its name, and whether it is only tried at the start of a text.

    What reads our own finished pages and styles is left out: no text of others is in them but escaped.
    """
    found = []
    for info in pkgutil.walk_packages(generator.__path__, "generator."):
        if info.name.startswith(("generator.publishing", "generator.theme")):
            continue
        module = importlib.import_module(info.name)
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and re.search(rf"^{name}\b", source, re.MULTILINE):
                uses = set(re.findall(rf"\b{name}\.(\w+)\(", source))
                found.append((f"{info.name}.{name}", value, bool(uses) and uses <= {"match", "fullmatch"}))
    return found


@pytest.mark.timeout(120)
def test_patterns_take_long_texts() -> None:
    """Each pattern comes to an end on long texts made to lead it astray; one that tried all ways would take years."""
    patterns = list_patterns()
    for _, pattern, is_anchored in patterns:
        for unit in UNITS:
            given = (unit * 50_000)[:50_000] + "\0"
            text: Any = given if isinstance(pattern.pattern, str) else given.encode()
            if is_anchored:
                pattern.match(text)
                pattern.fullmatch(text)
            else:
                list(pattern.finditer(text))

    assert len(patterns) >= 35
