"""Whom a case accuses: nobody by name or initials, and nobody as guilty, before a court has said so (DNH-08)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.records.checks import CaseFile
from generator.records.fields import Context, LocalText
from generator.records.problems import Problem
from generator.records.proceedings import Accused, Proceeding
from generator.records.walking import Steps

_INITIALS = re.compile(
    r"\b(?:[A-ZÁÉÍÓÚÑ]\.[ -]?){2,5}|\b(?:alias|a\.k\.a\.|aka)(?: \w{1,20}){1,3}|\(a\)|«[Ee]l [A-Z]\w{1,20}»"
)
"""Initials, and what a person is called by others."""
_NO_PERSONS = frozenset({"A.C.", "S.A.", "C.V.", "S.C.", "D.C.", "D.F.", "E.U.", "U.S.", "S.A.C.V.", "S.A.B."})
"""What looks like initials and is a kind of company or a place."""
_GUILTY = re.compile(
    r"\b(?:asesin[oa]s?|homicidas?|feminicidas?|sicari[oa]s?|culpables?|torturador(?:es|as?)?"
    r"|murderers?|killers?|culprits?|hitm[ae]n|torturers?|guilty)\b",
    re.IGNORECASE,
)
_ALLEGED = re.compile(r"\b(?:presunt|señalad|acusad|imputad|probabl|alleged|accused|suspected|charged)", re.IGNORECASE)


def check_suspects(file: CaseFile, context: Context) -> Iterator[Problem]:
    """Who is accused by name without a final conviction, by initials, or as guilty without any conviction."""
    convictions = context.vocabularies["proceeding_outcome"].codes_with("counts_as_conviction")
    for index, proceeding in enumerate(file.case.proceedings):
        for number, accused in enumerate(proceeding.accused):
            path: Steps = ("proceedings", index, "accused", number)
            if accused.name is not None and not _is_finally_convicted(file, proceeding, accused, context):
                yield file.problem("suspect-named", (*path, "name"))
            convicted = any(s.outcome in convictions and accused.id in s.accused for s in proceeding.steps)
            yield from _check_words(file, (*path, "label"), accused.label, is_convicted=convicted)
    for index, act in enumerate(file.case.acts):
        for number, one in enumerate(act.perpetrators):
            if one.detail:
                path = ("acts", index, "perpetrators", number, "detail")
                yield from _check_words(file, path, one.detail, is_convicted=False)


def _is_finally_convicted(file: CaseFile, proceeding: Proceeding, accused: Accused, context: Context) -> bool:
    """Whether a final conviction stands that a public court record shows."""
    stages = context.vocabularies["proceeding_stage"]
    convictions = context.vocabularies["proceeding_outcome"].codes_with("counts_as_conviction")
    cancelling = context.vocabularies["proceeding_outcome"].codes_with("cancels_conviction")
    final = [
        step
        for step in proceeding.steps
        if stages[step.stage].flags.get("step") == "final_judgment"
        and step.outcome in convictions
        and accused.id in step.accused
        and any(file.case.sources[ref].type == "court_record" for ref in step.sources if ref in file.case.sources)
    ]
    undone = [
        step for step in proceeding.steps if step.outcome in cancelling and accused.id in (step.accused or {accused.id})
    ]
    return any(all(one.date.certainly_after(step.date) for step in undone) for one in final)


def _check_words(file: CaseFile, path: Steps, label: LocalText, *, is_convicted: bool) -> Iterator[Problem]:
    """What a few words about somebody say too much of."""
    for language, text in label.texts:
        for found in _INITIALS.finditer(text):
            value = found[0].strip(" -")
            if value.replace(" ", "") not in _NO_PERSONS:
                yield file.problem("suspect-identified", (*path, language), value=value)
        guilty = _GUILTY.search(text)
        if guilty and not is_convicted and not _ALLEGED.search(text):
            yield file.problem("suspect-as-guilty", (*path, language), value=guilty[0])
