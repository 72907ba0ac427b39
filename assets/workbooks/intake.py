"""Assets as a kind of workbook: see monitoring/feeds/workbooks/intakes.py."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.urls import reverse

from accounts.models import Division, User
from accounts.permissions import may
from assets.workbooks import actions, undo
from assets.workbooks.actions import PERMISSION
from assets.workbooks.judging import STATUSES, judge
from assets.workbooks.shape import SHAPE
from monitoring.exchange.models import Batch
from monitoring.feeds.records.pushes import Received
from monitoring.feeds.workbooks.intakes import Raw


class Assets:
    shape = SHAPE
    permission = PERMISSION
    statuses: ClassVar[Mapping[str, Any]] = STATUSES
    asks_why = True

    @property
    def page(self) -> str:
        return reverse("asset-workbooks:workbooks")

    def may(self, user: User) -> bool:
        return may(user, PERMISSION)

    def check(self, raw: Raw, *, by: User, area: Division) -> Received:
        return actions.told(judge(raw, area))

    def receive(self, raw: Raw, **to: Any) -> Received:
        return actions.receive(raw, **to)

    def take_back(self, batch: Batch, *, by: User, why: str) -> int:
        return undo.take_back(batch, by=by, why=why)
