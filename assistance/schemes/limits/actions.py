"""Putting in force what ships, and what an administrator enters."""

from typing import Any

from django.db import transaction

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from assistance.schemes.limits.declared import limits
from assistance.schemes.limits.models import LimitValue


@transaction.atomic
def install() -> None:
    """Of each limit that has no value yet, the shipped ones."""
    known = set(LimitValue.objects.values_list("code", flat=True))
    LimitValue.objects.bulk_create(
        LimitValue(
            code=limit.code, value=each.value, valid_from=each.valid_from, document=each.document
        )
        for limit in limits.values()
        if limit.code not in known
        for each in limit.shipped
    )


@transaction.atomic
def set_value(*, by: User, **values: Any) -> LimitValue:
    require(by, "procedures.change")
    found = LimitValue(by=by, **values)
    found.full_clean()
    found.save()
    audit.record(Event.SCHEME_LIMIT_SET, by=by, subject=found, limit=found.code)
    return found
