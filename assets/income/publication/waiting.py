"""What waits to be published, for the page of what is to do: the income of the year before."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from assets.income.publication.actions import PUBLISH
from assets.income.publication.villages import seen_by, unpublished, with_income
from monitoring.cases.desk.todo import Group


def groups(user: User) -> list[Group]:
    if not may(user, PUBLISH):
        return []
    today = timezone.localdate()
    waiting = with_income(seen_by(user), today.year - 1, today).filter(published_on=None)
    late = unpublished(waiting, today).count()
    url = f"{reverse('publications:list')}?state=open"
    return [Group(_("Use of income to publish"), waiting.count(), late, url)]
