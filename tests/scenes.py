"""Scenes for tests of single pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.analysis.findings import find_all
from generator.pages.card import ShareCard
from generator.pages.case_scene import CaseScene
from generator.pages.i18n import Words
from generator.pages.scene import Scene
from generator.pages.share_cards import CardMaker, make_other_cards
from generator.pages.urls import Addresses
from generator.records.dates import day
from generator.records.public import PublicCase
from generator.records.public_history import WithdrawnCase
from generator.records.reading import Records

AS_OF = date(2026, 11, 22)


def make_scene(
    cases: tuple[PublicCase, ...], words: Words, addresses: Addresses, withdrawn: tuple[WithdrawnCase, ...] = ()
) -> Scene:
    """What the pages of some cases are made from, in one language, without law or indicators."""
    findings = find_all(Records(cases, withdrawn, words.vocabularies, AS_OF, (), len(cases)))
    return Scene(cases, words, addresses, day(AS_OF), findings, withdrawn=withdrawn)


def list_cards(scene: Scene) -> Iterator[ShareCard]:
    """Every share card of one language."""
    yield from make_other_cards(scene)
    for case in scene.cases:
        yield CardMaker(scene).make_case_card(CaseScene(case, scene))
