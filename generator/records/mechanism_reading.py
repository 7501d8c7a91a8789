"""Reads single files of `content/mechanism/`, each strictly, and keeps what was found wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from generator.records.fields import Context
from generator.records.problems import Problem
from generator.records.record import Record
from generator.records.strict_yaml import Document
from generator.records.validation import make_problem, read_document, validate_document
from generator.records.walking import Steps

if TYPE_CHECKING:
    from generator.records.mechanism import MechanismSource

Data = TypeVar("Data", bound="Record | Mapping[str, MechanismSource]")


class MechanismFile(Struct, frozen=True, dict=True):
    """A valid file of the folder with what it holds."""

    document: Document
    record: Record | Mapping[str, MechanismSource]

    def problem(self, code: str, path: Steps, **details: str | int) -> Problem:
        """A problem at a place of this file."""
        return make_problem(self.document, code, path, **details)


class MechanismReader:
    """Reads file after file."""

    def __init__(self, folder: Path, root: Path, context: Context, problems: list[Problem]) -> None:
        """Know the folder; problems are added to those that are there."""
        self.files: dict[str, MechanismFile] = {}
        """Those that were read, with nothing wrong in their form."""
        self._folder, self._root, self._context, self._problems = folder, root, context, problems

    def read(self, name: str, model: type[Data]) -> Data | None:
        """The record in a file of that name; none where it is not there, or something is wrong with it."""
        path = self._folder / f"{name}.yml"
        if not path.exists() and not path.is_symlink():
            return None
        document, found = read_document(path, root=self._root)
        self._problems += found
        if document is None:
            return None
        record, found = validate_document(document, model, self._context)
        self._problems += found
        if record is not None:
            self.files[name] = MechanismFile(document, record)
        return record
