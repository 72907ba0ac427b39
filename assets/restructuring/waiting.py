"""Proposals that wait for a decision, on the page of what is to do."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import MAY, may
from accounts.scope import areas, inside
from assets.restructuring.actions import APPROVE
from assets.restructuring.models import Restructuring
from monitoring.cases.desk.todo import Group


def groups(user: User) -> list[Group]:
    if not may(user, APPROVE):
        return []
    mine = Restructuring.objects.open().filter(inside(areas(user, MAY[APPROVE])))
    number = mine.exclude(by=user).count()
    state = Restructuring.State.PROPOSED
    url = f"{reverse('restructuring:list')}?state={state}"
    return [Group(_("Splits, merges and transfers to approve"), number, 0, url)]
