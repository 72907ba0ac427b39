"""Places without an organisation for their assets, for the page of what is to do."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from assets.organisations.actions import KEEP
from assets.organisations.lists import unorganised_seen_by
from monitoring.cases.desk.todo import Group


def groups(user: User) -> list[Group]:
    if not may(user, KEEP):
        return []
    url = f"{reverse('organisations:list')}?lacks=organisation"
    number = unorganised_seen_by(user).count()
    return [Group(_("Places without an organisation for assets"), number, 0, url)]
