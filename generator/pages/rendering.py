"""Renders our templates: a name and a view in, HTML out. Everything is escaped; an unknown name is an error.

Templates and their macros are made once in a process: a macro knows nothing of the page that uses it but what it is
handed, and `t` and `language`. What a template takes of another is looked up once, too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from string import Formatter
from types import CodeType
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template, nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from generator.pages.i18n import Words
from generator.pages.strings import Strings
from generator.records.packages import find_version

try:  # Without making each piece an object of its own, which takes longer than escaping it
    from markupsafe._speedups import _escape_inner as _escape_text
except ImportError:
    _escape_text = escape

TEMPLATES = Path(__file__).parent.parent / "templates"
_COMPILERS = (Path(__file__), Path(__file__).with_name("squeezing.py"))
"""What decides the code of a template, beside itself."""
_NUMBERS = frozenset({int, float})


def render_template(name: str, words: Words, **view: object) -> str:
    """The HTML of a template of `templates/pages/`; `t` says an interface string in it."""
    return _get_template(name, words.language).render(view)


def render_macro(name: str, words: Words, *view: object) -> str:
    """What the macro of that name prints, alone in a file of `templates/partials/`: a piece of pages, or a file."""
    html: str = _get_macro(name, words.language)(*view)
    return html


def render_items(items: Iterable[str], page_path: str) -> Markup:
    """Pieces whose links lead from the root of the site, one after the other, with links that lead from a page.

    What is filled in has no quotes of its own, so that nothing in a text looks like a link.
    """
    return Markup("".join(items).replace('href="', 'href="' + "../" * page_path.count("/")))  # noqa: S704 - rendered


@cache
def _get_template(name: str, language: str) -> Template:
    return _get_environment(language).get_template(f"pages/{name}.html.j2")


@cache
def _get_macro(name: str, language: str) -> Any:
    return getattr(_get_environment(language).find_macro(f"partials/{name}.html.j2", name), _PRINT)


@cache
def _get_environment(language: str) -> _Environment:
    return make_environment(language, TEMPLATES / "__pycache__")


def make_environment(language: str, kept: Path) -> _Environment:
    """The templates in the words of one language; `kept` is where their code is kept."""
    environment = _Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        bytecode_cache=_Codes(kept, language),
        auto_reload=False,
        cache_size=-1,
    )
    environment.say = Strings(language).get
    environment.take = cache(environment.find_macro)
    environment.globals |= {"t": environment.say, "language": language}
    environment.filters["text"] = print_text
    return environment


class _Codes(FileSystemBytecodeCache):
    """Keeps the code of templates beside them, as Python does with that of modules, if it may write there."""

    def __init__(self, folder: Path, language: str) -> None:
        catalogue = TEMPLATES.parent / "locale" / language / "LC_MESSAGES" / "visibles.po"
        ours = [one.read_bytes() for one in (*_COMPILERS, catalogue) if one.is_file()]
        writer = hashlib.sha256(
            b"".join((*ours, language.encode(), (find_version("jinja2") or "").encode()))
        ).hexdigest()
        super().__init__(str(folder), f"%s.{writer[:16]}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled before."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        with suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)


_PRINT = "print_into"
"""Name of the function of a macro that gives plain text, which is only ever printed."""


class _Macro(Macro):
    """A macro that is nearly always handed what it names, in that order, and printed at once."""

    def __init__(self, environment: Environment, func: Callable[..., str], *told: Any) -> None:
        """Let the function be called with fewer things than it names."""
        super().__init__(environment, func, *told)
        func.__defaults__ = (missing,) * func.__code__.co_argcount
        setattr(self, _PRINT, func)


class _Known(NodeTransformer):
    """Puts into a template what is known of it when it is compiled."""

    def __init__(self, say: Callable[..., str], language: str, template: nodes.Template) -> None:
        self._say = say
        self._language = language
        imported = (name for one in template.find_all(nodes.FromImport) for name in one.names)
        self._macros = {name if isinstance(name, str) else name[1] for name in imported}
        self._macros |= {one.name for one in template.find_all(nodes.Macro)}

    def visit_Name(self, node: nodes.Name) -> nodes.Expr:  # noqa: N802 - Jinja's name
        """Give the language, which is that of all words of an environment."""
        return nodes.Const(self._language) if node.name == "language" else node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 - Jinja's name
        """Give the string itself for `t('key')`, and what says it where it has places to fill."""
        self.generic_visit(node)
        match node:
            case nodes.Call(node=nodes.Name(name="t"), args=[nodes.Const(value=key)], kwargs=[]):
                return nodes.Const(self._say(key))
            case nodes.Call(node=nodes.Name(name="t")):
                node.node = nodes.EnvironmentAttribute("say")
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - Jinja's name
        """Have macros print, where nothing else is done with what they give, and strings, place by place."""
        node.nodes = [part for one in node.nodes for part in self._fill(one)]
        self.generic_visit(node)
        for one in node.nodes:
            match one:
                case nodes.Call(node=nodes.Name(name=name), kwargs=[], dyn_args=None, dyn_kwargs=None):
                    one.node = nodes.Getattr(one.node, _PRINT, "load") if name in self._macros else one.node
        return node

    def _fill(self, node: nodes.Expr) -> Iterator[nodes.Expr]:
        """Give the pieces of a string whose places are filled in a template: text, and what stands in a place."""
        match node:
            case nodes.Call(node=nodes.Name(name="t"), args=[nodes.Const(value=key)], kwargs=[_, *_] as told):
                values = {one.key: one.value for one in told}
                for text, name, *_ in Formatter().parse(self._say(key)):
                    yield nodes.TemplateData(str(escape(text)))
                    if name is not None:
                        yield values[name]
            case _:
                yield node


class _Writer(CodeGenerator):
    """Writes what a template asks for as the same in Python: an attribute is one, and a function is called."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write `thing.name`."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802 - Jinja's name
        """Write `function(…)`; nothing of ours asks for the context it is called in."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for one in (*node.args, *node.kwargs):
            self.visit(one, frame)
            self.write(", ")
        self.write(")")

    def visit_FromImport(self, node: nodes.FromImport, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Write what a template takes of another, which is the same for all pages."""
        for name in node.names:
            theirs, ours = (name, name) if isinstance(name, str) else name
            self.writeline(f"{frame.symbols.ref(ours)} = environment.take(", node)
            self.visit(node.template, frame)
            self.write(f", {theirs!r})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 - Jinja's own
        """Begin what escapes a value: a text without another call, and not at all what a macro printed."""
        self.write("(" if _is_printed(node) else "(escape_text(value) if type(value := (")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ARG002 - Jinja's own
        self.write(")" if _is_printed(node) else ")) is str else escape(value))")


def _is_printed(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr) and node.node.attr == _PRINT


class _Template(Template):
    """A template that writes what it prints as plain text: all of it is joined, and nothing escapes it again."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's name
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Make a template of its code."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__.update(escape=print_value, escape_text=_escape_text, Macro=_Macro)
        return template


class _Environment(Environment):
    """Jinja without what takes it longest and we do not use: macros and functions that ask for their context."""

    say: Callable[..., str]
    """Gives the string of a key in the language of the environment."""
    take: Callable[[str, str], Any]
    """Gives what a template calls by a name; what it gave once it gives again."""
    template_class = _Template
    code_generator_class = _Writer

    def find_macro(self, template: str, name: str) -> Any:
        """Give what a template calls by a name."""
        return getattr(self.get_template(template).module, name)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        from generator.pages.squeezing import squeeze  # noqa: PLC0415 - nearly always the code is there already

        template = squeeze(super()._parse(source, name, filename), name or "")
        language = str(self.globals["language"])
        known: nodes.Template = _Known(self.say, language, template).visit(template)
        return known

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give what every template knows, as one mapping."""
        return {**self.globals, **(d or {})}


def print_text(value: str) -> Markup:
    """What an element shows of a text, never an attribute: only what would begin something else is escaped."""
    return Markup(value.replace("&", "&amp;").replace("<", "&lt;"))  # noqa: S704 - just escaped


def print_value(value: object) -> str:
    """What a template prints: markup as it is, everything else with the signs of HTML escaped."""
    kind = type(value)
    if kind is str:
        return _escape_text(value)  # type: ignore[arg-type]
    if kind in _NUMBERS:
        return str(value)
    return value if kind is Markup else escape(value)  # type: ignore[return-value]
