"""What people do with a workbook of records: upload, apply, discard, undo.

Its records go the same way as those of the API; the answer is a page instead of JSON.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from monitoring.exchange import batches
from monitoring.exchange.batches import State, failed, keep, move, refuse, start
from monitoring.exchange.models import Batch, ColumnMapping, Finding
from monitoring.exchange.refusals import Refused
from monitoring.feeds.workbooks.intakes import intake, require_sender
from monitoring.feeds.workbooks.reading import Rows, rows
from monitoring.jobs.actions import Refusal, enqueue
from monitoring.jobs.models import Job

if TYPE_CHECKING:
    from django.core.files import File

MOST_HEADER = 100  # characters of ColumnMapping.header
UNMATCHED = _("Nobody of this area has this ID number and name. The record waits for the person.")


@transaction.atomic
def upload(kind: str, content: "File[bytes]", *, by: User, area: Division) -> Batch:
    """Keep the workbook and have it checked in the background."""
    require_sender(by, kind, area.code)
    batch = Batch.objects.create(kind=kind, by=by, division_code=area.code)
    keep(batch, content)
    audit.record(Event.IMPORT_UPLOADED, by=by, division_code=area.code, subject=batch, count=1)
    start("feeds.check", batch, by=by)
    return batch


@transaction.atomic
def check(batch: Batch) -> None:
    """Read and judge every row; afterwards the batch waits for a decision, or is refused whole."""
    to, area = intake(batch.kind), _area(batch)
    Finding.objects.filter(batch=batch).delete()
    try:
        found = rows(batch, to.shape)
    except Refused as refused:
        refuse(batch, refused)
        return
    move(batch, (State.UPLOADED,), State.CHECKED)
    checked = to.check(found.records, by=batch.by, area=area)
    Finding.objects.bulk_create(_findings(batch, found, checked.results), batch_size=1000)
    batch.counts = checked.counts
    batch.save(update_fields=["counts"])


@transaction.atomic
def remap(batch: Batch, *, by: User, mapping: Mapping[str, str]) -> None:
    """Remember what the headers of this area's workbooks mean, and check again."""
    require_sender(by, batch.kind, batch.division_code)
    for header, name in mapping.items():
        ColumnMapping.objects.update_or_create(
            division_code=batch.division_code, kind=batch.kind, header=header[:MOST_HEADER],
            defaults={"field": name, "by": by},
        )  # fmt: skip
    move(batch, (State.CHECKED, State.REFUSED), State.UPLOADED)
    start("feeds.check", batch, by=by)


@transaction.atomic
def start_applying(batch: Batch, *, by: User) -> None:
    """Have the good rows taken in in the background, again where that failed."""
    require_sender(by, batch.kind, batch.division_code)
    move(batch, (State.CHECKED, *failed(batch)), State.APPLYING)
    start("feeds.apply", batch, by=by)


@transaction.atomic
def apply(batch: Batch, *, by: User) -> None:
    """Take the good rows in, in one transaction with the batch's own state."""
    to = intake(batch.kind)
    move(batch, (State.CHECKED, State.APPLYING), State.APPLIED, applied_at=timezone.now())
    raw = rows(batch, to.shape).records
    received = to.receive(raw, by=by, area=_area(batch), batch=batch)
    batch.counts = received.counts
    batch.save(update_fields=["counts"])


@transaction.atomic
def discard(batch: Batch, *, by: User) -> None:
    require_sender(by, batch.kind, batch.division_code)
    before = (State.UPLOADED, State.CHECKED, State.REFUSED, *failed(batch))
    move(batch, before, State.DISCARDED)
    audit.record(Event.IMPORT_DISCARDED, by=by, division_code=batch.division_code, subject=batch)


@transaction.atomic
def start_undoing(batch: Batch, *, by: User, why: str = "") -> None:
    """Have the records taken back in the background, once."""
    require_sender(by, batch.kind, batch.division_code)
    if intake(batch.kind).asks_why and not why.strip():
        raise Refusal(_("Say why."))
    batches.start_undoing("feeds.undo", batch, by=by, why=why.strip())


@transaction.atomic
def undo(batch: Batch, *, by: User, why: str = "") -> int:
    """Take back the records and what they gave the registry; how many values stay, because they
    were changed since."""
    require_sender(by, batch.kind, batch.division_code)
    move(batch, (State.APPLIED,), State.UNDONE, undone_at=timezone.now())
    kept = intake(batch.kind).take_back(batch, by=by, why=why)
    audit.record(
        Event.IMPORT_UNDONE, by=by, division_code=batch.division_code, subject=batch, kept=kept
    )
    return kept


@transaction.atomic
def give_back(batch: Batch, *, by: User) -> Job:
    """Make the workbook with its faults marked; it holds every number in full."""
    require_sender(by, batch.kind, batch.division_code)
    audit.record(Event.IMPORT_GIVEN_BACK, by=by, division_code=batch.division_code, subject=batch)
    return enqueue("imports.mark", by=by, division_code=batch.division_code, batch=batch.pk)


def _area(batch: Batch) -> Division:
    return Division.objects.get(pk=batch.division_code)


def _findings(batch: Batch, found: Rows, results: list[dict[str, Any]]) -> Iterator[Finding]:
    at = {"batch": batch, "file": found.file, "sheet": found.sheet}
    labels = {each.name: str(each.label) for each in intake(batch.kind).shape.fields}
    columns = labels | found.headers
    for result in results:
        for name, message in result["errors"].items():
            yield Finding(
                **at, row=result["row"], severity=Finding.Severity.ERROR, code=f"feed-{name}",
                column=columns.get(name, name), message=message,
            )  # fmt: skip
        for name, message in result.get("changes", {}).items():
            yield Finding(
                **at, row=result["row"], severity=Finding.Severity.WARNING, code="feed-changes",
                column=columns.get(name, name), message=message,
            )  # fmt: skip
        if result["status"] == "unmatched":
            yield Finding(
                **at, row=result["row"], severity=Finding.Severity.WARNING, code="feed-unmatched",
                message=str(UNMATCHED),
            )  # fmt: skip
