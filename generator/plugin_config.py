"""The plugin's options as MkDocs reads them; what each means is said with `SiteOptions`."""

from __future__ import annotations

from datetime import date

from mkdocs.config import base as mkdocs_base
from mkdocs.config import config_options as c


class MonitorConfig(mkdocs_base.Config):  # type: ignore[no-untyped-call]  # MkDocs' own gap
    """The plugin's section in site_config.yml; see SiteOptions for what each option means."""

    cases_dir = c.Type(str, default="cases")
    languages = c.Type(list)
    only_languages = c.Type(list, default=[])
    nav = c.Type(list)
    as_of = c.Optional(c.Type((date, str)))
    public_repository = c.Type(bool, default=True)
    contact = c.Optional(c.Type(str))
    jobs = c.Optional(c.Type(int))
    executor = c.Optional(c.Type(str))
    scheduler = c.Optional(c.Type(str))
    cards = c.Type(bool, default=True)
    embeds = c.Type(bool, default=True)
    permanent_copies = c.Type(bool, default=True)
    exit_url = c.Optional(c.Type(str))
