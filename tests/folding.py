"""Texts and the words they are compared by, for the build and for the browser alike."""

from __future__ import annotations

VECTORS: tuple[tuple[str, list[str]], ...] = (
    ("", []),
    ("  \n\t ", []),
    ("Bety Cariño", ["bety", "cariño"]),
    ("CARIÑO", ["cariño"]),
    ("carin\u0303o CARIN\u0303O", ["cariño", "cariño"]),
    ("carino", ["carino"]),
    ("México, Ocumicho y Cherán", ["mexico", "ocumicho", "y", "cheran"]),
    ("Me\u0301xico", ["mexico"]),
    ("pingüino GÜERA u\u0308", ["pinguino", "guera", "u"]),
    ("ñ\u0301 n\u0301", ["ñ", "n"]),
    ("Me'phaa Me\u2019phaa me\u02bcphaa ME\ua78cPHAA Me\u00b4phaa", ["mephaa"] * 5),
    ("O\u2019Quimera", ["oquimera"]),
    ('«San José» “Güera” \u2018Beto\u2019 "x"', ["san", "jose", "guera", "beto", "x"]),
    ("Ayuujk-jääy", ["ayuujk", "jaay"]),
    ("snake_case, A/C: (¡ya!) ¿no?", ["snake", "case", "a", "c", "ya", "no"]),
    ("MX-0007 2012", ["mx", "0007", "2012"]),
    ("Ximena 🦋 & <b>", ["ximena", "b"]),
    ("çà Ç ÀÊÕ", ["ca", "c", "aeo"]),
    ("İstanbul ΟΔΟΣ", ["istanbul", "οδος"]),
    ("1º 2ª Ⅳ ½", ["1º", "2ª", "ⅳ", "½"]),
)
"""A text → its words, folded: accents and capitals do not count, ñ is not n, apostrophes are no bounds."""
