"""What waits for a village: events of which it has not said who is affected."""

from typing import TYPE_CHECKING, cast

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from accounts.scope import visible
from monitoring.cases.desk.todo import Group
from monitoring.feeds.events.models import VillageEvent

if TYPE_CHECKING:
    from monitoring.feeds.events.querysets import VillageEventQuerySet


def groups(user: User) -> list[Group]:
    """For `desk.todo.sources`: one line, whatever the number of households."""
    if not may(user, "events.decide"):
        return []
    waiting = cast("VillageEventQuerySet", visible(VillageEvent, user)).undecided()
    url = f"{reverse('events:list')}?state=open"
    return [Group(_("Village events to decide"), waiting.count(), 0, url)]
