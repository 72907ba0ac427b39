"""Records for tests, as if a department had told them."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from monitoring.feeds.records.models import Push, Record
from monitoring.registry.models import Member
from tests import factories

_numbers = count(1)


def tell(
    member: Member, feed: str, *, starts: date | None = None, ends: date | None = None, **data: Any
) -> Record:
    """A record of the member that counts from yesterday on, where nothing else is said."""
    push = Push.objects.create(feed=feed, by=factories.user(), division_code=factories.PINGSHAN)
    return Record.objects.create(
        push=push, row=1, feed=feed, state="matched", subject=str(member.pk).encode(),
        same=str(next(_numbers)), topic=data.get("roll", ""), data=data,
        starts=starts or timezone.localdate() - timedelta(days=1), ends=ends,
        division_code=member.household.division_id, household=member.household, member=member,
    )  # fmt: skip


def cost(member: Member, amount: str, **fields: Any) -> Record:
    return tell(member, "medical-costs", own_burden=amount, **fields)
