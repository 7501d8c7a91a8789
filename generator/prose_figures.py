"""Figures in texts of editors are looked up where the last build left them, or computed; and references are checked."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from generator.config import SiteOptions
from generator.frame import Prose, WrittenPage
from generator.gathering import Reading, are_as_they_were
from generator.pages.editorial import EditorialSource
from generator.pages.i18n import Words
from generator.records.digests import digest_of
from generator.records.problems import Problem


def check_texts(
    reading: Reading,
    editorial: Mapping[tuple[str, str], EditorialSource],
    prose: Prose,
    wanted: Container[str] | None,
) -> Iterator[Problem]:
    """Problems of references to figures; figures are only derived where some text asks for one that is not known."""
    folder, known = _name_content(reading.options), _find_known(reading)
    for source in editorial.values():
        page, file = prose.get(source.src), f"{folder}/{source.src}"
        if page is None or "{{" not in page.text or (wanted is not None and file not in wanted):
            continue
        if not known or _name_text(source.src, page, reading) not in known:
            from generator.pages.references import check_references  # noqa: PLC0415 - most edits change no figure

            words = Words(source.lang, reading.records.vocabularies)
            yield from check_references(page.text, file, words, reading.get_counting)


def fill_texts(reading: Reading, prose: Prose) -> dict[str, str]:
    """The texts of those pages that ask for figures, with the figures in them; of a site that can be built."""
    asking = {src: page for src, page in prose.items() if "{{" in page.body}
    names = {src: _name_text(src, page, reading) for src, page in asking.items()}
    known = _find_known(reading)
    texts = {
        src: known[names[src]] if names[src] in known else fill_text(reading, page.body, src.partition("/")[0])
        for src, page in asking.items()
    }
    sound = reading.sound
    if sound and not known.keys() >= set(names.values()) and are_as_they_were(reading.options, reading.sources, sound):
        sound.keep_texts(reading.derived_by, {names[src]: text for src, text in texts.items()})
    return texts


def fill_text(reading: Reading, markdown: str, language: str) -> str:
    """A text of an editor with its references to figures in words of its language."""
    from generator.pages.references import fill_references  # noqa: PLC0415 - as above

    return fill_references(markdown, Words(language, reading.records.vocabularies), reading.get_counting)


def _find_known(reading: Reading) -> Mapping[str, str]:
    """Name of a text → the text with its figures, of those that are known already."""
    return reading.sound.find_texts(reading.derived_by) if reading.sound else {}


def _name_text(src: str, page: WrittenPage, reading: Reading) -> str:
    """A word for a text and for all figures it may ask for: it can only ask for those of an indicator that it names."""
    figures = (name for code, name in reading.figure_names.items() if code in page.text or code in page.body)
    return digest_of(src, page.text, page.body, *figures)


def _name_content(options: SiteOptions) -> str:
    folder = options.content_dir
    return (folder.relative_to(options.root) if folder.is_relative_to(options.root) else folder).as_posix()
