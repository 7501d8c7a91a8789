"""The MkDocs plugin `monitor`: MkDocs renders editorial pages and shells, our build makes all pages of them."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from jinja2 import TemplateNotFound
from mkdocs.config import base as mkdocs_base
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel, get_files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import meta

from generator import build, gathering
from generator import options as site_options
from generator.config import SiteError
from generator.pages import editorial
from generator.pages.page import CONTENT_ID, EditorialPage, make_file
from generator.pages.shell import Shell, rebase
from generator.pages.strings import Strings
from generator.plugin_config import MonitorConfig
from generator.progress import tell
from generator.publishing import staging
from generator.publishing.manifest import write_manifest
from generator.publishing.memory import Memory
from generator.publishing.provenance import make_origin
from generator.publishing.site_folder import SiteFolder
from generator.theme import chrome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from generator.config import SiteOptions

log = logging.getLogger("mkdocs.plugins.monitor")

_SHOWN = (InclusionLevel.INCLUDED, InclusionLevel.NOT_IN_NAV)
_PROTECTED_FOLDERS = (".git", "generator", "tests", "changelog.d")


class MonitorPlugin(BasePlugin[MonitorConfig]):  # type: ignore[no-untyped-call]
    """Checks everything before anything is cleaned, catches what MkDocs renders, and hands it to the build."""

    _pages: dict[tuple[str, str], EditorialPage]
    _is_preview = False
    last_site: Path | None = None
    """Where the last site is, to share files with."""
    memory = Memory()
    """What is known of it; after a build, of the new one."""
    is_strict = False  # Whether warnings about records stop the build, besides MkDocs' own option.

    def load_config(
        self, options: dict[str, object], config_file_path: str | None = None
    ) -> tuple[mkdocs_base.ConfigErrors, mkdocs_base.ConfigWarnings]:
        """Return errors and warnings in our options; an unknown option is an error, not a warning."""
        errors, warnings = super().load_config(options, config_file_path)
        unknown = [(name, mkdocs_base.ValidationError(str(text))) for name, text in warnings]
        return [*errors, *unknown], []

    @property
    def expected_files(self) -> list[str]:
        """Return the files every build must give: one for each editorial page and language."""
        return [make_file(source.path) for source in self._sources.values()]

    def list_watched(self, config: MkDocsConfig) -> tuple[Path, ...]:
        """Return everything on the disk that the site is made of, the generator included."""
        options = self.make_options(config)
        custom = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
        return Path(config.config_file_path), options.cases_dir, options.content_dir, Path(__file__).parent, *custom

    def make_options(self, config: MkDocsConfig) -> SiteOptions:
        """Return the checked options of the site; raise OptionError."""
        return site_options.make_options(
            dict(self.config),
            root=_get_root(config),
            content_dir=Path(config.docs_dir),
            site_name=config.site_name,
            site_url=config.site_url or None,
            use_directory_urls=config.use_directory_urls,
            preview=self._is_preview,
            strict=config.strict or self.is_strict,
        )

    def check_site_dir(self, config: MkDocsConfig, site_dir: Path) -> None:
        """Raise UnsafeSiteDirError unless a site may be built in this folder."""
        root = _get_root(config)
        folders = [root / name for name in _PROTECTED_FOLDERS]
        folders += [root / self.config.cases_dir, Path(config.docs_dir), Path(__file__).parent]
        folders += [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
        staging.check_site_dir(site_dir, root=root, protected=folders)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether this is a preview; being defined, it also keeps this object across rebuilds."""
        if dirty:
            message = "--dirty is not possible here: pages are made of each other"
            raise PluginError(message)
        self._is_preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check options and output folder, which MkDocs is about to empty, and put our theme first."""
        with _as_plugin_error():
            self.check_site_dir(config, Path(config.site_dir))
            self.options = self.make_options(config)
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(chrome.THEME_DIR))
        config.theme["palette"] = list(chrome.PALETTE)
        config.theme.static_templates.difference_update(chrome.REPLACED_TEMPLATES)
        if "attr_list" not in config.markdown_extensions:
            config.markdown_extensions.append("attr_list")
        config.watch.append(str(self.options.cases_dir))
        logging.getLogger("mkdocs.commands.build").addFilter(_is_worth_saying)
        return config

    def read(self, config: MkDocsConfig) -> gathering.Reading:
        """Return the records with every problem in them; raise ContentError for mistakes in editorial pages."""
        self.options = self.make_options(config)
        pages = [file for file in get_files(config) if self._is_site_file(file) and file.is_documentation_page()]
        texts = {file.src_uri: file.content_string for file in pages}
        self._sources = editorial.make_sources(
            {src: meta.get_data(text)[1] for src, text in texts.items()}, self.options
        )
        return gathering.read(self.options, {(one.key, one.lang): one for one in self._sources.values()}, texts)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check all that pages are made of; on a mistake stop before the last site is touched."""
        tell("read")
        with _as_plugin_error():
            self.reading = gathering.require_sound(self.read(config))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Return what MkDocs shall render and copy, each with its address in our scheme of languages."""
        tell("shells")
        staging.write_marker(Path(config.site_dir))
        ours = [file for file in files if file.src_dir == config.docs_dir and self._is_site_file(file)]
        others = (file for file in files if file.src_dir != config.docs_dir and chrome.is_used(file.src_uri))
        self._pages = {}
        return Files([*map(chrome.shrink, others), *(self._move(file) for file in ours)])

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Make one navigation for each language, in the order of the option `nav`."""
        pages: dict[tuple[str, str], Page] = {}
        for src, source in self._sources.items():
            file = files.get_file_from_path(src)
            if file is not None and file.page is not None:
                pages[source.key, source.lang] = file.page
                file.page.title = source.label
        self._navs = {language.code: self._make_nav(language.code, pages) for language in self.options.languages}
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
        with _as_plugin_error():
            return editorial.mark_heading(self.reading.fill_text(markdown, self._sources[src].lang), src)

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

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make and write all pages, unless MkDocs has left one out."""
        rendered = {(page.path, page.lang) for page in self._pages.values()}
        missing = [src for src, page in self._sources.items() if (page.path, page.lang) not in rendered]
        if missing:
            message = f"MkDocs did not render: {', '.join(missing)}"
            raise PluginError(message)
        site_dir = Path(config.site_dir)
        folder = SiteFolder(site_dir, self.last_site, self.memory.entries)
        origin = make_origin(self.options, Path(config.config_file_path), self.reading.findings.material.as_of)
        self.memory = build.write(self.reading, self._pages, folder, origin, self.memory)
        tell("manifest")
        write_manifest(site_dir, origin, {name: entry.digest for name, entry in folder.entries.items()})

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Make every rebuild of the preview keep the last good pages if it fails."""
        server.builder = lambda: self._rebuild(builder, Path(config.site_dir))
        return server

    def _rebuild(self, builder: Callable[..., None], site_dir: Path) -> None:
        """Build the preview again, of what changed; on failure print why and show the last good pages."""
        try:
            with staging.keep_last(site_dir) as self.last_site:
                builder()
        except MkDocsException as error:
            log.error("%s The last good pages are still shown.", error)  # noqa: TRY400 - a mistake, not a crash
        except Exception:
            log.exception("The build crashed. The last good pages are still shown.")

    def _is_site_file(self, file: File) -> bool:
        """Return whether a file of the content folder belongs to a language; all else there is data."""
        codes = {language.code for language in self.options.languages}
        return file.src_uri.partition("/")[0] in codes and file.inclusion in _SHOWN

    def _move(self, file: File) -> File:
        """Return the file at its address in our scheme."""
        return File(
            file.src_uri,
            src_dir=file.src_dir,
            dest_dir=file.dest_dir,
            use_directory_urls=file.use_directory_urls,
            dest_uri=make_file(editorial.make_path(file.src_uri, self.options)),
            inclusion=file.inclusion,
        )

    def _make_nav(self, lang: str, pages: Mapping[tuple[str, str], Page]) -> Navigation:
        """Return the tabs of a language."""
        nav = Navigation([pages[key, lang] for key in self.options.nav], [pages[key, lang] for key in self.options.nav])
        nav.homepage = pages[editorial.HOME, lang]
        return nav


def _get_root(config: MkDocsConfig) -> Path:
    """Return the folder of site_config.yml."""
    return Path(config.config_file_path).resolve().parent


def _is_worth_saying(record: logging.LogRecord) -> bool:
    """Return False for MkDocs' remark that a page is empty: it is, because we write it."""
    return "Generated empty output" not in record.getMessage()


@contextmanager
def _as_plugin_error() -> Iterator[None]:
    """Raise our errors as MkDocs' own, which it prints without a traceback."""
    try:
        yield
    except (SiteError, gathering.BrokenCasesError) as error:
        raise PluginError(str(error)) from error
