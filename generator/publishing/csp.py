"""Content security policy of a page, computed from its finished HTML. Reads no files."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache

from generator.pages.shell import CSP_SLOT, close_slots

EMPTY_STYLE_HASH = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
"""Hash of an empty style element: Plotly adds one, and fills it through the DOM."""

# Text up to the end of its element is passed over at once, not character by character.
_SCRIPT = re.compile(r"<(?i:script)\b([^>]*)>([^<]*+(?:<(?!/(?i:script)>)[^<]*+)*+)</(?i:script)>")
_STYLE = re.compile(r"<style>([^<]*+(?:<(?!/style>)[^<]*+)*+)</style>")
_NOT_INLINE = re.compile(r"""\bsrc\s*=|\btype\s*=\s*["']?application/(?:ld\+)?json""", re.IGNORECASE)


def fill_policy(html: str, *, charts: bool = False) -> str:
    """Return the page with its own policy in the slot the shell left for it."""
    # Only the first: the shell's own comes before any text of the page.
    return html.replace(CSP_SLOT, render_policy(html, charts=charts), 1)


def render_policy(html: str, *, charts: bool = False) -> str:
    """Return the policy that lets exactly the inline scripts of the page's chrome run."""
    head, _, rest = html.partition("<article")
    # Scripts inside the article get no hash: none of ours is there, so one that is was smuggled in.
    chrome = head + rest.rpartition("</article>")[2]
    hashes = {hash_text(text) for attributes, text in _SCRIPT.findall(chrome) if not _NOT_INLINE.search(attributes)}
    directives = (
        "default-src 'none'",
        " ".join(("script-src 'self'", *sorted(hashes))),
        f"style-src 'self' {EMPTY_STYLE_HASH}" if charts else "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
    )
    return "; ".join(directives)


def fill_embed_policy(html: str) -> str:
    """Return an embed with its own policy: nothing but its own styles. Who may frame it is for the server to say."""
    styles = sorted({hash_text(text) for text in _STYLE.findall(html)})
    policy = f"default-src 'none'; style-src {' '.join(styles)}; base-uri 'none'; form-action 'none'"
    before, _, after = html.partition(CSP_SLOT)
    return before + policy + close_slots(after)


@lru_cache(maxsize=256)
def hash_text(text: str) -> str:
    """Return the source expression for an inline script or style."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
