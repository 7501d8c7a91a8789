"""Short texts to share a case: who it is about, what they defend, how it stands, and where the sources are."""

from __future__ import annotations

from msgspec import Struct

from generator.pages.case_scene import CaseScene
from generator.pages.i18n import Words
from generator.pages.scene import Scene
from generator.pages.share_cards import CardMaker
from generator.records.public import PublicCase

LONGEST = 280
"""Characters, the address counted whole."""
_LEAST_TITLE = 20


class ShareText(Struct, frozen=True):
    """A text to share a case in one language."""

    case: str
    """Id of the case."""
    lang: str
    title: str
    text: str
    address: str
    """Empty where the site's address is not known."""


def make_share_text(scene: Scene, case: PublicCase, hashtag: str) -> ShareText:
    """The text of a case in the language of the scene, in the words of its card."""
    words, title, address = scene.words, scene.words.plain(case.title), find_address(scene, case)
    text = fit(title, list_rights(case, words), list_states(scene, case), (address, hashtag))
    return ShareText(case.id, words.language, title, text, address)


def list_rights(case: PublicCase, words: Words) -> tuple[str, ...]:
    """What they defend, from all of it to the first right."""
    rights = [words.term_inside("right_defended", code) for code in case.defends]
    return tuple(f"{words.get('card.defends')} {', '.join(rights[:n])}." for n in range(len(rights), 0, -1))


def list_states(scene: Scene, case: PublicCase) -> tuple[str, ...]:
    """How it stands on the day, from all that the card says to nothing; a number never stands without its date."""
    here = CaseScene(case, scene)
    lead, found = CardMaker(scene).make_case_card(here).text.lead, here.card_measure
    date = scene.words.get("list.as_of", date=scene.words.date(scene.as_of))
    if found is None:
        return (f"{_end(lead)} {date}", "")
    view = found.view
    state = f"{view.kind}: {lower_first(view.standing.chip.text)}."
    after = [_end(one.text) for one in view.standing.after[:1]]
    told = [state, *([_end(lead)] if lead else [])]
    return (" ".join((*told, *after, date)), " ".join((*told, date)), f"{state} {date}", "")


def find_address(scene: Scene, case: PublicCase) -> str:
    """The short public address to print and share, which never changes; empty where the site's is not known."""
    if scene.site_url is None:
        return ""
    return scene.site_url + scene.addresses.permanent(case.id, scene.words.language)


def fit(
    title: str, rights: tuple[str, ...], states: tuple[str, ...], tail: tuple[str, ...], *, longest: int = LONGEST
) -> str:
    """Title, what they defend, how it stands, and the tail: as much as there is room for, nothing cut but a title."""
    end = " ".join(one for one in tail if one)
    room = longest - len(end) - 1
    if room < _LEAST_TITLE:
        end = tail[-1]
        room = longest - len(end) - 1
    for state in states:
        for right in (*rights, ""):
            text = " ".join(one for one in (_end(title), right, state) if one)
            if len(text) <= room and (right or not rights or not state):
                return f"{text} {end}"
    return f"{_end(title) if len(title) < room else title[: room - 1].rstrip() + '…'} {end}"


def _end(text: str) -> str:
    """A text as a sentence."""
    return text if text.endswith((".", "…", "!", "?", ".”", ".»")) else f"{text}."


def lower_first(text: str) -> str:
    """A text within a sentence."""
    return text[:1].lower() + text[1:]
