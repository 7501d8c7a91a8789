"""What in a text could lead to somebody's door, telephone or papers (DNH-15). Every search takes time in proportion.

Each pattern begins with letters, digits or marks that it consumes, as only such searches are fast, and repeats nothing
without bound. False alarms are put into the allow list of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from generator.records.problems import Problem
from generator.records.walking import Parts, Steps


def _join_forms(words: str) -> str:
    """Words apart by spaces, as alternatives: each as written, capitalised, and in capitals."""
    forms = dict.fromkeys(form for word in words.split() for form in (word, word.capitalize(), word.upper()))
    return "|".join(form.replace(".", r"\.").replace("_", " ") for form in forms)


_SUSPICIOUS = r"[0-9@](?<!\[s[0-9])(?<!\[s[0-9]{2})(?<!\[s[0-9]{3})"
"""Without any of these there is nothing to find; what cites a source, as `[s12]` does, is part of no such thing."""
_STREET = _join_forms(
    "calle avenida av. calzada calz. boulevard bulevar blvd. callejón cda. cerrada privada priv. prolongación prol. "
    "andador circuito retorno"
)
_QUARTER = _join_forms("colonia col. fraccionamiento fracc. unidad_habitacional barrio")
_POSTCODE = r"(?:C\. ?P\.|CP|[Cc]ódigo [Pp]ostal),? ?[0-9]{5}\b"
_PHONE = _join_forms("teléfono teléfonos tel. tels. celular cel. whatsapp phone") + "|WhatsApp"
_CAPITAL = "A-ZÁÉÍÓÚÜÑ"
_NAME = rf"(?:[{_CAPITAL}][\w'\u2019.]{{0,30}}|[0-9]{{1,2}} de [{_CAPITAL}]\w{{2,15}})"
_OF = r"(?:(?:de la|de las|de los|de|del|la|las|los|el|y) )?"
_NAMES = rf" {_OF}{_NAME}(?: {_OF}{_NAME}){{0,5}}"
_NUMBER = r",? ?(?:(?:núm|número|no|No|Núm|ext|exterior|int|s)\.? ?|# ?)?[0-9]{1,5}\b(?![/.][0-9])"


class _Search(Struct, frozen=True, dict=True):
    """One kind of thing to look for: the code of its problem, and how."""

    code: str
    expression: str
    sign: str = _SUSPICIOUS
    """Without this a text has no such thing; quicker to look for."""

    # Compiled where it is needed: to compile all of them takes longer than to check a file.

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds it."""
        return re.compile(self.expression)

    @cached_property
    def hint(self) -> re.Pattern[str]:
        """What finds a sign of it."""
        return re.compile(self.sign)


_SEARCHES = (
    # 55 1234 5678, (951) 123-4567, 951 123 45 67, +52 1 55 1234 5678, 01 800 123 4567, 5512345678; tel. 123 4567.
    _Search(
        "text-phone",
        r"[+(0-9](?<![\w/.,$-].)"
        r"(?:(?<=\+)52[ .-]?(?:1[ .-]?)?\(?[1-9]|(?<=0)(?:1|44|45)[ .-]?\(?[1-9]|(?<=\()[1-9]|(?<=[1-9]))"
        r"(?:[0-9]\)?[ .-]?[0-9]{4}[ .-]?[0-9]{4}|[0-9]{2}\)?[ .-]?[0-9]{3}[ .-]?[0-9]{2}[ .-]?[0-9]{2}"
        r"|[0-9]\)?(?:[ .-][0-9]{2}){4})(?![\w/]|[.,-][0-9])",
        r"[0-9](?:[ .()-]{0,2}[0-9]){9}",
    ),
    _Search(
        "text-phone",
        rf"(?:{_PHONE})(?: (?:es|is|número|number))?:? "
        r"[0-9]{2,4}[ .-]?[0-9]{2,4}[ .-]?[0-9]{2,4}\b(?![ .-]?[0-9])",
        r"[0-9](?:[ .-]?[0-9]){5}",
    ),
    _Search("text-email", r"\w(?<![\w.+%-].)[\w.+%-]{0,63} ?@ ?\w[\w-]{0,62}(?:\.[\w-]{1,63}){1,5}", "@"),
    # The population registry's code, and the key on the card that voters carry.
    _Search(
        "text-curp",
        r"[A-Za-z](?<![\w-].)(?:[A-Za-z]{3}[0-9]{6}[HMXhmx][A-Za-z]{5}[A-Za-z0-9][0-9]"
        r"|[A-Za-z]{5}[0-9]{8}[HMhm][0-9]{3})\b",
        "[0-9]{6}",
    ),
    # The tax registry's code.
    _Search(
        "text-rfc",
        r"[A-ZÑ&](?<![\w-].)[A-ZÑ&]{2,3}[ -]?[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[ -]?[A-Z0-9]{3}\b",
        "[0-9]{6}",
    ),
    _Search(
        "text-plate",
        r"[A-Z0-9](?<![\w/-].)(?:(?<=[A-Z])[A-Z]{2}-[0-9]{2}-[0-9]{2}|(?<=[A-Z])[A-Z]{2}-[0-9]{3}-[A-Z]"
        r"|(?<=[A-Z])[A-Z]-[0-9]{2}-[0-9]{3}|(?<=[A-Z])-[0-9]{2}-[A-Z]{3}|(?<=[A-Z])-[0-9]{3}-[A-Z]{3}"
        r"|(?<=[0-9])[0-9]{2}-[A-Z]{3}|(?<=[0-9])[0-9]-[A-Z]{3}-[0-9]{2})(?![\w/-])",
        r"[0-9]-[A-Z]|[A-Z]-[0-9]",
    ),
    _Search(
        "text-plate",
        rf"(?:{_join_forms('placa placas matrícula plate plates')})"
        r"(?: (?:de circulación|número|number|con|with))?:? (?=[A-Z-]{0,4}[0-9])[A-Z0-9](?:-?[A-Z0-9]){4,8}\b",
    ),
    _Search("text-address", rf"(?:{_STREET}){_NAMES}{_NUMBER}"),
    _Search("text-address", rf"(?:{_QUARTER}){_NAMES},? {_POSTCODE}"),
    _Search("text-address", _POSTCODE, "C\\.|CP|ostal"),
    _Search(
        "text-address",
        rf"(?:{_join_forms('manzana mz. mza.')}) [0-9]{{1,4}},? (?:{_join_forms('lote lt. lte.')}) [0-9]{{1,4}}\b",
    ),
    _Search(
        "text-address",
        rf"[0-9](?<!\w.)[0-9]{{0,4}} (?:[{_CAPITAL}]\w{{1,20}} ){{1,4}}(?:Street|St\.|Avenue|Ave\.|Road|Rd\.)(?!\w)",
        "Street|St\\.|Ave|Road|Rd",
    ),
    _Search(
        "text-coordinates", r"[0-9](?<![\w.].)[0-9]?\.[0-9]{3,12} ?[NnSs°]{0,2} ?[,;/ ] ?-?[0-9]{2,3}\.[0-9]{3,12}"
    ),
    _Search("text-coordinates", r"[0-9](?<![\w.].)[0-9]{0,2} ?° ?[0-9]{1,2} ?['\u2032\u2019]", "°"),
)

CODES = tuple(dict.fromkeys(search.code for search in _SEARCHES))
"""The codes of what is looked for."""

_LINES = frozenset({"publisher", "title", "copy_of"})
"""Keys of a source that are words for readers; its addresses are full of numbers and are no secret."""


def find_personal_data(text: str) -> Iterator[tuple[str, str]]:
    """Code and words of everything in a text that looks like somebody's private data, each once."""
    line = _make_line(text)
    seen: dict[str, list[tuple[int, int]]] = {}
    for search in _SEARCHES if _may_hold(line) else ():
        for found in search.pattern.finditer(line):
            start, end = found.span()
            spans = seen.setdefault(search.code, [])
            if all(end <= first or last <= start for first, last in spans):
                spans.append((start, end))
                yield search.code, found[0].strip()


def _make_line(text: str) -> str:
    return " ".join(text.split())


def _may_hold(text: str) -> bool:
    return any(search.hint.search(text) and search.pattern.search(text) for search in _SEARCHES)


def check_personal_data(
    parts: Parts,
    make_problem: Callable[..., Problem],
    allowed: Sequence[str],
    *,
    with_notes: bool,
) -> Iterator[Problem]:
    """Personal data in the texts of a file that its allow list does not name, and what that list names in vain."""
    told = [text for _, part in parts.texts for _, text in part.texts]
    lines = [(path, line) for path, line in parts.lines if _is_told(path, with_notes=with_notes)]
    told += [line for _, line in lines]
    used: set[str] = set()
    # All texts at once first: nearly always there is nothing to find.
    is_likely = _may_hold("\n".join([_make_line(text) for text in told if re.search(_SUSPICIOUS, text)]))
    for path, text in (*_list_texts(parts), *lines) if is_likely else ():
        for code, value in find_personal_data(text):
            if value in allowed:
                used.add(value)
            else:
                yield make_problem(code, path, value=value)
    for index, value in enumerate(allowed):
        if value not in used:
            yield make_problem("allowed-text-unused", ("allowed_texts", index), value=value)


def _list_texts(parts: Parts) -> Iterator[tuple[Steps, str]]:
    """What is written in several languages."""
    return (((*path, language), text) for path, part in parts.texts for language, text in part.texts)


def _is_told(path: Steps, *, with_notes: bool) -> bool:
    """Whether a line is written for readers, or is a note of editors where everybody can read the file itself."""
    return (path[0] == "sources" and path[-1] in _LINES) or (path[0] == "notes" and with_notes)
