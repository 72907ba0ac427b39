"""Places that lack an organisation for their assets, for the page of what is to do."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import MAY
from accounts.scope import areas
from assets.ledger.lists import assets_seen_by
from assets.organisations.actions import KEEP
from assets.organisations.lists import unorganised_seen_by
from monitoring.cases.desk.todo import Group


def groups(user: User) -> list[Group]:
    """A person's own places, once they have assets; those below them stand in the list."""
    own = areas(user, MAY[KEEP])
    lacking = unorganised_seen_by(user).filter(pk__in=[area.pk for area in own])
    if not (own and assets_seen_by(user).exists()):
        return []
    url = f"{reverse('organisations:list')}?lacks=organisation"
    label = _("Places without an organisation for assets")
    return [
        Group(label, 1, 0, f"{url}&level={place.level}&division={place.pk}") for place in lacking
    ]
