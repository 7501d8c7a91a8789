"""What is done to prose after Markdown: links to other sites say what they tell of the reader."""

from __future__ import annotations

import pytest

from generator.pages.editorial import drop_comments, mark_outward

MARKED = 'rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="https://example.org/">x</a>', f'<a href="https://example.org/" {MARKED}>x</a>'),
        ('<a class="c" href="//example.org/">x</a>', f'<a class="c" href="//example.org/" {MARKED}>x</a>'),
        (
            '<a rel="license" href="http://example.org/">x</a>',
            '<a href="http://example.org/" rel="license noopener noreferrer nofollow">x</a>',
        ),
        ('<a href="../casos/">x</a>', '<a href="../casos/">x</a>'),
        ('<a href="mailto:a@example.org">x</a>', '<a href="mailto:a@example.org">x</a>'),
        ("<abbr title='href=\"https://x/\"'>x</abbr>", "<abbr title='href=\"https://x/\"'>x</abbr>"),
    ],
)
def test_links_to_other_sites(before: str, after: str) -> None:
    """Only those are marked, once, and keep what else they say."""
    assert mark_outward(before) == after
    assert mark_outward(after) == after


def test_comments_of_editors() -> None:
    """What editors write for one another is gone; what a page shows as code stays."""
    assert drop_comments("a<!-- b\n -->c<!---->d<!-- e --> -->") == "acd -->"
    assert drop_comments("<code>&lt;!-- b --&gt;</code>") == "<code>&lt;!-- b --&gt;</code>"
