from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from accounts.management.answers import AnsweringCommand, named_division, writable
from monitoring.registry.invented.workbook import write_census


class Command(AnsweringCommand):
    help = "Write a census workbook of invented households; the same arguments, the same cells."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, metavar="OUT.xlsx")
        parser.add_argument("--division", required=True, metavar="CODE")
        parser.add_argument("--households", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, required=True, metavar="S")
        parser.add_argument("--year", type=int, help="year of the figures, this year by default")

    def handle(self, *, path: Path, division: str, **options: Any) -> None:
        area = named_division(division)
        if options["households"] < 1:
            raise CommandError("--households must be at least 1")
        year = options["year"] or timezone.localdate().year
        members = write_census(writable(path), area, options["households"], options["seed"], year)
        self.stdout.write(f"{path}: {options['households']} households, {members} members")
