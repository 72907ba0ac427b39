"""Import, the same again, the red-celled workbook and the export of 200,000 members."""

import contextlib
import io
import json
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from monitoring.registry.models import Change, Household, Member
from tests.scale.processes import Measured, measure
from tests.scale.report import Row, record

HOUSEHOLDS = 62_500  # of 3.2 people: 200,000 members
COUNTY = "130131000000"
OFFICER = "bench-county"
RIVAL_SAMPLE = 400  # households


def run() -> None:
    path = str(Path(settings.VAR_DIR) / "census.xlsx")
    if not Path(path).exists():
        call_command("make_census", path, division=COUNTY, households=HOUSEHOLDS, seed=7)
    read = measure("tests.scale.floors:read_workbook", path)
    first = measure("tests.scale.imports:import_file", path)
    rows = first.answer["rows"]
    _record_first(first, read.seconds, rows)
    _record_again(path, read.seconds, rows)


def import_file(path: str) -> dict[str, int]:
    """From the file to applied, as the command does it."""
    out = io.StringIO()
    with contextlib.suppress(SystemExit):  # 1: some rows refused
        call_command("import_census", path, by=OFFICER, json=True, stdout=out)
    said = json.loads(out.getvalue())
    counts = (said["households"], said["members"])
    return {
        "batch": said["batch"],
        "rows": sum(sum(each.values()) for each in counts),
        "written": sum(each["created"] + each["updated"] for each in counts),
    }


def _record_first(first: Measured, floor: float, rows: int) -> None:
    record(
        Row(
            "census import of 200,000 members, file to applied",
            seconds=first.seconds,
            floor_seconds=floor,
            rows=rows,
            target="rows_per_s >= 15000 or ratio <= 4",
        )
    )
    record(
        Row(
            "census import of 200,000 members, memory of the worker",
            seconds=first.seconds,
            peak_mb=first.peak_mb,
            rows=rows,
            target="peak_mb <= 1000",
        )
    )
    rival = measure("tests.scale.rival:seconds_per_row", RIVAL_SAMPLE)
    record(
        Row(
            "census import against a plain django-import-export resource, speed-up",
            seconds=first.seconds,
            floor_seconds=rival.answer * rows,
            rows=rows,
            target="ratio >= 30",
        )
    )


def _record_again(path: str, floor: float, rows: int) -> None:
    before = _written()
    again = measure("tests.scale.imports:import_file", path)
    if again.answer["written"] or _written() != before:
        raise AssertionError("the same file wrote rows")
    record(
        Row(
            "the same census workbook again, nothing written",
            seconds=again.seconds,
            floor_seconds=floor,
            rows=rows,
            target="ratio <= 3",
        )
    )


def _written() -> tuple[int, int, int]:
    return Household.objects.count(), Member.objects.count(), Change.objects.count()
