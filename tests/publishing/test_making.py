"""Only what has to be made is made; the rest is shared with the last site, and nobody writes into that."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import gather

from generator.analysis.part_table import PartTable
from generator.analysis.parts import WHOLE
from generator.executors import Workforce
from generator.pages.task import File, Group, Inputs, Needs, Task, UndeclaredError, digest_of
from generator.publishing import making
from generator.publishing.making import MANY, PageClashError, check_clashes, explain_tasks, make_all
from generator.publishing.memory import Memory, read_memory, read_value, write_memory
from generator.publishing.sealed_rows import DamagedRowsError
from generator.publishing.site_folder import SiteFolder
from generator.records.databases import forget


def finish(made: object) -> bytes:
    """Return the bytes of a file as they are."""
    assert isinstance(made, tuple)
    return bytes(made[1])


def make_tasks(texts: Mapping[str, str], ran: list[str]) -> list[Task]:
    """Return a task for each text, which notes that it ran."""

    def make(name: str, text: str) -> Iterable[File]:
        ran.append(name)
        yield f"{name}/index.html", text.encode()
        yield f"{name}/shared.txt", b"always the same"

    return [Task(name, {"text": digest_of(text)}, lambda n=name, t=text: make(n, t)) for name, text in texts.items()]  # type: ignore[misc]


def build(
    root: Path, texts: Mapping[str, str], memory: Memory, last: Path | None = None, jobs: int = 1
) -> tuple[Memory, SiteFolder, list[str]]:
    """Build a site; return what is known of it, its folder, and the tasks that ran in this process."""
    ran: list[str] = []
    folder = SiteFolder(root, last, memory.entries)
    group, inputs = gather(make_tasks(texts, ran))
    workforce = Workforce(jobs=jobs)
    made = make_all([group], folder, memory, inputs=inputs, shared="", finish=finish, workforce=workforce)
    return Memory(made, {"shared": {}}), folder, ran


def test_only_what_changed(tmp_path: Path) -> None:
    """A task whose inputs are the same keeps its files; one that ran shares those that came out the same."""
    first, _, ran = build(tmp_path / "one", {"a": "x", "b": "y", "c": "z"}, Memory())
    assert ran == ["a", "b", "c"]
    second, folder, ran = build(tmp_path / "two", {"a": "x", "b": "other", "d": "w"}, first, tmp_path / "one")

    assert ran == ["b", "d"]
    assert dict(explain_tasks(second, first)) == {"b": "text", "d": "new"}
    assert not list(explain_tasks(first, first))
    assert sorted(folder.entries) == sorted(f"{n}/{f}" for n in "abd" for f in ("index.html", "shared.txt"))
    assert (tmp_path / "one/b/index.html").read_text(encoding="utf-8") == "y"
    assert (tmp_path / "two/b/index.html").read_text(encoding="utf-8") == "other"
    for name in ("a/index.html", "b/shared.txt"):
        assert (tmp_path / "one" / name).samefile(tmp_path / "two" / name)


@pytest.mark.parametrize("harm", ["gone", "altered", "link"])
def test_a_touched_site_is_made_good(tmp_path: Path, harm: str) -> None:
    """What is not as it was written is made again, whatever the memory says."""
    first, _, _ = build(tmp_path / "one", {"a": "x"}, Memory())
    page = tmp_path / "one/a/index.html"
    page.unlink()
    if harm == "altered":
        page.write_text("z", encoding="utf-8")
        os.utime(page, ns=(1, 1))
    elif harm == "link":
        page.symlink_to(tmp_path / "elsewhere")
    _, _, ran = build(tmp_path / "two", {"a": "x"}, first, tmp_path / "one")

    assert ran == ["a"]
    assert (tmp_path / "two/a/index.html").read_bytes() == b"x"
    assert not (tmp_path / "two/a/index.html").is_symlink()


def build_by_many(folder: Path) -> None:
    """Build the same site alone and with others, and compare."""
    texts = {f"page{n}": f"text {n}" for n in range(2 * MANY)}
    alone, one, ran = build(folder / "one", texts, Memory())
    together, two, elsewhere = build(folder / "two", texts, Memory(), jobs=2)

    assert len(ran) == 2 * MANY > len(elsewhere)
    digests = [{name: entry.digest for name, entry in folder.entries.items()} for folder in (one, two)]
    assert digests[0] == digests[1]
    assert alone.groups["all"].tasks.keys() == together.groups["all"].tasks.keys()
    assert all((folder / "two" / name).is_file() for name in digests[0])


def build_with_a_death(folder: Path) -> None:
    """Kill one of the processes that help."""
    parent = os.getpid()

    def make(number: int) -> Iterable[File]:
        if os.getpid() != parent:
            (folder / "died").touch()
            os.kill(os.getpid(), 9)
        while not (folder / "died").exists():
            time.sleep(0.001)
        yield f"{number}.txt", str(number).encode()

    tasks = [Task(str(n), {}, lambda n=n: make(n)) for n in range(2 * MANY)]  # type: ignore[misc]
    group, inputs = gather(tasks)
    site, workforce = SiteFolder(folder / "site"), Workforce(jobs=2)
    made = make_all([group], site, Memory(), inputs=inputs, shared="", finish=finish, workforce=workforce)

    assert (folder / "died").exists()
    assert len(made["all"].tasks) == 2 * MANY
    assert all((folder / f"site/{n}.txt").read_text(encoding="utf-8") == str(n) for n in range(2 * MANY))


def build_in_shifts(folder: Path) -> None:
    """Replace the processes that help after two tasks, four more, and so on; at last after every 32."""
    count = 128
    making._SHIFT, parent = count, str(os.getpid())

    def make(number: int) -> Iterable[File]:
        if str(os.getpid()) == parent:
            time.sleep(0.005)  # For the others to have their part.
        yield f"{number}.txt", str(os.getpid()).encode()

    tasks = [Task(str(n), {}, lambda n=n: make(n)) for n in range(count)]  # type: ignore[misc]
    group, inputs = gather(tasks)
    site, workforce = SiteFolder(folder / "site"), Workforce(jobs=2)
    made = make_all([group], site, Memory(), inputs=inputs, shared="", finish=finish, workforce=workforce)
    makers = [(folder / f"site/{n}.txt").read_text(encoding="utf-8") for n in range(count)]
    shifts = [{*makers[start:end]} - {parent} for start, end in pairwise((0, 2, 6, 14, 30, 62, 94, 126, count))]

    assert len(made["all"].tasks) == count
    assert len({*makers} - {parent}) == sum(map(len, shifts)) > 1


@pytest.mark.parametrize("name", ["build_by_many", "build_with_a_death", "build_in_shifts"])
def test_many_processes(tmp_path: Path, name: str) -> None:
    """They make the same files and know the same of them; what a killed one leaves undone, the first one does."""
    # In a process of its own: it is only forked where no other thread runs, and the one of the tests has some.
    code = f"import sys, pathlib, test_making; test_making.{name}(pathlib.Path(sys.argv[1]))"
    paths = os.pathsep.join(str(Path(__file__).parents[level]) for level in range(3))
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": paths}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


NOTHING = Memory()


@dataclass
class Shelf:
    """Groups by name, with what they need and the tasks in them: name → path of the file that each makes."""

    groups: dict[str, tuple[Needs, dict[str, str]]]
    rest: dict[str, str] = field(default_factory=dict)
    listed: list[str] = field(default_factory=list)
    """Groups whose tasks were asked for."""

    def build(self, root: Path, memory: Memory = NOTHING, last: Path | None = None) -> Memory:
        """Build a site; return what is known of it."""
        folder, inputs = SiteFolder(root, last, memory.entries), Inputs(rest=self.rest)
        self.listed.clear()
        groups = [Group(name, needs, partial(self.list, name)) for name, (needs, _) in self.groups.items()]
        made = make_all(groups, folder, memory, inputs=inputs, shared="", finish=finish, workforce=Workforce(jobs=1))
        check_clashes(made, memory)
        return Memory(made)

    def list(self, name: str, inputs: Inputs) -> Iterable[Task]:
        """Return the tasks of a group."""
        self.listed.append(name)
        for task, path in self.groups[name][1].items():
            yield Task(task, inputs.of_rest(task), lambda path=path: [(path, path.encode())])  # type: ignore[misc]


def test_a_group_is_taken_over_as_a_whole(tmp_path: Path) -> None:
    """While its key is the same its tasks are not even listed; else they are compared one by one."""
    needs = Needs(rest=("b", "c"))
    shelf = Shelf({"a": (Needs(rest=("a",)), {"a": "a.txt"}), "bc": (needs, {"b": "b.txt", "c": "c.txt"})})
    first = shelf.build(tmp_path / "1")
    assert shelf.listed == ["a", "bc"]
    shelf.rest["c"] = "other"
    second = shelf.build(tmp_path / "2", first, tmp_path / "1")
    assert shelf.listed == ["bc"]
    assert second.groups["a"] is first.groups["a"]
    assert dict(explain_tasks(second, first)) == {"c": "c"}
    (tmp_path / "2" / "c.txt").unlink()
    third = shelf.build(tmp_path / "3", second, tmp_path / "2")
    assert shelf.listed == ["bc"]
    assert dict(explain_tasks(third, second)) == {"c": "files"}
    del shelf.groups["bc"]
    fourth = shelf.build(tmp_path / "4", third, tmp_path / "3")
    assert [*fourth.groups] == ["a"]
    assert [path.name for path in (tmp_path / "4").iterdir()] == ["a.txt"]


def test_what_a_group_has_not_declared_is_refused() -> None:
    """Else a change of it would go unnoticed. Nothing else may be asked for, whoever asks."""
    inputs = Inputs(
        cases=PartTable.of({"x": {WHOLE: "1", "acts": "2"}, "y": {WHOLE: "3", "acts": "4"}}),
        together={"acts": "5", "people": "6"},
        shells={("cases", "es"): "7", ("home", "es"): "8"},
        rest={"card es": "9", "hidden": "10"},
    )
    few = inputs.narrow(Needs(cases=("x",), parts=("acts",), shells=(("cases", "es"),), rest=("card es",)))
    assert few.of_case("x", "es") == inputs.of_case("x", "es") == {"case": "1", "shell": "7"}
    assert few.of_some(["x", "y"], "acts") == inputs.of_some(["x", "y"], "acts")
    assert few.of_some(["x"]) == inputs.of_some(["x"])
    assert few.of_all("acts") == {"acts": "5"}
    assert few.of_page("cases", "es", told=1) == {"shell": "7", "card": "9", "told": "1"}
    for ask in (
        lambda: few.of_case("y", "es"),
        lambda: few.of_case("x", "en"),
        lambda: few.of_some(["y"]),
        lambda: few.of_some(["y"], "people"),
        lambda: few.of_all("people"),
        lambda: few.of_page("home", "es"),
        lambda: few.of_page("cases", "es", "hidden"),
        lambda: few.of_rest("hidden"),
    ):
        with pytest.raises(UndeclaredError):
            ask()


@pytest.mark.parametrize(
    "needs", [Needs(("x",)), Needs(parts=("acts",)), Needs(shells=(("a", "es"),)), Needs(rest=("r",))]
)
def test_the_key_of_a_group_changes_with_all_that_it_declares(needs: Needs) -> None:
    """And with nothing else."""
    before = Inputs(PartTable.of({"x": {WHOLE: "1"}}), {"acts": "1"}, {("a", "es"): "1"}, {"r": "1"})
    after = Inputs(PartTable.of({"x": {WHOLE: "2"}}), {"acts": "2"}, {("a", "es"): "2"}, {"r": "2"})
    assert before.digest(needs) != after.digest(needs)
    assert before.digest(Needs()) == after.digest(Needs())
    both = Needs(("x",), ("acts",), (("a", "es"),), ("r",))
    assert len({before.digest(one) for one in (needs, both, Needs())}) == 3


def test_two_tasks_of_one_file(tmp_path: Path) -> None:
    """It is said which two, also where one of them was taken over."""
    one, two = (Needs(rest=("one",)), {"one": "same.txt"}), (Needs(rest=("two",)), {"two": "same.txt"})
    with pytest.raises(PageClashError, match=r"same\.txt: 'one' and 'two'"):
        Shelf({"1": (Needs(rest=("one", "two")), one[1] | two[1])}).build(tmp_path / "a")
    with pytest.raises(PageClashError, match=r"same\.txt: 'one' and 'two'"):
        Shelf({"1": one, "2": two}).build(tmp_path / "b")
    shelf = Shelf({"1": one})
    memory = shelf.build(tmp_path / "c")
    shelf.groups["2"] = two
    with pytest.raises(PageClashError, match=r"same\.txt: '(one' and 'two|two' and 'one)'"):
        shelf.build(tmp_path / "d", memory, tmp_path / "c")
    # A file may go from one group to another.
    del shelf.groups["1"]
    assert [*shelf.build(tmp_path / "e", memory, tmp_path / "c").groups] == ["2"]


def test_memory_is_kept_whole(tmp_path: Path) -> None:
    """What is left is found again, also where only the difference was written; without a file there is nothing."""
    file = tmp_path / "deep" / "build.sqlite"
    assert read_memory(file) == Memory()
    first, _, _ = build(tmp_path / "one", {"a": "x", "b": "y"}, Memory())
    write_memory(file, first)
    assert read_memory(file) == first
    second, _, _ = build(tmp_path / "two", {"b": "z", "c": "ñ"}, first, tmp_path / "one")
    write_memory(file, second, before=first)
    assert read_memory(file) == second
    assert read_value(file, "shared") == {}
    assert read_value(file, "nothing") is None


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_damage_is_never_believed(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Bytes that change on the disk make nothing say anything else: all is gone, or whoever asks is told."""
    folder = tmp_path_factory.mktemp("memory")
    file = folder / "build.sqlite"
    memory, _, _ = build(folder / "one", {"a": "x", "b": "y", "c": "z"}, Memory())
    write_memory(file, memory)
    content = bytearray(file.read_bytes())
    if data.draw(st.booleans()):
        content = content[: data.draw(st.integers(0, len(content)))]
    for place in data.draw(st.lists(st.integers(0, max(0, len(content) - 1)), max_size=9)) if content else ():
        content[place] ^= data.draw(st.integers(1, 255))
    file.write_bytes(bytes(content))
    found = read_memory(file)
    try:
        assert found in (Memory(), memory)
        assert dict(found.entries) in ({}, dict(memory.entries))
    except DamagedRowsError:
        forget(file)
        found = Memory()
    assert read_value(file, "shared") in (None, {})
    write_memory(file, memory, before=found)
    assert read_memory(file) == memory


def test_a_memory_of_another_form_is_none(tmp_path: Path) -> None:
    """Such as that of an older generator, or a file that is no database."""
    file = tmp_path / "build.sqlite"
    memory, _, _ = build(tmp_path / "one", {"a": "x"}, Memory())
    write_memory(file, memory)
    with sqlite3.connect(file) as base:
        base.execute("PRAGMA user_version = 99")
    base.close()
    assert read_memory(file) == Memory()
    file.write_text("no database", encoding="utf-8")
    assert read_memory(file) == Memory()
    write_memory(file, memory, before=Memory())
    assert read_memory(file) == memory
