"""What is seen of a page: one visit in each scheme, kept for all tests that ask about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from axe_rules import find_violations
from browser_pages import Visit
from playwright.sync_api import Page

WIDTHS = (320, 360, 1280)
BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@dataclass(frozen=True)
class Fit:
    """How a page lies in a window of some width."""

    width: int
    """Of all there is."""
    past: list[str]
    """What reaches past the window, but for tables, which scroll in a region of their own."""
    regions: list[list[Any]]
    """Of each such region: its place in the order of keys, its role, and whether it has a name."""


@dataclass(frozen=True)
class Look:
    """What was seen."""

    requests: tuple[str, ...]
    foreign: list[str]
    """What was asked of anybody but the site."""
    errors: tuple[str, ...]
    """Errors of the console and of scripts."""
    stopped: list[str]
    """What the policy has stopped."""
    headings: int
    """Of the first level."""
    background: str
    broken: list[str]
    """Rules of axe-core that are broken."""
    fits: Mapping[int, Fit]
    """Width → how it lies there; in the light scheme only, for the dark one differs in colours alone."""


class Looker:
    """Visits a page when a test first asks about it."""

    def __init__(self, visit: Callable[..., Visit]) -> None:
        """Look through windows that are opened like this."""
        self._visit = visit
        self._windows: dict[str, Visit] = {}
        self._seen: dict[tuple[str, str], Look] = {}

    def __call__(self, path: str, scheme: str = "light") -> Look:
        """Return what is seen of a page in a scheme."""
        if (path, scheme) not in self._seen:
            self._seen[path, scheme] = self._look(path, scheme)
        return self._seen[path, scheme]

    def _look(self, path: str, scheme: str) -> Look:
        # One window for all pages: a new one costs as much as two pages.
        if scheme not in self._windows:
            self._windows[scheme] = self._visit(color_scheme=scheme)
        found = self._windows[scheme]
        found.forget()
        found.page.emulate_media(reduced_motion="no-preference")
        page = found.go(path)
        headings, background = page.locator("h1").count(), page.evaluate(BACKGROUND)
        fits = {width: measure(page, width) for width in WIDTHS} if scheme == "light" else {}
        page.set_viewport_size({"width": 1280, "height": 900})
        page.wait_for_load_state("networkidle")
        seen = tuple(found.requests), found.foreign, tuple(found.errors), found.violations
        # Colours on their way from one to another are none of the page's.
        page.emulate_media(reduced_motion="reduce")
        return Look(*seen, headings, background, find_violations(page, scheme), fits)


def measure(page: Page, width: int) -> Fit:
    """Return how a page lies in a window of some width."""
    page.set_viewport_size({"width": width, "height": 700})
    past = page.evaluate(
        """() => {
        const isPast = e => e.getBoundingClientRect().right > innerWidth + 1;
        const past = [...document.querySelectorAll('body *')].filter(isPast);
        const stays = e => getComputedStyle(e).position != 'absolute' && !e.closest('.v-scroll > table');
        return past.filter(stays).map(e => e.outerHTML.slice(0, 80));
        }"""
    )
    regions = page.evaluate(
        """() => [...document.querySelectorAll('.v-scroll')].map(e => [
          e.tabIndex, e.role ?? e.getAttribute('role'), !!(e.ariaLabel || e.getAttribute('aria-labelledby'))])"""
    )
    return Fit(page.evaluate("document.documentElement.scrollWidth"), past, regions)
