"""Deliveries as a kind of workbook: see monitoring/feeds/workbooks/intakes.py."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.urls import reverse

from accounts.models import Division, User
from accounts.permissions import may
from assistance.deliveries.reports import actions, judging
from assistance.deliveries.reports.payers import PERMISSION
from assistance.deliveries.reports.shape import SHAPE
from monitoring.exchange.models import Batch
from monitoring.feeds.records.pushes import Received
from monitoring.feeds.workbooks.intakes import STATUSES, Raw


class Deliveries:
    shape = SHAPE
    permission = PERMISSION
    asks_why = True
    statuses: ClassVar[Mapping[str, Any]] = {name: STATUSES[name] for name in judging.STATUSES}

    @property
    def page(self) -> str:
        return reverse("reports:workbooks")

    def may(self, user: User) -> bool:
        return may(user, PERMISSION)

    def check(self, raw: Raw, *, by: User, area: Division) -> Received:
        return actions.receive(raw, by=by, area=area, dry_run=True)

    def receive(self, raw: Raw, **to: Any) -> Received:
        return actions.receive(raw, **to)

    def take_back(self, batch: Batch, *, by: User, why: str) -> int:
        actions.take_back(batch.push, by=by, why=why)
        return 0  # a delivery is reversed or was so before
