"""Where pages lead to that is not there, or where something is wrong in them, is known whoever has made them."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from generator.pages.task import Task
from generator.publishing.facts import AT
from generator.publishing.links import read_site
from generator.publishing.site_folder import SiteFolder
from generator.publishing.work import Work, run_tasks, take_in

PAGES = {
    "a": '<a href="../b/#here"></a><a href="../b/#gone"></a><a href="../lost/"></a>',
    "b": '<i id=here></i><a href="../lost/"></a><a href="../a/#nor"></a><a href="#here"></a>',
    "c": '<a href="../c/#own"></a><a href="../lost/#x"></a><i style="a"></i>',
    "d": '<a href="#not"></a>',
    "e": '<a href="../late/"></a><a href="../late/#y"></a><a href="../"></a>',
}
LATE = ("late/index.html", b"<i id=y></i>")
UNMET = {f"b/index.html{AT}gone", f"a/index.html{AT}nor", f"c/index.html{AT}own", f"lost/index.html{AT}x"}
GONE = {"lost/index.html", "index.html"}


@pytest.mark.parametrize("are_written", [True, False])
@pytest.mark.parametrize("size", [1, 2, 5])
def test_what_is_not_there(tmp_path: Path, size: int, *, are_written: bool) -> None:
    """However many tasks a worker does at a time, and whether it writes their files or hands them back."""
    folder = SiteFolder(tmp_path / "site")
    tasks = {
        name: Task(name, {}, lambda n=name, p=page: [(f"{n}/index.html", p.encode())])  # type: ignore[misc]
        for name, page in PAGES.items()
    }
    work = Work(tasks, lambda made: made[1], folder if are_written else None)  # type: ignore[index,return-value]
    names = sorted(tasks)
    for start in range(0, len(names), size):
        delivery = run_tasks(work, names[start : start + size])
        assert [*take_in(folder, pickle.loads(pickle.dumps(delivery)))] == names[start : start + size]  # noqa: S301
    folder.write(*LATE)
    news = folder.list_news()

    assert news.unmet == UNMET | GONE
    assert news.unsound == {"c/index.html", "d/index.html"}
    whole = read_site(tmp_path / "site").faults
    assert {one.file for one in whole} == {f"{name}/index.html" for name in "abcde"}


def test_a_page_that_is_made_good(tmp_path: Path) -> None:
    """Of two pages of one name the later one counts."""
    folder = SiteFolder(tmp_path / "site")
    folder.write("a/index.html", b'<i style="x"></i>')
    folder.write("b/index.html", b'<a href="../a/#x"></a>')
    assert folder.list_news().unsound == {"a/index.html"}
    folder.write("a/index.html", b"<i id=x></i>")

    assert not folder.list_news().unsound
    assert not folder.list_news().unmet
