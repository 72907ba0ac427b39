"""What the pages of feeds show: how each stands, and what a batch waits for."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import CODE_LENGTH, Division, User
from accounts.scope import visible
from monitoring.exchange.models import Batch, Finding
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.catalogue.schema import Feed, Shape
from monitoring.feeds.catalogue.wording import takes
from monitoring.feeds.records.models import Push
from monitoring.feeds.workbooks.forms import ColumnsForm
from monitoring.feeds.workbooks.intakes import intake
from monitoring.feeds.workbooks.template import header
from monitoring.registry.census.overview import Group, grouped_findings, progress_of

NEWEST = 20
LEVELS = (Division.Level.CITY, Division.Level.COUNTY)


@dataclass(frozen=True)
class Standing:
    """How one feed stands for a place; a feed that never came is not overdue but missing."""

    feed: Feed
    received: date | None

    @property
    def expected(self) -> date | None:
        return self.received + timedelta(days=self.feed.every) if self.received else None

    @property
    def days_overdue(self) -> int:
        return max((timezone.localdate() - self.expected).days, 0) if self.expected else 0


def standings(place: Division) -> list[Standing]:
    """Every feed, the overdue ones first. What came for the county or its city counts."""
    above = [place.code[: Division.PREFIX[level]].ljust(CODE_LENGTH, "0") for level in LEVELS]
    first, last = place.code_range
    received = Push.objects.filter(
        Q(division_code__in=above) | Q(division_code__gte=first, division_code__lte=last),
        undone_at=None,
    )
    days = dict(received.order_by().values_list("feed").annotate(Max("at")))
    found = [
        Standing(feed, timezone.localdate(days[code]) if code in days else None)
        for code, feed in FEEDS.items()
    ]
    return sorted(found, key=lambda each: -each.days_overdue)


def sent(user: User, shape: Shape) -> dict[str, Any]:
    """What each column takes, and the newest workbooks, each with what became of its rows."""
    batches = visible(Batch, user).filter(kind=shape.code).select_related("by", "job")[:NEWEST]
    return {
        "lines": [(header(field), takes(field), field.example) for field in shape.fields],
        "statuses": list(intake(shape.code).statuses.values()),
        "batches": [(batch, figures(batch)) for batch in batches],
    }


def figures(batch: Batch) -> list[tuple[Any, int]]:
    statuses = intake(batch.kind).statuses
    return [(label, batch.counts.get(name, 0)) for name, label in statuses.items()]


def of(batch: Batch) -> dict[str, Any]:
    """The page of one batch; while its job is at work only how far it is."""
    to = intake(batch.kind)
    context = {"batch": batch, "intake": to, "progress": progress_of(batch)}
    if batch.is_running:
        return context
    groups = [replace(each, sentence=_sentence(each)) for each in grouped_findings(batch)]
    errors = [group for group in groups if group.severity == Finding.Severity.ERROR]
    warnings = [group for group in groups if group.severity == Finding.Severity.WARNING]
    form = ColumnsForm(batch, to.shape)
    asks = batch.state in (Batch.State.CHECKED, Batch.State.REFUSED) and form.fields
    return context | {
        "figures": figures(batch),
        "errors": errors,
        "warnings": warnings,
        "columns_form": asks and form,
    }


def _sentence(group: Group) -> str:
    """What its rows have in common: what is wrong, or the column where each is wrong otherwise."""
    if group.code == "feed-changes":
        return _("Old and new value")
    messages = {each.message for each in group.first}
    return group.sentence if len(messages) == 1 else group.first[0].column
