"""How a batch of files is kept, moves on, and is worked on; the kinds of imports say what it means.

`move` is the only writer of a batch's state: of two people at once, the second is refused.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from monitoring.exchange.models import Batch, BatchFile, Finding
from monitoring.exchange.refusals import Refused
from monitoring.jobs.actions import Refusal, enqueue

if TYPE_CHECKING:
    from django.core.files import File

State = Batch.State
MEANWHILE = _("Somebody has decided on this import meanwhile. Look at it again.")


def keep(batch: Batch, content: "File[bytes]") -> None:
    """Keep one file of the batch as it came."""
    name = Path(content.name or "").name[-255:]
    file = BatchFile(batch=batch, name=name, sha256=_digest(content))
    file.stored.save(f"{batch.pk}{Path(name).suffix.lower()[:6]}", content)


def move(batch: Batch, before: Sequence[State], after: State, **values: Any) -> None:
    """`Refusal` where the batch is no longer in one of the states `before`."""
    moved = Batch.objects.filter(pk=batch.pk, state__in=before).update(state=after, **values)
    if not moved:
        raise Refusal(MEANWHILE)
    batch.refresh_from_db()


@transaction.atomic
def refuse(batch: Batch, refused: Refused) -> None:
    """The whole file is refused, with the one reason."""
    move(batch, (State.UPLOADED,), State.REFUSED)
    Finding.objects.filter(batch=batch).delete()
    Finding.objects.create(
        batch=batch, severity=Finding.Severity.ERROR, file=refused.file, code=refused.code,
        message=refused.message,
    )  # fmt: skip


def failed(batch: Batch) -> tuple[State, ...]:
    """A batch whose applying failed for good: nothing was changed, so all is open again."""
    ended = batch.state == State.APPLYING and batch.job and not batch.job.is_unfinished
    return (State.APPLYING,) if ended else ()


def start(kind: str, batch: Batch, *, by: User, **said: str) -> None:
    """Have the worker do the job `kind` on the batch."""
    batch.job = enqueue(kind, by=by, division_code=batch.division_code, batch=batch.pk, **said)
    batch.save(update_fields=["job"])


def start_undoing(kind: str, batch: Batch, *, by: User, **said: str) -> None:
    """Have it undone by the job `kind`, once: its job remembers what stayed."""
    batch = Batch.objects.select_for_update(of=("self",)).select_related("job").get(pk=batch.pk)
    if batch.state != State.APPLIED or batch.is_running:
        raise Refusal(MEANWHILE)
    start(kind, batch, by=by, **said)


def _digest(content: "File[bytes]") -> str:
    digest = hashlib.sha256()
    for piece in content.chunks():
        digest.update(piece)
    content.seek(0)
    return digest.hexdigest()
