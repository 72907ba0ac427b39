"""Where the rows of each kind of workbook go, and who sends it; slices above add theirs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from accounts.permissions import require
from monitoring.exchange.models import Batch
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.catalogue.schema import Feed, Shape
from monitoring.feeds.records import actions
from monitoring.feeds.records.pushes import Received
from monitoring.feeds.records.senders import PERMISSION, feeds_of
from monitoring.feeds.workbooks.undo import take_back

Raw = Mapping[int, object]


STATUSES: Mapping[str, Any] = {
    "accepted": _("Taken in"),
    "duplicate": _("Already known"),
    "unmatched": _("Without a person"),
    "invalid": _("Faulty"),
}


class Intake(Protocol):
    asks_why: bool  # before it is undone

    @property
    def statuses(self) -> Mapping[str, Any]:
        """Of its rows, in words, as they are counted."""

    @property
    def shape(self) -> Shape: ...

    @property
    def page(self) -> str: ...

    @property
    def permission(self) -> str: ...

    def may(self, user: User) -> bool: ...

    def check(self, raw: Raw, *, by: User, area: Division) -> Received:
        """What would become of each row; nothing is stored."""

    def receive(self, raw: Raw, *, by: User, area: Division, batch: Batch) -> Received: ...

    def take_back(self, batch: Batch, *, by: User, why: str) -> int:
        """How much of it stays."""


@dataclass(frozen=True)
class OfFeed:
    shape: Feed
    permission = PERMISSION
    asks_why = False
    statuses: ClassVar[Mapping[str, Any]] = STATUSES

    @property
    def page(self) -> str:
        return reverse("feeds:feed", args=[self.shape.code])

    def may(self, user: User) -> bool:
        return self.shape.code in feeds_of(user)

    def check(self, raw: Raw, *, by: User, area: Division) -> Received:
        return actions.receive(self.shape, raw, by=by, area=area, dry_run=True)

    def receive(self, raw: Raw, **to: Any) -> Received:
        return actions.receive(self.shape, raw, **to)

    def take_back(self, batch: Batch, *, by: User, why: str) -> int:
        return take_back(batch, by=by)


# By kind of batch, beside the feeds.
further: dict[str, Intake] = {}


def intake(kind: str) -> Intake:
    return further.get(kind) or OfFeed(FEEDS[kind])


def require_sender(user: User, kind: str, code: str) -> None:
    """PermissionDenied unless the user sends such workbooks at the division `code`."""
    found = intake(kind)
    require(user, found.permission, code)
    if not found.may(user):
        raise PermissionDenied


def kinds_of(user: User) -> list[str]:
    """Whose workbooks the user works with."""
    return [*feeds_of(user), *(kind for kind, found in further.items() if found.may(user))]
