"""What other sites show of ours in a frame: a case, its gap, its days, a figure. With badges, oEmbed and snippets.

The words and drawings are those of the share cards, and so of the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, json
from msgspec.structs import replace

from generator.pages.badge import make_badge
from generator.pages.card import HEIGHT, WIDTH, CardText, ShareCard
from generator.pages.case_scene import CardMeasure, CaseScene
from generator.pages.gap import GapDrawing
from generator.pages.i18n import Words
from generator.pages.rendering import render_macro, render_template
from generator.pages.scene import Scene
from generator.pages.share_cards import CardMaker, list_single_figures, make_figure_name
from generator.pages.shell import close_slots
from generator.pages.standing import ChipView, DaysView
from generator.pages.urls import make_link

if TYPE_CHECKING:
    from generator.pages.legends import KeyView

Form = Literal["case", "gap", "days", "figure", "withdrawn"]

FRAME: dict[Form, tuple[int, int]] = {
    "case": (600, 400),
    "gap": (600, 340),
    "days": (600, 290),
    "figure": (600, 320),
    "withdrawn": (600, 160),
}
"""Width and height of the frame for each form; narrower ones scroll within."""
_TITLES: dict[Form, str] = {
    "case": "embed.title_case",
    "gap": "embed.title_gap",
    "days": "embed.title_days",
    "figure": "embed.title_figure",
}
_NAMES: dict[Form, str] = {
    "case": "embed.form_case",
    "gap": "embed.form_gap",
    "days": "embed.form_days",
    "figure": "embed.form_figure",
}
_SLUGS: dict[Form, str] = {"gap": "embed.slug_gap", "days": "embed.slug_days"}
"""Form → the key of its title, of its name, and of what stands at the end of its address."""
ROOT = "embed/"
_DOT = " · "
OEMBED = "oembed.json"
_NOTHING = CardText("", "", "", "", ("", ""), "", "")


class EmbedView(Struct, frozen=True, gc=False):
    """One page to be shown in a frame."""

    form: Form
    name: str
    path: str
    """Where it lies below the site's root."""
    page: str
    """Where the page lies that it leads to, with its anchor."""
    link: str
    """The same, as other sites keep it: the permanent address where that keeps anchors."""
    title: str
    text: CardText
    card: str
    """Where the picture of the same lies."""
    chip: ChipView | None = None
    days: DaysView | None = None
    drawing: GapDrawing | None = None
    label: str = ""
    """The drawing in one sentence."""
    keys: tuple[KeyView, ...] = ()
    """What the parts of a stacked bar are; empty where the legend of the gap explains it."""
    badge: tuple[str, ...] = ()
    """What its badge says: of what, then what; none where it has none."""
    may_stay: bool = False
    """Whether it may be handed out as a text that nobody can take back."""
    frame: str = ""
    """The HTML that shows it in another site; empty where the site's address is not known."""

    @property
    def oembed_path(self) -> str:
        """Where its description for machines lies."""
        return f"{self.path}{OEMBED}"

    @property
    def badge_path(self) -> str:
        """Where its badge lies."""
        return f"{self.path}badge.svg"


class SnippetView(Struct, frozen=True, gc=False):
    """A piece of HTML to be copied."""

    title: str
    html: str
    href: str
    """To what it shows; empty where it shows itself."""


def make_embeds(scene: Scene) -> Iterator[EmbedView]:
    """Every embed of one language: of each case, of each indicator that is one figure, of cases that were withdrawn."""
    maker = CardMaker(scene)
    for case in scene.cases:
        here = CaseScene(case, scene)
        yield from list_case_embeds(here, maker.make_case_card(here), maker)
    yield from list_other_embeds(maker)


def list_other_embeds(maker: CardMaker) -> Iterator[EmbedView]:
    """The embeds of figures, and of cases that were withdrawn."""
    scene = maker.scene
    for figure in list_single_figures(scene):
        yield make_figure_embed(figure.code, maker)
    home, title = scene.section("home"), scene.words.get("embed.withdrawn")
    for one in scene.withdrawn:
        yield EmbedView("withdrawn", one.id, make_embed_path(one.id, scene), home, home, title, _NOTHING, "")


def list_case_embeds(here: CaseScene, card: ShareCard, maker: CardMaker) -> Iterator[EmbedView]:
    """The embeds of a case: all of it; the gap of one measure; and, while that is open, the days."""
    measure = here.card_measure
    whole = _make_case_embed("case", here, card)
    yield whole if measure else replace(whole, keys=maker.list_classes(here.case))
    if measure:
        yield _make_case_embed("gap", here, card)
        days = measure.view.standing.days
        if days and days.until and days.number:
            yield _make_case_embed("days", here, card)


def _make_case_embed(form: Form, here: CaseScene, card: ShareCard) -> EmbedView:
    case, words, page, measure = here.case, here.words, here.path, here.card_measure
    view = measure.view if measure else None
    anchor = f"#{view.anchor}" if view and form != "case" else ""
    path = make_embed_path(case.id, here.scene, form)
    link = (here.permanent if here.scene.permanent_copies else page) + anchor
    title = words.get(_TITLES[form], title=card.text.title)
    return EmbedView(
        form=form,
        name=case.id,
        path=path,
        page=page + anchor,
        link=link,
        title=title,
        text=card.text,
        card=card.path,
        chip=view.standing.chip if view else None,
        days=view.standing.days if view else None,
        drawing=card.drawing,
        label=view.label if view else card.text.lead,
        badge=_say_badge(card.text, measure, words) if form == "case" else (),
        may_stay="data_export" in case.uses,
        frame=render_frame(form, path, link, title, here.scene),
    )


def make_figure_embed(code: str, maker: CardMaker) -> EmbedView:
    """The embed of an indicator's main figure."""
    scene, name = maker.scene, make_figure_name(code)
    figure = next(one for one in list_single_figures(scene) if one.code == code)
    card, stat = maker.make_figure_card(figure), maker.stats.get(name)
    has_definitions = scene.addresses.has("indicators", scene.words.language)
    page = f"{scene.section('indicators')}#{code}" if has_definitions else scene.section("methodology")
    path, title = make_embed_path(name, scene), scene.words.get(_TITLES["figure"], title=card.text.kicker)
    return EmbedView(
        form="figure",
        name=name,
        path=path,
        page=page,
        link=page,
        title=title,
        text=card.text,
        card=card.path,
        drawing=card.drawing,
        label=card.text.ends[0],
        keys=stat.keys if stat else (),
        badge=(card.text.kicker, card.text.title),
        may_stay=True,
        frame=render_frame("figure", path, page, title, scene),
    )


def _say_badge(text: CardText, measure: CardMeasure | None, words: Words) -> tuple[str, ...]:
    """The measure, how it stands and for how long; without one, how far justice got."""
    if measure is None:
        return text.detail, text.lead
    view, gap = measure.view, measure.finding.gap
    chip, days = view.standing.chip.text, view.standing.days
    if not gap or not gap.days or not days or not days.number:
        return view.kind, chip
    told = words.count("embed.days", gap.days.low)
    return view.kind, chip, f"{days.lead} {told}" if days.lead else told


def make_embed_path(name: str, scene: Scene, form: Form = "case") -> str:
    """The address of an embed: the same in every language but for the language itself and the last word."""
    last = f"{scene.words.get(_SLUGS[form])}/" if form in _SLUGS else ""
    return f"{scene.section('home')}{ROOT}{name}/{last}"


def render_embed(view: EmbedView, scene: Scene) -> str:
    """The HTML of an embed, whole but for its policy."""
    return render_template(
        "embed",
        scene.words,
        e=view,
        href=make_link(view.page, view.path),
        parts=view.drawing.parts if view.drawing else frozenset[str](),
        site_name=scene.site_name,
        as_of=scene.words.date(scene.as_of),
        address=scene.site_url + view.page if scene.site_url else "",
        oembed=scene.site_url + view.oembed_path if scene.site_url else "",
    )


def make_embed_files(scene: Scene) -> Iterator[tuple[str, bytes]]:
    """The pages of all embeds, their badges, and, where the site's address is known, their oEmbed descriptions."""
    for view in make_embeds(scene):
        yield from render_files(view, scene)


def render_files(view: EmbedView, scene: Scene) -> Iterator[tuple[str, bytes]]:
    """The page of an embed, its badge and its oEmbed description, as far as it has them."""
    yield f"{view.path}index.html", render_embed(view, scene).encode()
    if view.badge:
        yield view.badge_path, render_badge(view, scene).encode()
    if scene.site_url and view.form != "withdrawn":
        yield view.oembed_path, render_oembed(view, scene)


def render_badge(view: EmbedView, scene: Scene) -> str:
    """The badge of an embed as SVG."""
    label, *said = view.badge
    value = _DOT.join([*said, scene.words.brief(scene.findings.as_of)])
    badge = make_badge(label, value, view.chip.texture if view.chip else "")
    return render_macro("badge", scene.words, badge, f"{view.text.title}. {label}: {value}")


def render_oembed(view: EmbedView, scene: Scene) -> bytes:
    """What a site that knows oEmbed needs to show an embed, as JSON."""
    url, (width, height) = scene.site_url or "", FRAME[view.form]
    told: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "title": view.title,
        "provider_name": scene.site_name,
        "provider_url": url,
        "html": view.frame,
        "width": width,
        "height": height,
    }
    if scene.card:
        told |= {"thumbnail_url": url + view.card, "thumbnail_width": WIDTH, "thumbnail_height": HEIGHT}
    return json.format(json.encode(told), indent=0) + b"\n"


def render_frame(form: Form, path: str, link: str, title: str, scene: Scene) -> str:
    """The HTML that shows an embed in another site, with a link if it shows no frames; empty without an address."""
    if not scene.site_url:
        return ""
    width, height = FRAME[form]
    return render_macro(
        "snippet_frame", scene.words, scene.site_url + path, scene.site_url + link, title, width, height
    )


def render_discovery(name: str, title: str, scene: Scene) -> str:
    """The element by which other sites find the oEmbed description of a page; empty where there is none."""
    if not scene.embeds or not scene.site_url:
        return ""
    href = f"{scene.site_url}{make_embed_path(name, scene)}{OEMBED}"
    return close_slots(render_macro("discovery", scene.words, href, title))


def make_snippets(views: Sequence[EmbedView], scene: Scene, page_path: str) -> tuple[SnippetView, ...]:
    """What an editor of another site may copy; nothing where there are no embeds, or the site's address is unknown."""
    if not scene.site_url or not views:
        return ()
    words, first = scene.words, views[0]
    snippets = [SnippetView(words.get(_NAMES[one.form]), one.frame, make_link(one.path, page_path)) for one in views]
    badge = _render_snippet("badge", first, scene)
    snippets.append(SnippetView(words.get("embed.form_badge"), badge, make_link(first.badge_path, page_path)))
    if first.may_stay:
        snippets.append(SnippetView(words.get("embed.form_frozen"), _render_snippet("frozen", first, scene), ""))
    return tuple(snippets)


def _render_snippet(name: str, view: EmbedView, scene: Scene) -> str:
    as_of = scene.words.date(scene.as_of)
    return render_macro(f"snippet_{name}", scene.words, view, scene.site_url, scene.site_name, as_of)
