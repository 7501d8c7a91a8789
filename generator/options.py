"""Reads the options of a site off its configuration, with everything that is wrong. Knows nothing of MkDocs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from generator.config import EXIT_URL, Language, OptionError, SiteOptions, Trouble, make_trouble
from generator.executors import KINDS, Kind, is_installed

_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")
_PRINTABLE = re.compile(r"[!#-;=?-~]+")
"""An address as it is sent: no spaces, quotes, angle brackets, control or other characters beyond ASCII."""
_KEY = re.compile(r"[a-z][a-z0-9_]*")


def make_options(  # noqa: PLR0913 - each is one setting of the engine
    raw: Mapping[str, object],
    *,
    root: Path,
    content_dir: Path,
    site_name: str,
    site_url: str | None,
    use_directory_urls: bool,
    preview: bool = False,
    strict: bool = False,
) -> SiteOptions:
    """Return checked options; raise OptionError naming every wrong one."""
    troubles: list[Trouble] = []
    cases_dir = root / str(raw.get("cases_dir") or "cases")
    if not cases_dir.is_dir():
        troubles.append(make_trouble("option-cases-dir", "cases_dir: there is no folder {path}", path=cases_dir))
    languages = _parse_languages(raw.get("languages"), content_dir, troubles)
    if site_url and not _is_web(site_url, schemes={"http", "https"}):
        message = "site_url: write an address that starts with https:// or http://, not {given}"
        troubles.append(make_trouble("option-site-url", message, given=site_url))
        site_url = None
    options = SiteOptions(
        root=root,
        cases_dir=cases_dir,
        content_dir=content_dir,
        languages=_select_languages(languages, raw.get("only_languages"), troubles),
        text_languages=tuple(language.code for language in languages),
        nav=_parse_nav(raw.get("nav"), troubles),
        as_of=_parse_as_of(raw.get("as_of"), troubles),
        public_repository=raw.get("public_repository") is not False,
        site_name=site_name,
        site_url=None if not site_url else site_url.rstrip("/") + "/",
        base_path=urlsplit(site_url or "/").path.rstrip("/") + "/",
        use_directory_urls=use_directory_urls,
        preview=preview,
        strict=strict,
        contact=_parse_contact(raw.get("contact"), troubles),
        jobs=_parse_jobs(raw.get("jobs"), troubles),
        executor=_parse_executor(raw.get("executor"), raw.get("scheduler"), troubles),
        scheduler=str(raw["scheduler"]) if raw.get("scheduler") else None,
        cards=raw.get("cards") is not False,
        embeds=raw.get("embeds") is not False,
        permanent_copies=raw.get("permanent_copies") is not False,
        exit_url=_parse_exit(raw.get("exit_url"), troubles),
    )
    if troubles:
        raise OptionError(*troubles)
    return options


def _parse_languages(value: object, content_dir: Path, troubles: list[Trouble]) -> tuple[Language, ...]:
    """Return the languages; add a trouble for each that is malformed, doubled or without pages."""
    languages: list[Language] = []
    for given in value if isinstance(value, list) else []:
        code = given.get("code") if isinstance(given, dict) else None
        name = given.get("name") if isinstance(given, dict) else None
        if not isinstance(code, str) or not _LANGUAGE_CODE.fullmatch(code) or not isinstance(name, str):
            message = "languages: write each as {{ code: es, name: Español }}, not {given}"
            troubles.append(make_trouble("option-language", message, given=given))
        elif code in {language.code for language in languages}:
            troubles.append(make_trouble("option-language-twice", "languages: {code} is there twice", code=code))
        else:
            if not (content_dir / code).is_dir():
                message = "languages: {code} has no folder {path}"
                troubles.append(make_trouble("option-language-folder", message, code=code, path=content_dir / code))
            languages.append(Language(code=code, name=name))
    if not languages and not troubles:
        troubles.append(make_trouble("option-languages", "languages: name at least one language"))
    return tuple(languages)


def _select_languages(languages: tuple[Language, ...], codes: object, troubles: list[Trouble]) -> tuple[Language, ...]:
    """Return the languages to make pages in; add a trouble unless they are some of all, the first one among them.

    Its pages are at the root: without it every address would change.
    """
    if not isinstance(codes, list) or not codes:
        return languages
    known = [language.code for language in languages]
    if not {*known[:1]} <= {*codes} <= {*known}:
        message = "only_languages: name some of {known}, the first one always, not {given}"
        names = {"known": ", ".join(known), "given": ", ".join(map(str, codes))}
        troubles.append(make_trouble("option-languages-part", message, **names))
    return tuple(language for language in languages if language.code in codes)


def _parse_nav(value: object, troubles: list[Trouble]) -> tuple[str, ...]:
    """Return the keys of the tabs; add a trouble unless they are different keys."""
    keys = value if isinstance(value, list) else []
    wrong = [key for key in keys if not isinstance(key, str) or not _KEY.fullmatch(key)]
    if not keys or wrong or len(set(keys)) != len(keys):
        message = "nav: list keys of editorial pages, each once, not {given}"
        troubles.append(make_trouble("option-nav", message, given=value))
        return ()
    return tuple(keys)


def _parse_as_of(value: object, troubles: list[Trouble]) -> date | None:
    """Return the day the site speaks from; add a trouble unless it is a day or empty."""
    if value is None or value == "":
        return None
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        message = "as_of: write a day such as 2026-05-31, or leave it empty, not {given}"
        troubles.append(make_trouble("option-as-of", message, given=value))
        return None


def _parse_contact(value: object, troubles: list[Trouble]) -> str | None:
    """Return the address as a link's target; add a trouble unless it is one of mail or web, or empty."""
    if value is None or value == "":
        return None
    text = str(value)
    if _MAIL.fullmatch(text):
        return f"mailto:{text}"
    if _is_web(text):
        return text
    message = "contact: write a mail address or one that starts with https://, or leave it empty, not {given}"
    troubles.append(make_trouble("option-contact", message, given=value))
    return None


def _parse_exit(value: object, troubles: list[Trouble]) -> str:
    """Return where the link to leave quickly leads; add a trouble unless it is a web address or empty."""
    text = str(value or EXIT_URL)
    if not _is_web(text):
        message = "exit_url: write an address that starts with https://, or leave it empty, not {given}"
        troubles.append(make_trouble("option-exit-url", message, given=value))
    return text


def _is_web(text: str, *, schemes: Collection[str] = ("https",)) -> bool:
    """Return whether this is one full web address, and no more."""
    try:
        parts = urlsplit(text)
        host = parts.hostname if "@" not in parts.netloc else None
    except ValueError:
        return False
    return parts.scheme in schemes and bool(host) and bool(_PRINTABLE.fullmatch(text))


def _parse_jobs(value: object, troubles: list[Trouble]) -> int | None:
    """Return the number of worker processes; add a trouble unless it is positive or empty."""
    if value is None or (type(value) is int and value >= 1):
        return value
    troubles.append(make_trouble("option-jobs", "jobs: write a number from 1 up, not {given}", given=value))
    return None


def _parse_executor(value: object, scheduler: object, troubles: list[Trouble]) -> Kind:
    """Return who does heavy work; add a trouble for an unknown name, or a cluster without an address or its extra."""
    found = next((kind for kind in KINDS if kind == (value or KINDS[0])), None)
    if found is None:
        message = "executor: write one of {known}, not {given}"
        troubles.append(make_trouble("option-executor", message, known=", ".join(KINDS), given=value))
    elif found == "dask" and not (scheduler and is_installed("dask")):
        message = "executor: dask needs visibles[dask], and in scheduler the address of its scheduler"
        troubles.append(make_trouble("option-executor-dask", message))
    return found or KINDS[0]
