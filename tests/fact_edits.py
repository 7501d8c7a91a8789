"""Edits of facts that figures are computed of, each of the raw value of a case file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random
from typing import Any, TypeAlias

from builders import make_act, make_consent, make_measure, make_proceeding

Case: TypeAlias = dict[str, Any]
FactEdit: TypeAlias = Callable[[Case, Random], None]

_DAYS = ("2012", "2013-02", "2014-03-04", "2016-01/2017-02", "unknown", "2019-05-06", "2020-07")


def _choose(things: Iterable[Case], random: Random) -> Case:
    """Return one of some parts of a case; nothing that is of it where there are none."""
    listed = list(things)
    return random.choice(listed) if listed else {}


def _choose_step(case: Case, kind: str, random: Random) -> Case:
    return _choose((step for one in case.get(kind, ()) for step in one["steps"]), random)


def date_act(case: Case, random: Random) -> None:
    """Say when an attack was."""
    _choose(case["acts"], random)["date"] = random.choice(_DAYS)


def change_act(case: Case, random: Random) -> None:
    """Say what it was."""
    _choose(case["acts"], random)["type"] = random.choice(("killing", "threat", "sexual_violence", "physical_attack"))


def assess_link(case: Case, random: Random) -> None:
    """Say whether it was for the work."""
    links = ("confirmed", "unconfirmed", "unknown", "ruled_out")
    _choose(case["acts"], random)["motive_link"] = random.choice(links)


def aim(case: Case, random: Random) -> None:
    """Say whom it was aimed at."""
    others: list[Any] = [one["id"] for one in (*case.get("people", ()), *case.get("collectives", ()))]
    others.append({"others": "some", "relation": "colleagues"})
    _choose(case["acts"], random)["victims"] = random.sample(others, random.randint(1, len(others)))


def accuse(case: Case, random: Random) -> None:
    """Say who did it."""
    kinds = random.sample(("police", "company", "military"), random.randint(0, 2))
    _choose(case["acts"], random)["perpetrators"] = [{"type": kind, "sources": ["s1"]} for kind in kinds]


def add_act(case: Case, random: Random) -> None:
    """Tell one more."""
    case["acts"].append(make_act(f"a{len(case['acts']) + 60}", victims=case["acts"][0]["victims"]))
    date_act(case, random)


def retell_act(case: Case, random: Random) -> None:
    """Tell one that another case tells, or that no public one does; or no longer."""
    act = _choose(case["acts"], random)
    if act.pop("same_as", None) is None:
        act["same_as"] = f"MX-{random.choice((9800, 9801, 9802, 9899))}#a1"


def retell_measure(case: Case, random: Random) -> None:
    """The same of a measure."""
    measure = _choose(case.get("measures", ()), random)
    if measure.pop("same_as", None) is None:
        measure["same_as"] = f"MX-{random.choice((9800, 9801, 9802, 9899))}#m1"


def relate(case: Case, random: Random) -> None:
    """Relate a case to another, or to none."""
    others = [{"case": f"MX-{random.choice((9800, 9801, 9802))}", "link": "follows"}]
    case["related"] = [one for one in others if one["case"] != case["id"]] if not case.get("related") else []


def date_measure(case: Case, random: Random) -> None:
    """Say when a step of a measure was."""
    _choose_step(case, "measures", random)["date"] = random.choice(_DAYS)


def step_measure(case: Case, random: Random) -> None:
    """Say what one was, and who says so."""
    told = _choose_step(case, "measures", random)
    told["step"] = random.choice(("granted", "in_place", "not_in_place", "requested", "lifted", "partly_in_place"))
    told["according_to"] = random.choice(("body", "organisation", "authority"))


def add_measure(case: Case, random: Random) -> None:
    """Grant one, or take the last one back."""
    measures = case.setdefault("measures", [])
    if measures and random.random() < 0.3:
        measures.pop()
    else:
        ids = [one["id"] for one in case.get("people", ())]
        measures.append(make_measure(f"m{len(measures) + 1}", beneficiaries=ids[:1]))


def date_step(case: Case, random: Random) -> None:
    """Say when a step of a proceeding was."""
    _choose_step(case, "proceedings", random)["date"] = random.choice(_DAYS)


def decide(case: Case, random: Random) -> None:
    """Say what it was."""
    told = _choose_step(case, "proceedings", random)
    told["stage"] = random.choice(("complaint", "investigation", "trial", "first_instance", "final"))
    told["outcome"] = random.choice(("pending", "conviction", "acquittal"))


def add_proceeding(case: Case, random: Random) -> None:
    """Tell of one, against suspects or against those who defend."""
    proceedings, side = case.setdefault("proceedings", []), random.choice(("against_suspects", "against_defender"))
    accused = {"against": [case["people"][0]["id"]]} if side == "against_defender" and case.get("people") else {}
    about = [case["acts"][0]["id"]]
    proceedings.append(make_proceeding(f"p{len(proceedings) + 60}", side=side, about=about, **accused))


def change_person(case: Case, random: Random) -> None:
    """Say more of somebody."""
    person = _choose(case.get("people", ()), random)
    person["gender"] = random.choice(("woman", "man", "unknown"))
    person["groups"] = random.sample(("indigenous", "women", "lgbtiq"), random.randint(0, 2))


def die(case: Case, random: Random) -> None:
    """Say that somebody died, or that they are as they were."""
    person = _choose(case.get("people", ()), random)
    if person and person.pop("status", None) is None:
        person["status"] = [{"status": "dead", "date": random.choice(_DAYS), "sources": ["s1"]}]


def consent(case: Case, random: Random) -> None:
    """Agree to be named or not, and to files of data or not."""
    is_named = random.random() < 0.5
    uses = ["name", "place", "data_export"] if is_named else ["place"]
    case["publication"]["consent"] = make_consent("public_record" if is_named else "anonymous", uses)
    for number, one in enumerate(case.get("people", ())):
        one["name"] = f"Ana {number}" if is_named else None


def publish(case: Case, _: Random) -> None:
    """Take a case off the site, or put it back."""
    publication = case["publication"]
    publication["status"] = "review" if publication["status"] == "published" else "published"


def check(case: Case, random: Random) -> None:
    """Say when it was looked at last."""
    case["last_checked"] = random.choice(("2024-02-01", "2025-03-04", "2026-06-30"))


def reword(case: Case, random: Random) -> None:
    """Change a sentence, of which no figure is made."""
    case["summary"]["es"] += random.choice((" Más.", " Y más."))


FACT_EDITS: tuple[FactEdit, ...] = (
    *(date_act, change_act, assess_link, aim, accuse, add_act, retell_act, retell_measure, relate),
    *(date_measure, step_measure, add_measure, date_step, decide, add_proceeding),
    *(change_person, die, consent, publish, check, reword),
)
