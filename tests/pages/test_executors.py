"""Heavy work gives the same whoever does it, also where a worker is lost in the middle of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import Client, LocalCluster
from msgspec import structs
from sites import gather

from generator.config import SiteOptions
from generator.executors import Crew, Workforce, WorkforceError, open_crew
from generator.gathering import Reading
from generator.inputs import SourceDigests
from generator.pages.page import EditorialPage
from generator.pages.provenance import Origin
from generator.pages.task import Inputs
from generator.plan import Plan
from generator.progress import listen
from generator.publishing import making
from generator.publishing.made import MadeGroup, MadeTask
from generator.publishing.making import make_all
from generator.publishing.memory import Memory
from generator.publishing.site_folder import SiteFolder
from generator.publishing.work import Work, run_tasks
from generator.records.case_reading import CaseDigest
from generator.records.problems import Problem
from generator.records.reading import Records

pytestmark = pytest.mark.filterwarnings("ignore")
"""What Dask says of ports and of work that it does not get done in time is its own."""

Made = tuple[Mapping[str, MadeTask], dict[str, bytes]]


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Return a scheduler with two workers, each a process of its own."""
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def plan(records: Records, options: SiteOptions, editorial: Mapping[tuple[str, str], EditorialPage]) -> Plan:
    """Return all that the invented site is made of."""
    origin = Origin("1", "c", {}, date(2026, 6, 30), None)
    return Plan(Reading(records, options), editorial, origin, with_cards=True)


@pytest.fixture(scope="module")
def work(plan: Plan) -> Work:
    """Return all that is to be made of it."""
    return plan.make_work()


def make(work: Work, root: Path, workforce: Workforce, plan: Plan) -> Made:
    """Return what becomes of the tasks, and every file."""
    folder = SiteFolder(root)
    made = make_all(
        [gather([*work.tasks.values()])[0]],
        folder,
        Memory(),
        inputs=Inputs(),
        shared="",
        finish=work.finish,
        workforce=workforce,
        pack=plan.pack,
    )["all"].tasks
    assert all((root / name).stat().st_mtime_ns == entry.changed for name, entry in folder.entries.items())
    return forget_times(made), {name: (root / name).read_bytes() for name in folder.entries}


def forget_times(made: Mapping[str, MadeTask]) -> Mapping[str, MadeTask]:
    """Return what was made without when it was written."""

    def forget(task: MadeTask) -> MadeTask:
        files = (structs.replace(one, entry=structs.replace(one.entry, changed=0)) for one in task.files)
        return structs.replace(task, files=tuple(files))

    return {name: forget(task) for name, task in made.items()}


@pytest.fixture(scope="module")
def at_home(work: Work, plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return what one process makes of them."""
    return make(work, tmp_path_factory.mktemp("home"), Workforce(jobs=1), plan)


def kill_one(address: str) -> None:
    """Kill one of the workers of a cluster."""
    with Client(address, set_as_default=False) as client:
        os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)


def test_pages_and_exports_with_a_lost_worker(
    cluster: LocalCluster, work: Work, plan: Plan, at_home: Made, tmp_path: Path
) -> None:
    """One of two is killed after the first pages and cards: what it had is made again, to the same bytes."""
    killed: list[int] = []

    def hear(_stage: str, done: int, total: int) -> None:
        if not killed and done < total:
            killed.append(done)
            kill_one(cluster.scheduler_address)

    with listen(hear):
        found = make(work, tmp_path, Workforce("dask", scheduler=cluster.scheduler_address), plan)

    assert found == at_home
    assert killed
    assert len(work.tasks) > making.MANY
    assert {"assets/cards/site.es.png", "assets/cards/MX-9001.en.png"} <= found[1].keys()


def test_by_threads(work: Work, plan: Plan, at_home: Made, tmp_path: Path) -> None:
    """They get what is there."""
    assert make(work, tmp_path, Workforce("threads", jobs=2), plan) == at_home


def test_by_processes_that_are_not_forked(
    work: Work, plan: Plan, at_home: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They get it sent, as here, beside the threads of the cluster's client."""
    monkeypatch.setattr(making, "MANY_ANEW", 1)
    monkeypatch.setattr(Workforce, "inherits", False)
    assert make(work, tmp_path, Workforce(jobs=2), plan) == at_home


def test_another_version_is_refused(cluster: LocalCluster, plan: Plan) -> None:
    """A worker whose program differs makes nothing, and says why; the same for what draws cards."""
    parcel = plan.pack()
    for given, why in (
        (structs.replace(parcel, generator="other"), "has another version"),
        (structs.replace(parcel, drawing="Pillow 0"), "draws share cards with"),
    ):
        with (
            open_crew(Workforce("dask", scheduler=cluster.scheduler_address), given) as crew,
            pytest.raises(WorkforceError, match=f"a worker {why}"),
        ):
            list(crew.run(run_tasks, [("es notices",)]))


def test_little_work_is_not_sent(
    cluster: LocalCluster, work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever gets it sent derives all anew, so what an edit changes is made here."""
    folder, memory = SiteFolder(tmp_path / "one"), Memory()
    far = Workforce("dask", scheduler=cluster.scheduler_address)
    run = partial(make_all, [gather([*work.tasks.values()])[0]], inputs=Inputs(), shared="", finish=work.finish)
    made = run(folder, memory, workforce=Workforce(jobs=1))["all"].tasks
    monkeypatch.setattr(making, "MANY", 1)
    names = [*work.tasks][::5]
    known = {name: one for name, one in made.items() if name not in names}
    memory = Memory({"all": MadeGroup("", known)})
    folder = SiteFolder(tmp_path / "two", tmp_path / "one", memory.entries)
    # Nothing could be packed: this would raise.
    again = run(folder, memory, workforce=far, pack=lambda: 1 // 0)["all"].tasks
    assert forget_times(again) == forget_times(made)


@pytest.mark.parametrize("fault", ["every", "gone"])
def test_what_workers_fail_at_is_done_here(fault: str) -> None:
    """Each piece comes back without anything; nothing is lost, and nothing twice."""
    with open_crew(Workforce("threads", jobs=2), 0) as crew:
        if fault == "gone":
            crew.executor.shutdown()
        found = dict(crew.run(_divide, range(50)))
    assert found == dict.fromkeys(range(50)) if fault == "gone" else {0: None, **dict.fromkeys(range(1, 50), 0.0)}


def _divide(given: int, item: int) -> float:
    return given / item


def test_silent_workers_are_not_waited_for() -> None:
    """What was handed out comes back undone, though nobody ever answers."""
    silent = Crew(SilentExecutor(), 2, 0, 0.01)
    assert dict(silent.run(_divide, range(20))) == dict.fromkeys(range(20))


class SilentExecutor(Executor):
    """Takes work and does none of it, as a cluster does whose workers are gone."""

    def submit(self, *_: object, **__: object) -> Future[Any]:
        """Take work."""
        return Future()


def test_what_is_sent_may_be_published(plan: Plan, records: Records) -> None:
    """No problem, which may quote what is withheld, no path of this machine, no address of the cluster."""
    problem = Problem("name-leak", "cases/x.yml", details={"value": "Zutana"})
    marked = structs.replace(records, problems=(problem,), digests={"quimerica": CaseDigest("d", frozenset())})
    places = {"scheduler": "tcp://quimerico:8786", "root": Path("quimerica")}
    reading = Reading(marked, structs.replace(plan.reading.options, **places), SourceDigests("quimerica"))
    sent = structs.replace(plan, reading=reading).pack().data
    assert b"Zutana" not in sent
    assert b"quimeric" not in sent
    assert records.cases[0].id.encode() in sent


def test_a_cluster_needs_an_address() -> None:
    """Without one nothing is started; where nobody answers, it is said who was asked."""
    with pytest.raises(ValueError, match="scheduler"), open_crew(Workforce("dask"), None):
        pass
    with dask.config.set({"distributed.comm.timeouts.connect": "100ms"}):
        far = Workforce("dask", scheduler="tcp://127.0.0.1:9")
        with pytest.raises(WorkforceError, match=r"127\.0\.0\.1:9 does not answer"), open_crew(far, None):
            pass


def test_workers_end_with_who_asked_them() -> None:
    """Where a build is killed, nobody is left that holds what it held: here its output, which ends with all of them."""
    code = """
import os, signal, time
from generator.executors import Workforce, open_crew

def hand_out(given, item):
    time.sleep(item)
    return os.getpid()

with open_crew(Workforce(jobs=3), None) as crew:
    assert next(iter(crew.run(hand_out, [0])))[1] != os.getpid()
    [crew.executor.submit(hand_out, None, 600) for _ in range(2)]
    os.kill(os.getpid(), signal.SIGKILL)
"""

    killed = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=30, check=False)

    assert (killed.returncode, killed.stderr) == (-signal.SIGKILL, b"")
