"""The alarms that a person's level sees to, for the page of what is to do (cases/desk/todo.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import MAY
from accounts.scope import areas, inside
from assets.alarms.models import Alarm
from monitoring.cases.desk.todo import Group
from monitoring.cases.procedures.models import Level


def groups(user: User) -> list[Group]:
    return [group for level in Level.values for group in _at(level, user)]


def _at(level: str, user: User) -> list[Group]:
    """What the level below let pass is late."""
    held = areas(user, MAY[f"assets.alarms_{level}"])
    if not held:
        return []
    open_ones = Alarm.objects.open().filter(inside(held), level=level)
    late = open_ones.handed_up().count()
    url = f"{reverse('alarms:list')}?level={level}"
    return [Group(_("Alarms of assets"), open_ones.count(), late, url)]
