"""Times reading the records and building the whole site, on this machine. Prints; asserts nothing."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generator import engine

RUNS = 5
ROOT = Path(__file__).resolve().parent.parent


def measure(action: Callable[[], object]) -> str:
    """The median and spread of several runs, in milliseconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return f"{statistics.median(times):7.0f} ms  ({min(times):.0f} to {max(times):.0f}, {RUNS} runs)"


def main() -> None:
    """Measure each stage on the site's own cases."""
    config = ROOT / "site_config.yml"
    records = engine.read(config).records
    sys.stdout.write(f"{len(records.cases)} cases, Python {sys.version.split()[0]}\n")
    sys.stdout.write(f"read and check the records  {measure(lambda: engine.read(config))}\n")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        sys.stdout.write(f"build the whole site        {measure(lambda: engine.run(config, site_dir=site))}\n")
        pages = list(site.rglob("*.html"))
        size = sum(page.stat().st_size for page in pages)
        sys.stdout.write(f"{len(pages)} pages, {size / 1024:,.0f} KiB of HTML\n")


if __name__ == "__main__":
    main()
