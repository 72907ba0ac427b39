"""An applied workbook taken back: all of it, except what somebody went on from since."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from assets.ledger.changed import BeforeAfter
from assets.ledger.changing import Changes
from assets.workbooks.storing import told
from monitoring.exchange.models import Batch

Thing = TypeVar("Thing", bound=Model)


def reason(batch: Batch, why: str) -> str:
    said = {"workbook": told(batch), "why": why}
    return (_("%(workbook)s undone: %(why)s") % said)[:200]


def unused(
    brought: "QuerySet[Thing]", own: Collection[str], derived: Collection[type[Model]] = ()
) -> "QuerySet[Thing]":
    """Those that no row of any slice is about; locked, so that none comes to be.

    `own` relations and `derived` rows go with them.
    """
    ids = brought.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True)
    used = Q()
    for relation in brought.model._meta.related_objects:
        model = relation.related_model
        if relation.get_accessor_name() not in own and model not in derived:
            rows = model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            used |= Q(Exists(rows))
    return brought.model._default_manager.filter(~used, pk__in=list(ids))


def given_back(
    made: Iterable[tuple[Thing, BeforeAfter]],
    said: Callable[[Thing, str], str],
    say: Callable[[Thing, str, str], None],
) -> dict[Thing, Changes]:
    """What each thing was before a workbook, wherever it is still what that made of it."""
    undone: defaultdict[Thing, Changes] = defaultdict(dict)
    for thing, each in made:
        if said(thing, each.field) == each.after:
            undone[thing][each.field] = each.after, each.before
            say(thing, each.field, each.before)
    return undone
