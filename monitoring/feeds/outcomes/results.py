"""A workbook as it came, with what became of each row in columns of ours or of theirs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from monitoring.exchange.models import Batch, Finding
from monitoring.exchange.reading import Sheet, read
from monitoring.exchange.writing import Page, workbook
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.catalogue.results import RESULTS
from monitoring.feeds.catalogue.schema import Feed
from monitoring.feeds.outcomes.fate import Outcome, outcomes
from monitoring.feeds.records import parsing
from monitoring.feeds.records.intake import subjects
from monitoring.feeds.records.models import Record
from monitoring.feeds.workbooks.intakes import require_sender
from monitoring.feeds.workbooks.reading import rows
from monitoring.jobs.actions import Refusal, enqueue
from monitoring.jobs.models import Job

Cells = Mapping[str, Any]  # by the names of RESULTS


@transaction.atomic
def order(batch: Batch, *, by: User) -> Job:
    """Have it made in the background; it shows every number as the file itself does."""
    area = batch.division_code
    require_sender(by, batch.kind, area)
    if batch.state != Batch.State.APPLIED:
        raise Refusal(_("Results exist once the good rows are applied."))
    audit.record(Event.RESULTS_MADE, by=by, division_code=area, subject=batch)
    return enqueue("feeds.results", by=by, division_code=area, batch=batch.pk)


def write(out: Path, batch: Batch) -> None:
    file = batch.files.get()
    said = file.sheets[0]
    told = _told(batch, FEEDS[batch.kind])
    ours = RESULTS.keys() - said["results"].keys()  # a header of theirs stays as it is
    told[said["header_row"]] = {name: str(RESULTS[name]) for name in ours}
    with workbook(out) as book:
        for sheet in read(Path(file.stored.path), file.name):
            of_feed = sheet.name == said["sheet"]
            _write(book.add_page(sheet.name), sheet, said, told if of_feed else {})


def _write(page: Page, sheet: Sheet, said: Mapping[str, Any], told: Mapping[int, Cells]) -> None:
    places = _places(said["results"], max(map(len, sheet.rows), default=0)) if told else {}
    for number, values in enumerate(sheet.rows, 1):
        cells, row = told.get(number), list(values)
        if cells:
            row += [""] * (max(places.values()) + 1 - len(row))
            for name, place in places.items():
                row[place] = cells.get(name, row[place])
        page.write_row(number - 1, row)


def _places(theirs: Mapping[str, int], width: int) -> dict[str, int]:
    """Their own column where they said one, else one behind the last."""
    ours = [name for name in RESULTS if name not in theirs]
    return {**theirs, **{name: width + n for n, name in enumerate(ours)}}


def _told(batch: Batch, feed: Feed) -> dict[int, Cells]:
    """By the row of the sheet: what became of its record, or why it was not taken in."""
    refused: dict[int, list[str]] = {}
    for fault in batch.findings.filter(severity=Finding.Severity.ERROR).order_by("id"):
        if fault.row:
            refused.setdefault(fault.row, []).append(fault.message)
    area = Division.objects.get(pk=batch.division_code)
    found = _outcomes(feed, rows(batch, feed).records, area)
    told: dict[int, Cells] = {row: _cells(outcome) for row, outcome in found.items()}
    for row, sentences in refused.items():
        told[row] = {"result.fate": _("Not taken in"), "result.reason": "；".join(sentences)}
    return told


def _outcomes(feed: Feed, raw: Mapping[int, object], area: Division) -> dict[int, Outcome]:
    """By row, of the record that holds its fact now, whichever push told it first."""
    readings = {row: parsing.read(feed, each).parsed for row, each in raw.items()}
    parsed = [(row, each) for row, each in readings.items() if each]
    facts = {
        row: (subject, each.told(feed.same))
        for (row, each), subject in zip(parsed, subjects(feed, parsed), strict=True)
    }
    records = Record.objects.current().filter(
        feed=feed.code,
        subject__in={subject for subject, _same in facts.values()},
        division_code__range=area.code_range,
    )
    known = {(bytes(record.subject), record.same): record for record in records}
    became = outcomes(list(known.values()))
    return {row: became[known[fact].pk] for row, fact in facts.items() if fact in known}


def _cells(outcome: Outcome) -> Cells:
    return {
        "result.fate": str(outcome.fate.label),
        "result.judged_on": outcome.judged_on,
        "result.visited_on": outcome.visited_on,
        "result.decided_on": outcome.decided_on,
        "result.helped_on": outcome.helped_on,
        "result.reason": outcome.reason,
    }
