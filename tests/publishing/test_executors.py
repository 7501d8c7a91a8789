"""Heavy work gives the same whoever does it, also where a worker is lost in the middle of it."""

from __future__ import annotations

import dataclasses
import os
import signal
from collections.abc import Iterator

import pytest
from distributed import Client, LocalCluster

from generator.executors import Kind, open_executor
from generator.pages.card import CardText, ShareCard
from generator.publishing.card_drawing import draw_card
from generator.publishing.card_files import _draw_all

pytestmark = pytest.mark.filterwarnings("ignore")
"""What Dask says of ports and of work that it does not get done in time is its own."""

TEXT = CardText("Defensa de: el agua", "Ximena", "1,707 días", "Sin cumplir", ("feb 2014", ""), "Visibles", "MX-1")
CARDS = [ShareCard(f"MX-{n}", "es", dataclasses.replace(TEXT, title=f"Ximena {n}"), None) for n in range(64)]


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Return a scheduler with two workers, each a process of its own."""
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def drawn() -> list[bytes]:
    """Return the pictures as one process draws them."""
    return [draw_card(card) for card in CARDS]


def test_a_lost_worker_costs_time_only(cluster: LocalCluster, drawn: list[bytes]) -> None:
    """One of two is killed after the first picture: what it had is drawn again, in order, to the same bytes."""
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        before = client.run(os.getpid)
    work = _draw_all(CARDS, 2, "dask", cluster.scheduler_address)
    found = [next(work)]
    os.kill(next(iter(before.values())), signal.SIGKILL)
    found += work

    assert [card for card, _ in found] == CARDS
    assert [picture for _, picture in found] == drawn
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        assert {*client.run(os.getpid).values()} != {*before.values()}


@pytest.mark.parametrize("kind", ["processes", "threads"])
def test_same_work_by_others(kind: Kind, drawn: list[bytes]) -> None:
    """Processes and threads of this machine give the same."""
    with open_executor(kind, jobs=2) as executor:
        assert list(executor.map(draw_card, CARDS[:4])) == drawn[:4]


def test_a_cluster_needs_an_address() -> None:
    """Without one nothing is started."""
    with pytest.raises(ValueError, match="scheduler"), open_executor("dask", jobs=2):
        pass
