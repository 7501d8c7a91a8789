"""What servers are told: the file that hosts read, the examples of the documentation, and security.txt."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from builders import REPOSITORY
from sites import get_real_site

from generator.publishing.headers import (
    EVERYWHERE,
    FRAMED,
    HEADERS_FILE,
    LASTING,
    PAGES,
    SECURE,
    SECURITY_FILE,
    SHARED,
    render_headers,
    render_security,
)

CLOUDFLARE_RULES, CLOUDFLARE_LINE = 100, 2000


def parse_rules(text: str) -> dict[str, dict[str, str]]:
    """Return path → headers of a `_headers` file."""
    rules: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            rules[line] = rule = {}
        else:
            name, _, value = line.strip().partition(": ")
            assert name not in rule
            rule[name] = value
    return rules


def find_values(rules: dict[str, dict[str, str]], path: str) -> list[tuple[str, str]]:
    """Return the headers of an address as both hosts find them: those of every rule that fits it."""
    fitting = (rule for pattern, rule in rules.items() if re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), path))
    return [one for rule in fitting for one in rule.items()]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real site. Only for reading."""
    return get_real_site(tmp_path_factory.getbasetemp())


def test_every_page_has_its_policy_once(site: Path) -> None:
    """No page may be framed and each embed may, by one header: values of rules that overlap would be joined."""
    text = (site / HEADERS_FILE).read_text(encoding="utf-8")
    rules = parse_rules(text)
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    posters = [name for name in pages if name.endswith(("cartel/index.html", "poster/index.html"))]

    assert posters
    assert len(pages) > 600
    for name in pages:
        for path in (f"/{name}", f"/{name.removesuffix('index.html')}"):
            found = find_values(rules, path)
            wanted = FRAMED if "embed" in name.split("/") else PAGES
            assert sorted(found) == sorted({**EVERYWHERE, **SECURE, **wanted}.items()), path
    assert len(rules) <= CLOUDFLARE_RULES
    assert max(map(len, text.splitlines())) <= CLOUDFLARE_LINE


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_examples_say_the_same(name: str) -> None:
    """Every header and value that the build knows is in the example for each server, letter by letter."""
    text = (REPOSITORY / "docs" / "hosting" / name).read_text(encoding="utf-8")
    for headers in (EVERYWHERE, SECURE, PAGES, FRAMED, SHARED, LASTING):
        for header, value in headers.items():
            assert header in text
            assert f'"{value}"' in text


def test_https_is_promised_only_where_it_is_there() -> None:
    """A site without an https address does not tell browsers to insist on it."""
    assert "Strict-Transport-Security" not in render_headers(["", "en/"], ["casos/"], secure=False)


@pytest.mark.parametrize(
    ("site_url", "canonical"),
    [
        ("https://example.org/", ["https://example.org/.well-known/security.txt"]),
        ("https://example.org/a/", []),
        ("http://example.org/", []),
        (None, []),
    ],
)
def test_security_txt(site_url: str | None, canonical: list[str]) -> None:
    """The fields of RFC 9116, each on its line, with an end that follows from the as-of date."""
    text = render_security("mailto:a@example.org", as_of=date(2024, 2, 29), languages=["es", "en"], site_url=site_url)
    fields = dict(line.split(": ", 1) for line in text.splitlines())

    assert text.endswith("\n")
    assert [fields.pop("Canonical") for _ in canonical] == canonical
    assert fields == {
        "Contact": "mailto:a@example.org",
        "Expires": "2025-02-28T00:00:00Z",
        "Preferred-Languages": "es, en",
    }


def test_nobody_to_write_to(site: Path) -> None:
    """Without a contact there is no file: the standard wants one in it."""
    assert not (site / SECURITY_FILE).exists()
