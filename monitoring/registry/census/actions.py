"""What people do with a batch: upload, map columns, apply, discard, undo.

`receive`, `check` and `apply` do the work where they are called (the command, a worker); `upload`,
`remap`, `start_applying` and `start_undoing` answer at once and leave it to the worker.
"""

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import MAY, require
from accounts.scope import areas
from monitoring.exchange import batches
from monitoring.exchange.batches import State, failed, keep, move, refuse, start
from monitoring.exchange.models import Batch, ColumnMapping, Finding
from monitoring.exchange.refusals import Refused
from monitoring.registry.census import counts, tables
from monitoring.registry.census.doubts import WARNINGS
from monitoring.registry.census.judge import judge
from monitoring.registry.census.merge import merge, wait_for_turn
from monitoring.registry.census.quality import report_quality
from monitoring.registry.census.read import Reader, Tick, unheard
from monitoring.registry.census.record import Recorder
from monitoring.registry.census.report import ERRORS, report
from monitoring.registry.census.undo import Kept, undo_changes
from monitoring.registry.changed import announce
from monitoring.registry.models import Source

if TYPE_CHECKING:
    from django.core.files import File

PERMISSION = "imports.run"


@transaction.atomic
def receive(files: Sequence["File[bytes]"], *, by: User) -> Batch:
    """Keep the files as one new batch, not yet read."""
    require(by, PERMISSION)
    batch = Batch.objects.create(by=by, division_code=_areas(by)[0].code)
    for content in files:
        keep(batch, content)
    _record(Event.IMPORT_UPLOADED, batch, by=by, count=len(files))
    return batch


@transaction.atomic
def upload(files: Sequence["File[bytes]"], *, by: User) -> Batch:
    """Keep the files and have them checked in the background."""
    batch = receive(files, by=by)
    start("imports.check", batch, by=by)
    return batch


def check(batch: Batch, tick: Tick = unheard) -> None:
    """Read and judge the files; afterwards the batch waits for a decision, or is refused whole.

    `tick` is told how many rows are read, of how many. Checking again gives the same.
    """
    began = time.monotonic()
    try:
        _check(batch, tick)
    except Refused as refused:
        refuse(batch, refused)
    Batch.objects.filter(pk=batch.pk).update(seconds=time.monotonic() - began)
    batch.refresh_from_db()


@transaction.atomic
def remap(batch: Batch, *, by: User, mapping: Mapping[tuple[str, str], str]) -> None:
    """Remember what columns mean, given as (kind of sheet, header) → field, and check again."""
    require(by, PERMISSION, batch.division_code)
    for (kind, header), field in mapping.items():
        ColumnMapping.objects.update_or_create(
            division_code=batch.division_code,
            kind=kind,
            header=header,
            defaults={"field": field, "by": by},
        )
    move(batch, (State.CHECKED, State.REFUSED), State.UPLOADED)
    start("imports.check", batch, by=by)


@transaction.atomic
def start_applying(batch: Batch, *, by: User) -> None:
    """Have the good rows applied in the background, again where that failed."""
    require(by, PERMISSION, batch.division_code)
    move(batch, (State.CHECKED, *failed(batch)), State.APPLYING)
    start("imports.apply", batch, by=by)


@transaction.atomic
def apply(batch: Batch, *, by: User, tick: Tick = unheard) -> None:
    """Bring the good rows into the registry, in one transaction with the batch's own state.

    The rows are judged again where anything changed since they were checked, and read again where
    a crash of the database took them. `tick` is told how much is written, of how much.
    """
    began = time.monotonic()
    require(by, PERMISSION, batch.division_code)
    wait_for_turn()
    move(batch, (State.CHECKED, State.APPLYING), State.APPLIED, applied_at=timezone.now())
    if not counts.still_hold(batch):
        _read(batch)
    elif batch.checked_source != _newest_source():
        _judge(batch)
    source = Source.objects.create(kind=Source.Kind.BATCH, batch=batch, by=by)
    touched = merge(batch, source, tick)
    tables.drop(batch)
    batch.seconds = (batch.seconds or 0) + time.monotonic() - began
    batch.save(update_fields=["seconds"])
    _record(Event.IMPORT_APPLIED, batch, by=by, count=len(touched), **batch.counts)
    announce(source, touched)


@transaction.atomic
def discard(batch: Batch, *, by: User) -> None:
    """Leave the registry as it is; the batch stays as a record."""
    require(by, PERMISSION, batch.division_code)
    before = (State.UPLOADED, State.CHECKED, State.REFUSED, *failed(batch))
    move(batch, before, State.DISCARDED)
    tables.drop(batch)
    _record(Event.IMPORT_DISCARDED, batch, by=by)


@transaction.atomic
def start_undoing(batch: Batch, *, by: User) -> None:
    """Have the batch undone in the background, once: its job remembers what stayed."""
    require(by, PERMISSION, batch.division_code)
    batches.start_undoing("imports.undo", batch, by=by)


@transaction.atomic
def undo(batch: Batch, *, by: User, tick: Tick = unheard) -> list[Kept]:
    """Take back what the batch did; the values changed since, which stay as they are."""
    require(by, PERMISSION, batch.division_code)
    move(batch, (State.APPLIED,), State.UNDONE, undone_at=timezone.now())
    source = Source.objects.create(kind=Source.Kind.UNDO, batch=batch, by=by)
    touched, kept = undo_changes(batch, source, tick)
    _record(Event.IMPORT_UNDONE, batch, by=by, count=len(touched), kept=len(kept))
    announce(source, touched)
    return kept


@transaction.atomic
def _check(batch: Batch, tick: Tick) -> None:
    move(batch, (State.UPLOADED,), State.CHECKED)
    _read(batch, tick)


def _read(batch: Batch, tick: Tick = unheard) -> None:
    Finding.objects.filter(batch=batch).delete()
    tables.create(batch)
    with Recorder(batch) as recorder:
        Reader(batch, recorder, tick).read(batch.files.order_by("pk"))
        recorder.save()
    tables.analyze(batch)
    _judge(batch)


def _judge(batch: Batch) -> None:
    area = _areas(batch.by)
    judge(batch, area)
    report(batch, area, (*ERRORS, *WARNINGS))
    report_quality(batch)
    batch.counts = counts.counts(batch)
    batch.checked_source = _newest_source()
    batch.save(update_fields=["counts", "checked_source"])


def _newest_source() -> int:
    newest = Source.objects.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def _areas(user: User) -> list[Division]:
    return areas(user, MAY[PERMISSION])


def _record(event: Event, batch: Batch, *, by: User, **detail: Any) -> None:
    audit.record(event, by=by, division_code=batch.division_code, subject=batch, **detail)
