"""The engine for real: MkDocs and Material on a small bilingual site with one case."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.config import ContentError, OptionError
from generator.frame import EngineError
from generator.gathering import BrokenCasesError
from generator.project import Project
from generator.publishing.links import read_site
from generator.publishing.manifest import make_manifest
from generator.publishing.staging import UnsafeSiteDirError

if TYPE_CHECKING:
    from collections.abc import Callable

REPOSITORY = Path(__file__).parent.parent
CASE = "lourdes-maldonado-lopez.yml"
DATA_FOLDERS = ("vocabularies", "mechanism")

MKDOCS = (sys.executable, "-m", "mkdocs", "build")

CONFIG = """
site_name: Visibles
docs_dir: content
theme: {name: material, font: false, favicon: assets/images/favicon.svg}
plugins:
  - monitor:
      cases_dir: cases
      languages: [{code: es, name: Español}, {code: en, name: English}]
      nav: [home, cases, methodology, about, privacy]
      as_of: 2026-12-31
markdown_extensions: [footnotes, {tables: {use_align_attribute: true}}]
"""

PAGES = {
    "es/index": ("home", "Inicio"),
    "es/casos/index": ("cases", "Casos"),
    "es/metodologia": ("methodology", "Metodología"),
    "es/acerca": ("about", "Acerca de"),
    "es/privacidad": ("privacy", "Privacidad"),
    "es/corregir": ("corrections", "Corregir"),
    "es/404": ("not_found", "No está aquí"),
    "en/index": ("home", "Home"),
    "en/cases/index": ("cases", "Cases"),
    "en/methodology": ("methodology", "Methodology"),
    "en/about": ("about", "About"),
    "en/privacy": ("privacy", "Privacy"),
    "en/corrections": ("corrections", "Corrections"),
    "en/404": ("not_found", "Not here"),
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project folder with every editorial page, the real vocabularies and one real case."""
    root = tmp_path / "project"
    (root / "cases").mkdir(parents=True)
    shutil.copy(REPOSITORY / "cases" / CASE, root / "cases")
    for name in DATA_FOLDERS:
        if (REPOSITORY / "content" / name).is_dir():
            shutil.copytree(REPOSITORY / "content" / name, root / "content" / name)
    for name, (key, title) in PAGES.items():
        write_page(root, name, f"key: {key}\ntitle: {title}\ndescription: Sobre {title}.")
    (root / "content/es/img").mkdir()
    (root / "content/es/img/a.txt").touch()
    write_config(root)
    return root


def write_page(root: Path, name: str, front_matter: str) -> None:
    """Write one editorial page that links to the methodology and to the image of the site."""
    lang = name.partition("/")[0]
    up = "../" * (name.count("/") - 1)
    how = f"{up}metodologia.md" if lang == "es" else f"{up}methodology.md"
    path = root / "content" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"---\n{front_matter}\n---\n# Título\n\nTexto con [método]({how}).\n\n| a |\n|--:|\n| 1 |\n"
    path.write_text(text, encoding="utf-8")


def write_config(root: Path, *changes: tuple[str, str]) -> None:
    """Write site_config.yml, with parts replaced."""
    text = CONFIG
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (root / "site_config.yml").write_text(text, encoding="utf-8")


def build(root: Path, name: str = "out") -> Path:
    """Build the site into a folder beside the project and return it."""
    site_dir = root.parent / name
    Project(root / "site_config.yml").build(site_dir)
    return site_dir


def read(site_dir: Path, name: str) -> str:
    """Return a file of the site."""
    return (site_dir / name).read_text(encoding="utf-8")


def test_every_page_in_both_languages(project: Path) -> None:
    """Each editorial page is there, at the address of its language, and no link is broken."""
    site_dir = build(project)

    assert "<title>Metodología · Visibles</title>" in read(site_dir, "metodologia/index.html")
    assert '<h1 id="contenido" tabindex="-1">Título</h1>' in read(site_dir, "metodologia/index.html")
    assert "<html lang=es" in read(site_dir, "casos/index.html")
    assert "<html lang=en" in read(site_dir, "en/cases/index.html")
    assert (site_dir / "404.html").is_file()
    assert (site_dir / "en/404.html").is_file()
    assert (site_dir / "img/a.txt").is_file()
    assert read_site(site_dir).faults == ()


def test_label_of_a_tab(project: Path) -> None:
    """A long title may have a short label for its tab."""
    write_page(project, "es/index", "key: home\ntitle: Una promesa muy larga\nlabel: Inicio\ndescription: a")
    html = read(build(project), "casos/index.html")

    assert ">Inicio</a>" in html
    assert "Una promesa" not in html


def test_page_without_heading(project: Path) -> None:
    """The skip link leads to the heading, so a page must begin with one."""
    page = project / "content/es/acerca.md"
    page.write_text(page.read_text(encoding="utf-8").replace("# Título", "Nada"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"es/acerca\.md: begin the text with a heading"):
        build(project)


def test_data_and_unused_files_stay_out(project: Path) -> None:
    """Vocabularies and Material's search are not published."""
    site_dir = build(project)
    folders = {path.relative_to(site_dir).parts[0] for path in site_dir.iterdir()}

    assert not folders & {*DATA_FOLDERS, "es", "search", "sitemap.xml"}
    assert not (site_dir / "assets/javascripts/lunr").exists()


def test_tabs_and_selector(project: Path) -> None:
    """Tabs are in the configured order and mark the section; the other language is the same page."""
    html = read(build(project), "en/cases/index.html")
    tabs = html.partition("class=v-tabs")[2].partition("</nav>")[0]

    assert re.findall(r">([^<>]+)</a>", tabs) == ["Home", "Cases", "Methodology", "About", "Privacy"]
    assert re.findall(r"aria-current=true\s*>([^<]+)", tabs) == ["Cases"]
    assert '<a href="../../casos/" hreflang="es" lang=es target=_self>Español</a>' in html
    assert "<a href=#contenido class=md-skip>" in html


def test_nothing_from_elsewhere(project: Path) -> None:
    """No page loads anything from another host, and each says so in its policy."""
    site_dir = build(project)
    for path in site_dir.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert not re.search(r'<(?:script|img|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="(?:https?:)?//', html)
        assert 'content="default-src &#39;none&#39;;' in html or "content=\"default-src 'none';" in html
        assert "name=referrer content=no-referrer" in html


def test_site_without_address_has_no_canonical(project: Path) -> None:
    """Without site_url nothing claims one."""
    site_dir = build(project)

    assert "canonical" not in read(site_dir, "index.html")
    assert not (site_dir / "sitemap.xml").exists()


def test_site_under_a_path(project: Path) -> None:
    """With site_url there are canonical links and a sitemap, and the 404 page works at any depth."""
    write_config(project, ("docs_dir", "site_url: https://example.org/v\ndocs_dir"))
    site_dir = build(project)

    assert '<link rel=canonical href="https://example.org/v/casos/">' in read(site_dir, "casos/index.html")
    assert "<loc>https://example.org/v/en/cases/</loc>" in read(site_dir, "sitemap.xml")
    assert 'href="/v/metodologia/">método' in read(site_dir, "404.html")
    assert "../" not in read(site_dir, "404.html")
    assert read_site(site_dir, base_path="/v/").faults == ()


def test_site_for_reading_from_disk(project: Path) -> None:
    """Without directory addresses, files are in the same places and every link names one."""
    write_config(project, ("docs_dir", "use_directory_urls: false\ndocs_dir"))
    site_dir = build(project)
    html = read(site_dir, "casos/index.html")

    assert 'href="../metodologia/index.html"' in html
    assert 'href="../en/cases/index.html" hreflang="en"' in html
    assert not re.search(r'<a [^>]*href="(?!https?:)[^"]*/"', html)
    assert read_site(site_dir).faults == ()


def test_same_bytes_everywhere(project: Path) -> None:
    """Time zone, locale, hash seed and folder do not show in the site."""
    manifests = []
    for number, settings in enumerate(
        (
            {"TZ": "America/Mexico_City", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
            {"TZ": "Asia/Tokyo", "LANG": "es_MX.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"},
        )
    ):
        root = project.with_name(f"copy{number}")
        shutil.copytree(project, root)
        command = [*MKDOCS, "-q", "-f", str(root / "site_config.yml")]
        subprocess.run(command, check=True, env=os.environ | settings, cwd=root.parent)
        manifests.append(make_manifest(root / "site"))

    assert manifests[0] == manifests[1] == make_manifest(build(project))


def test_broken_case_leaves_the_last_site(project: Path) -> None:
    """A mistake in a case file stops the build before anything is touched, also under `mkdocs build`."""
    site_dir = build(project)
    before = make_manifest(site_dir)
    (project / "cases/roto.yml").write_text('id: "BROKEN', encoding="utf-8")
    with pytest.raises(BrokenCasesError, match=r"roto\.yml") as caught:
        build(project)
    assert caught.value.reading.has_errors
    assert make_manifest(site_dir) == before

    config, place = project / "site_config.yml", site_dir
    command = [*MKDOCS, "-f", str(config), "-d", str(place)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "roto.yml" in done.stderr
    assert "Traceback" not in done.stderr
    assert make_manifest(site_dir) == before


@pytest.mark.parametrize("folder", ["cases", ".", "content", "cases/site"])
def test_mkdocs_alone_cannot_empty_the_cases(project: Path, folder: str) -> None:
    """`mkdocs build` refuses a site folder that would destroy what it is made from."""
    case = project / "cases/uno.yml"
    case.write_text("id: uno", encoding="utf-8")
    command = [*MKDOCS, "-f", str(project / "site_config.yml"), "-d", str(project / folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)

    assert done.returncode == 1
    assert case.read_text(encoding="utf-8") == "id: uno"
    assert (project / "content/es/index.md").is_file()
    with pytest.raises((UnsafeSiteDirError, EngineError)):
        Project(project / "site_config.yml").build(project / folder)


def remove(name: str) -> Callable[[Path], None]:
    """Return a change that removes an editorial page."""
    return lambda root: (root / "content" / f"{name}.md").unlink()


def rewrite(name: str, front_matter: str) -> Callable[[Path], None]:
    """Return a change that replaces the front matter of a page."""
    return lambda root: write_page(root, name, front_matter)


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (remove("en/about"), "page-missing", "content/en: no page with the key about"),
        (remove("es/404"), "page-missing", "content/es: no page with the key not_found"),
        (rewrite("es/acerca", "key: about"), "page-front-matter", "lacks title, description"),
        (rewrite("es/acerca", "key: cases\ntitle: a\ndescription: b"), "page-key-twice", "es/casos/index.md"),
    ],
)
def test_editorial_mistakes(project: Path, change: Callable[[Path], None], code: str, words: str) -> None:
    """A page that is missing, doubled or without front matter is named."""
    change(project)
    with pytest.raises(ContentError, match=words) as caught:
        build(project)

    assert code in {trouble.code for trouble in caught.value.troubles}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("cases_dir: cases", "cases_dir: casos", "option-cases-dir"),
        ("{code: en, name: English}", "{code: fr, name: Français}", "option-language-folder"),
        ("{code: en, name: English}", "{code: es, name: Otra}", "option-language-twice"),
        ("{code: en, name: English}", "en", "option-language"),
        ("[home, cases,", "[home, home,", "option-nav"),
        ("as_of: 2026-12-31", "as_of: ayer", "option-as-of"),
        ("as_of: 2026-12-31", "jobs: 0", "option-jobs"),
        ("as_of: 2026-12-31", "executor: robots", "option-executor"),
        ("as_of: 2026-12-31", "executor: dask", "option-executor-dask"),
        ("as_of: 2026-12-31", "only_languages: [en]", "option-languages-part"),
        ("as_of: 2026-12-31", "only_languages: [es, fr]", "option-languages-part"),
    ],
)
def test_wrong_options(project: Path, old: str, new: str, code: str) -> None:
    """Each wrong option is refused by name, before anything is built."""
    write_config(project, (old, new))
    with pytest.raises(OptionError) as caught:
        Project(project / "site_config.yml").make_options()

    assert [trouble.code for trouble in caught.value.troubles] == [code]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("cases_dir: cases", "case_dir: cases", "case_dir"),
        ("cases_dir: cases", "cases_dir: 3", "cases_dir"),
        ("as_of: 2026-12-31", "public_repository: perhaps", "public_repository"),
        ("docs_dir: content", "docs_dir: nowhere", "nowhere"),
        ("  - monitor:", "  - monitors:", "monitors"),
        ("site_name: Visibles", "site_name: [", "site_config.yml"),
    ],
)
def test_configuration_mkdocs_refuses(project: Path, old: str, new: str, words: str) -> None:
    """What MkDocs itself finds wrong arrives as an error of the engine that says what."""
    write_config(project, (old, new))
    with pytest.raises(EngineError, match=words):
        build(project)


def test_options_of_the_command_line_win(project: Path) -> None:
    """The day and the number of workers given to the engine replace those of the file."""
    from datetime import date  # noqa: PLC0415

    config = project / "site_config.yml"
    options = Project(config).make_options({"as_of": date(2025, 5, 4), "jobs": 2})

    assert (options.as_of, options.jobs) == (date(2025, 5, 4), 2)
    assert Project(config).make_options().as_of == date(2026, 12, 31)


def test_warnings_are_returned_not_printed(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A Markdown link that leads nowhere is in the report; the terminal stays quiet."""
    page = project / "content/es/acerca.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[x](nada.md)\n", encoding="utf-8")
    report = Project(project / "site_config.yml").build(project.parent / "out")

    assert any("nada.md" in warning for warning in report.warnings)
    assert capfd.readouterr() == ("", "")


def test_custom_templates_come_first(project: Path) -> None:
    """A user's own theme folder overrides ours, and ours Material's."""
    write_config(project, ("name: material", "name: material, custom_dir: mine"))
    partial = project / "mine/partials/visibles/footer.html"
    partial.parent.mkdir(parents=True)
    partial.write_text("<footer>mine</footer>", encoding="utf-8")
    html = read(build(project), "index.html")

    assert "<footer>mine</footer>" in html
    assert "v-tabs" in html


def test_template_without_slots_is_refused(project: Path) -> None:
    """A theme that leaves out our slots is an error of the engine, not an empty site."""
    write_config(project, ("name: material", "name: material, custom_dir: mine"))
    (project / "mine").mkdir()
    (project / "mine/main.html").write_text("<html>{{ page.content }}</html>", encoding="utf-8")
    with pytest.raises(EngineError, match="no slot for: article"):
        build(project)


def fetch(url: str) -> str:
    """Return what the preview shows."""
    with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310 - our own server
        text: str = response.read().decode()
        return text


def wait_for(url: str, text: str) -> str:
    """Return the page as soon as it shows a text; fail after a while."""
    html = ""
    for _ in range(400):
        try:
            html = fetch(url)
        except OSError:
            html = ""
        if text in html:
            return html
        time.sleep(0.1)
    message = f"{url} never showed {text!r}: {html[:200]}"
    raise AssertionError(message)


def test_preview_reloads_and_outlives_mistakes(project: Path) -> None:
    """It begins with the last build and follows edits; a broken case leaves the last good pages, and is told of."""
    config, site = project / "site_config.yml", project / "site"
    config.write_text(
        config.read_text(encoding="utf-8").replace("as_of:", "cards: false\n      as_of:"), encoding="utf-8"
    )
    subprocess.run([sys.executable, "-c", "from generator.cli import main; main()", "build"], check=True, cwd=project)
    built, notes = make_manifest(site), make_manifest(project / ".cache" / "pieces")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    code = """if True:
        import sys, pathlib
        from generator import engine
        engine.serve(pathlib.Path(sys.argv[1]), address=sys.argv[2])"""
    command = [sys.executable, "-c", code, str(project / "site_config.yml"), address]
    url, page, case = f"http://{address}/acerca/", project / "content/es/acerca.md", project / "cases/roto.yml"
    log = project.parent / "log.txt"
    with log.open("w") as output, subprocess.Popen(command, stdout=output, stderr=output) as server:
        try:
            html = wait_for(url, "Texto con")
            assert "livereload" in html
            assert "Content-Security-Policy" not in html, "it forbids what the server puts in"
            assert "Content-Security-Policy" in (site / "acerca/index.html").read_text(encoding="utf-8")
            [preview] = (project / ".cache" / "preview").glob("mkdocs_*")
            assert (preview / "acerca/index.html").samefile(site / "acerca/index.html")

            case.write_text('id: "BROKEN', encoding="utf-8")
            page.write_text(page.read_text(encoding="utf-8") + "\nPrimera edición.\n", encoding="utf-8")
            for _ in range(400):
                if "still shown" in log.read_text(encoding="utf-8"):
                    break
                time.sleep(0.1)
            assert "Texto con" in fetch(url)
            assert "Primera" not in fetch(url)
            assert "roto.yml" in log.read_text(encoding="utf-8")

            case.unlink()
            wait_for(url, "Primera edición")
            assert "nothing to do" not in log.read_text(encoding="utf-8")

            case = project / "cases" / CASE
            text = case.read_text(encoding="utf-8")
            case.write_text(re.sub(r"(\nsummary:\s+es: >-\s+)", r"\1Segunda edición. ", text), encoding="utf-8")
            wait_for(f"http://{address}/casos/{case.stem}/", "Segunda edición")
            assert "nothing to do" in log.read_text(encoding="utf-8")
            assert "Primera edición" in fetch(url)
            assert make_manifest(site) == built
            assert make_manifest(project / ".cache" / "pieces") == notes, "of what the next build begins with"
            assert make_manifest(project / ".cache" / "preview" / "pieces")
        finally:
            server.terminate()
            server.wait(timeout=10)
    assert "Traceback" not in log.read_text(encoding="utf-8")
