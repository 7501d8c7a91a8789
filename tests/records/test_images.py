"""Pictures of cases, as far as their records say: who may be shown, and what the door lets out."""

from __future__ import annotations

from typing import Any

import pytest
from builders import make_case, make_document, make_person, make_publication, publish, text

from generator.records.checks import CaseFile
from generator.records.do_no_harm import check_harm
from generator.records.fields import Context
from generator.records.models import Case
from generator.records.validation import validate_document

USES = ("name", "place", "image")


def make_image(**changes: Any) -> dict[str, Any]:
    """Return a picture as a case file tells of it."""
    image = {"id": "i1", "file": "mx-0001-1.jpg", "shows": ["ana"], "alt": text("Un dibujo.", "A drawing."),
             "credit": "Nadie", "licence": "CC BY 4.0", "sources": ["s1"], "faces_cleared": True}  # fmt: skip
    return image | changes


def check(context: Context, *, is_public: bool = True, **changes: Any) -> list[str]:
    """Return the codes of what is wrong with a case with a picture."""
    given = {"images": [make_image()], "publication": make_publication("named_with_image", USES)} | changes
    document = make_document(make_case(**given))
    case, problems = validate_document(document, Case, context)
    if case is None:
        return [problem.code for problem in problems]
    return [one.code for one in check_harm(CaseFile(document, case), context, public_repository=is_public)]


def test_what_the_door_lets_out(context: Context) -> None:
    """A picture with consent and cleared faces, of nobody under age; of it all that its caption needs (DNH-11)."""
    named = {"publication": make_publication("named_with_image", USES)}
    (image,) = publish(context, images=[make_image()], **named).images
    minor = [make_person(minor=True, name=None)]

    assert (image.id, image.file, image.shows, image.credit) == ("i1", "mx-0001-1.jpg", ("ana",), "Nadie")
    assert publish(context, images=[make_image()]).images == ()
    assert publish(context, images=[make_image(faces_cleared=False)], **named).images == ()
    assert publish(context, images=[make_image()], people=minor, **named).images == ()


def test_what_is_told(context: Context) -> None:
    """Each reason why a picture may not be here is a problem; without a public repository, consent may still come."""
    none = make_publication()
    minor = [make_person(minor=True, name=None)]

    assert check(context) == []
    assert check(context, publication=none) == ["image-without-consent"]
    assert check(context, publication=none, is_public=False) == []
    assert check(context, publication=make_publication("named", USES)) == ["use-beyond-level"]
    assert check(context, images=[make_image(faces_cleared=False)]) == ["image-not-cleared"]
    assert "image-of-minor" in check(context, people=minor)


@pytest.mark.parametrize(
    "name", ["x.svg", "x.gif", "X.jpg", "../x.jpg", "/x.jpg", "a/b.jpg", ".jpg", "x.jpg\n", "x.jpg.html", "ñ.jpg", "x"]
)
def test_names_of_files(name: str, context: Context) -> None:
    """A name leads nowhere else, and says a format that is copied."""
    assert check(context, images=[make_image(file=name)]) == ["bad-image-file"]
