"""Writes projects of invented cases, to see how costs grow. Every name and text says that it is invented.

`python benchmarks/synthetic.py FOLDER 10000` makes a project of 10,000 cases, each about 4 kB, the same for one seed.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.records.required import VOCABULARIES
from generator.records.vocabularies import Vocabularies
from generator.records.vocabulary_files import read_vocabularies

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("es", "en")
SEED = 20261122

_TEXTS = (
    ("Texto inventado para medir tiempos: no describe a nadie ni nada que haya ocurrido.",
     "Text invented to measure times: it describes nobody and nothing that ever happened."),
    ("Ejemplo ficticio de una agresión, escrito con la extensión de un hecho verdadero y sin ningún contenido.",
     "Fictitious example of an attack, as long as a true one would be, and without any content."),
)  # fmt: skip
_RESULTS = ("in_place", "partly_in_place", "not_in_place")
_OUTCOMES = (
    (),
    (("complaint", "pending"),),
    (("complaint", "pending"), ("initial_investigation", "pending")),
    (("complaint", "pending"), ("arrest_warrant", "pending"), ("binding_over", "pending")),
    (("initial_investigation", "pending"), ("judgment_first_instance", "conviction")),
)
"""Stages and outcomes of the proceedings of cases, none to conviction."""

_ACTS = ("threat", "death_threat", "surveillance", "physical_attack", "smear", "arbitrary_detention", "property_attack")


class Author:
    """Invents cases one after another; the same seed gives the same cases."""

    def __init__(self, vocabularies: Vocabularies, seed: int = SEED) -> None:
        """Start at the seed."""
        self._seed = seed
        self._terms = {name: tuple(vocabularies[name]) for name in ("right_defended", "state", "victim_group")}

    def write_case(self, number: int) -> str:
        """The YAML of one case."""
        return "\n".join(_write_yaml(self.make_case(number))) + "\n"

    def make_case(self, number: int) -> dict[str, Any]:
        """The value of one case."""
        chance = random.Random(f"{self._seed}:{number}")  # noqa: S311 - repeatable on purpose
        year = chance.randint(2000, 2022)
        dead = chance.random() < 0.3  # noqa: PLR2004
        acts = [*self._make_acts(chance, year, 4 if dead else 5)]
        if dead:
            acts.append(_make_act(len(acts) + 1, f"{year + 1}-06-{chance.randint(1, 28):02}", "killing"))
        person = {
            "id": "persona",
            "name": f"Persona Ficticia Número {number}",
            "gender": chance.choice(("woman", "man")),
            "roles": [chance.choice(("human_rights_defender", "journalist"))],
            "about": {"es": "Personaje inventado para medir tiempos.", "en": "Figure invented to measure times."},
        }
        if dead:
            person["status"] = [{"status": "dead", "date": acts[-1]["date"], "sources": ["s1"]}]
        proceedings = [*_make_proceedings(chance, year, acts)]
        return {
            "id": f"XX-{number:06}",
            "slug": f"caso-ficticio-{number}",
            "title": {"es": f"Persona Ficticia Número {number}", "en": f"Fictitious Person Number {number}"},
            "publication": {
                "status": "published",
                "consent": {
                    "level": "public_record",
                    "uses": ["name", "place", "data_export"],
                    "recorded": "2026-11-22",
                    "review_by": "2027-11-22",
                    "recorded_by": "editor",
                },
            },
            "people": [person],
            "defends": sorted(chance.sample(self._terms["right_defended"][:-2], chance.randint(1, 3))),
            "place": {"state": chance.choice([code for code in self._terms["state"] if code != "99"])},
            "summary": _make_text(chance, 2, "[s1]"),
            "recognition": [_make_dated("r1", f"{year}-05", _make_text(chance, 1))],
            "acts": acts,
            "measures": [*_make_measures(chance, year)],
            **({"proceedings": proceedings} if proceedings else {}),
            "last_checked": "2026-11-22",
            "sources": {f"s{n}": _make_source(number, n, year) for n in range(1, 4)},
        }

    @staticmethod
    def _make_acts(chance: random.Random, year: int, most: int) -> Iterator[dict[str, Any]]:
        days = sorted((chance.randint(1, 12), chance.randint(1, 28)) for _ in range(chance.randint(1, most - 2)))
        for number, (month, day) in enumerate(days, 1):
            yield _make_act(number, f"{year}-{month:02}-{day:02}", chance.choice(_ACTS), text=_make_text(chance, 1))


def _make_act(number: int, day: str, kind: str, text: dict[str, str] | None = None) -> dict[str, Any]:
    return {
        "id": f"a{number}",
        "date": day,
        "type": kind,
        "victims": ["persona"],
        "text": text or dict(zip(LANGUAGES, _TEXTS[1], strict=True)),
        "perpetrators": [{"type": "unknown", "degree": "suspected", "according_to": "person", "sources": ["s2"]}],
        "motive_link": "confirmed" if number % 2 else "unconfirmed",
        "sources": ["s1", "s2"],
    }


def _make_measures(chance: random.Random, year: int) -> Iterator[dict[str, Any]]:
    for number in range(1, chance.randint(1, 2) + 1):
        id_ = f"m{number}"
        steps = [("requested", "person", 1), ("granted", "body", 2)]
        if chance.random() < 0.7:  # noqa: PLR2004
            steps.append((chance.choice(_RESULTS), chance.choice(("person", "organisation", "authority")), 9))
        yield {
            "id": id_,
            "kind": "protective",
            "body": {"type": "federal_mechanism", "name": _name("Mecanismo ficticio", "Fictitious mechanism")},
            "beneficiaries": ["persona"],
            "responsible": [
                {"name": _name(f"Autoridad ficticia {chance.randint(1, 60)}", f"Fictitious authority {number}")}
            ],
            "steps": [
                {
                    "id": f"{id_}-{n}",
                    "date": f"{year}-{month:02}",
                    "step": step,
                    "according_to": voice,
                    "sources": ["s3"],
                }
                for n, (step, voice, month) in enumerate(steps, 1)
            ],
        }


def _make_proceedings(chance: random.Random, year: int, acts: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    stages = chance.choice(_OUTCOMES)
    if stages:
        yield {
            "id": "p1",
            "side": "against_suspects",
            "kind": "criminal",
            "about": [act["id"] for act in acts],
            "authority": {"name": _name("Fiscalía ficticia", "Fictitious prosecutor")},
            "steps": [
                {"id": f"p1-{n}", "date": f"{year + n}", "stage": stage, "outcome": outcome, "sources": ["s3"]}
                for n, (stage, outcome) in enumerate(stages, 1)
            ],
        }


def _make_source(number: int, position: int, year: int) -> dict[str, str]:
    return {
        "publisher": "Publicación ficticia",
        "title": f"Nota inventada {position} sobre el caso {number}",
        "url": f"https://example.org/{number}/{position}",
        "date": f"{year}-12-31",
        "accessed": "2026-11-22",
        "language": "es",
        "type": "press",
        "extent": "full",
    }


def _make_dated(id_: str, day: str, text: dict[str, str]) -> dict[str, Any]:
    return {"id": id_, "date": day, "text": text, "sources": ["s1"]}


def _make_text(chance: random.Random, sentences: int, citation: str = "") -> dict[str, str]:
    chosen = [chance.choice(_TEXTS) for _ in range(sentences)]
    return {
        language: " ".join(f"{pair[place]} {citation}".strip() for pair in chosen)
        for place, language in enumerate(LANGUAGES)
    }


def _name(es: str, en: str) -> dict[str, str]:
    return {"es": es, "en": en}


def _write_yaml(value: dict[str, Any], indent: str = "") -> Iterator[str]:
    """Block mappings down to lists of plain values, as an editor would write them."""
    for key, one in value.items():
        if isinstance(one, dict):
            yield f"{indent}{key}:"
            yield from _write_yaml(one, indent + "  ")
        elif isinstance(one, list) and one and isinstance(one[0], dict):
            yield f"{indent}{key}:"
            for each in one:
                first, *rest = _write_yaml(each, indent + "    ")
                yield f"{indent}  - {first.lstrip()}"
                yield from rest
        else:
            yield f"{indent}{key}: {json.dumps(one, ensure_ascii=False)}"


def write_project(folder: Path, cases: int, *, seed: int = SEED) -> Path:
    """A new project folder with so many invented cases, and this site's pages and vocabularies."""
    vocabularies, _ = read_vocabularies(
        ROOT / "content" / "vocabularies", root=ROOT, languages=LANGUAGES, needed=VOCABULARIES
    )
    shutil.copytree(ROOT / "content", folder / "content", ignore=shutil.ignore_patterns("addresses.txt"))
    shutil.rmtree(folder / "content" / "campaigns")
    shutil.copy2(ROOT / "site_config.yml", folder)
    (folder / "cases").mkdir(parents=True)
    author = Author(vocabularies, seed)
    for number in range(1, cases + 1):
        path = folder / "cases" / f"caso-ficticio-{number}.yml"
        path.write_text(author.write_case(number), encoding="utf-8", newline="\n")
    return folder


if __name__ == "__main__":
    write_project(Path(sys.argv[1]), int(sys.argv[2]))
