"""Income on the to-do page: to distribute for the village, to check and pay for the township."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from assets.income.distributions.lists import distributions_seen_by
from assets.income.distributions.workflow import CHECK, DRAFT, PAY, State
from assets.income.receipts.lists import receipts_seen_by
from monitoring.cases.desk.todo import Group


def groups(user: User) -> list[Group]:
    found = []
    if may(user, DRAFT):
        waiting = receipts_seen_by(user).undistributed()
        late = waiting.late(timezone.localdate()).count()
        url = f"{reverse('receipts:list')}?distribution=waiting"
        found.append(Group(_("Income to distribute"), waiting.count(), late, url))
    seen = distributions_seen_by(user)
    if may(user, CHECK):
        over = seen.notice_over(timezone.localdate()).count()
        found.append(Group(_("Distributions to check"), over, 0, _list(State.NOTICED)))
    if may(user, PAY):
        agreed = seen.filter(state=State.CHECKED).count()
        found.append(Group(_("Distributions to pay out"), agreed, 0, _list(State.CHECKED)))
    return found


def _list(state: str) -> str:
    return f"{reverse('distributions:list')}?state={state}"
