"""Keeps the Chinese translations complete."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import messages


class Command(BaseCommand):
    help = "Collect the texts of the sources into the Chinese catalogue and compile it."

    def add_arguments(self, parser: CommandParser) -> None:
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--check", action="store_true", help="change nothing; fail on a gap")
        only.add_argument("--compile", action="store_true", help="only compile")

    def handle(self, *, check: bool, compile: bool, **options: Any) -> None:
        if compile:
            return messages.compile_catalogue()
        if not check:
            messages.update()
            messages.compile_catalogue()
        faults = list(messages.faults(messages.used(), messages.catalogue()))
        for fault in faults:
            self.stdout.write(fault)
        if faults and check:
            raise CommandError("Translate these in locale/zh_Hans/LC_MESSAGES/django.po.")
        return None
