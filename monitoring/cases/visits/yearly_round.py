"""Results of the yearly round, from the national app's workbook: all rows, or none and why."""

import shutil
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import MAY, require
from accounts.scope import areas, inside
from monitoring.cases.visits.models import Purpose, Visit, VisitDue, Way
from monitoring.cases.visits.rules import OLDEST
from monitoring.cases.visits.sheets import REQUIRED, ROUND, recognised
from monitoring.exchange.reading import read
from monitoring.exchange.refusals import HEADER_ROWS, Refused
from monitoring.registry import cleaning, quantities
from monitoring.registry.findings import Problem
from monitoring.registry.models import Household, Source

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

# The id of an imported visit follows from household and day: a row read twice is one visit.
NAMESPACE = uuid.UUID("5b0c8f0e-6f0d-4a39-9f43-5a0a6f1d2c11")
MOST_ROWS = 20_000
MOST_PROBLEMS = 20
AT_ONCE = 2_000


@dataclass(frozen=True)
class RoundRow:
    number: int  # in the sheet, from 1
    household: str
    visited_on: date
    checker: str
    difficulties: str


@transaction.atomic
def import_round(upload: "UploadedFile[bytes]", *, by: User) -> int:
    """How many rows were taken. ValidationError with those that are wrong; then none is."""
    require(by, "visits.import")
    rows = _rows(upload)
    places = areas(by, MAY["visits.import"])
    known = Household.objects.filter(inside(places), code__in={row.household for row in rows})
    households = {household.code: household for household in known}
    _refuse_unknown(rows, households)
    source = Source.objects.create(kind=Source.Kind.VISIT, by=by, note=str(Way.IMPORTED.label))
    visits = [_visit(row, households[row.household], source, by) for row in rows]
    Visit.objects.bulk_create(visits, batch_size=AT_ONCE, ignore_conflicts=True)
    _satisfy(source)
    code = places[0].code
    audit.record(Event.VISITS_IMPORTED, by=by, division_code=code, subject=source, count=len(rows))
    return len(rows)


def headers() -> list[str]:
    """What the first row of the workbook is to say."""
    return [names[0] for names in ROUND.values()]


def _visit(row: RoundRow, household: Household, source: Source, by: User) -> Visit:
    return Visit(
        id=uuid.uuid5(NAMESPACE, f"{household.pk} {row.visited_on}"),
        household=household,
        division_id=household.division_id,
        source=source,
        purpose=Purpose.ROUND,
        way=Way.IMPORTED,
        visited_on=row.visited_on,
        by=by,
        second_name=row.checker,
        difficulties=row.difficulties,
    )


def _satisfy(source: Source) -> None:
    """What was due when these visits were made is done; one statement."""
    made = Visit.objects.filter(source=source, household=OuterRef("household"))
    counts = made.filter(visited_on__gte=OuterRef("starts")).order_by("visited_on")
    due = VisitDue.objects.open().filter(Exists(counts))
    due.update(visit=Subquery(counts.values("pk")[:1]))


def _rows(upload: "UploadedFile[bytes]") -> list[RoundRow]:
    with NamedTemporaryFile() as file:
        shutil.copyfileobj(upload, file)
        file.flush()
        try:
            cells = list(read(Path(file.name), upload.name or "")[0].rows)
        except Refused as refused:
            raise ValidationError(refused.message) from refused
    return _read(cells)


def _read(cells: Sequence[Sequence[Any]]) -> list[RoundRow]:
    header, columns = recognised(cells[:HEADER_ROWS])
    missing = [ROUND[name][0] for name in REQUIRED if name not in columns]
    if missing:
        said = _("The sheet has no column “{names}” in its first rows.")
        raise ValidationError(said.format(names="、".join(missing)))
    if len(cells) > MOST_ROWS:
        said = _("More than {most} rows. Split the file by township.")
        raise ValidationError(said.format(most=MOST_ROWS))
    rows: list[RoundRow] = []
    problems: list[str] = []
    for number, row in enumerate(cells[header:], header + 1):
        values = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        code = cleaning.text(values["household"])
        if not code:
            continue
        found = _row(number, code, values)
        if isinstance(found, RoundRow):
            rows.append(found)
        else:
            problems.append(found)
    if problems or not rows:
        nothing = [_("The sheet has no rows below its header.")]
        raise ValidationError(problems[:MOST_PROBLEMS] or nothing)
    return rows


def _row(number: int, code: str, values: dict[str, Any]) -> RoundRow | str:
    """The row, or what is wrong with it."""
    try:
        day = quantities.day(values["visited_on"])
    except Problem as problem:
        return _("Row {row}: {problem}").format(row=number, problem=problem.message)
    today = timezone.localdate()
    if day is None or not today - OLDEST <= day <= today:
        return _("Row {row}: give a day of the visit, today or within the last year.").format(
            row=number
        )
    checker = cleaning.text(values.get("checker", ""))[:60]
    told = cleaning.text(values.get("difficulties", ""))[:1000]
    return RoundRow(number, code, day, checker, told)


def _refuse_unknown(rows: Sequence[RoundRow], known: Collection[str]) -> None:
    said = _("Row {row}: there is no household {code} in your area.")
    unknown = [row for row in rows if row.household not in known]
    if unknown:
        raise ValidationError(
            [said.format(row=row.number, code=row.household) for row in unknown[:MOST_PROBLEMS]]
        )
