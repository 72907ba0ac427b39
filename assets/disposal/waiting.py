"""Disposals to decide and prices that did not come, on the page of what is to do."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import MAY, may
from accounts.scope import areas, inside
from assets.disposal.choices import PERMISSIONS
from assets.disposal.models import Disposal
from assets.disposal.requirements import required
from assets.ledger.actions import REGISTER
from monitoring.cases.desk.todo import Group


def groups(user: User) -> list[Group]:
    page = reverse("disposal:list")
    found = []
    mine = [permission for permission in PERMISSIONS.values() if may(user, permission)]
    if mine:
        number = sum(map(len, (to_decide(user, permission) for permission in mine)))
        url = f"{page}?state={Disposal.State.SUBMITTED}"
        found.append(Group(_("Disposals to approve"), number, 0, url))
    if may(user, REGISTER):
        unpaid = Disposal.objects.filter(inside(areas(user, MAY[REGISTER]))).unpaid().count()
        found.append(Group(_("Proceeds of disposals to receive"), unpaid, 0, f"{page}?only=unpaid"))
    return found


def to_decide(user: User, permission: str) -> list[Disposal]:
    """By the rules of today; few wait at a time."""
    waiting = Disposal.objects.waiting().filter(inside(areas(user, MAY[permission])))
    others = waiting.exclude(by=user).exclude(submitted_by=user)
    rules = ((each, required(each)) for each in others.select_related("asset__division"))
    return [each for each, rule in rules if rule and rule.permission == permission]
