"""What the site, its data and its cases are, as JSON-LD in words of schema.org, for search engines and catalogues.

Everything in it is an absolute address or hangs on one, so a site that does not know its own has none of it.

No `ClaimReview`, which rates what others claim, and no `Event`, which is read as a public gathering. Of people a name
at most, and only where there is consent to data files: this is one that travels with the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import json

from generator.config import LICENCE
from generator.pages.case_scene import CaseScene
from generator.pages.data_section import DATA_ID
from generator.pages.i18n import get_time_value
from generator.pages.metadata import Work
from generator.pages.rendering import render_macro
from generator.pages.scene import Scene
from generator.records.public import PublicCase

_ESCAPES = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_MEDIA_TYPES = {"csv": "text/csv", "json": "application/json"}


def render_linked_data(data: Mapping[str, object], scene: Scene) -> str:
    """The element that holds the data, which no text can end before its time; nothing without the site's address."""
    if not scene.site_url:
        return ""
    full = {"@context": "https://schema.org", **{key: value for key, value in data.items() if value}}
    text = json.encode(full).decode()
    for sign, escaped in _ESCAPES.items():
        text = text.replace(sign, escaped)
    # JSON-LD has single ones in its keys; two may look like the beginning of a slot.
    text = text.replace("@@", "\\u0040\\u0040")
    return render_macro("linked_data", scene.words, text)


def make_site_data(scene: Scene, description: str) -> dict[str, object]:
    """The site itself, in one language."""
    return {
        "@type": "WebSite",
        "@id": f"{scene.site_url}{scene.section('home')}",
        "url": f"{scene.site_url}{scene.section('home')}",
        "name": scene.site_name,
        "description": description,
        "inLanguage": scene.words.language,
        "license": LICENCE,
    }


def make_work(case: PublicCase, scene: Scene) -> Work:
    """What a case page is called and when it changed; a change is one that the page of changes tells of."""
    dates = (case.published, *(one.date for one in case.additions), *(one.date for one in case.corrections))
    return Work(
        id=case.id,
        path=scene.addresses.permanent(case.id, scene.words.language),
        published=get_time_value(case.published),
        modified=get_time_value(max(dates, key=lambda date: date.sort_key)),
    )


def make_case_data(here: CaseScene, work: Work) -> dict[str, object]:
    """A page about a case, with those whom it is about as far as they may be told; what describes it the head says."""
    case, scene, words = here.case, here.scene, here.words
    return {
        "@type": "WebPage",
        "@id": f"{scene.site_url}{work.path}",
        "url": f"{scene.site_url}{here.path}",
        "identifier": work.id,
        "name": words.plain(case.title),
        "inLanguage": words.language,
        "datePublished": work.published,
        "dateModified": work.modified,
        "lastReviewed": get_time_value(case.last_checked),
        "isPartOf": {"@type": "WebSite", "@id": f"{scene.site_url}{scene.section('home')}", "name": scene.site_name},
        "license": LICENCE,
        "about": list(_list_subjects(here)),
    }


def make_dataset(scene: Scene) -> dict[str, object]:
    """The files of data on the page of indicators."""
    words = scene.words
    url = f"{scene.site_url}{scene.section('indicators')}#{DATA_ID}"
    return {
        "@type": "Dataset",
        "@id": url,
        "url": url,
        "name": f"{scene.site_name}: {words.get('data.title')}",
        "description": words.get("data.about"),
        "dateModified": get_time_value(scene.as_of),
        "creator": {"@type": "Organization", "name": scene.site_name, "url": scene.site_url},
        "license": LICENCE,
        "isAccessibleForFree": True,
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": f"{scene.site_url}{path}",
                "encodingFormat": _MEDIA_TYPES.get(path.rpartition(".")[2]),
            }
            for path in scene.data_files
        ],
    }


def _list_subjects(here: CaseScene) -> Iterator[dict[str, object]]:
    """Type and name of each subject the page is about: no role, date or place, which together may say too much."""
    if "data_export" not in here.case.uses:
        return
    for one in here.leading:
        if one.name is not None:
            name = one.name if isinstance(one.name, str) else here.words.plain(one.name)
            yield {"@type": _find_type(one.kind, here.scene), "name": name}


def _find_type(kind: str, scene: Scene) -> str:
    """A person, an organisation, or neither: communities, families and groups are not one."""
    if kind == "person":
        return "Person"
    return "Organization" if kind in scene.words.vocabularies["collective_kind"].codes_with("organisation") else "Thing"
