"""Made-up cases for the tests of figures."""

from __future__ import annotations

from random import Random
from typing import Any

from builders import make_act, make_person, make_proceeding, make_proceeding_step, make_publication, publish

from generator.records.fields import Context
from generator.records.public import PublicCase

TYPES = ("threat", "sexual_violence", "sexual_harassment", "physical_attack", "killing", "smear")
GROUPS = ("lgbtiq", "indigenous", "women", "rural")


def make_cases(context: Context, random: Random) -> list[PublicCase]:
    """Return a few invented cases, some of people without a name."""
    cases = []
    for number in range(1, random.randint(3, 7)):
        is_named = random.random() < 0.7
        people = [
            make_person(
                f"p{n}",
                name=f"Ana {number}{n}" if is_named else None,
                groups=random.sample(GROUPS, random.randint(0, 2)),
            )
            for n in range(random.randint(1, 3))
        ]
        acts = [
            make_act(
                f"a{n}",
                type=random.choice(TYPES),
                date=random.choice(["2012", "2013", "unknown"]),
                victims=[one["id"] for one in random.sample(people, random.randint(1, len(people)))],
                motive_link=random.choice(["confirmed", "confirmed", "unconfirmed", "unknown"]),
                perpetrators=[{"type": random.choice(["police", "company"]), "sources": ["s1"]}],
                place={"state": random.choice(["20", "21"])},
            )
            for n in range(1, random.randint(2, 6))
        ]
        outcome = random.choice(["pending", "conviction", "acquittal"])
        trial = make_proceeding(about=[acts[0]["id"]], steps=[make_proceeding_step(stage="final", outcome=outcome)])
        changes: dict[str, Any] = {"id": f"MX-{number:04}", "slug": f"caso-{number}", "people": people, "acts": acts}
        publication = make_publication(uses=["name", "place"]) if is_named else make_publication("anonymous", ["place"])
        trials = [trial] if random.random() < 0.5 else []
        cases.append(publish(context, publication=publication, proceedings=trials, **changes))
    return cases
