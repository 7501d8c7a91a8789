"""What MkDocs gave is kept: while nothing that it reads has changed it is not even loaded, and the site is the same."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from sites import REPOSITORY, make_small_project

from generator.frame_memory import FOLDER, FrameMemory, digest_config
from generator.program import read_program
from generator.project import Project
from generator.publishing.manifest import read_digests
from generator.publishing.memory import Memory, write_memory
from generator.publishing.spare import LastSite
from generator.recall import MEMORY

Change = Callable[[Path], None]
QUIET = {"cards": False, "embeds": False}
CASE = "cases/alguien-del-valle.yml"
FOOTER = "partials/visibles/footer.html"
FIGURE = 'Hay {{ indicator("acts_documented").numerator }}.'


def edit(name: str, *, old: str = "", new: str = "") -> Change:
    """Return a change that replaces a part of a file, or adds to its end."""

    def change(root: Path) -> None:
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")

    return change


def add_template(root: Path) -> None:
    """Give the project a theme of its own."""
    (root / "own" / "partials" / "visibles").mkdir(parents=True)
    shutil.copy(REPOSITORY / "generator" / "theme" / FOOTER, root / "own" / FOOTER)
    edit("site_config.yml", old="name: material,", new="name: material, custom_dir: own,")(root)


def add_case(root: Path) -> None:
    """Add a case, which changes what is counted."""
    text = (root / CASE).read_text(encoding="utf-8").replace("MX-9003", "MX-9777")
    (root / "cases" / "uno-nuevo.yml").write_text(text.replace("alguien-del-valle", "uno-nuevo"), encoding="utf-8")


def add_picture(root: Path) -> None:
    """Add a file that is only copied."""
    (root / "content" / "es" / "a.txt").write_text("uno", encoding="utf-8")


class Site:
    """A project and the site built of it last."""

    def __init__(self, root: Path) -> None:
        """Build the first site."""
        self.root = root
        self.number = 0
        self.memory = Memory()
        self.place = root
        self.overrides: Mapping[str, object] = QUIET
        self.build()

    def build(self) -> bool:
        """Build beside the last site; return whether MkDocs was needed."""
        self.number += 1
        place, project = self.root.parent / f"site-{self.number}", Project(self.root / "site_config.yml")
        report = project.build(place, self.overrides, last_site=LastSite(self.place), memory=self.memory)
        self.memory = report.memory
        self.place = place
        return "_engine" in vars(project)

    def build_anew(self) -> Path:
        """Build what a clean build gives, with nothing kept by it for later ones."""
        place, kept, aside = self.root.parent / "clean", self.root / FOLDER, self.root / "aside"
        shutil.rmtree(place, ignore_errors=True)
        kept.rename(aside)
        Project(self.root / "site_config.yml", anew=True).build(place, self.overrides)
        shutil.rmtree(kept, ignore_errors=True)
        aside.rename(kept)
        return place


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a small site that was built once."""
    return Site(make_small_project(tmp_path_factory.mktemp("frames") / "project"))


def test_mkdocs_is_not_even_loaded(site: Site) -> None:
    """One case edited, checked, and built again; figures are not derived either, where addresses are known."""
    write_memory(site.root / MEMORY, site.memory)
    edit(CASE, new="\n# nada\n")(site.root)
    code = """if True:
        import sys
        from pathlib import Path
        from generator.project import Project
        project = Project(Path("site_config.yml"))
        options = project.make_options({"cards": False, "embeds": False})
        assert not project.read(options, wanted={sys.argv[1]}).has_errors
        assert not {"mkdocs", "jinja2", "generator.analysis.findings"} & {*sys.modules}
        project.read_sound(options)
        assert not {"mkdocs", "material", "markdown", "generator.build"} & {*sys.modules}
        """
    subprocess.run([sys.executable, "-c", code, CASE], cwd=site.root, check=True)

    assert not site.build()


def test_same_bytes_after_each_kind_of_edit(site: Site) -> None:
    """MkDocs is needed for what it reads and for nothing else, and either way the site is that of a clean build."""
    edits: list[tuple[Change, bool]] = [
        (edit(CASE, old="death_threat", new="threat"), False),
        (edit("content/es/acerca.md", new=FIGURE), True),
        (edit("content/vocabularies/state.yml", old="Oaxaca", new="Oaxaca de Juárez"), False),
        (add_case, True),
        (add_template, True),
        (edit(f"own/{FOOTER}", new="<p>otra</p>"), True),
        (add_picture, True),
        (edit(CASE, old="threat", new="death_threat"), False),
    ]
    for number, (change, needed) in enumerate(edits):
        change(site.root)
        assert site.build() is needed, number
        if not needed:
            assert read_digests(site.place) == read_digests(site.build_anew()), number
    site.overrides = {**QUIET, "only_languages": ["es"]}
    assert site.build()


def test_what_is_damaged_or_of_something_else_is_not_there(site: Site, tmp_path: Path) -> None:
    """A kept file is taken only whole, and only for what it was made of."""
    folder = tmp_path / FOLDER
    shutil.copytree(site.root / FOLDER, folder)
    key = digest_config(site.root / "site_config.yml", read_program())
    kept, file = FrameMemory(tmp_path), folder / "settings.json"
    assert kept.find_settings(key) is not None
    assert kept.find_settings(key + "0") is None
    whole = file.read_bytes()
    for damaged in (whole[:-1], whole.replace(b"Visibles", b"Invisibles"), b"", b"\xff", b"{}\n{}"):
        file.write_bytes(damaged)
        assert kept.find_settings(key) is None
    file.unlink()
    assert kept.find_settings(key) is None
