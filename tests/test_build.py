"""Whole builds of the invented site through the command `visibles`: what comes out, what stays, what never shows."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import unicodedata
from pathlib import Path

import pytest
from sites import (
    DATA,
    FIXTURE,
    REPOSITORY,
    SITE_URL,
    copy_built_project,
    get_invented_site,
    make_project,
    make_small_project,
    run,
    visibles,
)

from generator.pages.case_addresses import find_case
from generator.project import Project
from generator.publishing.links import read_site
from generator.publishing.manifest import make_manifest, read_digests

PUBLISHED = ("ximena-quimera", "las-tortugas-voladoras", "alguien-del-valle")
CLOSED = ("con-embargo", "en-borrador", "en-revision", "reservado", "retirado")
FACET_SLUGS = ("estado", "anio", "agresion", "derecho", "state", "year", "attack", "right")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the invented site, built. Only for reading."""
    return get_invented_site(tmp_path_factory.getbasetemp())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project of the invented site, to change and build."""
    return make_project(tmp_path / "project")


@pytest.fixture
def built(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same with its site, built and recorded."""
    return copy_built_project(tmp_path_factory.getbasetemp(), tmp_path / "project")


def write_case(project: Path, slug: str, id_: str = "MX-9100") -> None:
    """Write another valid case."""
    text = (FIXTURE / "cases" / "alguien-del-valle.yml").read_text(encoding="utf-8")
    text = text.replace("alguien-del-valle", slug).replace("MX-9003", id_)
    (project / "cases" / f"{slug}.yml").write_text(text, encoding="utf-8")


def list_beside(project: Path) -> set[str]:
    """Return the names in the project's folder."""
    return {path.name for path in project.iterdir()}


def test_a_page_for_each_published_case_and_language(site: Path) -> None:
    """Published cases have a page in each language; all others have none."""
    for folder in ("casos", "en/cases"):
        found = {path.name for path in (site / folder).iterdir() if path.is_dir()}
        assert set(PUBLISHED) <= found
        assert not set(CLOSED) & found
        assert all((site / folder / slug / "index.html").is_file() for slug in found)


def test_what_may_not_be_published_is_in_no_byte(site: Path) -> None:
    """Neither names, texts, nor ids of closed cases, nor notes and private parts, in any file or file name."""
    ids = [b"MX-9004", b"MX-9005", b"MX-9006", b"MX-9007"]
    for path in site.rglob("*"):
        assert not any(slug in path.name for slug in CLOSED)
        if path.is_file():
            held = unicodedata.normalize("NFC", path.read_bytes().decode("utf-8", errors="replace")).casefold()
            assert "canario" not in held, path
            assert not [id_ for id_ in ids if id_ in path.read_bytes()], path


def test_the_canaries_are_in_the_files() -> None:
    """There is something to leak: each closed case and each kind of private part carries a canary."""
    for slug in CLOSED:
        assert f"CANARIO-{slug}" in (FIXTURE / "cases" / f"{slug}.yml").read_text(encoding="utf-8")
    text = (FIXTURE / "cases" / "ximena-quimera.yml").read_text(encoding="utf-8")
    assert set(re.findall(r"CANARIO-(\w+)", text)) == {
        *("registradora", "seudónimo", "contenido", "contents", "paso", "step", "versión", "version"),
        *("nota", "privado", "anidado", "editorial", "título", "url"),
    }


def test_links_lead_somewhere(site: Path) -> None:
    """No link, anchor or slot of the whole site is broken or open."""
    assert read_site(site, base_path="/visibles/").faults == ()


def test_slots_are_filled(site: Path) -> None:
    """Nothing of the form of a slot is left, but where a case's own text holds it."""
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        if path.parent.name in {"ximena-quimera", "MX-9001"} and "<article" in html:
            assert html.count("@@v:") == 2, "twice in the summary"
            html = html.partition("<article")[0] + html.rpartition("</article>")[2]
        shown = html.replace("&#64;", "@")
        assert "@@" not in shown or path.parent.name in {"ximena-quimera", "MX-9001"}
        assert "@@v:" not in html, path


def test_hostile_text_in_head_and_article(site: Path) -> None:
    """What a case says is shown letter for letter, in the description too, and no policy lets it run."""
    html = (site / "casos/ximena-quimera/index.html").read_text(encoding="utf-8")
    head = html.partition("</head>")[0]

    assert "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;" in html
    assert "<script>alert" not in html
    assert "{{ 7 * 7 }} {% raw %} {# nada #}" in html
    assert "Ñan" in unicodedata.normalize("NFC", head)
    assert "🦋" in head
    assert "&#x27;unsafe" not in head
    assert "unsafe" not in head


def test_not_found_page_works_at_any_depth(site: Path) -> None:
    """Its links are absolute, below the site's path."""
    for name in ("404.html", "en/404.html"):
        html = (site / name).read_text(encoding="utf-8")
        assert not re.search(r'(?:href|src)="(?:\.|[a-z]+/)', html)
        assert 'href="/visibles/assets/css/visibles.css' in html
        assert 'content="noindex' in html


def test_sitemap_names_every_page_but_the_missing_one(site: Path) -> None:
    """Each page's address is in the sitemap with its translations; copies and what leads on are not."""
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    found = (path.parent.relative_to(site) for path in site.rglob("index.html"))
    pages = {folder.as_posix() for folder in found if not {"embed", "cartel", "poster"} & {*folder.parts}}
    moved = {"casos/ximena-la-quimera", "en/cases/ximena-la-quimera"}
    assert all((site / page / "index.html").is_file() for page in moved)
    pages = {page for page in pages - moved if find_case(f"{page}/") is None}
    listed = {loc.removeprefix(SITE_URL).rstrip("/") or "." for loc in re.findall(r"<loc>([^<]+)</loc>", sitemap)}

    assert listed == pages
    assert "404" not in sitemap


def test_embeds_can_be_left_out(site: Path, project: Path) -> None:
    """By an option of the command; then no page speaks of them."""
    assert (site / "embed" / "MX-9001" / "index.html").is_file()
    done = visibles("build", "--no-embeds", cwd=project)

    assert done.returncode == 0, done.stderr
    assert not (project / "site" / "embed").exists()
    assert not (project / "site" / "en" / "embed").exists()
    assert "embed/" not in (project / "site" / "indicadores" / "index.html").read_text(encoding="utf-8")


ENVIRONMENT = {"TZ": "America/Mexico_City", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1"}


def clutter(project: Path) -> None:
    """Leave what a crash, another version and a clock gone wrong leave: damaged kept files, half sites, odd times."""
    for path in (project / ".cache").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    (project / ".cache" / "cards" / "de-otra-version").write_bytes(b"\0" * 99)
    (project / ".site.visibles-new" / "casos").mkdir(parents=True)
    (project / ".site.visibles-old").mkdir()
    (project / ".site.visibles-lock").touch()
    for number, path in enumerate(sorted(project.rglob("*"))):
        os.utime(path, (number % 2 * 4_102_444_800,) * 2)


def test_same_bytes_everywhere(site: Path, tmp_path: Path) -> None:
    """Time zone, locale, hash seed, folder, workers, the age of files and what was kept do not show in the site."""
    project = make_project(tmp_path / "uno" / "ñ", site_url=SITE_URL)
    for path in sorted((project / "cases").iterdir(), reverse=True):
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    done = visibles("build", "--jobs", "2", cwd=project, env=ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    beside = list_beside(project)
    clutter(project)
    done = visibles("build", "--check-reproducible", "--lang", "en", cwd=project, env=ENVIRONMENT)

    assert done.returncode == 0, done.stderr
    assert "The second build gave the same bytes." in done.stdout
    assert read_digests(project / "site") == read_digests(site)
    assert list_beside(project) == beside


def test_a_site_that_is_not_reproducible_is_not_published(tmp_path: Path) -> None:
    """A template of one's own that gives another number each time is found, and named with the pages it is on."""
    project = make_small_project(tmp_path / "project")
    footer = "partials/visibles/footer.html"
    (project / "own" / "partials" / "visibles").mkdir(parents=True)
    text = (REPOSITORY / "generator" / "theme" / footer).read_text(encoding="utf-8")
    (project / "own" / footer).write_text(f"{text}<p>{{{{ range(1000000) | random }}}}</p>", encoding="utf-8")
    config = project / "site_config.yml"
    text = config.read_text(encoding="utf-8").replace("name: material,", "name: material, custom_dir: own,")
    config.write_text(text, encoding="utf-8")
    done = visibles("build", "--check-reproducible", "--no-cards", "--no-embeds", "--lang", "en", cwd=project)

    assert done.returncode == 1
    assert "index.html error build-differs" in done.stderr
    assert "And " in done.stderr
    assert "Traceback" not in done.stderr
    assert not (project / "site").exists()


def test_mkdocs_gives_the_same_site(site: Path, tmp_path: Path) -> None:
    """Who knows MkDocs gets by `mkdocs build` what `visibles build` gives, file for file."""
    project = make_project(tmp_path / "project", site_url=SITE_URL)
    done = run("mkdocs", "build", "-q", "-f", "site_config.yml", cwd=project)

    assert done.returncode == 0, done.stderr
    files = {path.relative_to(site) for path in site.rglob("*")}
    assert {path.relative_to(project / "site") for path in (project / "site").rglob("*")} == files
    assert all((project / "site" / name).read_bytes() == (site / name).read_bytes() for name in files if name.suffix)


def test_another_day_shows_what_was_embargoed(project: Path) -> None:
    """With a later `--as-of` the embargoed case is there, and the pages say that day."""
    done = visibles("build", "--as-of", "2026-07-01", cwd=project)

    assert done.returncode == 0, done.stderr
    assert (project / "site/casos/con-embargo/index.html").is_file()
    assert "1 de julio de 2026" in (project / "site/index.html").read_text(encoding="utf-8")


def test_nothing_changed(project: Path) -> None:
    """A second build says so and does nothing; a damaged site or memory is made good."""
    for path in project.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    assert visibles("build", cwd=project).returncode == 0
    before, inode = make_manifest(project / "site"), (project / "site").stat().st_ino
    done = visibles("build", cwd=project)
    assert done.stdout.startswith("Nada cambió: ")
    copy = Path(shutil.copytree(project, project.with_name("copy")))
    (copy / "cases/roto.yml").write_text('id: "', encoding="utf-8")
    assert visibles("build", cwd=copy).returncode == 1, "what is known of a project is not known of its copy"
    assert (project / "site").stat().st_ino == inode

    shutil.rmtree(project / "site/casos")
    (project / ".cache/build.sqlite").write_bytes(b"SQLite format 3\0" + bytes(5000))
    done = visibles("build", cwd=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert make_manifest(project / "site") == before
    case = project / "cases/alguien-del-valle.yml"
    case.write_text(case.read_text(encoding="utf-8").replace("was threatened", "was menaced"), encoding="utf-8")
    done = visibles("build", "--lang", "en", "--explain", cwd=project)
    assert done.stdout.startswith("Done: ")
    assert "en case MX-9003: case\n" in done.stderr
    assert "case MX-9001" not in done.stderr
    # What proves damaged on the way is done without: here all that was known of pages, when one is to be made again.
    with sqlite3.connect(project / ".cache/build.sqlite") as base:
        base.execute("UPDATE body SET said = replace(said, 'MX', 'XM') WHERE name LIKE 'made %'")
    base.close()
    case.write_text(case.read_text(encoding="utf-8").replace("was menaced", "was threatened"), encoding="utf-8")
    done = visibles("build", "--explain", cwd=project)
    assert done.returncode == 0
    assert "es case MX-9001: new\n" in done.stderr
    assert make_manifest(project / "site") == before


def test_checks_after_a_build_derive_nothing(project: Path) -> None:
    """What the build found of figures that texts ask for is looked up; it once was found again of all cases."""
    assert visibles("build", cwd=project).returncode == 0
    checked = Project(project / "site_config.yml")
    reading = checked.read(checked.make_options({}))

    assert reading.known_by == reading.derived_by
    assert reading.editions
    assert reading.figure_names
    assert not vars(reading.findings).keys() & {"things", "statistics"}
    assert not vars(reading.findings.material).keys() & {"units", "measures", "pairs"}


def test_broken_case_leaves_yesterdays_site(built: Path) -> None:
    """One mistake stops everything: exit 1, its place, the old site untouched, nothing left beside it."""
    before, beside = make_manifest(built / "site"), list_beside(built)
    case = built / "cases/alguien-del-valle.yml"
    case.write_text(case.read_text(encoding="utf-8").replace("death_threat", "death_treat"), encoding="utf-8")
    done = visibles("build", cwd=built)

    assert done.returncode == 1
    assert "cases/alguien-del-valle.yml:14:" in done.stderr
    assert "death_treat" in done.stderr
    assert "Traceback" not in done.stderr
    assert make_manifest(built / "site") == before
    assert list_beside(built) == beside


_SMUGGLED = """
<a href="../nada/">x</a> [x](javascript:alert(1))

<script src="//canary.invalid/x.js"></script><iframe></iframe>
<img src="../assets/images/favicon.svg" onerror="alert(1)">
"""


def test_broken_link_leaves_yesterdays_site(built: Path) -> None:
    """A page of prose that links to nothing, runs or loads something is found before the new site is put in place."""
    before, beside = make_manifest(built / "site"), list_beside(built)
    memory = (built / ".cache/build.sqlite").read_bytes()
    page = built / "content/es/acerca.md"
    page.write_text(page.read_text(encoding="utf-8") + _SMUGGLED, encoding="utf-8")
    done = visibles("build", cwd=built)

    assert done.returncode == 1
    assert "acerca/index.html" in done.stderr
    assert "broken-link: ../nada/" in done.stderr
    for kind in ("unsafe-link: javascript:", "foreign-load: //", "inline-script: onerror", "foreign-element: iframe"):
        assert kind in done.stderr
    assert make_manifest(built / "site") == before
    # What is known of a site is that nothing is wrong with it: nothing is known of this one.
    assert (built / ".cache/build.sqlite").read_bytes() == memory
    assert list_beside(built) == beside


def test_missing_page_of_prose_leaves_yesterdays_site(built: Path) -> None:
    """`mkdocs build` empties its folder only once the pages of prose have been found complete."""
    before = make_manifest(built / "site")
    (built / "content/en/about.md").unlink()
    done = run("mkdocs", "build", "-q", "-f", "site_config.yml", cwd=built)

    assert done.returncode == 1
    assert "about" in done.stderr
    assert make_manifest(built / "site") == before


@pytest.mark.parametrize("command", [("check",), ("build",)])
def test_case_with_the_address_of_a_facet(project: Path, command: tuple[str]) -> None:
    """A case called like a facet is a problem with a code, for both commands, before anything is written."""
    for number, slug in enumerate(FACET_SLUGS):
        write_case(project, slug, f"MX-91{number:02}")
    done = visibles(*command, cwd=project)
    said = done.stdout + done.stderr

    assert done.returncode == 1
    assert "Traceback" not in said
    assert re.findall(r"^cases/(\w+)\.yml error url-collision$", said, re.MULTILINE) == sorted(FACET_SLUGS)
    assert not (project / "site").exists()


def test_no_case_at_all(project: Path) -> None:
    """A site without cases is refused, in words."""
    shutil.rmtree(project / "cases")
    (project / "cases").mkdir()
    done = visibles("build", "--lang", "en", cwd=project)

    assert done.returncode == 1
    assert "no-cases" in done.stderr
    assert not (project / "site").exists()


def test_only_closed_cases(project: Path) -> None:
    """A site whose cases may all not be published is refused too."""
    for slug in PUBLISHED:
        (project / f"cases/{slug}.yml").unlink()
    done = visibles("build", "--as-of", "2026-06-30", cwd=project)

    assert done.returncode == 1
    assert "no-cases" in done.stderr


def test_the_folder_of_the_cases_is_refused(project: Path) -> None:
    """A site folder that would destroy what it is made from is refused as wrong usage."""
    for folder in ("cases", ".", "content", "cases/site"):
        done = visibles("build", "--site-dir", folder, cwd=project)
        assert done.returncode == 2, folder
    assert (project / "cases/ximena-quimera.yml").is_file()


def test_what_the_command_says(project: Path) -> None:
    """On success one line with the number of pages, in the language asked for."""
    done = visibles("build", "--lang", "en", cwd=project)
    count = sum(1 for _ in (project / "site").rglob("*.html"))

    assert done.stdout == f"Done: {count} pages in {project / 'site'}.\n"
    assert done.stderr == ""


def test_data_folders_stay_out(site: Path) -> None:
    """Vocabularies, case files and other sources are not copied into the site."""
    assert not {path.name for path in site.iterdir()} & {*DATA, "cases", "es", "content"}
    assert not [path for path in site.rglob("*") if path.suffix in {".yml", ".md", ".py", ".po"}]


def test_contact_on_every_page(built: Path) -> None:
    """The publisher's contact is at the foot of each page, readable and as a link; without one the page says so."""
    assert "todavía no ha publicado uno" in (built / "site" / "index.html").read_text(encoding="utf-8")
    config = built / "site_config.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("- monitor:\n", "- monitor:\n      contact: ayuda@example.org\n"),
        encoding="utf-8",
    )
    assert visibles("build", cwd=built).returncode == 0
    # Posters and embeds lead to pages where the contact is.
    framed = {"cartel", "poster", "embed"}
    html = [page for page in (built / "site").rglob("*.html") if not framed & {*page.parts}]
    pages = [page for page in html if 'http-equiv="refresh"' not in page.read_text("utf-8")]
    assert pages
    link = '<a href="mailto:ayuda@example.org" rel="noopener noreferrer nofollow">ayuda@example.org</a>'
    assert all(link in page.read_text("utf-8") for page in pages)
    told = (built / "site" / ".well-known" / "security.txt").read_text("utf-8")
    assert told.startswith("Contact: mailto:ayuda@example.org\nExpires: 2027-06-28T00:00:00Z\n")


def test_an_indicator_that_nothing_computes(tmp_path: Path) -> None:
    """An entry of the registry with a code that no function knows is told, and so is the one that is missing then."""
    project = make_project(tmp_path / "site")
    registry = project / "content" / "indicators.yml"
    text = registry.read_text(encoding="utf-8")
    registry.write_text(text.replace("code: impunity_share\n", "code: impunity_shares\n"), encoding="utf-8")
    done = visibles("check", "--lang", "en", cwd=project)

    assert done.returncode == 1
    assert done.stdout.count("error registry-indicator") == 2
    assert "“impunity_shares”" in done.stdout
    assert "“impunity_share”" in done.stdout


def rebuild(project: Path, *arguments: str) -> str:
    """Return what the build of a project said; it must have gone well."""
    done = visibles("build", *arguments, cwd=project)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_permanent_address_is_the_page_itself(site: Path) -> None:
    """At its permanent address a case has the same text and the same anchors, and says where it is easier to read."""
    for folder, cases in (("", "casos"), ("en/", "en/cases")):
        page = (site / cases / "ximena-quimera/index.html").read_text("utf-8")
        copy = (site / folder / "c/MX-9001/index.html").read_text("utf-8")

        assert copy == page
        assert f'rel=canonical href="{SITE_URL}{cases}/ximena-quimera/"' in copy
        assert f'href="{"../" * folder.count("/")}../../{folder}c/MX-9001/#a1"' in copy


def test_recorded_addresses_are_kept(project: Path) -> None:
    """Once recorded, a site that loses a page or an item is not published, and is told what to do; else it is."""
    ledger = project / "content/addresses.txt"
    assert "direcciones nuevas en content/addresses.txt." in rebuild(project, "--record")
    recorded = ledger.read_text("utf-8")
    assert "/c/MX-9001/ = MX-9001 #a1" in recorded
    assert "/en/cases/ximena-quimera/ = MX-9001\n" in recorded
    first = make_manifest(project / "site")
    assert "0 direcciones nuevas" in rebuild(project, "--record")
    assert make_manifest(project / "site") == first, "what is recorded is led nowhere while it is there"
    assert ledger.read_text("utf-8") == recorded
    before = make_manifest(project / "site")

    case = project / "cases/alguien-del-valle.yml"
    case.write_text(case.read_text("utf-8").replace("id: a1", "id: a7"), encoding="utf-8")
    (project / "cases/las-tortugas-voladoras.yml").unlink()
    other = project / "cases/ximena-quimera.yml"
    text = "\n".join(line for line in other.read_text("utf-8").splitlines() if "case: MX-9002" not in line)
    other.write_text(text, encoding="utf-8")
    done = visibles("build", "--lang", "en", cwd=project)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert re.search(r"^content/addresses\.txt:\d+:1 error address-lost$", done.stderr, re.MULTILINE)
    assert "The address /c/MX-9002/ was published and is gone" in done.stderr
    assert "The address /en/cases/las-tortugas-voladoras/ was published and is gone" in done.stderr
    assert "The link /c/MX-9003/#a1 was published and no longer arrives at anything." in done.stderr
    assert make_manifest(project / "site") == before


def test_new_slug(built: Path) -> None:
    """After a case got a new slug, its former address leads on and its permanent one stays, item by item."""
    case = built / "cases/alguien-del-valle.yml"
    text = case.read_text("utf-8").replace(
        "slug: alguien-del-valle", "slug: otro-nombre\nformer_slugs: [alguien-del-valle]"
    )
    case.unlink()
    (built / "cases/otro-nombre.yml").write_text(text, encoding="utf-8")
    rebuild(built)

    for folder, lang in (("casos", "es"), ("en/cases", "en")):
        html = (built / f"site/{folder}/alguien-del-valle/index.html").read_text("utf-8")
        up = "../" * (folder.count("/") + 2)
        assert f'<html lang="{lang}">' in html
        assert f'<meta http-equiv="refresh" content="0; url={up}{folder}/otro-nombre/">' in html
        assert f'<a href="{up}{folder}/otro-nombre/">' in html
        assert '<meta name="robots" content="noindex">' in html
        assert "<script" not in html
    assert " id=a1>" in (built / "site/c/MX-9003/index.html").read_text("utf-8")


def test_address_that_an_editor_sent_on(built: Path) -> None:
    """A page that was renamed is told by a line; before that, an emptied list leads to the list above it."""
    ledger = built / "content/addresses.txt"
    recorded = ledger.read_text("utf-8")
    old = "/casos/derecho/medio-ambiente-sano/"
    vocabulary = built / "content/vocabularies/right_defended.yml"
    vocabulary.write_text(
        vocabulary.read_text("utf-8").replace("Medio ambiente sano", "Un ambiente sano"), encoding="utf-8"
    )
    rebuild(built)
    done = visibles("check", "--lang", "en", cwd=built)
    assert "warning address-renamed" in done.stdout
    assert (
        f"The address {old} was published and no term is called that any more; for now it leads to /casos/derecho/."
        in done.stdout
    )
    assert 'content="0; url=../../../casos/derecho/"' in (built / f"site{old}index.html").read_text("utf-8")
    assert visibles("build", "--strict", cwd=built).returncode == 1

    ledger.write_text(recorded.replace(f"{old}\n", f"{old} -> /casos/derecho/un-ambiente-sano/\n"), encoding="utf-8")
    assert "address-" not in rebuild(built, "--strict")
    html = (built / f"site{old}index.html").read_text("utf-8")
    assert 'content="0; url=../../../casos/derecho/un-ambiente-sano/"' in html


@pytest.mark.parametrize("status", ["withdrawn", "withheld"])
def test_case_that_is_taken_back(built: Path, status: str) -> None:
    """Of a case that was published only a notice remains, at its addresses, and nothing of it in any other file."""
    words = ("Ximena", "ximena-quimera")
    case = built / "cases/ximena-quimera.yml"
    text = case.read_text("utf-8").replace("status: published", f"status: {status}\n  withdrawn: 2026-05-04", 1)
    case.write_text(text, encoding="utf-8")
    for other in ("alguien-del-valle", "las-tortugas-voladoras"):
        path = built / f"cases/{other}.yml"
        path.write_text(re.sub(r"^related:.*\n(?: .*\n)*", "", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    rebuild(built)

    site = built / "site"
    files = {path.relative_to(site).as_posix(): path.read_text("utf-8", "replace") for path in site.rglob("*.*")}
    notices = {name: html for name, html in files.items() if 'id="aviso-retiro"' in html}
    assert [name for name, text in files.items() if any(word in text for word in words)] == []
    assert notices.keys() >= {
        f"{folder}/index.html" for folder in ("c/MX-9001", "en/c/MX-9001", "casos/ximena-quimera")
    }
    for name, html in notices.items():
        if "MX-9008" not in name:
            assert 'content="noindex"' in html
            assert ("4 de mayo de 2026" in html or "4 May 2026" in html) == (status == "withdrawn")


def test_address_that_must_be_forgotten(built: Path) -> None:
    """Without its line, the former address of a withdrawn case has nothing any more."""
    ledger = built / "content/addresses.txt"
    lines = [line for line in ledger.read_text("utf-8").splitlines() if "alguien-del-valle" not in line]
    ledger.write_text("\n".join(lines) + "\n", encoding="utf-8")
    case = built / "cases/alguien-del-valle.yml"
    case.write_text(
        case.read_text("utf-8").replace("status: published", "status: withdrawn\n  withdrawn: 2026-05-04", 1),
        encoding="utf-8",
    )
    rebuild(built)

    assert not [path for path in (built / "site").rglob("*") if "alguien" in path.name]
    assert (built / "site/c/MX-9003/index.html").is_file()
