"""The order of sources per field: what can be ordered, how it reads, and the next one."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.updates.models import Precedence
from monitoring.feeds.updates.querysets import PrecedenceQuerySet
from monitoring.feeds.updates.writing import MODELS
from monitoring.registry import wording
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Source

CENSUS = "census"
PEOPLE = (
    Source.Kind.VISIT.value,
    Source.Kind.PERSON.value,
    Source.Kind.DECISION.value,
)


def every() -> PrecedenceQuerySet:
    """Every order that holds, held or will hold."""
    return Precedence.objects.select_related("by").order_by("field", "-valid_from")


def fields() -> dict[str, str]:
    """The label of every field that a feed gives, by its name."""
    updates = [update for feed in FEEDS.values() for update in feed.updates if not update.asks]
    return {each.name: wording.label(MODELS[each.entity], each.column) for each in updates}


def sources(field: str) -> dict[str, str]:
    """The label of each source that may give this field, by its code."""
    giving = [
        code for code, feed in FEEDS.items() if any(update.name == field for update in feed.updates)
    ]
    return {code: named(code) for code in (*giving, *PEOPLE, CENSUS)}


def named(source: str) -> str:
    if source in FEEDS:
        return str(FEEDS[source].label)
    return _("Census") if source == CENSUS else str(Source.Kind(source).label)


@transaction.atomic
def set_order(
    *, field: str, sources: Sequence[str], valid_from: date, document: str, by: User
) -> None:
    """From that day on; what was written before stays, and so does the order it was written by."""
    require(by, "procedures.change")
    refuse_if(valid_from < timezone.localdate(), _("An order begins today or later."))
    order = Precedence(
        field=field, sources=list(sources), valid_from=valid_from, document=document, by=by
    )
    order.full_clean()
    order.save(force_insert=True)
    audit.record(Event.PRECEDENCE_SET, by=by, subject=order, field=field)
