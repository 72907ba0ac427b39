"""What our commands share: they refuse in a sentence, in JSON where JSON was asked for."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError
from django.utils.translation import gettext as _
from psycopg2.errors import UndefinedTable

from accounts.divisions import find_division
from accounts.models import Division


class _Parser(CommandParser):
    """Says in JSON too that it does not understand the words of a call."""

    def error(self, message: str) -> Any:
        if "--json" in sys.argv:
            sys.stdout.write(json.dumps({"error": message}, ensure_ascii=False) + "\n")
        return super().error(message)


class AnsweringCommand(BaseCommand):
    """With --json, a refusal is `{"error": sentence}` on standard output."""

    refused_status = 1

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **options)
        parser.__class__ = _Parser  # Django names the class of its parser itself
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            with _tables_needed():
                return super().execute(*args, **options)
        except CommandError as error:
            if options.get("json"):
                self.stdout.write(json.dumps({"error": str(error)}, ensure_ascii=False))
            error.returncode = self.refused_status
            raise


@contextmanager
def _tables_needed() -> Iterator[None]:
    try:
        yield
    except ProgrammingError as error:
        if not isinstance(error.__cause__, UndefinedTable):
            raise
        sentence = _("The database has no tables yet. Run “manage.py migrate” first.")
        raise CommandError(sentence) from error


def named_division(code: str) -> Division:
    """The division of a code that was typed, with or without the zeros at its end."""
    found = find_division(code)
    if found is None:
        sentence = _("No division has the code “%(code)s”. Run load_divisions first?")
        raise CommandError(sentence % {"code": code})
    return found


def named_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        sentence = _("“%(text)s” is not a date. Write it as 2026-11-23.")
        raise CommandError(sentence % {"text": text}) from None


def writable(path: Path) -> Path:
    """The path, once a file can be made there: better said before the work than after it."""
    try:
        path.open("ab").close()
    except OSError as error:
        sentence = _("“%(path)s” cannot be written: %(reason)s.")
        raise CommandError(sentence % {"path": path, "reason": error.strerror}) from error
    return path
