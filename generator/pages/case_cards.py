"""Cases as they stand in lists: who they are first, then what is documented."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from generator.analysis.counts import count_records
from generator.analysis.subjects import rank_subjects
from generator.pages.case import find_pictogram, make_place
from generator.pages.documented import describe_counts
from generator.pages.events import Subjects
from generator.pages.i18n import Words
from generator.pages.leading import find_leading
from generator.pages.rendering import render_macro
from generator.pages.scene import Scene
from generator.pages.texts import TextView, make_text
from generator.pages.urls import Addresses, make_link
from generator.records.public import PublicCase, PublicSubject


class CardView(Struct, frozen=True):
    """A case in a list: who they are first, then what is documented."""

    title: str
    href: str
    about: tuple[tuple[str, TextView], ...]
    """Who each of those in the title is; without the name where there is one only."""
    defends: str
    pictogram: str
    """Drawing of the first right they defend."""
    place: str
    documented: str
    recognition: TextView | None
    """What honours their work, where the case has chosen one."""


class PlainCards(Struct, frozen=True, dict=True):
    """Cases as cards without a drawing, each made once for all lists that show it."""

    scene: Scene
    _made: dict[tuple[str, bool], str] = field(default_factory=dict)

    def get(self, case: PublicCase, *, brief: bool) -> str:
        """The card of a case, with a link from the root of the site; a brief one leaves out what they defend."""
        key = (case.id, brief)
        if key not in self._made:
            words = self.scene.words
            self._made[key] = render_macro("plain_card", words, make_card(case, words, self.scene.addresses, ""), brief)
        return self._made[key]


def make_cards(cases: Iterable[PublicCase], words: Words, addresses: Addresses, page_path: str) -> tuple[CardView, ...]:
    """Cards of some cases, A to Z, linked from a page."""
    return tuple(make_card(case, words, addresses, page_path) for case in order_cases(cases, words))


def order_cases(cases: Iterable[PublicCase], words: Words) -> list[PublicCase]:
    """Some cases, A to Z."""
    return sorted(cases, key=lambda case: (words.sort_key(words.plain(case.title)), case.id))


def make_card(case: PublicCase, words: Words, addresses: Addresses, page_path: str) -> CardView:
    """A case, linked from a page."""
    subjects = Subjects(case, words)
    return CardView(
        title=words.plain(case.title),
        href=make_link(addresses.case(case.slug, words.language), page_path),
        about=list_leading(find_leading(rank_subjects(case), subjects), subjects),
        defends=", ".join(words.term_inside("right_defended", code) for code in case.defends),
        pictogram=find_pictogram(case.defends[0], words),
        place=make_place(case.place, words),
        documented=describe_counts(count_records([case]), words),
        recognition=_find_highlight(case, words),
    )


def _find_highlight(case: PublicCase, words: Words) -> TextView | None:
    """The recognition that its editors chose to stand beside the name; of several, the first."""
    chosen = next((one for one in case.recognition if one.highlight), None)
    return make_text(chosen.text, words, {}) if chosen else None


def list_leading(leading: Sequence[PublicSubject], subjects: Subjects) -> tuple[tuple[str, TextView], ...]:
    """Who those are that a case is about; with names where there are several."""
    names = [subjects.get_name(one.id) if leading[1:] else "" for one in leading]
    return tuple(
        (name, make_text(one.about, subjects.words, {})) for name, one in zip(names, leading, strict=True) if one.about
    )
