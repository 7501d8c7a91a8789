"""What a server is to send beside each file, and whom to tell of a weakness. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import urlsplit

HEADERS_FILE = "_headers"
"""Read by Netlify and Cloudflare Pages, which do not serve it; other servers have their own files in docs/hosting."""

SECURITY_FILE = ".well-known/security.txt"
"""Where RFC 9116 has it, below the root of the host."""

DENIED_FEATURES = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
"""What no page may ask the device for."""

EVERYWHERE: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in DENIED_FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""Sent with every file."""

SECURE = {"Strict-Transport-Security": "max-age=31536000"}
"""Sent with every file where the site's address is an https one."""

_ALONE = "object-src 'none'; base-uri 'none'"
PAGES = {"Content-Security-Policy": f"{_ALONE}; form-action 'self'; frame-ancestors 'none'"}
"""Sent with pages, which nobody may frame. All else that a page may do is in its own policy, made from its text."""

FRAMED = {
    "Content-Security-Policy": f"script-src 'none'; {_ALONE}; form-action 'none'; frame-ancestors *",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Sent with embeds, which anybody may frame, and with their badges and descriptions."""

SHARED = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""Sent with the pictures that other sites show."""

LASTING = {"Cache-Control": "public, max-age=31536000, immutable"}
"""Sent with files whose names change with their contents. All else is asked for anew: what was withdrawn is gone."""


def render_headers(roots: Iterable[str], folders: Iterable[str], *, secure: bool) -> str:
    """The rules of the file that two kinds of host read; `roots` are those of languages, `folders` those of pages.

    Where several rules fit an address, one host joins the values of a header that they share, so that two policies
    would both hold. Hence none of our rules that name the same header overlap: pages are listed folder by folder.
    """
    listed = tuple(roots)
    pages = (*(f"/{root}{name}" for root in listed for name in ("", "index.html", "404.html")), *map(_all_in, folders))
    rules = {
        "/*": {**EVERYWHERE, **(SECURE if secure else {})},
        **dict.fromkeys(pages, PAGES),
        **{_all_in(f"{root}embed/"): FRAMED for root in listed},
        "/assets/cards/*": SHARED,
        "/assets/stylesheets/*": LASTING,
    }
    return "".join(_render_rule(path, rule) for path, rule in rules.items())


def render_security(contact: str, *, as_of: date, languages: Iterable[str], site_url: str | None) -> str:
    """The file that says whom to tell of a weakness (RFC 9116). It ends a year after the day the site speaks of."""
    ends = as_of.replace(year=as_of.year + 1, day=min(as_of.day, 28))
    lines = [f"Contact: {contact}", f"Expires: {ends.isoformat()}T00:00:00Z"]
    lines.append(f"Preferred-Languages: {', '.join(languages)}")
    parts = urlsplit(site_url or "")
    if parts.scheme == "https" and parts.path == "/":
        lines.append(f"Canonical: {site_url}{SECURITY_FILE}")
    return "".join(f"{line}\n" for line in lines)


def _all_in(folder: str) -> str:
    return f"/{folder}*"


def _render_rule(path: str, headers: Mapping[str, str]) -> str:
    return "".join([f"{path}\n", *(f"  {name}: {value}\n" for name, value in headers.items())])
