"""Days that count up: to the reader's own day, never back, and not at all without scripts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from browser_pages import PAGES, Visit
from playwright.sync_api import Page

Open = Callable[..., Visit]
MONTHS = {"es": "enero de", "en": "January"}


def read(page: Page) -> tuple[str, str, str, str]:
    """Return the first number that counts, its date in words, its first day and the day it was printed for."""
    number = page.locator("[data-since]").first
    since, until = number.get_attribute("data-since"), number.get_attribute("data-until")
    return number.inner_text(), number.locator("xpath=..").locator("time").inner_text(), since or "", until or ""


@pytest.mark.parametrize("lang", ["es", "en"])
def test_they_count_up_to_the_readers_day(visit: Open, lang: str) -> None:
    """Forty days after the page was made there are forty more, and the date beside them says until when."""
    path = PAGES["measures" if lang == "es" else "measures en"]
    printed = read(visit(java_script_enabled=False).go(path))
    day = date.fromisoformat(printed[3]) + timedelta(days=40)
    found = visit(fresh=True)
    found.page.clock.set_fixed_time(f"{day.isoformat()}T12:00:00")
    number, told, since, _ = read(found.go(path))

    assert number == f"{(day - date.fromisoformat(since)).days:,}"
    assert int(number.replace(",", "")) == int(printed[0].replace(",", "")) + 40
    assert str(day.day) in told
    assert MONTHS[lang] in told
    assert found.errors == []


@pytest.mark.parametrize("days", [0, -400])
def test_they_never_contradict_the_page(visit: Open, days: int) -> None:
    """On the day the page speaks from, or with a clock before it, the printed figure stands."""
    printed = read(visit(java_script_enabled=False).go(PAGES["measures"]))
    found = visit(fresh=True)
    found.page.clock.set_fixed_time(f"{date.fromisoformat(printed[3]) + timedelta(days=days)}T12:00:00")

    assert read(found.go(PAGES["measures"])) == printed


def test_pages_without_such_days_load_no_script(visit: Open) -> None:
    """The script is asked for only where it has something to do."""
    found = visit()
    found.go(PAGES["list"], to_the_end=True)

    assert not [url for url in found.requests if url.endswith("days.js")]
