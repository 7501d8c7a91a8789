"""Times share cards on this machine: making, drawing and keeping them. Prints; asserts nothing."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from generator.gathering import Reading
from generator.pages.card import ShareCard
from generator.pages.case_scene import CaseScene
from generator.pages.page import EditorialPage
from generator.pages.share_cards import CardMaker, make_other_cards
from generator.pages.shell import REQUIRED_SLOTS, Shell
from generator.pages.site import make_scenes
from generator.project import Project
from generator.publishing.card_drawing import draw_card
from generator.publishing.card_files import Drawer

RUNS = 5
ROOT = Path(__file__).resolve().parent.parent
SHELL = Shell.parse("".join(f"@@v:{slot}@@" for slot in sorted(REQUIRED_SLOTS)), "")


def measure(action: Callable[[], object]) -> tuple[float, float]:
    """Median time of several runs in milliseconds: on the clock, and of this process on a processor."""
    clock, processor = [], []
    for _ in range(RUNS):
        start, used = time.perf_counter(), time.process_time()
        action()
        clock.append((time.perf_counter() - start) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return statistics.median(clock), statistics.median(processor)


def make_cards(reading: Reading) -> list[ShareCard]:
    """Every card of the site's own cases."""
    keys = ("home", "cases", "measures", "impunity", "indicators", "states", "timeline", "methodology", "corrections")
    editorial = {
        (key, language.code): EditorialPage(key, language.code, f"{language.code}/{key}/", key, "", "", SHELL)
        for language in reading.options.languages
        for key in keys
    }
    options = replace(reading.options, site_url="https://example.org/")
    scenes = make_scenes(reading.records, editorial, options, reading.findings, {}, with_cards=True)
    cases = (CaseScene(case, scene) for scene in scenes for case in scene.cases)
    return [
        *(card for scene in scenes for card in make_other_cards(scene)),
        *(CardMaker(here.scene).make_case_card(here) for here in cases),
    ]


def main() -> None:
    """Measure each stage."""
    project = Project(ROOT / "site_config.yml")
    reading = project.read_sound(project.make_options())
    cards = make_cards(reading)
    sizes = [len(draw_card(card)) for card in cards]
    sys.stdout.write(f"{len(cards)} cards, {max(sizes)} bytes at most, {round(statistics.mean(sizes))} on average\n")
    with tempfile.TemporaryDirectory() as folder:
        drawer = Drawer(Path(folder))
        for card in cards:
            drawer.draw(card)
        stages: tuple[tuple[str, Callable[[], object]], ...] = (
            ("say them (text and places of marks)", lambda: make_cards(reading)),
            ("draw all of them in one process", lambda: [draw_card(card) for card in cards]),
            ("find all of them, drawn before", lambda: [drawer.draw(card) for card in cards]),
        )
        for name, action in stages:
            clock, processor = measure(action)
            each = clock / len(cards)
            sys.stdout.write(f"{name:36} {clock:7.0f} ms, {processor:7.0f} ms of processor, {each:6.2f} ms each\n")


if __name__ == "__main__":
    main()
