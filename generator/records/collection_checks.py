"""What is wrong between cases: ids and addresses used twice, references to cases and acts that do not exist. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.records.acts import Act
from generator.records.checks import CaseFile
from generator.records.measures import Measure
from generator.records.problems import Problem


def check_collection(files: Sequence[CaseFile], *, campaigns: Iterable[str]) -> Iterator[Problem]:
    """Everything wrong between the cases of a site."""
    yield from _check_identities(files)
    cases = {file.case.id: file.case for file in files}
    things: dict[str, Act | Measure] = {
        f"{case.id}#{one.id}": one for case in cases.values() for part in (case.acts, case.measures) for one in part
    }
    known = set(campaigns)
    for file in files:
        for index, related in enumerate(file.case.related):
            if related.case not in cases or related.case == file.case.id:
                yield file.problem("unknown-case", ("related", index, "case"), value=related.case)
        for index, campaign in enumerate(file.case.campaigns):
            if campaign not in known:
                yield file.problem("unknown-campaign", ("campaigns", index), value=campaign)
        yield from _check_same(file, things)


def _check_same(file: CaseFile, things: Mapping[str, Act | Measure]) -> Iterator[Problem]:
    """What is told in two cases points to the one that is counted, directly, and to a thing of its own kind."""
    for part, code in (("acts", "unknown-act"), ("measures", "unknown-measure")):
        for index, one in enumerate(getattr(file.case, part)):
            path = (part, index, "same_as")
            if one.same_as is None:
                continue
            other = things.get(one.same_as)
            if other is None or type(other) is not type(one):
                yield file.problem(code, path, value=one.same_as)
            elif other.same_as is not None:
                yield file.problem("same-as-chain", path, value=one.same_as)


def _check_identities(files: Sequence[CaseFile]) -> Iterator[Problem]:
    """Ids and slugs are unique, and a slug is not another case's former slug. The file that comes later is at fault."""
    ids: dict[str, str] = {}
    slugs: dict[str, str] = {}
    for file in files:
        name, case = file.document.file, file.case
        if case.id in ids:
            yield file.problem("duplicate-id", ("id",), value=case.id, other=ids[case.id])
        if case.slug in slugs:
            yield file.problem("duplicate-slug", ("slug",), value=case.slug, other=slugs[case.slug])
        ids.setdefault(case.id, name)
        slugs.setdefault(case.slug, name)
    former: dict[str, str] = {}
    for file in files:
        for index, slug in enumerate(file.case.former_slugs):
            if slug in former or slugs.get(slug) == file.document.file:
                other = former.get(slug, file.document.file)
                yield file.problem("duplicate-slug", ("former_slugs", index), value=slug, other=other)
            former.setdefault(slug, file.document.file)
    for file in files:
        owner = former.get(file.case.slug, file.document.file)
        if owner != file.document.file:
            yield file.problem("former-slug-taken", ("slug",), value=file.case.slug, other=owner)
