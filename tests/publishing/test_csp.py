"""The policy lets the scripts of the chrome run, and nothing else."""

from __future__ import annotations

from generator.publishing.csp import EMPTY_STYLE_HASH, fill_policy, render_policy

# printf 'alert(1)' | openssl dgst -sha256 -binary | base64
ALERT_HASH = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"


def test_inline_scripts_are_hashed() -> None:
    """Each inline script of the chrome is named by its hash, once."""
    policy = render_policy("<script>alert(1)</script><script>alert(1)</script>")

    assert f"script-src 'self' {ALERT_HASH};" in policy


def test_scripts_that_do_not_run_inline_are_not() -> None:
    """Files of our own origin and blocks of data need no hash."""
    html = '<script src="a.js"></script><script type="application/json">{}</script>'

    assert "script-src 'self';" in render_policy(html)


def test_script_smuggled_into_the_article_is_blocked() -> None:
    """A script in the body gets no hash, even if the body pretends to end before it."""
    html = "<head></head><article>x</article><script>alert(1)</script></article><p>"

    assert "script-src 'self';" in render_policy(html)


def test_nothing_else_is_allowed() -> None:
    """No other host and no inline style; an empty style only for charts."""
    policy = render_policy("<p>")

    assert policy.startswith("default-src 'none'; ")
    assert "style-src 'self';" in policy
    assert "http" not in policy
    assert "unsafe" not in policy
    assert f"style-src 'self' {EMPTY_STYLE_HASH};" in render_policy("<p>", charts=True)


def test_only_the_slot_of_the_shell_is_filled() -> None:
    """A body that speaks of the slot keeps its words."""
    html = fill_policy('<meta content="@@v:csp@@"><article>@@v:csp@@</article>')

    assert html.endswith("<article>@@v:csp@@</article>")
    assert html.startswith("<meta content=\"default-src 'none'")
