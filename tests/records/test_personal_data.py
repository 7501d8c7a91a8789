"""What is found in texts that could lead to somebody's door: no form of it is missed, and dates are none (DNH-15)."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from builders import make_act, make_case, make_source, parse_case, places, text
from hypothesis import given
from hypothesis import strategies as st

from generator.records.do_no_harm import _QUOTE
from generator.records.fields import Context
from generator.records.personal_data import _SEARCHES, _SUSPICIOUS, CODES, check_personal_data, find_personal_data
from generator.records.problems import get_texts
from generator.records.suspects import _GUILTY, _INITIALS

FOUND = {
    "text-phone": (
        *("55 1234 5678", "(951) 123-4567", "+52 1 55 1234 5678", "+525512345678", "01 800 123 4567", "5512345678"),
        *("044 951 123 45 67", "55 12 34 56 78", "tel. 123 4567", "su celular: 9511234567", "TELÉFONO 5512-3456"),
    ),
    "text-email": ("a@b.mx", "ana.pérez+x@correo.org.mx", "ana @ correo.mx"),
    "text-curp": ("PEXA800101MOCRXN09", "pexa800101mocrxn09", "PRXANA80010120M100"),
    "text-rfc": ("PEXA800101AB1", "PEXA-800101-AB1", "ABC800101AB1"),
    "text-plate": (
        *("ABC-12-34", "ABC-123-A", "AB-12-345", "A-12-ABC", "A-123-ABC", "123-ABC", "12-ABC-34"),
        *("placas TKX4521", "placas de circulación ABC1234", "con placa RZW-45-12", "matrícula XA-1234"),
    ),
    "text-address": (
        *("calle Hidalgo 23", "CALLE Hidalgo núm. 23", "av. Juárez #100", "Avenida 5 de Mayo 12"),
        *("calle de la Reforma, número 5", "col. Roma, C.P. 06700", "Manzana 3, Lote 5", "código postal 68000"),
        *("23 Hidalgo Street", "Privada Emiliano Zapata 4", "calle Benito Juárez García No. 12"),
    ),
    "text-coordinates": ("19.4326, -99.1332", "16.123456,-95.123456", "19° 25\u2032", "19°25'42\"N"),
}
"""Code → ways of writing what it looks for. The people, numbers and places are invented."""

HARMLESS = (
    *("En 2012 y 2013-2014, 43 personas", "expediente 144/2011", "MC 409/14", "CNDH/5/2012/1234/Q", "el 2012-02-22"),
    *("averiguación PGR/SEIDO/UEIDMS/123/2012", "FED/SDHPDSC/UNAI-CDMX/0000123/2019", "Caso 12.345", "P-0000-15"),
    *("la calle el 3 de mayo", "avenida Juárez en 2012", "calle donde 5 personas", "la colonia Roma", "COVID-19"),
    *("25,000 pesos", "1 234 567 personas", "$5,512,345,678", "12.5% de 34.5", "2009 2010 2011", "8:30 a 10:45"),
    *("CDHDF/III/121/CUAUH/12/D1234", "artículo 19-A", "ley 23-B", "párrafos 123-145", "MX-0001", "C-130"),
    *("el 2 de octubre de 1968 y 10 más", "2 de octubre, calle Tlatelolco", "hasta el km 12.5", "@usuario"),
)
"""Words of reports that hold numbers and lead to nobody."""


@pytest.mark.parametrize(("code", "written"), [(code, one) for code, many in FOUND.items() for one in many])
def test_each_way_of_writing_it(code: str, written: str) -> None:
    """It is found at either end of a text and within, and taken for one thing only."""
    for line in (written, f"Dijo: {written}.", f"{written}, dijo", f"Es ({written}) y\nya."):
        assert {found for found, _ in find_personal_data(line)} == {code}, line


PIECES = (
    "[s",
    "s",
    "]",
    "[s1]",
    "[s12]",
    " ",
    "1",
    "23",
    "5512345678",
    "tel. ",
    "calle Hidalgo",
    " 23",
    "C.P. 0670",
    "°",
)


@given(line=st.lists(st.sampled_from([*PIECES, *(one for many in FOUND.values() for one in many)]), max_size=6))
def test_nothing_is_part_of_what_cites_a_source(line: list[str]) -> None:
    """Where all digits are in such marks no search would find anything: so such texts need not be searched."""
    text = "".join(line)
    if any(search.pattern.search(text) for search in _SEARCHES):
        assert re.search(_SUSPICIOUS, text)


@pytest.mark.parametrize("line", HARMLESS)
def test_what_is_none(line: str) -> None:
    """Dates, amounts and numbers of files are no one's data."""
    assert list(find_personal_data(line)) == []


def test_every_code_has_words() -> None:
    """Each kind that is looked for has its own problem, a warning, and examples here."""
    assert set(CODES) == set(FOUND)
    assert {get_texts()[code]["severity"] for code in (*CODES, "allowed-text-unused")} == {"warning"}


DIGITS = st.text("0123456789", min_size=8, max_size=8)
WORDS = st.text(st.sampled_from("abcñé ,.«»¿"), max_size=40)


@given(before=WORDS, after=WORDS, area=st.integers(11, 99), rest=DIGITS, gap=st.sampled_from(["", " ", "-", "."]))
def test_any_telephone_in_any_words(before: str, after: str, area: int, rest: str, gap: str) -> None:
    """Ten digits, with or without marks between them, are found whatever stands around them."""
    number = f"{area}{gap}{rest[:4]}{gap}{rest[4:]}"

    assert ("text-phone", number) in find_personal_data(f"{before} {number} {after}")


@given(day=st.dates(date(1900, 1, 1), date(2026, 12, 31)), other=st.dates(date(1900, 1, 1), date(2026, 12, 31)))
def test_dates_are_no_telephones(day: date, other: date) -> None:
    """Two days, or years, beside one another are not taken for a number."""
    for line in (f"{day} {other}", f"{day}/{other}", f"{day.year}-{other.year}", f"entre {day.year} y {other.year}."):
        assert list(find_personal_data(line)) == []


@given(st.text(max_size=300))
def test_any_text(line: str) -> None:
    """Nothing fails, and what is found stands in the text."""
    plain = " ".join(line.split())

    assert all(value in plain for _, value in find_personal_data(line))


SEEDS = (
    *(
        "1 ",
        "12",
        "1-",
        "(1",
        "+52 ",
        "a.",
        "a@",
        "a@a.",
        "@a.",
        "A-1",
        "ABCD12",
        "A",
        "calle ",
        "calle A ",
        "Av. A de ",
    ),
    *(
        "1.123 ",
        "1° ",
        "tel. ",
        "tel. 12 ",
        "col. A, C.P. ",
        "mz. 1 ",
        "placas A",
        "placas A-",
        "1 Aa ",
        "A. ",
        "«",
        '"',
    ),
    *("Calle 5 de Mayo ", "A'", "1.111111111111 ", "alias a ", "a%", "asesino", "12 12 12 "),
)
"""What each search takes for a beginning, over and over."""


@pytest.mark.parametrize("seed", SEEDS)
def test_time_grows_with_the_text_only(seed: str) -> None:
    """60,000 letters that keep beginning what is looked for take no time to speak of."""
    line = seed * (60_000 // len(seed))
    started = time.process_time()
    for pattern in (*(one for s in _SEARCHES for one in (s.pattern, s.hint)), _QUOTE, _INITIALS, _GUILTY):
        for _ in pattern.finditer(line):
            pass

    assert time.process_time() - started < 2


def test_what_is_searched(context: Context) -> None:
    """Texts in each language and words of sources are searched, their addresses are not, notes where all can read."""
    raw = make_case(
        acts=[make_act(text=text("Llame al 55 1234 5678.", "Call 55 1234 5678."))],
        notes=["Su casa: calle Hidalgo 23"],
        sources={"s1": make_source(title="Escriba a ana@a.mx", url="https://a.mx/5512345678")},
    )
    file = parse_case(context, raw)
    seen = [places(check_personal_data(file.parts, file.problem, (), with_notes=notes)) for notes in (True, False)]

    assert seen[1] == [
        ("text-phone", "acts[a1].text.es"),
        ("text-phone", "acts[a1].text.en"),
        ("text-email", "sources.s1.title"),
    ]
    assert sorted(set(seen[0]) - set(seen[1])) == [("text-address", "notes[#1]")]


def test_allow_list(context: Context) -> None:
    """What the list names as it is told is no problem; what no text holds has to leave the list."""
    act = make_act(text=text("Llame al 55 1234 5678 o al 55 8765 4321."))
    allowed = ["55 1234 5678", "55 1111 2222"]
    file = parse_case(context, make_case(acts=[act], allowed_texts=allowed))
    found = check_personal_data(file.parts, file.problem, file.case.allowed_texts, with_notes=True)

    assert [(one.code, one.details["value"]) for one in found] == [
        ("text-phone", "55 8765 4321"),
        ("allowed-text-unused", "55 1111 2222"),
    ]
