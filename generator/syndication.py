"""Feeds of a finished site: what the pages say of changes, handed to what writes files."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice

from msgspec import Struct

from generator.analysis.change_list import ListedChange, open_changes, order_changes
from generator.analysis.changes import Change, ChangeKind
from generator.config import LICENCE, SiteOptions
from generator.exports.feeds import Feed, FeedEntry, FeedText, Tombstone, make_time, render_json_feed
from generator.pages import section_parts
from generator.pages.case_scene import CaseScene
from generator.pages.changes import make_change
from generator.pages.i18n import Words
from generator.pages.page import make_file
from generator.pages.rendering import render_template
from generator.pages.scene import Scene
from generator.pages.task import File, Group, Inputs, Needs, Task
from generator.pages.urls import ALL, make_feed_path, make_link
from generator.records.urns import make_urn

NEWEST = 50
"""How many changes a feed tells; older ones are on the pages of changes. Tombstones are never left out."""


class FeedScope(Struct, frozen=True):
    """What a feed is about."""

    name: str
    """Its place below `feeds/<language>/`: permanent."""
    title: str
    path: str
    """The page that tells the same, below the root of the site."""
    changes: tuple[ListedChange, ...] = ()
    """What it tells, newest first, and withdrawals last; of a case that is shown, that tells it."""
    here: CaseScene | None = None
    """The case it is about, where it is about one that is shown."""

    def list_told(self, scene: Scene) -> tuple[Change, ...]:
        """All of it."""
        if self.here:
            return self.here.shape.changes[:NEWEST]
        return open_changes(self.changes, scene.findings)


def list_feed_groups(scenes: Iterable[Scene], options: SiteOptions) -> Iterator[Group]:
    """Everything that makes a feed of several cases, or of one that is not there any more."""
    listed = tuple(scenes)
    yield Group(
        "feeds",
        Needs(parts=section_parts.FEEDS, rest=("withdrawn", "promises")),
        partial(_list_tasks, listed, options),
    )
    needs = Needs(rest=("withdrawn", "hidden"))
    yield Group("feeds of cases that are gone", needs, partial(_list_gone_tasks, listed, options))


def _list_tasks(scenes: Iterable[Scene], options: SiteOptions, inputs: Inputs) -> Iterator[Task]:
    """A feed is made of the cases whose changes it tells."""
    for scene in scenes:
        for scope in list_scopes(scene):
            shown = [one.case_id for one in scope.changes if one.kind is not ChangeKind.WITHDRAWN]
            told = inputs.of_some(shown, *section_parts.CHANGES)
            if len(shown) < len(scope.changes):
                told |= inputs.of_rest("withdrawn")
            yield _make_task(scene, scope, options, told)


def _list_gone_tasks(scenes: Iterable[Scene], options: SiteOptions, inputs: Inputs) -> Iterator[Task]:
    for scene in scenes:
        for scope in list_gone_scopes(scene):
            yield _make_task(scene, scope, options, inputs.of_rest("withdrawn", "hidden"))


def _make_task(scene: Scene, scope: FeedScope, options: SiteOptions, told: Mapping[str, str]) -> Task:
    make = partial(_make_files, scene, scope, folder_links=options.use_directory_urls)
    return Task(f"{scene.words.language} feed {scope.name}", told, make)


def _make_files(scene: Scene, scope: FeedScope, *, folder_links: bool) -> Iterator[File]:
    feed = make_feed(scene, scope, folder_links=folder_links)
    yield make_feed_path(scope.name, "atom", scene.words.language), render_atom(feed, scene.words)
    yield make_feed_path(scope.name, "json", scene.words.language), render_json_feed(feed)


def render_atom(feed: Feed, words: Words) -> bytes:
    """The feed as Atom (RFC 4287), with the tombstones of RFC 6721."""
    return render_template("atom", words, feed=feed, licence=LICENCE, time=make_time).encode()


def make_case_files(here: CaseScene) -> Iterator[File]:
    """The feed of a case."""
    return _make_files(here.scene, make_case_scope(here), folder_links=here.scene.folder_links)


def make_case_scope(here: CaseScene) -> FeedScope:
    """What the feed of a case is about."""
    return FeedScope(f"case/{here.case.id}", here.words.plain(here.case.title), here.path, here=here)


def list_scopes(scene: Scene) -> Iterator[FeedScope]:
    """All changes, and those of each state and campaign."""
    words, addresses, home = scene.words, scene.addresses, _find_home(scene)
    yield FeedScope(ALL, words.get("feed.all"), home, _choose(scene, scene.findings.by_id))
    for code, cases in scene.group_states().items():
        yield make_scope(
            scene,
            f"state/{code}",
            words.term("state", code),
            addresses.state(code, words) if addresses.has("states", words.language) else home,
            {case.id for case in cases},
        )
    for campaign in scene.campaigns:
        path = addresses.campaign(campaign.id, words.language) if addresses.has("campaigns", words.language) else home
        yield make_scope(scene, f"campaign/{campaign.id}", words.plain(campaign.name), path, campaign.case_ids)


def list_gone_scopes(scene: Scene) -> Iterator[FeedScope]:
    """Those of cases that are not shown now, with nothing in them but the tombstones of withdrawn ones."""
    by_case: dict[str, tuple[ListedChange, ...]] = dict.fromkeys(sorted(scene.hidden), ())
    by_case |= {one.case_id: (one,) for one in order_changes((), scene.withdrawn)}
    for id_, changes in by_case.items():
        yield FeedScope(f"case/{id_}", id_, _find_home(scene), changes)


def _find_home(scene: Scene) -> str:
    return scene.section("changes" if scene.addresses.has("changes", scene.words.language) else "home")


def make_scope(scene: Scene, name: str, title: str, path: str, cases: Collection[str]) -> FeedScope:
    """The scope of some cases, such as a state's or a campaign's."""
    return FeedScope(name, title, path, _choose(scene, cases))


def make_feed(scene: Scene, scope: FeedScope, *, folder_links: bool) -> Feed:
    """The feed of a scope, in the words of the pages."""
    words = scene.words
    here = make_feed_path(scope.name, "atom", words.language)
    views = [make_change(one, scene, scope.here) for one in scope.list_told(scene)]
    return Feed(
        urn=make_urn("feed", f"{scope.name}/{words.language}"),
        title=words.get("feed.title", site=scene.site_name, what=scope.title),
        about=words.get("feed.about"),
        language=words.language,
        author=scene.site_name,
        day=max((one.day for one in views), default=scene.findings.as_of),
        home=_link(scene, scope.path, here, folder_links=folder_links),
        address=scene.site_url + here.removesuffix(".atom") if scene.site_url else None,
        absolute=scene.site_url is not None,
        entries=tuple(
            FeedEntry(
                make_urn(one.urn, words.language),
                one.title,
                one.day,
                _link(scene, one.path, here, folder_links=folder_links),
                tuple(FeedText(part.text, part.lang) for part in one.paragraphs),
            )
            for one in views
            if not one.urns
        ),
        tombstones=tuple(Tombstone(make_urn(urn, words.language), one.day) for one in views for urn in one.urns),
        withdrawn=words.get("changes.withdrawn_text"),
    )


def _choose(scene: Scene, cases: Container[str]) -> tuple[ListedChange, ...]:
    """The newest changes of some cases, and every withdrawal: nothing is left that tells which of them one was of."""
    told = (one for one in scene.changes if one.case_id in cases and one.kind is not ChangeKind.WITHDRAWN)
    return (*islice(told, NEWEST), *order_changes((), scene.withdrawn))


def _link(scene: Scene, path: str, feed_path: str, *, folder_links: bool) -> str:
    """A page as a feed links to it: in full where the site's address is known, else from where the feed lies."""
    if scene.site_url:
        return scene.site_url + path
    page, mark, anchor = path.partition("#")
    return make_link((page if folder_links else make_file(page)) + mark + anchor, feed_path)
