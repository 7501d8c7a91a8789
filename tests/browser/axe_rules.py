"""What axe-core says of a page."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOUR = "cat.color"
"""Tag of the rules that depend on colours."""

_AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def find_violations(page: Page, scheme: str = "light") -> list[str]:
    """Return what axe-core finds wrong in a page: rule, element and why.

    In the dark scheme only what depends on colours is asked: nothing else differs there (`tests/test_styles.py`).
    """
    page.evaluate(_AXE)
    found: list[dict[str, Any]] = page.evaluate(
        """async ([tags, colour]) => {
        const rules = axe.getRules(tags).filter(rule => rule.tags.includes(colour)).map(rule => rule.ruleId);
        const runOnly = colour ? {type: 'rule', values: rules} : {type: 'tag', values: tags};
        return (await axe.run(document, {runOnly, resultTypes: ['violations']})).violations;
        }""",
        [list(TAGS), COLOUR if scheme == "dark" else None],
    )
    return [f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}" for rule in found for node in rule["nodes"]]
