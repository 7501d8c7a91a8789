"""The MkDocs plugin `monitor`: MkDocs renders editorial pages and shells, our build makes all pages of them."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from jinja2 import TemplateNotFound
from mkdocs.config import base as mkdocs_base
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.toc import AnchorLink, TableOfContents
from msgspec.structs import replace

from generator import build, gathering
from generator.config import SiteError
from generator.content_files import as_plugin_error, is_site_file, make_nav, move_file, read_prose
from generator.frame import Frame
from generator.framing import Surroundings, digest_surroundings
from generator.pages import editorial
from generator.pages.page import CONTENT_ID, EditorialPage
from generator.pages.shell import Shell, rebase
from generator.pages.strings import Strings
from generator.plugin_config import MonitorConfig
from generator.preview import find_written, lay_out_meanwhile, let_reload, look_often, name_aside, take_over
from generator.progress import tell
from generator.prose_figures import fill_text
from generator.publishing import staging
from generator.publishing.memory import Memory
from generator.publishing.sealed_rows import DamagedRowsError
from generator.publishing.spare import LastSite, find_last, is_untouched, look_at_both, open_folder
from generator.records.problems import FileChangedError
from generator.settings import Settings
from generator.soundness import Soundness
from generator.theme import chrome

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from generator.config import SiteOptions

log = logging.getLogger("mkdocs.plugins.monitor")


class MonitorPlugin(BasePlugin[MonitorConfig]):  # type: ignore[no-untyped-call]
    """Checks everything before anything is cleaned, catches what MkDocs renders, and hands it to the build."""

    _pages: dict[tuple[str, str], EditorialPage]
    _is_preview = False
    _surroundings: Surroundings | None = None
    _framed_by: Surroundings | None = None
    """Those of a preview, at its last build by MkDocs and at the last that was finished: that which gave the frame."""
    _preview_dir: Path | None = None
    """Where a preview is served from, and how that stood after its last build."""
    _looks: Mapping[str, str] = {}
    last_site: LastSite | None = None
    """The last site, to share files with."""
    memory = Memory()
    """What is known of it; after a build, of the new one."""
    is_strict = False  # Whether warnings about records stop the build, besides MkDocs' own option.
    overrides: Mapping[str, object] = {}
    """Options of the command line, on top of those in the configuration."""
    prepared: gathering.Reading | None = None
    """All that the site is made of, where somebody has read it already."""

    def load_config(
        self, options: dict[str, object], config_file_path: str | None = None
    ) -> tuple[mkdocs_base.ConfigErrors, mkdocs_base.ConfigWarnings]:
        """Return errors and warnings in our options; an unknown option is an error, not a warning."""
        errors, warnings = super().load_config(options, config_file_path)
        return [*errors, *((name, mkdocs_base.ValidationError(str(text))) for name, text in warnings)], []

    def make_settings(self, config: MkDocsConfig) -> Settings:
        """Return what stands in the configuration."""
        return Settings(
            config_file=Path(config.config_file_path).resolve(),
            site_dir=Path(config.site_dir),
            content_dir=Path(config.docs_dir),
            custom_dir=Path(config.theme.custom_dir) if config.theme.custom_dir else None,
            site_name=config.site_name,
            site_url=config.site_url or None,
            use_directory_urls=config.use_directory_urls,
            strict=config.strict,
            own=dict(self.config),
        )

    def make_options(self, config: MkDocsConfig) -> SiteOptions:
        """Return the checked options of the site; raise OptionError."""
        settings = self.make_settings(config)
        return settings.make_options(self.overrides, preview=self._is_preview, strict=self.is_strict)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether this is a preview; being defined, it also keeps this object across rebuilds."""
        if dirty:
            message = "--dirty is not possible here: pages are made of each other"
            raise PluginError(message)
        self._is_preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check options and output folder, which MkDocs is about to empty, and put our theme first."""
        if self._is_preview:  # Else its pages would tell another address than those of the last build.
            config.site_url = find_written(config, "site_url")
        with as_plugin_error():
            self.make_settings(config).check_site_dir(Path(config.site_dir))
            self.options = self.make_options(config)
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(chrome.THEME_DIR))
        config.theme["palette"] = list(chrome.PALETTE)
        config.theme.static_templates.difference_update(chrome.REPLACED_TEMPLATES)
        if "attr_list" not in config.markdown_extensions:
            config.markdown_extensions.append("attr_list")
        config.watch.extend(str(path) for path in (self.options.cases_dir, config.theme.custom_dir) if path)
        logging.getLogger("mkdocs.commands.build").addFilter(_is_worth_saying)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check all that pages are made of; on a mistake stop before the last site is touched."""
        tell("mkdocs" if self.prepared else "read")
        with as_plugin_error():
            settings = self.make_settings(config)
            content = digest_surroundings(settings, self.options) if self._is_preview else ""
            prose = read_prose(config, self.options)
            if self._is_preview and self._preview_dir is None:
                self.memory, self.last_site = take_over(config)
            self._sources = editorial.make_sources({src: page.front for src, page in prose.items()}, self.options)
            # Read once only, where the engine has done so to see whether MkDocs is needed at all.
            left, sound = self.memory.values, Soundness(self.options.root) if self._is_preview else None
            reading = self.prepared or gathering.read_site(self.options, prose, left=left, sound=sound, to_build=True)
            self.reading = gathering.require_sound(reading)
            if content:
                self._surroundings = Surroundings.take(settings, self.options, content, self.reading, prose)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Return what MkDocs shall render and copy, each with its address in our scheme of languages."""
        tell("mkdocs")
        staging.write_marker(Path(config.site_dir))
        ours = [file for file in files if file.src_dir == config.docs_dir and is_site_file(file, self.options)]
        others = (file for file in files if file.src_dir != config.docs_dir and chrome.is_used(file.src_uri))
        self._pages = {}
        return Files([*map(chrome.shrink, others), *(move_file(file, self.options) for file in ours)])

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Make one navigation for each language, in the order of the option `nav`."""
        pages: dict[tuple[str, str], Page] = {}
        for src, source in self._sources.items():
            file = files.get_file_from_path(src)
            if file is not None and file.page is not None:
                pages[source.key, source.lang] = file.page
                file.page.title = source.label
        codes = [language.code for language in self.options.languages]
        self._navs = {code: make_nav(pages, code, self.options.nav) for code in codes}
        elsewhere = {*self.options.nav, editorial.NOT_FOUND}
        self._more = {
            code: [page for (key, lang), page in pages.items() if lang == code and key not in elsewhere]
            for code in self._navs
        }
        return self._navs[self.options.default_language.code]

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Refuse a language for which Material has no words."""
        for language in self.options.languages:
            name = f"partials/languages/{language.code}.html"
            try:
                env.get_template(name)
            except TemplateNotFound as error:
                message = f"Material does not know the language {language.code}: add {name} to custom_dir"
                raise PluginError(message) from error

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Put figures in the place of references, and make the heading the place where the skip link leads."""
        src = page.file.src_uri
        with as_plugin_error():
            return editorial.mark_heading(fill_text(self.reading, markdown, self._sources[src].lang), src)

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,  # noqa: ARG002
    ) -> TemplateContext:
        """Give the page's template its language, its navigation and our own values."""
        source = self._sources[page.file.src_uri]
        config.theme["language"] = source.lang
        # Material's skip link leads to the first heading in this list.
        page.toc = TableOfContents([AnchorLink(source.title, CONTENT_ID, 1)])
        v = chrome.Chrome(
            lang=source.lang, strings=Strings(source.lang), options=self.options, more=self._more[source.lang]
        )
        return cast("TemplateContext", {**context, "nav": self._navs[source.lang], "v": v})

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Keep the rendered page as a shell and give MkDocs nothing to write: we write all pages alike."""
        source = self._sources[page.file.src_uri]
        left_out = {*self.options.written_languages} - {one.code for one in self.options.languages}
        content = editorial.unlink(page.content or "", sorted(left_out))
        prose = editorial.mark_outward(editorial.drop_comments(content))
        if source.key == editorial.NOT_FOUND:
            # Shown at addresses of any depth, so nothing in it may be relative.
            prose = rebase(prose, url=page.url, base=self.options.base_path)
        self._pages[source.key, source.lang] = EditorialPage(
            key=source.key,
            lang=source.lang,
            path=source.path,
            title=source.title,
            description=source.description,
            prose=prose,
            shell=Shell.parse(chrome.tidy(output), page.url),
        )
        return ""

    @event_priority(-100)  # What other plugins add to the site is in its list, and its links are checked.
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make and write all pages, unless MkDocs has left one out."""
        rendered = {(page.path, page.lang) for page in self._pages.values()}
        missing = [src for src, page in self._sources.items() if (page.path, page.lang) not in rendered]
        if missing:
            message = f"MkDocs did not render: {', '.join(missing)}"
            raise PluginError(message)
        base_path = self.options.base_path
        folder = open_folder(Path(config.site_dir), self.last_site, self.memory.entries, base_path=base_path)
        static = {name: entry.digest for name, entry in folder.entries.items() if name != staging.MARKER_FILE}
        self.frame = Frame(self._pages, static)
        self._framed_by = self._surroundings
        self.memory = build.write_site(self.reading, self._pages, folder, Path(config.config_file_path), self.memory)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Make every rebuild of the preview keep the last good pages if it fails, and look for edits more often."""
        site_dir = Path(config.site_dir)
        self._preview_dir = site_dir
        self._look(site_dir)
        self._laying = lay_out_meanwhile(site_dir, lambda: self._look(site_dir))
        server.builder = lambda: self._rebuild(builder, site_dir)
        let_reload(server)
        look_often(server, (config.docs_dir, config.config_file_path), config.watch)
        return server

    def on_shutdown(self) -> None:
        """Leave nothing of a preview: MkDocs removes its folder."""
        if self._preview_dir:
            self._laying.join()
            staging.discard_spare(self._preview_dir)
            name_aside(self._preview_dir).unlink(missing_ok=True)

    def _look(self, site_dir: Path) -> None:
        """Remember how the preview stands, to see whether it is touched."""
        self._looks = look_at_both(site_dir)

    def _rebuild(self, builder: Callable[..., None], site_dir: Path) -> None:
        """Build the preview again, of what changed; on failure print why and show the last good pages."""
        self._laying.join()
        try:
            last = find_last(site_dir, self._looks)
            with staging.keep_last(site_dir, self._find_changes) as aside:
                self.last_site = replace(last, folder=aside)
                if not self._build_alone(site_dir):
                    builder()
            self._look(site_dir)
        except (MkDocsException, SiteError, gathering.BrokenCasesError, FileChangedError) as error:
            log.error("%s The last good pages are still shown.", error)  # noqa: TRY400 - a mistake, not a crash
        except DamagedRowsError:  # What the last build left is of no use: the preview is made without.
            self.memory, self._looks = Memory(), {}
            self._rebuild(builder, site_dir)
        except Exception:
            log.exception("The build crashed. The last good pages are still shown.")
        finally:
            self.prepared = None

    def _find_changes(self, last: Path) -> Collection[str] | None:
        """The files in which the preview is not the same as the last one; None where nobody can tell."""
        return self.memory.news.changed if is_untouched(last, self._looks) else None

    def _build_alone(self, site_dir: Path) -> bool:
        """Build the preview in the frame of last time; return whether MkDocs had nothing to do for that."""
        reading = self._framed_by.read_again(self.memory) if self._framed_by else None
        if self._framed_by is None or reading is None:
            return False
        after = self._framed_by.build(self.frame, reading, site_dir, last_site=self.last_site, memory=self.memory)
        if after is None:
            self.prepared = reading
            return False
        self.memory = after
        log.info("Built again in the same frame: MkDocs had nothing to do.")
        return True


def _is_worth_saying(record: logging.LogRecord) -> bool:
    """Return False for MkDocs' remark that a page is empty: it is, because we write it."""
    return "Generated empty output" not in record.getMessage()
