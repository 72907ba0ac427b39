"""Claims on the to-do page: to survey for the township, to decide and pay for the county."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from assistance.schemes.insurance.lists import claims_seen_by
from assistance.schemes.insurance.models import Claim
from monitoring.cases.desk.todo import Group

State = Claim.State


def groups(user: User) -> list[Group]:
    found = []
    if may(user, "insurance.survey"):
        found.append(_group(_("Claims to survey"), user, State.OPENED))
    if may(user, "insurance.decide"):
        found.append(_group(_("Claims to approve"), user, State.SURVEYED))
        found.append(_group(_("Claims to pay out"), user, State.APPROVED))
    return found


def _group(label: str, user: User, state: str) -> Group:
    count = claims_seen_by(user).filter(state=state).count()
    return Group(label, count, 0, f"{reverse('insurance:list')}?state={state}")
