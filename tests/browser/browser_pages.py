"""The pages that are looked at in the browser, and what is noted of a visit."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page

BASE = "/visibles/"
CASE = "bettina-cruz-velazquez"
PAGES = {
    "home": "",
    "home en": "en/",
    "list": "casos/",
    "list en": "en/cases/",
    "case": f"casos/{CASE}/",
    "case en": f"en/cases/{CASE}/",
    "measures": "medidas/",
    "measures en": "en/measures/",
    "authority": "medidas/autoridad/estado-mexicano/",
    "measures by body": "medidas/organismo/",
    "impunity": "impunidad/",
    "impunity en": "en/impunity/",
    "indicators": "indicadores/",
    "methodology": "metodologia/",
    "facet": "casos/estado/",
    "facet value": "casos/estado/oaxaca/",
    "timeline": "cronologia/",
    "timeline year": "cronologia/2011/",
    "timeline en": "en/timeline/",
    "states": "estados/",
    "states en": "en/states/",
    "state": "estados/oaxaca/",
    "mechanism": "mecanismo/",
    "mechanism en": "en/mechanism/",
    "commitments": "mecanismo/compromisos/",
    "by authority": "mecanismo/autoridades/",
    "figures of others": "mecanismo/cifras/",
    "figures of others en": "en/mechanism/figures/",
    "states of the mechanism": "mecanismo/estados/",
    "body": "mecanismo/organos/upsa/",
    "trends": "tendencias/",
    "trends en": "en/trends/",
    "search": "buscar/",
    "search en": "en/search/",
    "campaigns": "campanas/",
    "campaign": "campanas/hazquesevean/",
    "campaign en": "en/campaigns/hazquesevean/",
    "changes": "cambios/",
    "changes month en": "en/changes/2026-11/",
    "calendar": "calendario/",
    "calendar en": "en/calendar/",
    "404": "404.html",
}
LOOKED_AT = [pytest.param(path, id=name) for name, path in PAGES.items()]
"""The same for tests that share one look at each page, which are kept in one process."""
ENGLISH = (
    "en/measures/authority/estado-mexicano/",
    "en/measures/body/",
    "en/indicators/",
    "en/methodology/",
    "en/cases/state/",
    "en/cases/state/oaxaca/",
    "en/timeline/2011/",
    "en/states/oaxaca/",
    "en/campaigns/",
    "en/changes/",
)
"""The English pages of those kinds that are looked at in Spanish only."""


@dataclass
class Visit:
    """A page in a browser, and what happened while it was there."""

    page: Page
    address: str
    """Of the site's root."""
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    """Errors of the console and of scripts."""

    def go(self, path: str, *, to_the_end: bool = False) -> Page:
        """Open an address below the site's root; if asked, wait until nothing more is loaded."""
        self.page.goto(self.address + path, wait_until="networkidle" if to_the_end else "load")
        return self.page

    def forget(self) -> None:
        """Note anew from here on."""
        self.requests.clear()
        self.errors.clear()

    @property
    def violations(self) -> list[str]:
        """Return what the policy has stopped on this page."""
        found: list[str] = self.page.evaluate("window.violations ?? []")
        return found

    @property
    def foreign(self) -> list[str]:
        """Return what was asked of anybody but the site."""
        return [url for url in self.requests if not url.startswith((self.address, "data:"))]


def wait_until(page: Page, expression: str) -> None:
    """Wait until something is true of a page whose policy lets nobody but the browser's own tools evaluate a text."""
    for _ in range(300):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)
