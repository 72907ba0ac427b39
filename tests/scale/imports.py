"""Import, the same again, the red-celled workbook and the export of 200,000 members."""

import contextlib
import io
import json
from pathlib import Path

from django.core.management import call_command

from monitoring.exchange.marking import write_marked
from monitoring.exchange.models import Batch
from monitoring.exchange.writing import write_tables
from monitoring.registry.export import tables
from monitoring.registry.models import Change, Household, Member
from tests.scale.processes import Measured, measure
from tests.scale.report import Row, record

HOUSEHOLDS = 62_500  # of 3.2 people: 200,000 members
COUNTY = "130131000000"
OFFICER = "bench-county"
RIVAL_SAMPLE = 400  # households


def run(folder: Path) -> None:
    """In a copy of the application that is empty but for divisions and the officer."""
    path = str(folder / "census.xlsx")
    measure("tests.scale.imports:write_file", path, var_dir=folder)
    read = measure("tests.scale.floors:read_workbook", path)
    first = measure("tests.scale.imports:import_file", path, var_dir=folder)
    rows = first.answer["rows"]
    _record_first(first, read.seconds, rows)
    rival = measure("tests.scale.rival:seconds_per_row", RIVAL_SAMPLE, var_dir=folder)
    record(
        Row(
            "census import against a plain django-import-export resource, speed-up",
            seconds=first.seconds,
            floor_seconds=rival.answer * rows,
            rows=rows,
            target="ratio >= 30",
        )
    )
    _record_again(path, read.seconds, rows, folder)
    _record_workbooks(folder, rows)


def write_file(path: str) -> None:
    """The workbook of invented households that all of this is about."""
    call_command("make_census", path, division=COUNTY, households=HOUSEHOLDS, seed=7)


def mark(target: str) -> None:
    """The red-celled workbook of the newest batch."""
    batch = Batch.objects.latest("id")
    write_marked(Path(target), batch)


def export(target: str) -> int:
    """Every household and member as a census workbook; how many rows."""
    sheets = tables(Household.objects.all(), in_full=False, tick=lambda done: None)
    return write_tables(Path(target), *sheets)


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


def _record_again(path: str, floor: float, rows: int, folder: Path) -> None:
    before = measure("tests.scale.imports:written", var_dir=folder).answer
    again = measure("tests.scale.imports:import_file", path, var_dir=folder)
    after = measure("tests.scale.imports:written", var_dir=folder).answer
    if again.answer["written"] or after != before:
        raise AssertionError(f"the same file wrote rows: {before} became {after}")
    record(
        Row(
            "the same census workbook again, nothing written",
            seconds=again.seconds,
            floor_seconds=floor,
            rows=rows,
            target="ratio <= 3",
        )
    )


def _record_workbooks(folder: Path, rows: int) -> None:
    for name, work, file in (
        ("red-celled workbook of 200,000 members", "mark", "marked.xlsx"),
        ("export of 200,000 members and their households", "export", "export.xlsx"),
    ):
        made = measure(f"tests.scale.imports:{work}", str(folder / file), var_dir=folder)
        copied = str(folder / "copy.xlsx")
        floor = measure("tests.scale.floors:copy_workbook", str(folder / file), copied)
        record(
            Row(
                name,
                seconds=made.seconds,
                floor_seconds=floor.answer,
                peak_mb=made.peak_mb,
                rows=rows,
                target="ratio <= 1.5",
            )
        )


def written() -> list[int]:
    """What an import that changes nothing leaves as it is."""
    return [model.objects.count() for model in (Household, Member, Change)]
