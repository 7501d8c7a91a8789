"""Cases full of secrets: each field of the models with its own word, which `canaries` searches for."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, get_args

from builders import Raw, make_body, make_case, make_consent, make_source
from canaries import fold
from msgspec.structs import fields
from pydantic_core import ValidationError

from generator.records.fields import Context, LocalText
from generator.records.forms import validate
from generator.records.record import Record


class Planter:
    """Gives each field its own word, and remembers them."""

    def __init__(self, stem: str, mark: str, *, only: Callable[[str], bool] = lambda _: True) -> None:
        """Plant words with a stem in the fields that `only` chooses; plain words go elsewhere. All have the mark."""
        self.stem, self.mark, self.only = stem, mark, only
        self.words: Counter[str] = Counter()
        self._count = 0

    def __call__(self, label: str) -> str:
        """Return a text for a field: its word, after which another stands so that names have two."""
        self._count += 1
        number = self.mark + "".join("abcdefghij"[int(digit)] for digit in f"{self._count:03}")
        if not self.only(label):
            return f"Palabra{number} pública"
        self.words[label] += 1
        return f"{self.stem}{number} Apellido"

    def ident(self, label: str) -> str:
        """Return an id or slug for a field."""
        text = unicodedata.normalize("NFD", self(label).partition(" ")[0]).encode("ascii", "ignore").decode()
        return text.lower()


def make_full(word: Planter, case_id: str, *, publication: Raw, measure_day: str, act_day: str) -> Raw:
    """Return a case that uses every key there is, each with its own word, and has two days that matter."""

    def text(label: str) -> Raw:
        return {"es": f"{word(label)}.", "en": f"{word(label)}."}

    def body() -> Raw:
        return make_body(name=text("Body.name"))

    def version(mark: str = "") -> Raw:
        return {"according_to": "press", "text": text(f"Version.text{mark}"), "sources": ["s1"], "withdrawn": "2019"}

    def source(mark: str = "", **changes: Any) -> Raw:
        lines = {key: word(f"Source.{key}{mark}") for key in ("publisher", "title", "copy_of")}
        url = f"https://example.org/{word.ident(f'Source.url{mark}')}"
        group = word.ident("Source.independence_group")
        return make_source(url=url, independence_group=group, **lines | changes)

    def place() -> Raw:
        found = {"state": "31", "municipality": word("Place.municipality")}
        is_allowed = "locality" in publication.get("consent", {}).get("uses", ())
        return found | ({"locality": word("Place.locality")} if is_allowed else {})

    person, group = word.ident("Person.id"), word.ident("Collective.id")
    act, prize, measure, proceeding = (
        word.ident(f"{kind}.id") for kind in ("Act", "Recognition", "Measure", "Proceeding")
    )
    accused, refs = word.ident("Accused.id"), ["s1", "s2"]
    slug = word.ident("Case.slug")
    steps = [{"id": word.ident("MeasureStep.id"), "date": measure_day, "step": "granted", "according_to": "body"}]
    reserved = {
        "id": measure, "kind": "protective", "body": body(), "beneficiaries": [person], "responsible": [body()],
        "reference": word("Measure.reference"), "text": text("Measure.text:reserved"), "items": ["escort"],
        "steps": [steps[0] | {"text": text("MeasureStep.text:reserved"), "sources": refs}],
        "versions": [version(":reserved")],
    }  # fmt: skip
    ended = {
        "id": f"{measure}-2", "kind": "protective", "body": body(),
        "beneficiaries": [{"others": word("Victim.others")}],
        "text": text("Measure.text"), "versions": [version()],
        "steps": [
            {"id": "m2-1", "date": "2014", "step": "granted", "according_to": "body",
             "text": text("MeasureStep.text"), "sources": refs},
            {"id": "m2-2", "date": "2015", "step": "lifted", "according_to": "body", "sources": refs},
        ],
    }  # fmt: skip
    trial = {
        "id": proceeding, "side": "against_defender", "kind": "criminal", "about": [act], "authority": body(),
        "reference": word("Proceeding.reference"), "text": text("Proceeding.text"), "versions": [version()],
        "charges": [{"text": text("Charge.text"), "provision": word("Charge.provision")}],
        "accused": [{"id": accused, "label": text("Accused.label")} | {"name": word("Accused.name")}],
        "steps": [{"id": word.ident("ProceedingStep.id"), "date": "2016", "stage": "final", "outcome": "conviction",
                   "accused": [accused], "text": text("ProceedingStep.text"), "sources": refs}],
        "competence": [{"id": word.ident("CompetenceStep.id"), "date": "2015", "action": "declined", "from": body(),
                        "to": body(), "text": text("CompetenceStep.text"), "sources": refs}],
    }  # fmt: skip
    perpetrator = {"type": "police", "detail": text("Perpetrator.detail"), "sources": refs}
    return make_case(
        id=case_id,
        slug=slug,
        former_slugs=[word.ident("Case.former_slugs")],
        title=text("Case.title"),
        publication=publication,
        people=[
            {"id": person, "name": word("Person.name"), "pseudonym": word("Person.pseudonym"), "gender": "woman",
             "roles": ["human_rights_defender"], "people": text("Person.people"), "about": text("Person.about"),
             "status": [{"status": "active", "date": "2017", "sources": refs}]},
        ],
        collectives=[
            {"id": group, "kind": "organisation", "name": text("Collective.name"), "members": [person],
             "size": word("Collective.size"), "roles": ["organisation"], "people": text("Collective.people"),
             "about": text("Collective.about")},
        ],
        place=place(),
        work_place=place(),
        summary={"es": f"{word('Case.summary')} [s1][s2].", "en": f"{word('Case.summary')} [s1][s2]."},
        versions=[version()],
        images=[{"id": word.ident("CaseImage.id"), "file": f"{word.ident('CaseImage.file')}.jpg", "shows": [person],
                 "alt": text("CaseImage.alt"), "credit": word("CaseImage.credit"), "faces_cleared": True,
                 "licence": word("CaseImage.licence"), "sources": refs}],
        recognition=[{"id": prize, "date": "2011-03-04", "text": text("Recognition.text"), "sources": refs,
                      "highlight": True}],
        last_checked="2026-06-30",
        acts=[{"id": act, "date": act_day, "type": "threat",
               "victims": [person, group], "place": place(), "text": text("Act.text"), "perpetrators": [perpetrator],
               "versions": [version()], "sources": refs}],
        measures=[reserved, ended],
        proceedings=[trial],
        additions=[{"date": "2026-03-01", "events": [prize]}],
        corrections=[{"date": "2026-03-02", "about": [act], "text": text("Correction.text"),
                      "reason": text("Correction.reason"), "asked_by": "reader"}],
        allowed_texts=[word("Case.allowed_texts")],
        notes=[word("Case.notes")],
        private={"teléfono": word("Case.private"), "lista": [{"más": word("Case.private")}]},
        sources={
            "s1": source(type="court_record", archived=f"https://example.org/{word.ident('Source.archived')}"),
            "s2": source(":confidential", type="interview"),
        },
    )  # fmt: skip


def make_publication(status: str, level: str, uses: tuple[str, ...], word: Planter, **days: str) -> Raw:
    """Return a decision on publication, with who took the consent."""
    consent = make_consent(level, uses, recorded_by=word("Consent.recorded_by"))
    return {"status": status, "consent": consent} | days


def list_fields(model: type[Record], context: Context, seen: set[str]) -> Iterator[str]:
    """Yield each field of a record, and of those within it, that can hold words of an editor, as `Model.field`."""
    if model.__name__ in seen:
        return
    seen.add(model.__name__)
    for field in fields(model):
        inner = list(_find_models(field.type))
        for one in inner:
            yield from list_fields(one, context, seen)
        if not inner and _holds_words(field.type, context):
            yield f"{model.__name__}.{field.name}"


def _find_models(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from _find_models(part)


def _holds_words(kind: Any, context: Context) -> bool:
    """Return whether a field takes a word that nobody has ever used, in whatever form the field asks for."""
    word = "qzxcanarioaaa"
    plain: tuple[Any, ...] = (word, {"es": word, "en": word}, f"https://example.org/{word}")
    for value in (*plain, *([one] for one in plain), {"clave": word}):
        try:
            found = validate(value, kind, context)
        except ValidationError:
            continue
        return found is not None
    return False


def find_planted(value: object, stem: str) -> Iterator[str]:
    """Yield the fields of a record, and of those within it, in which a stem stands, as `Model.field`."""
    if isinstance(value, Record):
        for name in type(value).__struct_fields__:
            one = getattr(value, name)
            if any(fold(stem) in fold(text) for text in _list_words(one)):
                yield f"{type(value).__name__}.{name}"
            yield from find_planted(one, stem)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from find_planted(one, stem)
    elif isinstance(value, dict):
        for one in value.values():
            yield from find_planted(one, stem)


def _list_words(value: object) -> Iterator[str]:
    """Yield the texts in a value that lie within no further record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, LocalText):
        yield from (text for _, text in value.texts)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _list_words(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _list_words(one)
