"""What the ledger keeps as kinds of workbooks: see monitoring/feeds/workbooks/intakes.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.urls import reverse

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import may, require
from assets.workbooks.judging import Verdict, judge
from assets.workbooks.storing import told
from monitoring.exchange.models import Batch
from monitoring.feeds.catalogue.schema import Shape
from monitoring.feeds.records import pushes
from monitoring.feeds.records.pushes import Received
from monitoring.feeds.workbooks.intakes import Raw


@dataclass(frozen=True)
class OfLedger:
    """Each kind says what a row is, what becomes of it, and how all of them are kept at once."""

    shape: Shape
    offered: Callable[[], Shape]  # with drop-downs of what the database lists
    permission: str
    event: Event  # of rows taken in
    statuses: Mapping[str, Any]
    known_of: Callable[..., Any]  # all that rows are judged by; with `lock` until they are kept
    judged: Callable[[Any, Any], Verdict]  # one row, by that
    add: Callable[..., None]  # the new ones
    change: Callable[..., None]  # the others, each with its changes
    undo: Callable[..., int]
    asks_why = True

    @property
    def page(self) -> str:
        return reverse("asset-workbooks:workbooks", args=[self.shape.code])

    def may(self, user: User) -> bool:
        return may(user, self.permission)

    def check(self, raw: Raw, *, by: User, area: Division) -> Received:
        return self._told(self._judge(raw, area, lock=False))

    @transaction.atomic
    def receive(self, raw: Raw, *, by: User, area: Division, batch: Batch) -> Received:
        """Keep the good rows even where others are not."""
        require(by, self.permission, area.code)
        pushes.wait(f"{self.shape.code}.{area.code}")
        verdicts = self._judge(raw, area, lock=True)
        of = {name: [v for v in verdicts.values() if v.status == name] for name in self.statuses}
        self.add([each.thing for each in of["new"]], by=by, batch=batch)
        changed = [(each.thing, each.changes) for each in of["changed"]]
        self.change(changed, reason=told(batch), by=by, batch=batch)
        received = self._told(verdicts)
        audit.record(
            self.event, by=by, division_code=area.code, subject=batch, count=len(raw),
            **received.counts,
        )  # fmt: skip
        return received

    def take_back(self, batch: Batch, *, by: User, why: str) -> int:
        return self.undo(batch, by=by, why=why)

    def _judge(self, raw: Raw, area: Division, *, lock: bool) -> dict[int, Verdict]:
        return judge(self.shape, raw, partial(self.known_of, area=area, lock=lock), self.judged)

    def _told(self, verdicts: Mapping[int, Verdict]) -> Received:
        results = [verdict.result(row) for row, verdict in verdicts.items()]
        return Received(results, pushes.counts(results, tuple(self.statuses)))
