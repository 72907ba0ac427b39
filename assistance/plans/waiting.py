"""What of plans waits for a person, for the page of what is to do (cases/desk/todo.py)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from assistance.plans.lists import plans_seen_by
from assistance.plans.models import Plan
from monitoring.cases.desk.todo import Group


def groups(user: User) -> list[Group]:
    found = []
    if may(user, "plans.confirm"):
        found.append(_group(_("Plans of assistance to confirm"), user, Plan.State.SUBMITTED))
    if may(user, "plans.draft"):
        found.append(_group(_("Plans of assistance sent back"), user, Plan.State.RETURNED))
    return found


def _group(label: str, user: User, state: str) -> Group:
    number = plans_seen_by(user).filter(state=state).count()
    return Group(label, number, 0, f"{reverse('plans:list')}?state={state}")
