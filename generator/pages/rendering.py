"""Renders our templates: a name and a view in, HTML out. Everything is escaped; an unknown name is an error."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.pages.i18n import Words


@cache
def _get_environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(str(files("generator").joinpath("templates"))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


def render_template(name: str, words: Words, **view: object) -> str:
    """The HTML of a template of `templates/pages/`; `t` says an interface string in it."""
    template = _get_environment().get_template(f"pages/{name}.html.j2")
    return template.render(t=words.get, language=words.language, **view)
