"""Bodies of pages as they should be, whole. `pytest tests/pages/test_golden.py --write-expected` writes them anew."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from lines import cut_lines

from generator.pages.page import Page

PATHS = (
    "",
    "en/",
    "casos/",
    "en/cases/",
    "casos/ximena-quimera/",
    "en/cases/ximena-quimera/",
    "casos/las-tortugas-voladoras/",
    "en/cases/las-tortugas-voladoras/",
    "casos/alguien-del-valle/",
    "casos/estado/",
    "en/cases/year/",
    "casos/derecho/medio-ambiente-sano/",
    "en/cases/attack/arbitrary-detention/",
    "casos/anio/2017/",
    "medidas/",
    "en/measures/",
    "medidas/autoridad/",
    "medidas/autoridad/ayuntamiento-de-san-dragon/",
    "en/measures/body/",
    "medidas/entidad/",
    "cronologia/",
    "en/timeline/",
    "cronologia/2012/",
    "estados/",
    "en/states/",
    "estados/oaxaca/",
    "impunidad/",
    "en/impunity/",
    "calendario/",
    "en/calendar/",
    "calendario/01/",
    "cambios/",
    "en/changes/",
    "cambios/2026-02/",
    "indicadores/",
    "en/indicators/",
    "mecanismo/",
    "en/mechanism/",
    "mecanismo/compromisos/",
    "en/mechanism/commitments/",
    "mecanismo/autoridades/",
    "mecanismo/cifras/",
    "en/mechanism/figures/",
    "mecanismo/estados/",
    "mecanismo/organos/ghost/",
    "en/mechanism/bodies/window/",
    "tendencias/",
    "en/trends/",
    "campanas/",
    "campanas/que-se-miren/",
    "en/campaigns/que-se-miren/",
    "404.html",
)


def get_file(folder: Path, path: str) -> Path:
    """Return the expected body of a page."""
    return folder / f"{path.removesuffix('.html').rstrip('/').replace('/', '.') or 'index'}.html"


@pytest.mark.parametrize("path", PATHS)
def test_body(pages: Mapping[str, Page], golden: Path, path: str, request: pytest.FixtureRequest) -> None:
    """Nothing in the body of a page changes unseen."""
    file = get_file(golden, path)
    lines = cut_lines(pages[path].body)
    if request.config.getoption("--write-expected"):
        file.write_text("\n".join((*lines, "")), encoding="utf-8", newline="\n")

    assert file.read_text(encoding="utf-8").splitlines() == lines


def test_no_body_without_a_page(golden: Path) -> None:
    """Every expected body is compared with a page."""
    assert {file.name for file in golden.iterdir()} == {get_file(golden, path).name for path in PATHS}
