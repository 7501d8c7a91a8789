"""The code of interactive figures is put where pages ask for it, and only into sites that have such pages."""

from __future__ import annotations

import gzip
from functools import partial
from typing import TYPE_CHECKING

from sites import gather

from generator.config import Language, SiteOptions
from generator.pages.page import EditorialPage, Page
from generator.pages.shell import Shell
from generator.pages.task import Inputs, Task
from generator.publishing.bundle import list_code_groups
from generator.publishing.csp import EMPTY_STYLE_HASH
from generator.publishing.making import make_all
from generator.publishing.memory import Memory
from generator.publishing.site_folder import SiteFolder
from generator.publishing.writing import Finisher

if TYPE_CHECKING:
    from pathlib import Path

SHELL = "".join(f"<i>@@v:{slot}@@</i>" for slot in ("title", "description", "robots", "csp", "article"))


def write_site(folder: Path, *, charts: bool) -> str:
    """Write a site of one page, with the code it needs, and return its HTML."""
    source = EditorialPage("x", "es", "x/", "X", "X.", "<h1>X</h1>", Shell.parse(SHELL, "x/"))
    page = Page("es", "x", "x/", "X", "X.", "<p>x</p>", (("es", "x/"),), charts=charts)
    options = SiteOptions(
        root=folder,
        cases_dir=folder,
        content_dir=folder,
        languages=(Language(code="es", name="Español"),),
        nav=("x",),
        as_of=None,
        public_repository=False,
        site_name="X",
        site_url=None,
        base_path="/",
        use_directory_urls=True,
    )
    run = partial(
        make_all,
        folder=SiteFolder(folder),
        memory=Memory(),
        inputs=Inputs(),
        shared="",
        finish=Finisher({("x", "es"): source}, options),
    )
    run(list_code_groups(run([gather([Task("x", {}, lambda: [page])])[0]]).values()))
    return (folder / "x/index.html").read_text(encoding="utf-8")


def test_with_charts(tmp_path: Path) -> None:
    """The code lies there whole and compressed, and the policy of the page lets it add its empty style."""
    html = write_site(tmp_path, charts=True)
    code = (tmp_path / "assets/vendor/plotly.min.js").read_bytes()

    assert EMPTY_STYLE_HASH in html
    assert gzip.decompress((tmp_path / "assets/vendor/plotly.min.js.gz").read_bytes()) == code


def test_without_charts(tmp_path: Path) -> None:
    """Nothing is written and nothing is let in for nobody."""
    html = write_site(tmp_path, charts=False)

    assert EMPTY_STYLE_HASH not in html
    assert not (tmp_path / "assets").exists()
