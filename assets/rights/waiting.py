"""Assets without a certificate, for the page of what is to do and for their list."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from assets.ledger.lists import assets_seen_by
from assets.ledger.querysets import AssetQuerySet
from assets.rights.models import Right
from assets.rights.querysets import untitled
from monitoring.cases.desk.todo import Group


def without_title(assets: AssetQuerySet) -> AssetQuerySet:
    return untitled(assets, Right.objects.all(), timezone.localdate())


def groups(user: User) -> list[Group]:
    if not may(user, "assets.register"):
        return []
    number = without_title(assets_seen_by(user)).count()
    return [
        Group(_("Assets without a certificate"), number, 0, f"{reverse('assets:list')}?lacks=title")
    ]
