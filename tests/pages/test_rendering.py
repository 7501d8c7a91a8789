"""Templates say nothing but what they are given, and escape it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError, meta
from markupsafe import Markup, escape

import generator
from generator.pages.i18n import Words
from generator.pages.rendering import make_environment, print_value, render_items, render_macro, render_template
from generator.records.vocabularies import Vocabularies

TEMPLATES = Path(generator.__file__).parent / "templates"
PARTIALS = sorted(TEMPLATES.glob("partials/*.j2"))
GIVEN = {"t", "language"}
"""What every template knows."""


@pytest.mark.parametrize("path", PARTIALS, ids=lambda path: path.name)
def test_macros_know_only_what_they_are_handed(path: Path, tmp_path: Path) -> None:
    """They are made once for all pages, so that nothing of one page can show on another."""
    text = path.read_text(encoding="utf-8")

    assert meta.find_undeclared_variables(make_environment("es", tmp_path).parse(text)) <= GIVEN


def test_what_a_macro_prints_is_escaped_once(tmp_path: Path) -> None:
    """Printed at once or handed on, named or in order, with what it is not given at its default."""
    environment = make_environment("es", tmp_path)
    macro = "{% macro b(text, end='&') %}<b>{{ text }}{{ end }}</b>{% endmacro %}"

    assert environment.from_string(macro + "{{ b('<') }}").render() == "<b>&lt;&amp;</b>"
    assert environment.from_string(macro + "{{ b(end='>', text=1) }}").render() == "<b>1&gt;</b>"
    assert environment.from_string(macro + "{{ b(b(x), '') ~ b }}").render(x="'").startswith("<b><b>&#39;&amp;</b></b>")
    assert environment.from_string(macro + "{% set c = b if x else 0 %}{{ c(x) }}").render(x="<") == "<b>&lt;&amp;</b>"
    with pytest.raises(UndefinedError):
        environment.from_string(macro + "{{ b() }}").render()


def test_the_places_of_a_string_are_filled_and_escaped(tmp_path: Path) -> None:
    """Where it is printed, and where it is handed on; one that a template does not fill is an error."""
    environment = make_environment("es", tmp_path)
    called = "t('proceeding.stage_outcome', outcome=y, stage=x)"
    said = environment.say("proceeding.stage_outcome", stage="<a>", outcome=7)

    for text in (f"{{{{ {called} }}}}", f"{{% set z = {called} %}}{{{{ z }}}}"):
        assert environment.from_string(text).render(x="<a>", y=7) == str(escape(said))
    with pytest.raises(KeyError):
        environment.from_string("{{ t('proceeding.stage_outcome', stage=x) }}")


def test_a_template_takes_only_what_another_has(tmp_path: Path) -> None:
    """A name that is not there is an error where it is taken, whether or not it is used."""
    template = make_environment("es", tmp_path).from_string("{% from 'partials/text.html.j2' import refs, nothing %}")

    with pytest.raises(AttributeError, match="nothing"):
        template.render()


def test_macros_are_not_made_anew_for_each_page() -> None:
    """An import with context makes all macros of a file again each time: half the time that a page took."""
    paths = [path for path in TEMPLATES.rglob("*.j2") if "with context" in path.read_text(encoding="utf-8")]

    assert paths == []


@given(st.text(alphabet="<>&'\"áñ a@1") | st.integers() | st.floats(allow_nan=False) | st.none() | st.booleans())
def test_what_is_printed_is_escaped(value: object) -> None:
    """As MarkupSafe does it; what is markup already stays as it is."""
    assert print_value(value) == str(escape(value))
    assert print_value(Markup(str(value))) == str(value)  # noqa: S704 - that it is not escaped again


def test_markup_in_a_view_is_no_markup_on_the_page() -> None:
    """The same in a page: texts are texts."""
    words = Words("es", Vocabularies())

    html = render_template("notice", words, anchor='"><b>', title="", text="<i>")
    assert html.startswith('<div class="v-prose" id="&#34;&gt;&lt;b&gt;">')
    assert "<p>&lt;i&gt;</p>" in html
    assert render_macro("discovery", words, '"><b>', "").endswith('href="&#34;&gt;&lt;b&gt;" title="">')
    with pytest.raises(UndefinedError):
        render_template("notice", words, anchor="", title="")
    with pytest.raises(UndefinedError):
        render_macro("discovery", words, "")


@given(st.text(alphabet="href=\"'<>&/ á"))
def test_only_links_are_written_anew(text: str) -> None:
    """What was rendered for the root leads there from any page; a text that looks like a link stays as it is."""
    piece = make_environment("es", Path()).from_string('<a href="casos/{{ slug }}/">{{ text }}</a>')
    html = render_items([piece.render(slug="a", text=text)] * 2, "medidas/entidad/")

    assert html == f'<a href="../../casos/a/">{escape(text)}</a>' * 2


def test_code_of_templates_that_was_kept_may_be_damaged(tmp_path: Path) -> None:
    """It is compiled anew, also where it cannot be kept."""
    name, kept, view = "pages/notice.html.j2", tmp_path / "kept", {"anchor": "", "title": "", "text": ""}
    first = make_environment("es", kept).get_template(name).render(view)
    for path in kept.iterdir():
        path.write_bytes(path.read_bytes()[:-9])

    assert len(list(kept.iterdir())) == 1
    assert make_environment("es", kept).get_template(name).render(view) == first
    (tmp_path / "file").touch()
    assert make_environment("es", tmp_path / "file").get_template(name).render(view) == first
