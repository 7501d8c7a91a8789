"""Weighs the search table of many invented cases, and times a first answer in Chromium. Prints; asserts nothing.

Nobody in it exists: names, places and words are made of syllables, as rare and as common as words are. (The cases of
synthetic.py all say the same, which weighs nothing in an index.) The browser has a cold cache, a processor slowed down
four times and a slow network, and gets its files compressed as hosts send them.
"""

from __future__ import annotations

import gzip
import random
import re
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import accumulate
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, CDPSession, Page, sync_playwright

from generator.analysis.facets import FACETS, Facet
from generator.pages.search import FOLDER
from generator.pages.search_table import CaseRow, make_table
from generator.pages.search_words import list_postings, list_words
from generator.pages.urls import make_slug
from generator.project import Project

ROOT = Path(__file__).resolve().parent.parent
PAGE = "buscar/"
RUNS = 3
SIZES = (1_000, 10_000)
SLOWDOWN = 4

NETWORKS = {"slow 3G": (2000.0, 50_000), "slow 4G": (562.5, 180_000)}
"""Name → milliseconds before an answer, and bytes a second: the presets of Chromium's developer tools."""

VALUES: dict[Facet, tuple[int, int]] = {
    "state": (33, 2),
    "year": (30, 4),
    "act_type": (35, 4),
    "right_defended": (20, 3),
    "measure_state": (7, 2),
    "impunity_status": (7, 2),
    "content": (9, 5),
}
"""Facet → how many values it has, and how many of them a case has at most."""

_FIRST_RESULT = """([text, facet, value]) => new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error(document.querySelector('.v-search__said').textContent)), 60000);
  const list = document.querySelector('.v-search__found tbody');
  const start = performance.now();
  const watch = new MutationObserver(() => { watch.disconnect(); resolve(performance.now() - start); });
  watch.observe(list, {childList: true});
  const form = document.querySelector('.v-search');
  if (facet) form.elements[facet].value = value;
  if (text) form.q.value = text;
  (text ? form.q : form.elements[facet]).dispatchEvent(new Event('input', {bubbles: true}));
})"""


@dataclass(frozen=True)
class Row:
    """An invented case in the table."""

    shown: CaseRow
    words: frozenset[str]
    """What it is found by."""
    values: Mapping[Facet, frozenset[str]]
    """Facet → its values."""


@dataclass(frozen=True)
class Table:
    """The files of a table, by name."""

    files: Sequence[tuple[str, bytes]]
    total: int

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Table:
        """The table of some rows."""
        values = {facet: list_postings(row.values[facet] for row in rows) for facet in FACETS}
        return cls(tuple(make_table([row.shown for row in rows], (row.words for row in rows), values)), len(rows))


@dataclass(frozen=True)
class Tongue:
    """Invented words, the common ones first."""

    words: Sequence[str]
    weights: Sequence[float]

    def say(self, chance: random.Random, number: int) -> list[str]:
        """So many words, common ones more often."""
        return chance.choices(self.words, cum_weights=self.weights, k=number)


def make_tongue(chance: random.Random, size: int) -> Tongue:
    """Words of one to four syllables; the n-th is n times rarer than the first, as in any language."""
    onsets, vowels, codas = (
        ("b", "c", "ch", "d", "f", "g", "j", "l", "ll", "m", "n", "ñ", "p", "q", "r", "s", "t", "v", "x", "z", "tr"),
        "aeiouáéíóú",
        ["", "", "n", "s", "r", "l"],
    )
    found: dict[str, None] = {}
    while len(found) < size:
        syllables = chance.choices((1, 2, 3, 4), (1, 6, 6, 3))[0]
        found[
            "".join(chance.choice(onsets) + chance.choice(vowels) + chance.choice(codas) for _ in range(syllables))
        ] = None
    return Tongue(list(found), list(accumulate(1 / place for place in range(1, size + 1))))


def make_rows(count: int) -> list[Row]:
    """So many invented cases, A to Z; the same ones every time."""
    chance = random.Random(20261122)  # noqa: S311 - repeatable on purpose
    given, surnames, places, prose = (make_tongue(chance, size) for size in (800, 3_000, 2_400, 30_000))
    rows = []
    for number in range(count):
        people = [given.say(chance, 1) + surnames.say(chance, 2) for _ in range(chance.choice((1, 1, 2)))]
        title = " y ".join(" ".join(name).title() for name in people)
        place, rights = " ".join(places.say(chance, 1)).title(), prose.say(chance, 6)
        values = {facet: frozenset(_choose(chance, *VALUES[facet])) for facet in FACETS}
        years = sorted(values["year"])
        texts = (title, place, *rights, *prose.say(chance, 90), *years, f"ZZ-{number}")
        shown = CaseRow(
            slug=f"{make_slug(title)}-{number}",
            title=title,
            defends=", ".join(rights[:3]).capitalize(),
            place=f"{place}, Estado {min(values['state'])}",
            years="\N{EN DASH}".join(dict.fromkeys((years[0], years[-1]))),
            measures=", ".join(sorted(values["measure_state"])),
        )
        rows.append(Row(shown, frozenset(word for text in texts for word in list_words(text)), values))
    return sorted(rows, key=lambda row: row.shown.title)


def _choose(chance: random.Random, values: int, most: int) -> Iterator[str]:
    for _ in range(chance.randint(1, most)):
        yield (
            str(1990 + min(int(chance.paretovariate(0.7)), values))
            if values == VALUES["year"][0]
            else str(min(int(chance.paretovariate(0.7)), values))
        )


@cache
def weigh(content: bytes) -> int:
    """How many bytes a host sends for a file."""
    return len(gzip.compress(content, 6, mtime=0))


def report_table(table: Table, seconds: float) -> None:
    """Print what the table weighs."""
    say(f"\n{table.total:,} cases: table made in {seconds:.1f} s")
    for kind in ("words", "rows", "facet"):
        files = [content for name, content in table.files if name.startswith(kind)]
        sizes = [weigh(content) for content in files]
        say(
            f"  {kind:6} {len(files):4} files, {sum(map(len, files)) / 1000:8,.0f} kB, "
            f"gzip {sum(sizes) / 1000:7,.0f} kB, largest {max(sizes) / 1000:5.1f} kB"
        )


def put_table(table: Table, site: Path) -> None:
    """Put an invented table in the place of the real one, and tell the page of it."""
    folder = site / PAGE / FOLDER
    shutil.rmtree(folder)
    folder.mkdir()
    for name, content in table.files:
        (folder / name).write_bytes(content)
    page = site / PAGE / "index.html"
    html = page.read_text("utf-8")
    html = re.sub(r'data-total="[^"]*"', f'data-total="{table.total}"', html)
    options = "".join(f'<option value="{value}">{value}</option>' for value in range(1, 2040))
    page.write_text(re.sub(r'(<select id="?q-\w+"? [^>]*>)', rf"\1{options}", html), "utf-8")


class Compressing(SimpleHTTPRequestHandler):
    """Serves a folder as a host does: compressed."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer with a file, compressed."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        content = gzip.compress(path.read_bytes(), 6, mtime=0) if path.is_file() else b""
        self.send_response(200 if content else 404)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class Server(ThreadingHTTPServer):
    """Keeps many connections waiting rather than refusing one."""

    request_queue_size = 128


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """The address of a folder while it is served."""
    with Server(("127.0.0.1", 0), partial(Compressing, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def list_questions(rows: Sequence[Row]) -> dict[str, tuple[str, str, str]]:
    """What a reader may ask: words, a facet and its value."""
    name = rows[len(rows) // 2].shown.title.split(" y ")[0]
    return {
        "a whole name": (name, "", ""),
        "two letters": (list_words(name)[0][:2], "", ""),
        "a state": ("", "state", "3"),
        "a kind of attack": ("", "act_type", "2"),
        "a surname in a state": (name.split()[1], "state", "1"),
        "four words": (" ".join(sorted(rows[7].words, key=lambda word: (-len(word), word))[:4]), "", ""),
    }


def ask(
    chromium: BrowserType, address: str, question: tuple[str, str, str], network: tuple[float, int]
) -> tuple[float, int]:
    """Milliseconds from asking to the first row, and bytes that came for it; the page is there, the table is not."""
    browser = _launch(chromium)  # One for each time: slowing down twice in one process, Chromium may never answer.
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    page.goto(address, wait_until="networkidle")
    page.wait_for_selector(".v-search:not([hidden])")
    received = _slow_down(session, *network)
    passed = _measure(page, question)
    browser.close()
    return passed, sum(received)


def _launch(chromium: BrowserType) -> Browser:
    return chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])


def _slow_down(session: CDPSession, latency: float, speed: int) -> list[int]:
    """Slow processor and network down from now on; the list that is given grows by the bytes of each answer."""
    received: list[int] = []
    session.on("Network.loadingFinished", lambda one: received.append(int(one["encodedDataLength"])))
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": latency, "downloadThroughput": speed, "uploadThroughput": speed},
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    return received


def _measure(page: Page, question: tuple[str, str, str]) -> float:
    passed: float = page.evaluate(_FIRST_RESULT, list(question))
    page.wait_for_timeout(50)
    return passed


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")


def main() -> None:
    """Weigh tables of several sizes, then ask the largest."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        Project(ROOT / "site_config.yml").build(site)
        for size in SIZES:
            rows = make_rows(size)
            start = time.perf_counter()
            table = Table.of(rows)
            report_table(table, time.perf_counter() - start)
        page = weigh((site / PAGE / "index.html").read_bytes()) + weigh((site / "assets/js/search.js").read_bytes())
        say(f"page and script, without the site's own style: gzip {page / 1000:.1f} kB")
        put_table(table, site)
        browser = _launch(playwright.chromium)
        say(f"Chromium {browser.version}, processor slowed down {SLOWDOWN} times, medians of {RUNS}")
        browser.close()
        with serve(site) as address:
            for name, question in list_questions(rows).items():
                for network, limits in NETWORKS.items():
                    found = [ask(playwright.chromium, address + PAGE, question, limits) for _ in range(RUNS)]
                    passed = statistics.median(one for one, _ in found)
                    weight = max(weight for _, weight in found)
                    say(f"  {name:21} {network:8} first row after {passed:6,.0f} ms, {weight / 1000:6.1f} kB received")


if __name__ == "__main__":
    main()
