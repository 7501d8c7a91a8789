"""What commands say: problems as text for a terminal, as JSON, or as notes that a CI service shows in place."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.records.problems import Problem, Severity

if TYPE_CHECKING:
    from rich.text import Text

_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "note": "bold blue"}
_WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "es": {"error": ("error", "errores"), "warning": ("aviso", "avisos"), "note": ("nota", "notas")},
    "en": {"error": ("error", "errors"), "warning": ("warning", "warnings"), "note": ("note", "notes")},
}
_CLEAN = {"es": "Sin problemas.", "en": "No problems."}
_FEW = 20
"""Problems of one kind that are named where there may be one for each file of a site."""


MESSAGES = {
    "es": {
        "built": "Listo: {count} páginas en {target}.",
        "unchanged": "Nada cambió: {count} páginas en {target}.",
        "no_cards": "Sin tarjetas para redes: para dibujarlas, instale visibles[cards].",
        "recorded": "{count} direcciones nuevas en {file}.",
        "verified": "Íntegra: {count} archivos de la lista y {former} en direcciones anteriores. Datos al {as_of}.",
        "unverified": "Esta copia no es la que se publicó, o no se pudo comprobar.",
        "signed": "Firma válida: {signer}.",
        "unsigned": "No se comprobó quién la publicó: para eso, --key con su clave pública.",
        "more": "Y {count} más.",
        "exists": "cases/{slug}.yml ya existe.",
        "slug": "«{slug}» no sirve: use minúsculas sin acentos, números y guiones.",
        "read": "Revisando los casos",
        "mkdocs": "Haciendo las páginas de texto con MkDocs",
        "shells": "Recordando las páginas de texto",
        "pages": "Escribiendo las páginas",
        "findings": "Derivando cifras y estados",
        "files": "Haciendo canales y calendarios",
        "manifest": "Sumando cada archivo",
        "links": "Revisando los enlaces",
        "swap": "Poniendo el sitio en su lugar",
        "again": "Construyendo otra vez para comparar",
        "reproduced": "La segunda construcción dio los mismos bytes.",
        "no_case": "Ningún archivo de {folder}/ es el del caso {id}.",
        "no_day": "Ningún caso publicado dice cuándo se revisó: escriba el día con --date.",
        "withdrawn": (
            "{id} retirado con fecha {date}: queda {file}; {count} direcciones olvidadas, {pictures} imágenes borradas."
            " Construya y publique el sitio, y siga docs/withdrawal.md: la historia de git, las copias y los archivos"
            " de otros aún lo tienen."
        ),
        "was_withdrawn": "{id} ya estaba retirado desde {date}: {file}.",
        "mention_same_as": "Cuenta lo mismo que este caso: quite same_as, o el sitio no se podrá construir.",
        "mention_id": "Nombra el caso por su id: quítelo, o deje que lleve al aviso.",
        "mention_slug": "Enlaza o nombra el caso: quítelo.",
        "mention_name": "Nombra a alguien del caso: decida si aún puede decirse.",
        "path": "No existe {path}.",
        "config": "No existe {file}: ejecute la orden en la carpeta del sitio o use --config.",
    },
    "en": {
        "built": "Done: {count} pages in {target}.",
        "unchanged": "Nothing changed: {count} pages in {target}.",
        "no_cards": "No share cards: to have them drawn, install visibles[cards].",
        "recorded": "{count} new addresses in {file}.",
        "verified": "Whole: {count} files of the list, and {former} at former addresses. Data as of {as_of}.",
        "unverified": "This copy is not what was published, or could not be checked.",
        "signed": "Valid signature: {signer}.",
        "unsigned": "Who published it was not checked: for that, --key with their public key.",
        "more": "And {count} more.",
        "exists": "cases/{slug}.yml exists already.",
        "slug": "“{slug}” will not do: use lower-case letters without accents, digits and hyphens.",
        "read": "Checking the cases",
        "mkdocs": "Making the pages of prose with MkDocs",
        "shells": "Recalling the pages of prose",
        "pages": "Writing the pages",
        "findings": "Deriving figures and states",
        "files": "Making feeds and calendars",
        "manifest": "Hashing each file",
        "links": "Checking the links",
        "swap": "Putting the site in place",
        "again": "Building again, to compare",
        "reproduced": "The second build gave the same bytes.",
        "no_case": "No file of {folder}/ is that of the case {id}.",
        "no_day": "No published case says when it was checked: give the day with --date.",
        "withdrawn": (
            "{id} withdrawn as of {date}: {file} remains; {count} addresses forgotten, {pictures} pictures deleted. "
            "Build and publish the site, and follow docs/withdrawal.md: git's history, forks and other people's "
            "archives still have it."
        ),
        "was_withdrawn": "{id} was withdrawn before, on {date}: {file}.",
        "mention_same_as": "Tells the same as this case: remove same_as, or the site cannot be built.",
        "mention_id": "Names the case by its id: remove it, or let it lead to the notice.",
        "mention_slug": "Links to the case or names it: remove it.",
        "mention_name": "Names somebody of the case: decide whether that may still be told.",
        "path": "There is no {path}.",
        "config": "There is no {file}: run this in the site's folder, or use --config.",
    },
}
"""What the commands say, by language."""


def choose_language(code: str | None) -> str:
    """The language to say it in: the one asked for if it is known, else English."""
    return code if code in MESSAGES else "en"


def render_text(problems: Sequence[Problem], *, root: Path, language: str, color: bool = False) -> str:
    """Each problem with its place, the line of the file, what is wrong and what to do; then the counts."""
    if not problems:
        return f"{_count(problems, language)}\n"
    from rich.console import Console  # noqa: PLC0415 - nearly always there is nothing to say, and loading it takes time

    stream = io.StringIO()
    console = Console(file=stream, force_terminal=color, no_color=not color, width=100, highlight=False, soft_wrap=True)
    lines: dict[str, list[str]] = {}
    for problem in problems:
        console.print(_describe(problem, _get_line(problem, root, lines), language))
    console.print(_count(problems, language), markup=False)
    return stream.getvalue()


def render_few(problems: Sequence[Problem], language: str, *, color: bool = False) -> str:
    """The same of the first problems of each kind, and how many more there are: for what can go wrong file by file."""
    counts: Counter[str] = Counter()
    shown = []
    for problem in problems:
        counts[problem.code] += 1
        if counts[problem.code] <= _FEW:
            shown.append(problem)
    code = choose_language(language)
    text = render_text(shown, root=Path(), language=code, color=color)
    more = len(problems) - len(shown)
    return text + (MESSAGES[code]["more"].format(count=more) + "\n" if more else "")


def render_json(problems: Sequence[Problem], *, root: Path, language: str, color: bool = False) -> str:
    """A JSON list with one object a problem."""
    del root, color
    rows = [
        {
            "code": problem.code,
            "severity": problem.severity,
            "file": problem.file,
            "line": problem.line,
            "column": problem.column,
            "message": problem.message(language),
            "advice": problem.advice(language),
            "details": dict(problem.details),
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def render_github(problems: Sequence[Problem], *, root: Path, language: str, color: bool = False) -> str:
    """One workflow command a problem, which GitHub shows beside the line."""
    del root, color
    kinds: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
    rows = []
    for problem in problems:
        place = {"file": problem.file, "line": problem.line or 1, "col": problem.column or 1, "title": problem.code}
        properties = ",".join(f"{key}={_escape(str(value), more=True)}" for key, value in place.items())
        text = _escape(f"{problem.message(language)} {problem.advice(language)}")
        rows.append(f"::{kinds[problem.severity]} {properties}::{text}\n")
    return "".join(rows)


FORMATS: dict[str, Callable[..., str]] = {"text": render_text, "json": render_json, "github": render_github}
"""Name of a format → the function that renders it."""


def _describe(problem: Problem, line: str, language: str) -> Text:
    from rich.text import Text  # noqa: PLC0415

    place = problem.file if not problem.line else f"{problem.file}:{problem.line}:{problem.column}"
    word = _WORDS.get(language, _WORDS["en"])[problem.severity][0]
    text = Text.assemble(
        (place, "bold"),
        " ",
        (word, _STYLES[problem.severity]),
        f" {problem.code}\n",
        f"  {problem.message(language)}\n",
    )
    if line:
        text.append(f"  {problem.line:>4} | {line}\n", "dim")
    text.append(f"  → {problem.advice(language)}\n")
    return text


def _get_line(problem: Problem, root: Path, lines: dict[str, list[str]]) -> str:
    """The line of the file, cut to what fits; files are read once."""
    if not problem.line:
        return ""
    if problem.file not in lines:
        try:
            lines[problem.file] = (root / problem.file).read_text("utf-8", errors="replace").splitlines()
        except OSError:
            lines[problem.file] = []
    known = lines[problem.file]
    text = known[problem.line - 1] if problem.line <= len(known) else ""
    return "".join(c if c.isprintable() else "�" for c in text.rstrip())[:160]


def _count(problems: Sequence[Problem], language: str) -> str:
    words = _WORDS.get(language, _WORDS["en"])
    counts = Counter(problem.severity for problem in problems)
    parts = [f"{counts[kind]} {words[kind][counts[kind] != 1]}" for kind in _STYLES if counts[kind]]
    return ", ".join(parts) + "." if parts else _CLEAN.get(language, _CLEAN["en"])


def _escape(text: str, *, more: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if more else text
