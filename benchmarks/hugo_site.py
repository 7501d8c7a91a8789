"""The same cases as a site of Hugo: the shells and page bodies are those of a site of ours, cut into templates.

A page of ours is taken as it is. Its lists (what happened, measures, justice, sources) become loops over the data of
each case, its names, ids, dates and texts become fields; all else stays as text, which Hugo need not compute.
What Hugo does not do is said in README.md.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import yaml

Form = Literal["json", "yaml"]

LANGUAGES = {"es": ("casos", "estado"), "en": ("en/cases", "state")}
"""Language → where a site of ours has its cases, and its list of states below."""
_EVENTS = {
    "measure": "<li class=v-e-measure ",
    "attack": "<li class=v-e-attack ",
    "proceeding": "<li id=p",
    "recognition": "<li class=v-e-recognition ",
}
"""Kind of entry of a timeline → how one begins."""
_LABELS = ("act_type", "right_defended", "state")

_CONFIG = """\
baseURL = "https://example.org/visibles/"
title = "Visibles"
defaultContentLanguage = "es"
disableKinds = ["rss", "404"]
[pagination]
pagerSize = 100
[taxonomies]
states = "states"
years = "years"
acts = "acts"
rights = "rights"
[languages.es]
locale = "es-MX"
contentDir = "content/es"
[languages.en]
locale = "en-GB"
contentDir = "content/en"
"""

_ADAPTER = """\
{{ range $slug, $c := hugo.Data.cases }}
{{ $acts := slice }}{{ range $c.acts }}{{ $acts = $acts | append .type }}{{ end }}
{{ $params := dict "slug" $slug "id" $c.id "is_case" true %s }}
{{ $.AddPage (dict "path" %s "title" (index $c.title "LANG") "params" $params "kind" "page") }}
{{ end }}
"""
_GROUPS = (
    '"states" (slice $c.place.state) "years" (slice (substr (index $c.acts 0).date 0 4)) '
    '"acts" (uniq $acts) "rights" $c.defends'
)

_LIST = """\
{{ $labels := hugo.Data.labels }}
%(head)s
<h1 id="contenido" tabindex="-1">{{ $.Title }}</h1>
<ul class="v-cards">
{{ range (.Paginate (where .RegularPages "Params.is_case" true)).Pages }}{{ $c := index hugo.Data.cases .Params.slug }}
%(card)s
{{ end }}
</ul>
<nav class="v-toc"><ul>
{{ range .Paginator.Pagers }}<li><a href="{{ .URL }}">{{ .PageNumber }}</a></li>{{ end }}
</ul></nav>
%(foot)s
"""


def write_hugo_site(project: Path, site: Path, folder: Path, *, form: Form, copies: bool) -> Path:
    """A site of Hugo with the cases of a project, in templates cut from what we made of it."""
    shutil.rmtree(folder, ignore_errors=True)
    cases = {path.stem: path for path in sorted((project / "cases").glob("*.yml"))}
    _write(folder / "hugo.toml", _CONFIG)
    _write_data(project, cases, folder / "data", form)
    for lang in LANGUAGES:
        _write_language(cases, site, folder, lang, copies=copies)
    _write(folder / "layouts" / "_default" / "baseof.html", '{{ block "main" . }}{{ end }}')
    _write(folder / "layouts" / "index.html", "<!doctype html><title>{{ .Title }}</title>")
    return folder


_RIGHTS = (
    "{{ range $i, $r := $c.defends }}{{ if $i }}, {{ end }}"
    '{{ index (index $labels.right_defended $r) "LANG" }}{{ end }}'
)

_TERMS = """\
<!doctype html><title>{{ .Title }}</title>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ len .Pages }}</li>{{ end }}</ul>
"""


def _write_data(project: Path, cases: Mapping[str, Path], folder: Path, form: Form) -> None:
    labels = {
        name: {
            term["code"]: {lang: term["label"][lang] for lang in LANGUAGES}
            for term in _read(project / "content" / "vocabularies" / f"{name}.yml")["terms"]
        }
        for name in _LABELS
    }
    _write(folder / "labels.json", json.dumps(labels, ensure_ascii=False))
    if form == "json":
        data = {slug: _read(path) for slug, path in cases.items()}
        _write(folder / "cases.json", json.dumps(data, ensure_ascii=False))
        return
    for slug, path in cases.items():
        (folder / "cases").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / "cases" / f"{slug}.yml")


def _write_language(cases: Mapping[str, Path], site: Path, folder: Path, lang: str, *, copies: bool) -> None:
    section, states = LANGUAGES[lang]
    content = folder / "content" / lang
    path = f'(printf "{section.rpartition("/")[2]}/%s" $slug)'
    _write(content / "_content.gotmpl", _fill_adapter(lang, path, _GROUPS))
    if copies:
        _write(content / "c" / "_content.gotmpl", _fill_adapter(lang, "$c.id", '"is_case" false'))
    slug, html = _choose_sample(cases, site / section)
    body = make_case_template(html, _read(cases[slug]), lang)
    _write(folder / "layouts" / "_default" / f"single.{lang}.html", body)
    first = min((site / section / states).glob("*/index.html"))
    lists = make_list_template(first.read_text("utf-8"), lang)
    _write(folder / "layouts" / "_default" / f"taxonomy.{lang}.html", _TERMS)
    for kind in ("term", "section"):
        _write(folder / "layouts" / "_default" / f"{kind}.{lang}.html", lists)


def _fill_adapter(lang: str, path: str, params: str) -> str:
    text = _ADAPTER % (params, path)
    return text.replace('"is_case" true "is_case" false', '"is_case" false').replace("LANG", lang)


def _choose_sample(cases: Mapping[str, Path], folder: Path) -> tuple[str, str]:
    """The page nearest to the average in bytes among those that have one of everything."""
    pages = {slug: (folder / slug / "index.html").read_text("utf-8") for slug in list(cases)[:200]}
    mean = sum(len(html.encode()) for html in pages.values()) / len(pages)
    whole = {slug: html for slug, html in pages.items() if all(start in html for start in _EVENTS.values())}
    return min(whole.items(), key=lambda pair: abs(len(pair[1].encode()) - mean))


def make_case_template(html: str, case: Mapping[str, Any], lang: str) -> str:
    """A page of a case as a template."""
    text, act, measure, source = html, case["acts"][0], case["measures"][0], case["sources"]["s1"]
    _, items, _ = _split_list(html, "v-timeline")
    events = {kind: next(one for one in items if one.startswith(start)) for kind, start in _EVENTS.items()}
    loops = (
        _loop("$c.acts", _name_act(_name_item(events["attack"]), act, lang)),
        f"{{{{ range $m := $c.measures }}}}{_loop('.steps', _name_item(events['measure']))}{{{{ end }}}}",
        f"{{{{ range $c.proceedings }}}}{_loop('.steps', _name_item(events['proceeding']))}{{{{ end }}}}",
        _loop("$c.recognition", _name_item(events["recognition"])),
    )
    text = _replace_list(text, "v-timeline", "".join(loops))
    named: tuple[tuple[str, str], ...] = (("m1", ".id"),)
    text = _turn_list(text, "v-measures", "$c.measures", named)
    text = text.replace(escape(measure["body"]["name"][lang]), "{{ index (index $c.measures 0).body.name $lang }}")
    text = _turn_list(text, "v-justice", "$c.acts", ((act["id"], ".id"),))
    named = (("s1", "$k"), (escape(source["url"]), ".url"), (escape(source["title"]), ".title"))
    text = _turn_list(text, "v-sources", "$k, $s := $c.sources", named)
    fields = ((case["id"], "Params.id"), (case["slug"], "Params.slug"), (escape(case["title"][lang]), "Title"))
    for value, field in fields:
        text = text.replace(value, f"{{{{ $.{field} }}}}")
    return (
        f'{{{{ $lang := "{lang}" }}}}{{{{ $labels := hugo.Data.labels }}}}'
        f"{{{{ $c := index hugo.Data.cases .Params.slug }}}}{text}"
    )


def _name_item(item: str) -> str:
    """An item of a list with its id and date as fields."""
    found, times = re.match(r"<li[^>]*\bid=([\w-]+)", item), re.search(r"<time[^>]*>([^<]+)</time>", item)
    if found is None or times is None:
        message = f"an item of ours is not as it was: {item[:80]}"
        raise ValueError(message)
    text = re.sub(rf'(?<=[=#]){found[1]}(?=[" ,<>])', "{{ .id }}", item)
    text = re.sub(r"<time[^>]*>", '<time datetime="{{ .date }}">', text)
    return text.replace(times[1], "{{ .date }}")


def _name_act(item: str, act: Mapping[str, Any], lang: str) -> str:
    label = re.findall(r"<b>([^<]+)</b>", item)[0]
    text = item.replace(label, "{{ index (index $labels.act_type .type) $lang }}")
    return text.replace(escape(act["text"][lang]), "{{ index .text $lang }}")


def _turn_list(text: str, name: str, over: str, names: Sequence[tuple[str, str]]) -> str:
    """The page with a list, known by its class, as a loop over its first item, in which some values are fields."""
    block = _split_list(text, name)[1][0]
    for value, expression in names:
        block = re.sub(rf"(?<![\w-]){re.escape(value)}(?!\w)", _put_only(f"{{{{ {expression} }}}}"), block)
    return _replace_list(text, name, _loop(over, block))


def _replace_list(text: str, name: str, items: str) -> str:
    head, _, tail = _split_list(text, name)
    return f"{head}{items}{tail}"


def _split_list(text: str, name: str) -> tuple[str, list[str], str]:
    """What is before the items of a list, known by its class, the items, and what is after them.

    Items need no end tag, and may hold lists of their own.
    """
    opened = re.search(rf'<[ou]l class="?{name}\b[^>]*>', text)
    if opened is None:
        message = f"a page of ours has no list {name} any more"
        raise ValueError(message)
    depth, cuts = 1, list[int]()
    for tag in re.compile(r"<(/?)(ol|ul|li)\b").finditer(text, opened.end()):
        if depth == 1 and tag[0] == "<li":
            cuts.append(tag.start())
        depth += 0 if tag[2] == "li" else -1 if tag[1] else 1
        if not depth:
            cuts.append(tag.start())
            break
    items = [text[start:end] for start, end in pairwise(cuts)]
    return text[: cuts[0]], items, text[cuts[-1] :]


def _loop(over: str, block: str) -> str:
    return f"{{{{ range {over} }}}}{block}{{{{ end }}}}"


def _put_only(block: str) -> Any:
    return lambda _found: block


def make_list_template(html: str, lang: str) -> str:
    """A list of cases as a template."""
    head, _, rest = html.partition("<h1 ")
    block = _split_list(rest, "v-cards")[1][0]
    title = re.search(r'<a href="([^"]+)">([^<]+)</a>', block)
    rights = re.search(r": ([^<]+)<br", block)
    if title is None:
        message = f"a card of ours is not as it was: {block[:80]}"
        raise ValueError(message)
    block = block.replace(title[0], '<a href="{{ .RelPermalink }}">{{ .Title }}</a>')
    if rights:  # Cards of long lists do not say them.
        block = block.replace(rights[1], _RIGHTS.replace("LANG", lang))
    foot = rest[rest.index("</article>") :]
    return _LIST % {"head": head, "card": block, "foot": f"</div>{foot}"}


def _read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506 - texts only, of our own making


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
